"""The verb that governs a time: what the policy is told of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verb:
    """The governing verb: its tense (past, future, modal, to, schedule, present), whether it stands right beside,
    whether its chain tells of the past all the same ("was set for", "were to"), whether it is a plan whose end the
    sentence tells ("talks planned for Friday were called off"), which may lie on either side of now, whether it
    tells of what was over by then ("had fallen"), of what is so far ("has fallen") or of now ("is to fall"), and
    whether the date owns what follows it ("Friday's report"), whether it governs loosely only (who said so, or a verb
    that comes after), whether the date stands beside what something was done for ("offered to host talks"), and whether
    the verb tells how long something lasted ("raged until Monday")."""

    tense: str | None
    near: bool = False
    told: bool = False
    ended: bool = False
    aspect: str | None = None
    owned: bool = False
    loose: bool = True
    aim: bool = False
    lasted: bool = False


NO_VERB = Verb(None)
# What owned things do by themselves: "Friday's report".
OVER = Verb("past", owned=True)
PLANNED = ("future", "modal", "schedule")
# What somebody has called for: "called for protests on Friday".
CALLED_FOR = Verb("future", True)
