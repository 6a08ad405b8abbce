"""Both sides of a deed: who is meant where the clause itself names one side only, and who is on both.

What the clause of a deed names is read by `roles.py`; here the rest of the sentence is asked, and only where a side is
without a country: "Sanctions imposed on Belgrade were suspended by Athens" is done to Serbia, a riot of Chileans in
Chile to Chile, and who signs, meets or builds together is on both sides.
"""

from __future__ import annotations

from service.timeline.cast import Entity, Figure, countries_of
from service.timeline.deeds import Deed
from service.timeline.scene import Parties, Scene, capital_acting, country_of
from service.timeline.subjects import subject_of

TOGETHER = frozenset({"consult", "cooperate", "agree", "support", "fight", "concede"})
"""Kinds of deeds two can do together, each to the other."""
PLACED = frozenset({"aid", "support", "agree"})
"""Kinds of deeds done to the country they are done in: "put a bridge across a river in Haiti"."""
MUTUAL = frozenset({"consult", "cooperate", "agree", "fight", "retreat"})
"""Kinds of deeds that two it is done to do to each other, where nobody else does: "units of both were merged"."""
AT_HOME = frozenset({"investigate", "protest", "coerce", "concede", "mobilize", "assault", "fight", "threaten"})
"""Kinds of deeds done to one's own country where no other is named."""
RULED = frozenset({"coerce"})
"""Kinds of deeds done by those who rule where they are done, where nobody else is named."""
SPOKEN = frozenset({"threaten", "agree", "reject", "demand"})
"""Kinds of deeds done in words by who says them: "a spokesman of the gunmen said its crew would be killed"."""
HARM = frozenset({"fight", "assault", "mobilize", "coerce"})
"""Kinds of deeds whose victim is who tells of them, where no other is named."""
LOCAL = frozenset({"coerce", "assault", "protest"})
"""Kinds of deeds done, where nobody of a named country is, by people of the place: "was kidnapped in Yemen"."""
SHELTERING = frozenset({"aid"})
"""Kinds of deeds done by the country they are done in: "were given shelter in Peru"."""
DONE_TO = frozenset(
    {
        *("reject", "agree", "concede", "sanction", "threaten", "disapprove", "support", "demand", "aid", "mobilize"),
        *("protest", "coerce", "investigate", "consult", "cooperate", "retreat", "assault", "fight"),
    }
)
"""Kinds of deeds with somebody they are done to."""
PLACING = frozenset({"in", "at", "near", "inside", "within", "throughout", "across", "outside", "around", "through"})
ASIDE = frozenset({"like", "unlike", "than", "including", "according", "via", "as", "since", "during"})


def complete(deed: Deed, scene: Scene) -> None:
    """Give a deed the side its clause does not name, where the sentence tells it."""
    parties, kind = deed.parties, deed.kind
    if kind not in DONE_TO:
        return
    sources, targets = countries_of(parties.sources), countries_of(parties.targets)
    if not sources and not targets and kind in AT_HOME and all(f.type == "thing" for f in parties.sources):
        _where_it_is(deed, scene)
        sources = countries_of(parties.sources)
    if len(sources) > 1 and not targets and kind in TOGETHER | MUTUAL:
        parties.both = [figure for figure in parties.sources if figure.country]
        return
    if len(targets) > 1 and not parties.sources and kind in MUTUAL:
        _both(parties, [figure for figure in parties.targets if figure.country])
        return
    if not sources and not targets and kind in MUTUAL:
        between = _between(scene)
        if len(countries_of(between)) > 1:
            _both(parties, between)
            return
    if sources and targets <= sources:
        among_themselves = kind == "consult" and len(parties.sources) > 1
        found = () if among_themselves else _accuser(deed, scene, sources) or _done_to(deed, scene, sources)
        if found:
            parties.others = [figure for figure in parties.others if figure not in found]
            parties.targets.extend(found)
        elif not targets and kind in PLACED and (there := [c for c in _places(deed, scene) if c not in sources]):
            parties.targets.append(scene.cast.country(there[0]))
        elif not targets and len(sources) == 1 and (kind in AT_HOME or _gives_up(parties, kind)):
            _joins(parties, scene.cast.country(next(iter(sources))), parties.targets, parties.sources)
    elif targets and not sources and all(figure.type == "thing" for figure in parties.sources):
        _done_by(deed, scene, targets)


def _both(parties: Parties, figures: list[Figure]) -> None:
    """Put those two on both sides who do it to each other."""
    parties.sources = [figure for figure in parties.sources if figure not in figures and figure.country] + figures
    parties.targets = []
    parties.others = [figure for figure in parties.others if figure not in figures]
    parties.both = figures


