"""The publication date a text states itself: a line near its head that is a date and little else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import tzinfo

from service.dates import Stamp, published
from service.errors import BadArticle

HEAD_LINES = 15
"""Lines that are not empty, from the top, among which a dateline is looked for."""
LONGEST_DATELINE = 100
"""Characters of such a line."""
WORDS_BEFORE = 5
"""Most words before the date on it: a label, a place, whoever wrote."""

_YEAR = r"(?<!\d)(?:1[4-9]|2\d)\d\d(?!\d)"
_TIME = r"(?:\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]\.?m\b\.?)"
_ZONE = r"(?:\s?\(?[A-Z]{2,5}\b(?:[+-]\d{1,2})?\)?)?"
_DATED = re.compile(_YEAR, re.ASCII)
_CLOCK = re.compile(rf"(?<!\d){_TIME}", re.IGNORECASE | re.ASCII)
_TRIMMED = re.compile(
    rf"(.*?{_YEAR}(?:,?\s*(?:(?:at|à|um)\s+|[•|/·–—-]\s*)?(?i:{_TIME}){_ZONE})?)\s*(?:[,;|/(•·–—-]|by\b|[^\d]*\d\d?:\d\d)",
    re.ASCII,
)
_AGENCY = re.compile(
    rf"[^\W\da-z_]{{2,}}[^\d(/]{{0,40}}?,\s+([^\d/(]{{0,12}}\d{{1,2}}[^\d/(]{{1,14}}{_YEAR})"
    r"\s*(?:/[^/\n]{2,30}/|\([^)\n]{2,30}\))\s*[-–—]"
)
"""A place in capitals, a date and an agency in front of a first sentence."""
_SENTENCE = re.compile(r"(?<![ap]\.m)[.!?]['\"”’]?$", re.IGNORECASE)
_NAME_WORD = re.compile(r"[^\W\da-z_][^\d]*|(?:by|and|de|von|van|al|of|the|on|at|am|le)[:,]?|[|•·/–—-]|[^\W\d]+\s?:")
_LABEL_WORD = re.compile(r"[^\W\d_]+:?|:")


def find_dateline(text: str, *, zone: tzinfo, order: str | None = None) -> Stamp | None:
    """Find the dateline of a text, for example "Sunday 06 August 2017 20:50 BST", and read it; None if it has none.

    A dateline is a line of its own near the head; a label ("Published:", "Updated on"), a place or a writer may stand
    before the date, and what else a page puts on that line behind it. Place, date and agency may also open the first
    paragraph: "OSLO, 7 August 2017 (Northern Wire) - They met". Dates inside sentences and headlines are what
    the article tells of and never taken.

    >>> from datetime import timezone
    >>> find_dateline("Talks end\\n\\nSunday 06 August 2017 20:50 BST\\n\\nThey met.", zone=timezone.utc).moment.hour
    20
    """
    for number, line in enumerate(_head(text)):
        if stamp := read_dateline(line, zone=zone, order=order, headline=number == 0):
            return stamp
    return None


def read_dateline(line: str, *, zone: tzinfo, order: str | None = None, headline: bool = False) -> Stamp | None:
    """Read one line as a dateline, None if it is none; with `headline` it may be one, and is held to more."""
    if agency := _AGENCY.match(line):
        line = agency[1]
    elif len(line) > LONGEST_DATELINE or not _DATED.search(line) or _SENTENCE.search(line):
        return None
    for words in _candidates(line, headline=headline):
        try:
            return published(words, zone=zone, order=order)
        except BadArticle:
            continue
    return None


def _head(text: str) -> list[str]:
    lines: list[str] = []
    for match in re.finditer(r"\S[^\n]*", text):
        lines.append(match.group().strip())
        if len(lines) == HEAD_LINES:
            break
    return lines


def _candidates(line: str, *, headline: bool) -> Iterator[str]:
    """The line, then without what stands behind the date, each less its first words one by one.

    Where a headline may stand, only a place in capitals is taken off.
    """
    trimmed = _TRIMMED.match(line)
    for words in dict.fromkeys([line, trimmed[1] if trimmed and not headline else line]):
        yield words
        before = words.split(" ", WORDS_BEFORE + 1)
        for k in range(1, len(before)):
            label, rest = before[:k], " ".join(before[k:])
            in_capitals = label[-1].endswith(",") and "".join(label).isupper()
            if in_capitals if headline else _may_stand_before(label, rest):
                yield rest


def _may_stand_before(label: list[str], rest: str) -> bool:
    """Names and places, or small words under a colon, or small words where a clock time shows what the line is."""
    if all(_NAME_WORD.fullmatch(word) for word in label):
        return True
    small = all(_LABEL_WORD.fullmatch(word) for word in label)
    return small and len(label) <= 3 and (label[-1].endswith(":") or bool(_CLOCK.search(rest)))
