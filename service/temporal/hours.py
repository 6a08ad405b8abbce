"""Hours written as four figures: "fell asleep shortly after 1100", which elsewhere would be a year; or with a stop."""

from __future__ import annotations

from service.temporal.meaning import Candidate, Meaning
from service.temporal.names import YEAR_RULES
from service.temporal.view import View

HOUR_RULE = "hour-in-figures"
# Four figures that are no year, and tell that the text writes hours so.
HOURS_SAID = frozenset({"clock-hours", "clock-early"})
# Later figures are years, unless "at" stands before them.
LATEST_HOUR_UNSAID = 1759


# Hours with a stop that could be anything else, and those that tell that the text writes hours so.
DOTTED_DOUBTFUL = "clock-dotted-beside"
DOTTED_SURE = frozenset(f"clock-dotted{rest}" for rest in ("", "-behind", "-early", "-opening"))


def dotted_hours(candidates: list[Candidate], view: View) -> list[Candidate]:
    """Keeps "at 11.30" where the text surely writes its hours so: "at 9.45 on Sunday", "from 7.15pm"."""
    if not [c for c in candidates if c.rule == DOTTED_DOUBTFUL]:
        return candidates
    glued = (view.word(c.first) for c in candidates if c.rule == "clock-glued")
    if any(c.rule in DOTTED_SURE for c in candidates) or any("." in word for word in glued):
        return candidates
    return [c for c in candidates if c.rule != DOTTED_DOUBTFUL]


def hours(candidates: list[Candidate], view: View) -> list[Candidate]:
    """Reads figures as hours of the day where all that could be early years stand as hours do, and one surely is."""
    words = view.grammar.words
    if not words("hour_lead"):
        return candidates
    figures = [c for c in candidates if c.rule in YEAR_RULES and _could_be_hour(c)]
    sure = {id(c) for c in figures if _leads(c, view)}
    early = {id(c) for c in figures if (c.meaning.year or 0) <= LATEST_HOUR_UNSAID}
    told = sure or any(c.rule in HOURS_SAID for c in candidates)
    if not told or not all(view.before(c).lower() in words("hour_beside") for c in figures if id(c) in early):
        return candidates
    read = sure | early
    for c in figures:
        if id(c) not in read:
            continue
        hour, minute = divmod(c.meaning.year or 0, 100)
        c.rule, c.meaning = HOUR_RULE, Meaning("clock", hour=hour, minute=minute)
    return candidates


def _could_be_hour(c: Candidate) -> bool:
    hour, minute = divmod(c.meaning.year or 0, 100)
    return hour < 24 and minute < 60


NOUNS = ("other", "business_word", "measured", "physical", "measure", "counted")


def _leads(c: Candidate, view: View) -> bool:
    """After "at" or "at about", and before no noun ("at 1945 prices")."""
    if view.classes[c.last + 1 : c.last + 2] in view.grammar.kinds(*NOUNS):
        return False
    one, two, leads = view.before(c).lower(), view.before(c, 2).lower(), view.grammar.words("hour_lead")
    return one in leads or (two in leads and one in view.grammar.words("hour_beside"))
