"""Articles: "the 19th-century canal" is the canal's article, "in the 19th century" the century's own."""

from __future__ import annotations

from dataclasses import replace

from service.temporal.meaning import Candidate
from service.temporal.tokens import SPACE
from service.temporal.view import View

ADJECTIVAL = frozenset({"decade", "decade-possessive", "century", "short-decade"})
OWN_AT_THE_START = frozenset({"decade", "century"})
WITHOUT_ARTICLE = frozenset({"date"})
STRETCH = "stretch-of-amount"
WITH_THAT = frozenset({"deictic-month", "deictic-weekday"})


def articles(candidates: list[Candidate], view: View) -> list[Candidate]:
    """Leaves the definite article out of a reading that only describes the noun after it."""
    table = view.grammar.language.tables.get("articles", {})
    for c in candidates if table else ():
        article = view.before(c) if c.rule in table["rules"] and view.classes[c.first - 1 : c.first] == SPACE else ""
        if article.lower() in table["words"]:
            c.first -= 2
            c.start = view.starts[c.first]
    if view.grammar.nouns_capitalised:
        return candidates
    definite, owners = view.grammar.kinds("definite"), view.grammar.kinds("possessive")
    for c in candidates:
        if c.rule == STRETCH and c.first >= 2 and view.classes[c.first - 2] in owners:
            c.first += 2 if c.meaning.deictic == "past" else 0  # "in his last two years" is no stretch that ends now
            c.start, c.meaning = view.starts[c.first], replace(c.meaning, deictic=None)
        if c.rule in WITH_THAT and _that_joins(c, view):
            c.first += 2
            c.start = view.starts[c.first]
            plain = replace(c.meaning, deictic=None)
            c.meaning = replace(plain, kind="date", name="bare") if plain.kind == "month" else plain
        if view.classes[c.first] in definite and c.last - c.first > 2 and _describes(c, view):
            c.first += 2
            c.start = view.starts[c.first]
    return candidates


def _that_joins(c: Candidate, view: View) -> bool:
    """ "warned that February's figures", "told CNN that Friday will be his last chance": a conjunction."""
    if view.classes[c.first] not in view.grammar.kinds("that_word"):
        return False
    if view.classes[c.last : c.last + 1] == SPACE and view.classes[c.last + 1] in view.grammar.kinds("verb_will"):
        return True
    if not view.owns(c):
        return False
    verbs = view.grammar.kinds("verb_past", "verb_ed", "verb_present")
    return c.first >= 2 and view.classes[c.first - 2] in verbs


def _describes(c: Candidate, view: View) -> bool:
    """Months and years take no article of their own, ordinal days do; decades and centuries too, with no noun after."""
    if not _noun_follows(c, view):
        return False
    openers = view.grammar.kinds("preposition", "in_during")
    if c.rule in OWN_AT_THE_START and c.first >= 2 and view.classes[c.first - 2] in openers and view.leads_clause(c):
        return view.classes[c.last - 2] != SPACE and c.rule == "century"  # "In the 18th century whalers came"
    if c.mod is not None and view.classes[c.first + 2] not in view.grammar.kinds("early_late"):
        return False
    if c.meaning.kind in WITHOUT_ARTICLE and c.meaning.month is not None:
        return not any(kind in view.grammar.kinds("ordinal", "day_ordinal") for kind in view.classes[c.first : c.last])
    return c.rule in ADJECTIVAL or (c.meaning.kind == "date" and c.mod is not None)


def _noun_follows(c: Candidate, view: View) -> bool:
    """A small-lettered word that no slot lists, or one joined by a hyphen, directly after."""
    if c.last + 1 >= len(view.words) or view.classes[c.last] != SPACE:
        return False
    kind = view.classes[c.last + 1]
    return kind in view.grammar.kinds("other", "counted", "numbered")
