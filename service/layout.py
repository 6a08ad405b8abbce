"""Page furniture in a plain text, known by how its lines lie on the page and never by what they say.

An article copied off a page brings the page along: lists of other stories with their ages, comment counters, labels
such as a word and a colon over a link, registration boxes at the foot. None of it is the article's, and no date in it
is a date of the article. What tells it apart in any language is layout: short lines that end no sentence, standing
alone, repeating, or trailing after the last paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

PROSE_WORDS = 12
"""A sentence line of at least so many words is a paragraph of the article."""
LINK_WORDS = 16
"""A line of at most so many words that ends no sentence can be a link or a headline."""
HEADLINE_WORDS = 4
"""A link under a label has at least so many words; shorter lines there may be a list of the article."""
CRUMB_WORDS = 5
"""A line of at most so many words that ends no sentence can be a button, a counter or a label."""
BUTTON_WORDS = 2
"""A lone line at the foot of at most so many words is furniture; a longer one may be a note of the article."""
LABEL_WORDS = 3
"""A line of at most so many words that ends in a colon is a label."""
FOOT_SENTENCE_WORDS = 15
"""A sentence longer than this is never taken for furniture."""
SET_APART_PARAGRAPHS = 4
"""So many evenly spaced paragraphs make a wider gap before the last line tell something."""

MOST_LINES = 20_000
"""A text of more lines than this was not laid out as an article, and is not searched."""

_LINE = re.compile(r"[^\s][^\n]*")
_ENDS = frozenset(".!?…。؟।")
_CLOSERS = "\"'”’»)]“› \xa0"
_CLOSER_SET = frozenset(_CLOSERS)
_DIGITS = re.compile(r"\d+")
_COUNTER = re.compile(r"\d[\d.,]*[^\W\d_]?(?: [^\W\dA-Z_]+){0,3}\Z")
_STAMP = re.compile(r"[^\W\d_]+:? \d+ [^\W\dA-Z_]+(?: [^\W\dA-Z_]+)?\Z")
_SHOUTED = re.compile(r"[^\W\da-z_]{2,}(?: [^\W\da-z_]+){0,2} ?[:|»>] ?[^\n]*[a-z]")
_DATED = re.compile(r"\W*(?:\d{1,4}\W? ?[^\W\da-z_]|[^\W\d_]+\.? \d)")
_DATED_WITHIN = re.compile(r"\b\d{1,4} [^\W\da-z_]|[^\W\da-z_][^\W\d_]{2,}\.? \d")
_YEARS = re.compile(r"[12]\d{3}(?:[-–/]\d{2,4})?")
_BULLET = re.compile(r"[-–—•*·▪◦‣o] ")


class _Line(NamedTuple):
    start: int
    end: int
    gap: int
    """Line breaks before it: 1 within a block, 2 after one empty line."""
    ended: bool
    words: int


def furniture(text: str) -> tuple[tuple[int, int], ...]:
    """Give the stretches of `text` that are page furniture, as (start, end) in code points, in order, not overlapping.

    A text without any paragraph of prose has no furniture: then its short lines are all there is.

    >>> page = '''Envoys meet in Oslo
    ...
    ... The two envoys met on Monday for the first time since the talks broke off in the spring.
    ...
    ... 2 hours ago
    ... Harvest festival opens
    ... Read on
    ... '''
    >>> [page[start:end].split()[:3] for start, end in furniture(page)]
    [['2', 'hours', 'ago']]
    """
    if text.count("\n") > MOST_LINES:
        return ()
    lines = _lines(text)
    prose = [i for i, line in enumerate(lines) if line.ended and line.words >= PROSE_WORDS]
    if len(lines) < 2 or not prose:
        return ()
    marked = [False] * len(lines)
    loose = [i for i, line in enumerate(lines) if not line.ended]
    if loose:
        runs = tuple(_runs(loose))
        _mark_head(lines, prose[0], marked)
        for first, last in runs:
            _mark_labels(text, lines, first, last, prose[0], marked)
            _mark_lists(text, lines, first, last, marked)
            _mark_boxes(text, lines, first, last, marked)
        _mark_crumbs(text, lines, loose, prose[0], marked)
        _mark_foot(text, lines, prose[-1], marked)
    for i, line in enumerate(lines[:-1]):
        # A year alone over a paragraph heads a part of the article.
        if marked[i] and lines[i + 1].ended and _YEARS.fullmatch(text, line.start, line.end):
            marked[i] = False
    if "©" in text:
        marked = [mark or text[line.start] == "©" for mark, line in zip(marked, lines, strict=True)]
    _mark_set_apart(lines, marked)
    return tuple(_spans(lines, marked))


def _lines(text: str) -> list[_Line]:
    lines = []
    before = 0
    for match in _LINE.finditer(text):
        start, end = match.span()
        last = text[end - 1]
        if last.isspace():
            end = start + len(match.group().rstrip())
            last = text[end - 1]
        ended = last in _ENDS
        if not ended and last in _CLOSER_SET:
            tail = text[max(start, end - 8) : end].rstrip(_CLOSERS)
            ended = tail != "" and tail[-1] in _ENDS
        gap = 1 if start - before < 2 else text.count("\n", before, start)
        lines.append(_Line(start, end, gap, ended, text.count(" ", start, end) + 1))
        before = end
    return lines


def _runs(loose: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Group the numbers of lines that end no sentence into runs without a gap."""
    first = last = loose[0]
    for i in loose[1:]:
        if i != last + 1:
            yield first, last
            first = i
        last = i
    yield first, last


