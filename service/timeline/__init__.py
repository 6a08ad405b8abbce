"""Mentions and events: articles and their expressions in, ordered events out. Pure: no store, no web, no clock."""

from service.timeline.grouping import Change, Held, MentionIndex, group, link_keys, regroup

__all__ = ["Change", "Held", "MentionIndex", "group", "link_keys", "regroup"]
