"""The words beside a candidate: what stands left and right of it, whether it is a name, what opens a sentence."""

from __future__ import annotations

from service.temporal.meaning import Candidate
from service.temporal.tokens import SPACE, first_word
from service.temporal.view import View

LONGEST_LIST = 4
MARKS_BEFORE = 4
REACH = 40
HEADING_SHARE = 0.9
SHORT_LINE = 2
LONGEST_SMALL_WORD = 3


def word_left(c: Candidate, view: View) -> int | None:
    """Where the word before stands, when only one space is between; None otherwise."""
    return word_left_of(c.first, view)


def word_left_of(index: int, view: View) -> int | None:
    """Where the word before this one stands, when only one space is between."""
    if index >= 2 and view.classes[index - 1] == SPACE and view.words[index - 2][0].isalpha():
        return index - 2
    return None


def title_before(c: Candidate, view: View) -> int | None:
    """Where a title may stand: the word before, or the one before its full stop ("Mr. August")."""
    if view.word(c.first - 2) == "." and view.classes[c.first - 1 : c.first] == SPACE:
        return c.first - 3 if c.first >= 3 else None
    return word_left(c, view)


def word_right(index: int, view: View) -> int | None:
    """Where the next word stands, when only one space is between."""
    if index + 1 < len(view.words) and view.classes[index] == SPACE and view.words[index + 1][0].isalpha():
        return index + 1
    return None


def is_a(view: View, index: int | None, *slots: str) -> bool:
    """True when the word there is in one of these slots."""
    return index is not None and view.classes[index] in view.grammar.kinds(*slots)


def is_named(view: View, index: int | None) -> bool:
    """A capitalised word no slot lists; inside a sentence also a part of something longer ("Black" of Black Friday)."""
    if index is None or not is_capital(view, index):
        return False
    kind = view.classes[index]
    if kind in view.grammar.kinds("function_word"):
        return False
    if kind in view.grammar.kinds("name", "street_word"):
        return True
    return kind in view.grammar.unslotted and not starts_sentence(index, view)


def is_capital(view: View, index: int | None) -> bool:
    return index is not None and view.words[index][0].isupper()


def name_follows(c: Candidate, view: View) -> bool:
    """A name comes next, or after further capitalised parts of a day ("Saturday Night Revue")."""
    index = word_right(c.last, view)
    for _ in range(LONGEST_LIST):
        if not is_capital(view, index) or not is_a(view, index, "day_part", "weekday", "season"):
            break
        index = word_right((index or 0) + 1, view)
    return is_named(view, index)


def opens_sentence(c: Candidate, view: View) -> bool:
    return starts_sentence(c.first, view)


def starts_sentence(index: int, view: View) -> bool:
    """True for the first word of a sentence or line; quotation marks may stand before it."""
    if index and "\n" in view.words[index - 1]:
        return True
    low, _ = view.sentence(index)
    return index - low <= MARKS_BEFORE and first_word(view.words, low, index) == index


def verb_before(c: Candidate, view: View) -> bool:
    low, _ = view.sentence(c.first)
    return view.grammar.verb.search(view.classes, max(low, c.first - REACH), c.first) is not None


def in_heading(c: Candidate, view: View) -> bool:
    """In a title, or in a line written like one, a capital says nothing."""
    if view.title:
        return True
    low, high = view.sentence(c.first)
    near = view.words[max(low, c.first - REACH) : min(high, c.last + REACH)]
    words = [word for word in near if len(word) > LONGEST_SMALL_WORD and word[0].isalpha()]
    return len(words) > SHORT_LINE and sum(word[0].isupper() for word in words) > HEADING_SHARE * len(words)
