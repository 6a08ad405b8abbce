"""Key days: how much a day weighs, from how often and how long after it is named.

A newspaper's own timeline keeps the days it goes on naming. So a day's weight counts the articles that name it, most of
all those published long after, and the coverage of the day itself and of the morning after. The counts are plain sums
over articles: a store keeps one `DayCount` for each article and day, and adds up those of the articles in question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from math import log1p

from service.article import Article
from service.temporal.model import Expression

OPENING = 600
"""Code points from the top of the text: what stands there is what the article is about."""

WEEK_DAYS = 7
MONTH_DAYS = 31

PER_PUBLISHED = 1.0
PER_FOLLOWED = 1.0
PER_NAMED = 5.0
PER_MONTH = 2.5
PER_LATER = 4.0
SCALE = 10

_NAMES_A_DAY = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class DayCount:
    """How articles stand to one day; of a single article each count is 0 or 1.

    `published` on the day, `followed`: published the day after, `named`: naming the day; and of those that name it:
    `ahead` published before it, `same` on it, `soon` one to seven days after, `month` eight to thirty-one, `later`
    after that, `opening` naming it in the title or at the top.
    """

    day: date
    published: int = 0
    followed: int = 0
    named: int = 0
    ahead: int = 0
    same: int = 0
    soon: int = 0
    month: int = 0
    later: int = 0
    opening: int = 0


COUNTS = ("published", "followed", "named", "ahead", "same", "soon", "month", "later", "opening")
"""The counting fields of a DayCount, in order: the columns a store sums."""


def day_counts(
    article: Article, expressions: Sequence[Expression], title_expressions: Sequence[Expression] = ()
) -> tuple[DayCount, ...]:
    """How one article stands to every day it bears on, by day: its own, the one before, and each single day it names.

    >>> from datetime import datetime, timezone
    >>> article = Article("a", "They met on Sunday.", datetime(2017, 8, 8, 12, tzinfo=timezone.utc))
    >>> sunday = Expression(12, 18, "Sunday", "DATE", "2017-08-06", earliest=date(2017, 8, 6), latest=date(2017, 8, 6))
    >>> [(count.day.day, count.published, count.followed, count.soon) for count in day_counts(article, [sunday])]
    [(6, 0, 0, 1), (7, 0, 1, 0), (8, 1, 0, 0)]
    """
    published = article.published.date()
    named: dict[date, bool] = {}
    for expression in title_expressions:
        if (day := _single_day(expression)) is not None:
            named[day] = True
    for expression in expressions:
        if (day := _single_day(expression)) is not None:
            named[day] = named.get(day, False) or expression.start < OPENING
    days = {published, *named}
    if published > date.min:
        days.add(published - timedelta(days=1))
    return tuple(_count(day, published, named.get(day)) for day in sorted(days))


def total(counts: Iterable[DayCount]) -> DayCount:
    """The sum of counts of one day, over articles."""
    rows = list(counts)
    sums = (sum(column) for column in zip(*(astuple(row)[1:] for row in rows), strict=True))
    return DayCount(rows[0].day, *sums)


def day_weight(count: DayCount) -> int:
    """The weight of a day, a whole number, from the sum of its counts over the articles in question.

    >>> sunday = date(2017, 8, 6)
    >>> day_weight(DayCount(sunday, named=3, later=2)) > day_weight(DayCount(sunday, named=3, soon=3))
    True
    """
    weight = (
        PER_PUBLISHED * log1p(count.published)
        + PER_FOLLOWED * log1p(count.followed)
        + PER_NAMED * log1p(count.named)
        + PER_MONTH * log1p(count.month)
        + PER_LATER * log1p(count.later)
    )
    return round(SCALE * weight)


def rank_days(counts: Iterable[DayCount], top: int | None = None) -> tuple[tuple[date, int], ...]:
    """Days with their weights, weightiest first, earlier first among equals; `top` keeps that many.

    `counts` has one row for each day: the sum over the articles in question.
    """
    weighed = sorted(((count.day, day_weight(count)) for count in counts), key=lambda row: (-row[1], row[0]))
    return tuple(weighed[:top])


def _single_day(expression: Expression) -> date | None:
    """The one day an expression names, whatever its relation: "by 1 September" names it as well."""
    if expression.type not in ("DATE", "TIME") or not _NAMES_A_DAY.match(expression.value):
        return None
    try:
        return date.fromisoformat(expression.value[:10])
    except ValueError:
        return None


def _count(day: date, published: date, opening: bool | None) -> DayCount:
    lag = (published - day).days
    named = opening is not None
    return DayCount(
        day=day,
        published=int(lag == 0),
        followed=int(lag == 1),
        named=int(named),
        ahead=int(named and lag < 0),
        same=int(named and lag == 0),
        soon=int(named and 0 < lag <= WEEK_DAYS),
        month=int(named and WEEK_DAYS < lag <= MONTH_DAYS),
        later=int(named and lag > MONTH_DAYS),
        opening=int(opening is True),
    )
