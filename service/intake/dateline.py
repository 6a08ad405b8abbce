"""The publication date a text states itself: a line near its head that is a date and little else."""

from __future__ import annotations

import re
from datetime import tzinfo

from service.dates import Stamp, published
from service.errors import BadArticle

HEAD_LINES = 15
"""Lines that are not empty, from the top, among which a dateline is looked for."""
LONGEST_DATELINE = 80
"""Characters of such a line."""

_DATED = re.compile(r"(?<!\d)(?:1[4-9]|2\d)\d\d(?!\d)", re.ASCII)
_LABEL = re.compile(r"[^\W\d_][^\W\d_ ]*(?: (?:on|at|am|le))?\s*[:|]?\s+", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?]['\"”’]?$")
_PLACE = re.compile(r"[^\W\d_][^\d:]{0,40}?[,|—–-]\s+")


def find_dateline(text: str, *, zone: tzinfo, order: str | None = None) -> Stamp | None:
    """Find the dateline of a text, for example "Sunday 06 August 2017 20:50 BST", and read it; None if it has none.

    A dateline is a line of its own near the head; a label ("Published:", "Updated on") or a place may stand before
    the date. Dates inside sentences are what the article tells of and never taken.

    >>> from datetime import timezone
    >>> find_dateline("Talks end\\n\\nSunday 06 August 2017 20:50 BST\\n\\nThey met.", zone=timezone.utc).moment.hour
    20
    """
    for number, line in enumerate(_head(text)):
        if len(line) > LONGEST_DATELINE or not _DATED.search(line) or _SENTENCE.search(line):
            continue
        for words in _candidates(line, first=number == 0):
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


def _candidates(line: str, *, first: bool) -> list[str]:
    """The line itself, then without a word of label, then without the place or the writer before a comma or dash.

    On the first line, where a headline may stand, only a place in capitals is taken off.
    """
    candidates = [line]
    label, place = _LABEL.match(line), _PLACE.match(line)
    if label:
        candidates.append(line[label.end() :])
    if place and (not first or place.group().isupper()):
        candidates.append(line[place.end() :])
    return candidates