def _is_label(text: str, line: _Line) -> bool:
    return line.words <= LABEL_WORDS and text[line.start : line.end].endswith(":")


def _continues(text: str, lines: Sequence[_Line], i: int) -> bool:
    """Whether line `i` only carries on the sentence of the line above it, or is carried on by the line below."""
    line = lines[i]
    if i and line.gap == 1 and not lines[i - 1].ended and lines[i - 1].words > LINK_WORDS // 2:
        return True
    below = lines[i + 1] if i + 1 < len(lines) else None
    return below is not None and below.gap == 1 and text[below.start].islower()


def _mark_head(lines: Sequence[_Line], body: int, marked: list[bool]) -> None:
    """A short sentence in a block of its own above both a headline and a line under it is the page's."""
    for i in range(body - 1, -1, -1):
        line = lines[i]
        if line.ended and line.words < PROSE_WORDS:
            headlines = [k for k in range(i + 1, body) if not lines[k].ended and lines[k].words > CRUMB_WORDS]
            if len(headlines) >= 2 and all(lines[k].gap > 1 for k in headlines[:2]):
                marked[: i + 1] = [True] * (i + 1)
            return


def _mark_labels(text: str, lines: Sequence[_Line], first: int, last: int, body: int, marked: list[bool]) -> None:
    """Labels that stand alone, and the block of links under each. Above the body what follows may be the headline."""
    for i in range(first, last + 1):
        line = lines[i]
        if not _is_label(text, line) or (line.gap == 1 and i and _continues(text, lines, i)):
            continue
        below = i + 1
        if line.gap == 1 and i and lines[i - 1].ended:
            # No empty lines in this text: a label over one headline, between two paragraphs.
            if i > body and below == last and lines[below].gap == 1 and _is_headline(text, lines[below]):
                marked[i] = marked[below] = True
            continue
        alone = below == len(lines) or lines[below].gap > 1
        if not alone and not _is_label(text, lines[below]):
            continue
        marked[i] = True
        if i < body:
            above = i
            while lines[above].gap == 1 and above > first and not marked[above - 1]:
                above -= 1
                if lines[above].words > CRUMB_WORDS:
                    break
                marked[above] = True
            continue
        while below <= last and (below == i + 1 or lines[below].gap == 1) and _is_headline(text, lines[below]):
            marked[below] = True
            below += 1


def _is_headline(text: str, line: _Line) -> bool:
    return line.words >= HEADLINE_WORDS and _is_link(text, line) and not text[line.start].islower()


def _is_link(text: str, line: _Line) -> bool:
    return line.words <= LINK_WORDS and not _is_dated(text, line)


def _is_dated(text: str, line: _Line) -> bool:
    """Whether a line is an entry of a chronicle or a list in the article: a bullet, or a number beside a capital."""
    return bool(_BULLET.match(text, line.start, line.end) or _DATED.match(text, line.start, line.end))


def _mark_lists(text: str, lines: Sequence[_Line], first: int, last: int, marked: list[bool]) -> None:
    """Lists of other stories: short lines of the same shape, digits aside, coming back in a run of loose lines."""
    if last - first < 3:
        return
    shapes: dict[int, str] = {}
    for i in range(first, last + 1):
        if lines[i].words <= CRUMB_WORDS:
            words = text[lines[i].start : lines[i].end]
            if not _is_dated(text, lines[i]):
                shapes[i] = _DIGITS.sub("0", words)
    again = {shape: count for shape, count in Counter(shapes.values()).items() if count > 1}
    members = [i for i, shape in shapes.items() if shape in again]
    if len(again) < 2:
        numbered = any("0" in shape and count > 2 for shape, count in again.items())
        if not numbered and not any(_COUNTER.match(text, lines[i].start, lines[i].end) for i in members):
            return
    start, stop = members[0], members[-1]
    while stop < last and lines[stop + 1].gap == 1 and _is_link(text, lines[stop + 1]):
        stop += 1
    for i in range(start, stop + 1):
        marked[i] = marked[i] or lines[i].words <= LINK_WORDS