def _between(scene: Scene) -> list[Figure]:
    """The countries named behind "between": "trade between Chad and Mali doubled"."""
    near = (e for e in scene.entities if scene.preposition(e) == "between")
    return [figure for e in near for figure in (e.figures or capital_acting(scene, e)) if figure.country]


def _where_it_is(deed: Deed, scene: Scene) -> None:
    """What nobody of a named country does is of the country it is done in: "shells fell on a market in Mali"."""
    deed.parties.sources.extend(scene.cast.country(code) for code in _places(deed, scene)[:1])


def _gives_up(parties: Parties, kind: str | None) -> bool:
    """Whether a movement of the country lays down its arms: "the IRA declared a ceasefire"."""
    return kind == "retreat" and all(figure.type == "organisation" for figure in parties.sources)


def _joins(parties: Parties, home: Figure, side: list[Figure], facing: list[Figure]) -> None:
    """Put a country on one side of a deed; on both where it stands on the facing one already."""
    if home in facing:
        parties.both = [home]
    else:
        parties.others = [figure for figure in parties.others if figure is not home]
        side.append(home)


def _done_to(deed: Deed, scene: Scene, sources: set[str]) -> tuple[Figure, ...]:
    """Whom the sentence names beside those who did it: behind the deed first, then before it."""
    speakers = _speakers(scene, deed)
    behind: list[tuple[Figure, ...]] = []
    before: list[tuple[Figure, ...]] = []
    for entity in scene.entities:
        if entity.start in speakers or entity.start <= deed.start < entity.end:
            continue
        figures = _foreign(scene, entity, sources)
        if not figures:
            continue
        preposition = scene.preposition(entity)
        if preposition in ASIDE or (preposition in PLACING and not _adjective(entity)):
            continue
        (behind if entity.start > deed.start else before).append(figures)
    verb = scene.verbs[deed.verb] if deed.verb is not None else None
    order = (*before, *behind) if verb is not None and verb.passive else (*behind, *before)
    return next(iter(order), ())


def _accuser(deed: Deed, scene: Scene, sources: set[str]) -> tuple[Figure, ...]:
    """The country that says another has done it harm: "Sudan said Ugandan jets had bombed a village"."""
    verb = scene.verbs[deed.verb] if deed.verb is not None else None
    if verb is None or deed.kind not in HARM or verb.link != "said" or verb.governor is None or not verb.finite:
        return ()
    told = subject_of(scene, verb.governor)
    return tuple(f for f in told if f.type == "country" and f.country not in sources)


def _adjective(entity: Entity) -> bool:
    return entity.sort in ("adjective", "group") or entity.possessive


def _foreign(scene: Scene, entity: Entity, sources: set[str]) -> tuple[Figure, ...]:
    figures = entity.figures or capital_acting(scene, entity)
    return tuple(figure for figure in figures if figure.country and figure.country not in sources)


def _speakers(scene: Scene, deed: Deed) -> set[int]:
    """Where those stand who only say it: "officials in Oslo said"."""
    out: set[int] = set()
    for index, verb in enumerate(scene.verbs):
        if "report" in verb.does and index != deed.verb:
            start, end = verb.subject_span
            out.update(entity.start for entity in scene.entities if start <= entity.start < end)
            if start == end or verb.link == "main":
                out.update(e.start for e in scene.entities if verb.end <= e.start <= verb.end + 4)
    return out


def _done_by(deed: Deed, scene: Scene, targets: set[str]) -> None:
    """Who does what has no doer of its own: the speaker, the country it is done in, those who rule there."""
    parties = deed.parties
    verb = scene.verbs[deed.verb] if deed.verb is not None else None
    if deed.kind in SPOKEN and verb is not None and verb.link == "said" and verb.governor is not None:
        parties.sources.extend(f for f in subject_of(scene, verb.governor) if f not in parties.targets)
        return
    here = _places(deed, scene)
    if deed.kind in SHELTERING:
        parties.sources.extend(scene.cast.country(code) for code in here[:1] if code not in targets)
    elif deed.kind in LOCAL and here and (deed.kind not in RULED or not targets <= set(here)):
        _joins(parties, scene.cast.country(here[0]), parties.sources, parties.targets)
    elif deed.kind in RULED and len(targets) == 1:
        _joins(parties, scene.cast.country(next(iter(targets))), parties.sources, parties.targets)


def _places(deed: Deed, scene: Scene) -> list[str]:
    """The countries a deed is placed in by the sentence, its own places first."""
    own = [place.country for place in deed.parties.places if place.country]
    for entity in scene.entities:
        if scene.preposition(entity) in PLACING:
            figures = [f for f in entity.figures if f.type == "country"] or country_of(scene, entity)
            own.extend(figure.country for figure in figures if figure.country)
    return own
