"""An article with its expressions as TimeML. The text comes back character for character; docs/timeml.rng is the form.

The publication date stands as the document creation time (t0) by its day. Where a duration begins or ends at a day
that is not written in the text, an empty TIMEX3 after the text stands for that day. XML cannot carry control
characters: each is replaced by U+FFFD, one for one.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from service.article import Article
from service.formats.json import moment
from service.formats.listing import xml_safe
from service.temporal.model import Expression

MEDIA_TYPE = "application/xml"


def render(article: Article, expressions: Sequence[Expression], title_expressions: Sequence[Expression] = ()) -> bytes:
    """The TimeML document as UTF-8 bytes. Expressions are in order and do not overlap, as the reader gives them.

    >>> from datetime import datetime, timezone
    >>> article = Article("a1", "On Sunday.", datetime(2017, 8, 7, 12, tzinfo=timezone.utc))
    >>> b'value="2017-08-06"' in render(article, [Expression(3, 9, "Sunday", "DATE", "2017-08-06")])
    True
    """
    root = etree.Element("TimeML")
    etree.SubElement(root, "DOCID").text = article.id
    creation = etree.SubElement(etree.SubElement(root, "DCT"), "TIMEX3")
    creation.set("tid", "t0")
    creation.set("type", "DATE")
    creation.set("value", article.published.date().isoformat())
    creation.set("temporalFunction", "false")
    creation.set("functionInDocument", "CREATION_TIME")
    creation.text = moment(article.published)
    points = _Points(article.published.date().isoformat(), [*title_expressions, *expressions])
    if article.title is not None:
        _annotate(etree.SubElement(root, "TITLE"), article.title, title_expressions, 1, points)
    _annotate(etree.SubElement(root, "TEXT"), article.text, expressions, 1 + len(title_expressions), points)
    for value, tid in points.unsaid.items():
        attributes = {"tid": tid, "type": "DATE", "value": value, "temporalFunction": "true"}
        etree.SubElement(root, "TIMEX3", {**attributes, "functionInDocument": "NONE", "anchorTimeID": "t0"})
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


class _Points:
    """The TIMEX3 that begin and end durations: the creation time, what the text says, or one written after the text."""

    def __init__(self, created: str, said: Sequence[Expression]) -> None:
        self.known = {created: "t0"}
        for number, expression in enumerate(said, 1):
            self.known.setdefault(expression.value, f"t{number}")
        self.next = len(said) + 1
        self.unsaid: dict[str, str] = {}

    def of(self, value: str | None) -> str | None:
        """The id of a point in time, None for none."""
        if value is None:
            return None
        if value not in self.known:
            self.known[value] = self.unsaid[value] = f"t{self.next}"
            self.next += 1
        return self.known[value]


def _annotate(
    element: etree._Element, text: str, expressions: Sequence[Expression], first_number: int, points: _Points
) -> None:
    """Fill an element with the text, each expression in a TIMEX3 of its own."""
    at = 0
    last = None
    for number, expression in enumerate(expressions, first_number):
        before = xml_safe(text[at : expression.start])
        if last is None:
            element.text = before
        else:
            last.tail = before
        last = etree.SubElement(element, "TIMEX3", _attributes(expression, f"t{number}", points))
        last.text = xml_safe(text[expression.start : expression.end])
        at = expression.end
    rest = xml_safe(text[at:])
    if last is None:
        element.text = rest
    else:
        last.tail = rest


def _attributes(expression: Expression, tid: str, points: _Points) -> dict[str, str]:
    lasts = expression.type == "DURATION"
    pairs = (
        ("tid", tid),
        ("type", expression.type),
        ("value", expression.value),
        ("mod", expression.mod),
        ("quant", expression.quant),
        ("freq", expression.freq),
        ("beginPoint", points.of(expression.begin_point) if lasts else None),
        ("endPoint", points.of(expression.end_point) if lasts else None),
        ("temporalFunction", "true" if expression.anchor else "false"),
        ("functionInDocument", "NONE"),
        ("anchorTimeID", "t0" if expression.anchor else None),
    )
    return {name: value for name, value in pairs if value is not None}