def _mark_boxes(text: str, lines: Sequence[_Line], first: int, last: int, marked: list[bool]) -> None:
    """Boxes between paragraphs: three loose lines or more, half of them buttons, none dated, none under a colon."""
    if last - first < 2 or first == 0 or last == len(lines) - 1 or not lines[first - 1].ended:
        return
    run = lines[first : last + 1]
    buttons = sum(line.words <= LABEL_WORDS for line in run)
    if 2 * buttons < len(run) or any(line.words > LINK_WORDS for line in run):
        return
    if not any(_is_entry(text, line) or text[line.start].islower() or text[line.end - 1] == ":" for line in run):
        marked[first : last + 1] = [True] * len(run)


def _mark_crumbs(text: str, lines: Sequence[_Line], loose: Sequence[int], body: int, marked: list[bool]) -> None:
    """Counters and ages ("12 comments" in any language), links behind a word in capitals, a caption given twice."""
    for i in loose:
        line = lines[i]
        if i > body and line.words <= LINK_WORDS and _SHOUTED.match(text, line.start, line.end):
            marked[i] = marked[i] or not _continues(text, lines, i)
        if line.words <= CRUMB_WORDS:
            if _COUNTER.match(text, line.start, line.end) and not _continues(text, lines, i):
                marked[i] = True
                if i + 1 < len(lines) and lines[i + 1].gap == 1 and not lines[i + 1].ended and i and lines[i - 1].ended:
                    marked[i + 1] = _is_link(text, lines[i + 1])
            elif 0 < i < body and _STAMP.match(text, line.start, line.end):
                marked[i] = True
        elif i + 1 < len(lines) and text.startswith(text[line.start : line.end], lines[i + 1].start):
            marked[i] = True


def _mark_foot(text: str, lines: Sequence[_Line], last_prose: int, marked: list[bool]) -> None:
    """What trails after the last paragraph: short lines that end no sentence, and fewer short sentences among them.

    A lone heading over a short sentence is the article's last section.
    """
    long = (i for i in range(len(lines) - 1, -1, -1) if lines[i].ended and lines[i].words > FOOT_SENTENCE_WORDS)
    body = next(long, last_prose)
    first = body + 1
    for i in range(len(lines) - 1, body, -1):
        if not marked[i] and _is_entry(text, lines[i]):
            first = i + 1
            break
    while first < len(lines) and (lines[first].ended or lines[first].words > CRUMB_WORDS):
        first += 1
    if first >= len(lines) or _continues(text, lines, first):
        return
    foot = lines[first:]
    sentences = sum(line.ended for line in foot)
    crumbs = sum(not line.ended and line.words <= CRUMB_WORDS for line in foot)
    if sentences < crumbs and (len(foot) > 1 or foot[0].words <= BUTTON_WORDS):
        marked[first:] = [True] * len(foot)


def _is_entry(text: str, line: _Line) -> bool:
    """Whether a line at the foot may still be the article's: dated, bulleted, or a short note with a date in it."""
    if _COUNTER.match(text, line.start, line.end):
        return False
    return _is_dated(text, line) or (
        line.words <= LINK_WORDS and _DATED_WITHIN.search(text, line.start, line.end) is not None
    )


def _mark_set_apart(lines: Sequence[_Line], marked: list[bool]) -> None:
    """A short last line behind a gap wider than any between the paragraphs."""
    last = lines[-1]
    if last.gap < 3 or last.words > FOOT_SENTENCE_WORDS or len(lines) <= SET_APART_PARAGRAPHS:
        return
    if all(line.gap < last.gap for line in lines[1:-1]):
        marked[-1] = True


def _spans(lines: Sequence[_Line], marked: Sequence[bool]) -> Iterator[tuple[int, int]]:
    open_at = -1
    for i, line in enumerate(lines):
        if marked[i] and open_at < 0:
            open_at = line.start
        elif not marked[i] and open_at >= 0:
            yield open_at, lines[i - 1].end
            open_at = -1
    if open_at >= 0:
        yield open_at, lines[-1].end
