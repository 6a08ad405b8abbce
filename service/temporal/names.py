"""What is a name or a common word and no time: known by its surroundings, never by lists of names."""

from __future__ import annotations

from service.temporal.meaning import Candidate
from service.temporal.tokens import SPACE
from service.temporal.view import View

MONTH_RULES = frozenset({"bare-month"})
NAMEABLE = frozenset(
    {"bare-month", "weekday", "bare-year", "bare-season", "the-season", "holiday", "adverb-set", "weekdays"}
)
DOUBTFUL_MONTHS = frozenset({"may", "march"})
FIGURE_JOINERS = frozenset({"-", "/", "–", "‑"})


def in_a_name(c: Candidate, view: View) -> bool:
    """True where capitalised neighbours make the word part of a name: "Prime Minister May", "the Sunday Times"."""
    if c.rule not in NAMEABLE or c.rule == "bare-year":
        return False
    before, after = view.before(c), view.after(c)
    known = view.grammar.language.lexicon
    adjoining = view.classes[c.last : c.last + 1] == SPACE
    if c.rule == "adverb-set":
        return view.text[c.start].isupper() and (_is_name(after, view) or _is_name(before, view))
    if c.rule in ("bare-month", "bare-season", "holiday"):
        if _is_name(before, view) and view.classes[c.first - 1 : c.first] == SPACE and not _opens(view, c):
            return c.rule != "holiday"
        if adjoining and _is_name(after, view) and _article_or_name_before(view, c):
            return c.rule == "bare-month"
    if c.rule == "weekday" and adjoining and after[:1].isupper() and before.lower() == "the":
        return view.grammar.language.lexicon[after] == view.grammar.language.lexicon.get("Zzz", "") or known is None
    return False


def _is_name(word: str, view: View) -> bool:
    """A capitalised word that no slot lists."""
    return word[:1].isupper() and view.grammar.language.lexicon[word] in view.grammar.language.members.get("name", "")


def _opens(view: View, c: Candidate) -> bool:
    low, _ = view.sentence(c.first)
    return all(kind == SPACE for kind in view.classes[low : c.first])


def _article_or_name_before(view: View, c: Candidate) -> bool:
    return view.before(c).lower() in ("the", "a", "an", "mr", "mrs", "ms", "dr", "of")


def is_no_time(c: Candidate, view: View) -> bool:
    """True for words that look like a time and are none: the verb "may", a count that looks like a year."""
    if c.rule == "bare-month":
        return _is_common_word(c, view)
    if c.rule in ("bare-year", "month-day"):
        return _is_figure(c, view)
    return False


def _is_common_word(c: Candidate, view: View) -> bool:
    word = view.words[c.first]
    if word.lower() not in DOUBTFUL_MONTHS:
        return False
    before = view.before(c).lower()
    grammar = view.grammar
    if before and grammar.language.lexicon[before] in grammar.prepositions | set(
        grammar.language.kinds("in_during", "at")
    ):
        return False
    if word.isupper() and len(word) > 1 and view.before(c).isupper():
        return True
    return True


def _is_figure(c: Candidate, view: View) -> bool:
    if c.rule == "month-day":
        return False
    before = view.word(c.first - 1)
    after = view.word(c.last)
    if before in FIGURE_JOINERS and view.word(c.first - 2)[:1].isalnum():
        return not view.word(c.first - 2).isalpha() or view.word(c.first - 2).isupper()
    return after in ("/",)
