"""Which deeds are told as mentions: what happened, is planned or denied; no habits, suppositions, asides or chatter."""

from __future__ import annotations

from service.timeline.cast import countries_of
from service.timeline.dating import MONTH, WEEK, fineness
from service.timeline.deeds import NOTHING, STANDING, Deed
from service.timeline.gazetteer import word_set
from service.timeline.scene import Scene, somebody
from service.timeline.senses import PLAIN, STRONG
from service.timeline.unnamed import happens, has_own_day, has_subject, hears_a_case
from service.timeline.verb import Verb

NEWS = 3
"""Sentences of prose in which the simple present tells news ("Iran rejects ..."); later it tells what is always so."""
SPEAKERS = frozenset({"i", "we", "you", "i'm", "i've", "we're", "we've"})
"""Who writes letters and comments; a reporter names who did it."""
READERS = frozenset({"you", "you'll", "you've"})
"""Whom a guide or a letter speaks to; a day beside it dates no happening."""
SAYING_NOTHING = frozenset({"follow", "come", "precede", "mark", "happen", "occur", "ensue", "end"})
"""Verbs that say something only with their noun: "it followed", "that marked"."""


def worth(deed: Deed, scene: Scene, prose: int, headline: bool) -> bool:
    """Whether a deed is told as a mention; `prose` counts the sentences of prose up to this one, 0 for none."""
    verb = scene.verbs[deed.verb] if deed.verb is not None else None
    low = scene.tokens.low
    if low[-1] == "?" or (deed.by_noun and deed.end < len(low) and low[deed.end] in HOUSES):
        return False
    if verb is not None and not _is_told(deed, verb, scene, prose, headline):
        return False
    named = deed.parties.sources or deed.parties.targets
    if deed.expression is not None:
        if deed.kind == "statement" and verb is not None and verb.tense == "part" and not named:
            return False  # "anything said on Sunday"
        if deed.kind is not None or deed.by_noun:
            return deed.meaning.rank >= PLAIN or bool(named)
        if deed.nested or deed.meaning.rank < PLAIN:
            who = named if verb is not None and verb.passive else deed.parties.sources
            if who and deed.status != "negated" and not deed.hanging:
                return True
            if deed.meaning.rank >= PLAIN and verb is not None and has_own_day(deed, verb, scene):
                return deed.status != "negated" and has_subject(scene, verb)
            return happens(deed, verb, scene)
        return bool(named) or deed.meaning.rank >= STRONG or happens(deed, verb, scene)
    if deed.nested or deed.kind in (None, "statement") or deed.meaning.rank < PLAIN:
        return False
    if deed.status in ("denied", "alleged") and deed.parties.sources:
        return True
    if deed.meaning.rank < STRONG and deed.kind == deed.base:
        together = len(countries_of(deed.parties.sources)) > 1
        given = verb is not None and verb.phrase and deed.kind == "aid" and prose <= NEWS and _is_land(deed)
        return bool(deed.parties.sources and deed.parties.targets) or together or given
    if prose <= NEWS or headline:
        return bool(named or deed.parties.places)
    return _stands_alone(deed, verb)


def beside(deed: Deed, scene: Scene, prose: int, headline: bool) -> bool:
    """Whether a deed that only goes along with what its sentence says is told, for want of another near the top:
    "..., he said, saluting their sons", "as pupils marched to the line". What was so long before is not.
    """
    verb = scene.verbs[deed.verb] if deed.verb is not None else None
    if verb is None or deed.kind in (None, "statement") or deed.meaning.rank < STRONG or deed.expression is not None:
        return False
    if not (headline or 0 < prose <= NEWS) or deed.status not in ("occurred", "ongoing") or scene.tokens.low[-1] == "?":
        return False
    if verb.tense not in ("past", "present", "ing", "part") or not _is_told(deed, verb, scene, prose, headline):
        return False
    low, named = scene.tokens.low, deed.parties.sources or deed.parties.targets
    if not deed.nested:
        return bool(named) or (verb.finite and verb.link in ("main", "and") and somebody(scene, *verb.subject_span))
    if not named or deed.by_noun or verb.negative or (verb.perfect and verb.tense == "past"):
        return False
    if verb.link == "when":
        return low[verb.left] in GOING_ALONG
    if verb.link == "ing":
        return verb.start > 0 and low[verb.start - 1] == ","
    return verb.link in ("relative", "part", "and")


GOING_ALONG = frozenset({"as", "while", "after", "when"})
"""What opens a clause of what happens along with the sentence's own happening."""


def _is_land(deed: Deed) -> bool:
    return any(figure.country for figure in deed.parties.sources)


def _stands_alone(deed: Deed, verb: Verb | None) -> bool:
    """Whether an undated deed far from the top says who did it, or to whom where force was used."""
    if any(figure.type in ACTORS for figure in deed.parties.sources):
        return True
    suffered = verb is not None and verb.passive and deed.kind in SUFFERED
    return suffered and any(figure.type in ACTORS for figure in deed.parties.targets)


ACTORS = frozenset({"person", "country", "organisation"})
SUFFERED = frozenset({"assault", "coerce", "fight", "investigate", "sanction", "retreat"})
"""What is told of those it is done to as well ("two envoys were expelled")."""


