"""What other services call the parameters of a timeline, for whoever asks in the words of another API."""

from __future__ import annotations

from collections.abc import Collection

SAID_ELSEWHERE = {
    other: name
    for name, others in {
        "from": "since start start_date date_from from_date after begin starttime start_time min_date",
        "to": "until till end end_date date_to to_date before endtime end_time max_date",
        "actor": "person people who name actors participant organisation organization",
        "about": "topic subject entity",
        "q": "search query text keyword keywords words term phrase",
        "kind": "type category event_type kinds",
        "status": "state",
        "publisher": "source outlet newspaper publishers",
        "place": "location city where",
        "collection": "dataset project set",
        "changed_since": "modified_since updated_since updated_after updatedafter",
        "as_of": "at asof as_at",
        "order": "sort sort_by direction sortorder ordering order_by orderby",
        "limit": "per_page page_size pagesize size max rows limits n",
        "top": "limit best",
        "cursor": "page offset after_id next skip start_at page_token",
        "count": "total with_count",
        "fields": "select include columns only",
        "tz": "timezone time_zone zone",
        "format": "output fmt f",
    }.items()
    for other in others.split()
}
"""Each is told by our name when it is asked for here; `limit` is unknown to days only."""


def nearest(name: str, known: Collection[str]) -> str | None:
    """The known parameter that is most likely meant by an unknown one, or None.

    >>> nearest("Limit", ["limit", "from"]), nearest("since", ["limit", "from"]), nearest("xyz", ["limit", "from"])
    ('limit', 'from', None)
    """
    from difflib import get_close_matches

    said = name.lower().replace("-", "_")
    meant = said if said in known else SAID_ELSEWHERE.get(said)
    if meant in known:
        return meant
    near = get_close_matches(said, known, 1, 0.5)
    return near[0] if near else None
