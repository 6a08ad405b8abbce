"""A clause that only describes the subject and the sentence around it: each keeps its own subject."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from service.article import Article
from service.reading import read
from service.timeline import extract
from service.timeline.headline import line_of
from service.timeline.model import Mention


def mentions(text: str) -> tuple[Mention, ...]:
    article = Article("a", text, datetime(2017, 8, 7, 12, tzinfo=UTC))
    return extract(article, read(article).text)


TRUCE = "A truce that Mr Lavrov negotiated with John Kerry in September 2016 broke down within a week."
ONE = (
    "One that Mr Lavrov negotiated with John Kerry, then the secretary of state, in September 2016 broke down at once."
)
TREATY = "A treaty which Ada Brandt signed with Norway in 2015 expired on Sunday."
BRIDGE = "The bridge that Ada Brandt opened in May collapsed on Sunday."
PARDON = "The man whom Ada Brandt pardoned in May was arrested on Sunday."


@pytest.mark.parametrize(
    ("text", "trigger", "line"),
    [
        (TRUCE, "negotiated", "A truce that Sergey Lavrov negotiated with John Kerry"),
        (ONE, "negotiated", "Sergey Lavrov negotiated with John Kerry"),
        (TREATY, "signed", "A treaty that Ada Brandt signed with Norway"),
        (BRIDGE, "collapsed", "The bridge that Ada Brandt opened in May collapsed"),
        (PARDON, "arrested", "The man whom Ada Brandt pardoned in May was arrested"),
        (
            "A bomb that rebels planted in Oslo exploded on Sunday.",
            "exploded",
            "A bomb that rebels planted in Oslo exploded",
        ),
        ("Talks that Ada Brandt led ended in Oslo on Sunday.", "Talks", "Talks that Ada Brandt led ended in Oslo"),
        (
            "The envoy who met Ada Brandt in Oslo resigned on Sunday.",
            "resigned",
            "The envoy who met Ada Brandt in Oslo resigned",
        ),
        (
            "Sources tell Reuters that Ada Brandt met King Olaf in Oslo on Sunday.",
            "met",
            "Ada Brandt met King Olaf in Oslo",
        ),
    ],
)
def test_a_line_tells_the_deed_of_its_own_subject(text: str, trigger: str, line: str) -> None:
    mention = next(m for m in mentions(text) if m.trigger and m.trigger.text == trigger)
    assert line_of(mention).text == line


@pytest.mark.parametrize("text", [TRUCE, ONE, TREATY, BRIDGE])
def test_who_only_stands_in_the_describing_clause_did_not_do_what_the_sentence_tells(text: str) -> None:
    told = [m for m in mentions(text) if m.trigger and m.trigger.text in ("broke", "expired", "collapsed")]
    assert all(actor.role is None for mention in told for actor in mention.actors)