def _only_stands(deed: Deed, verb: Verb, scene: Scene) -> bool:
    """Whether a verb tells how things are, what a picture shows or what a thing makes plain, and no happening."""
    tokens = scene.tokens
    if deed.kind == "statement" and verb.lemma in SHOWING:
        return verb.passive or not any(figure.type in ACTORS for figure in deed.parties.sources)
    pictured = bool(PICTURES & set(tokens.low[max(0, verb.start - 2) : verb.start]))
    if pictured and (verb.tense == "part" or verb.lemma in HANDED):
        return True
    if deed.kind is not None or deed.by_noun:
        return False
    if verb.lemma in PICTURING and (verb.passive or verb.tense == "part"):
        return True
    if deed.meaning.rank >= PLAIN or verb.phrase:
        return False
    behind = range(verb.end, min(len(tokens), verb.end + 9))
    if verb.lemma == "have" and any(tokens.word[at].noun_meaning for at in behind):
        return False  # "had what he called a long meeting"
    if hears_a_case(verb, scene):
        return False
    if verb.lemma in STATES or tokens.low[verb.start] in ("can", "cannot", "can't", "would"):
        return True
    told = deed.expression
    plain = verb.tense == "present" and not (verb.perfect or verb.progressive or verb.passive)
    return plain and told is not None and told.latest is not None and told.text[-4:].isdigit() and told.relation == "on"


STATES = word_set(
    """have look seem feel think see remain know like love believe understand wonder worry matter mean include contain
    cost weigh depend reflect represent face lack deserve resemble differ vary belong tend boast enjoy need keep stay
    sound get watch hear wait live sit stand lie sleep hope average total number combine base control"""
)
"""Verbs that tell how things stand; a day beside one makes no happening of it."""
SHOWING = word_set(
    "underscore underline highlight illustrate reflect show demonstrate suggest indicate reveal signal mean"
)
"""Verbs of saying that things do as well: "the figures showed"."""
PICTURES = word_set("photo photograph picture image photos handout footage")
"""What a participle behind it says of a picture, not of the news: "a handout photo made available on Friday"."""
HANDED = frozenset({"make", "take", "release", "provide", "issue", "obtain"})
"""How a picture came to the paper."""
HOUSES = word_set("hall room centre center venue hotel table building site organisers organizers goers")
"""Behind a noun for a gathering, where it is held or who holds it: no gathering."""
PICTURING = word_set("show picture see depict photograph display")
"""What a caption says of whom it shows: "shown here in February"."""


def _is_told(deed: Deed, verb: Verb, scene: Scene, prose: int, headline: bool) -> bool:
    """Whether its verb tells a happening at all, and tells it as news."""
    dated = deed.expression is not None
    if _only_stands(deed, verb, scene):
        return False
    if verb.tense == "perhaps" and (verb.perfect or not (dated or deed.kind == "threaten" or prose <= NEWS)):
        return False  # "might have met", "could hit"
    must = verb.tense == "must" and not _told_behind(verb, scene)
    if verb.tense == "must" and (
        verb.perfect or (must and deed.kind == "demand" and verb.link != "said" and not dated)
    ):
        return False  # "should have made"
    wished = verb.lemma == "like" and deed.kind == "demand"
    supposed = verb.tense == "future" and not dated and scene.tokens.low[verb.start] == "would" and not wished
    if supposed and not _reported(verb, scene):
        return False  # what would be, if
    if must and verb.link != "said" and not dated:
        return False  # what somebody holds to be right
    says_little = deed.kind is None and deed.meaning.does == "plan" and not deed.by_noun and deed.meaning.rank < PLAIN
    below = (v for v in scene.verbs if v.governor == deed.verb and v.link == "to")
    if says_little and any(v.lemma not in STANDING for v in below):
        return False  # "is likely to": what is planned is told by its own verb
    if not dated and deed.kind != "threaten" and scene.verbs[0].link == "if":
        return False
    if deed.meaning.name == "follow" and verb.lemma in SAYING_NOTHING and not deed.by_noun:
        return False
    if deed.expression is not None and deed.meaning is NOTHING:
        fine = deed.told_by_clause or fineness(deed.expression) <= WEEK
        own = fine and has_own_day(deed, verb, scene)
        aside = verb.link in ("when", "if", "relative", "part", "ing") and not own
        aside = aside or verb.progressive
        if aside or fineness(deed.expression) > MONTH:
            return False
    if _speaks(scene, verb) and not (dated and deed.kind not in (None, "statement", "demand", "agree")):
        return False
    if _speaks(scene, verb, READERS):
        return False
    always = verb.tense == "present" and not (verb.perfect or verb.progressive or verb.passive)
    return dated or headline or prose <= NEWS or not always


SPEECH = frozenset({"report", "agree", "threaten"})
"""What verbs of saying do, promises and warnings among them."""


def _reported(verb: Verb, scene: Scene) -> bool:
    """Whether somebody says so: "said he was ill and would resign"."""
    if verb.negative and verb.link == "main":
        return True  # "would not accept the offer"
    if _told_behind(verb, scene):
        return True  # "Peru would pay, its envoy said"
    while verb.link == "and" and verb.governor is not None:
        verb = scene.verbs[verb.governor]
    return verb.link == "said"


def _told_behind(verb: Verb, scene: Scene) -> bool:
    """Whether somebody is named behind who says it: "The men must be freed, Chad told Mali"."""
    return any(later.link == "main" and later.does & SPEECH and later.left >= verb.right for later in scene.verbs)


def _speaks(scene: Scene, verb: Verb, who: frozenset[str] = SPEAKERS) -> bool:
    """Whether the one who writes or is quoted does it himself, or the reader."""
    start, end = verb.subject_span
    low = scene.tokens.low
    return any(low[at] in who for at in range(max(start, end - 4), end))
