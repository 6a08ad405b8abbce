"""Which happening of a sentence each of its dates belongs to, once all its verbs and nouns are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from service.temporal.model import Expression
from service.timeline import attach
from service.timeline.absorbed import described, describes
from service.timeline.dating import DAY, fineness
from service.timeline.lexicon import Meaning
from service.timeline.offsets import counted_days
from service.timeline.phrases import STOPS
from service.timeline.scene import Scene
from service.timeline.senses import PLAIN
from service.timeline.verb import Verb, nominal

TRANSPARENT = frozenset({"light", "cancel", "plan", "begin"})
"""What phrases do that leave the meaning to their noun: "took place", "called off"."""
BESIDE = 8
"""Tokens an apposition may have between a date and the "when" that says what happened then."""

Dated = Sequence[tuple[Expression, int, int]]


@dataclass(slots=True)
class Days:
    """The date of each verb and noun of a sentence; `told_by_clause`: those whose clause says what a date was."""

    when: dict[attach.Target, Expression] = field(default_factory=dict)
    told_by_clause: set[int] = field(default_factory=set)


def days_of_deeds(
    scene: Scene, dated: Dated, nouns: dict[int, Meaning], absorbed: dict[int, int], published: date
) -> Days:
    """Every date of the sentence with the verb or noun it dates."""
    days = Days()
    when = days.when
    for expression, start, end in dated:
        goal = attach.target(scene, expression, start, end, nouns, published)
        if goal is not None and goal[0] == "noun" and goal[1] in absorbed:
            goal = ("verb", absorbed[goal[1]])
        set_for = False
        if goal is not None and goal[0] == "verb" and describes(scene.verbs[goal[1]]):
            noun = described(scene, scene.verbs[goal[1]], nouns)
            if noun in absorbed and scene.verbs[goal[1]].does & TRANSPARENT:
                set_for = absorbed[noun] != goal[1]
                goal = ("verb", absorbed[noun])
        goal = _planned_for(scene, goal, expression, published)
        limit = _time_limit(scene, goal, expression)
        if limit is not None:
            goal, expression = limit
            days.told_by_clause.add(goal[1])
        if goal is not None and (set_for or goal not in when or _better(scene, goal, expression, when[goal])):
            when[goal] = expression
    _share(scene, when, nouns)
    for expression, _, end in dated:
        _told_by_clause(scene, days, expression, end, published)
    for index, expression in counted_days(scene, dated).items():
        when.setdefault(("verb", index), expression)
        days.told_by_clause.add(index)
    _called_off(scene, when)
    return days


def _better(scene: Scene, goal: attach.Target, expression: Expression, told: Expression) -> bool:
    """Whether a later date suits a happening better: a finer one; of two days behind a verb the first."""
    if fineness(told) <= DAY and fineness(expression) <= DAY and expression.earliest != told.earliest:
        head = scene.tokens.start[scene.verbs[goal[1]].head] if goal[0] == "verb" else expression.start
        if told.start > head:
            return False  # "handed over on Monday by one side and on Tuesday evening by the other"
        if expression.start > head and goal[0] == "verb" and told.relation == expression.relation == "on":
            return True
    return fineness(expression) < fineness(told)


def _planned_for(
    scene: Scene, goal: attach.Target | None, expression: Expression, published: date
) -> attach.Target | None:
    """A day to come beside "plans to" is the day of what is planned."""
    if goal is None or goal[0] != "verb" or (expression.latest is not None and expression.latest < published):
        return goal
    index = goal[1]
    verb = scene.verbs[index]
    later = index + 1
    says_little = verb.meaning is not None and verb.meaning.name == "plan" and verb.does & {"plan"}
    child = scene.verbs[later] if says_little and later < len(scene.verbs) else None
    if child is not None and child.governor == index and child.link == "to" and child.meaning is not None:
        return ("verb", later)
    return goal


def _time_limit(
    scene: Scene, goal: attach.Target | None, expression: Expression
) -> tuple[attach.Target, Expression] | None:
    """ "Had until Sunday to leave", "gave them until Sunday to leave": the day by which that is to be done."""
    if goal is None or goal[0] != "verb" or expression.relation != "until":
        return None
    verb = scene.verbs[goal[1]]
    if verb.lemma not in ("have", "give", "grant", "get") or verb.negative:
        return None
    behind = goal[1] + 1
    child = scene.verbs[behind] if behind < len(scene.verbs) else None
    if child is None or child.link != "to" or child.governor != goal[1]:
        return None
    return ("verb", behind), replace(expression, relation="by")


def _share(scene: Scene, when: dict[attach.Target, Expression], nouns: dict[int, Meaning]) -> None:
    """One date for verbs side by side ("killed two and wounded five on Sunday"), and for a noun's own verb."""
    for index, verb in enumerate(scene.verbs):
        for at in range(verb.left, verb.start):
            same = at in nouns and verb.meaning is not None and nouns[at].kind == verb.meaning.kind
            if same and ("noun", at) in when and ("verb", index) not in when and nouns[at].kind:
                when[("verb", index)] = when.pop(("noun", at))
        if verb.link != "and" or verb.governor is None or not verb.finite:
            continue
        governor = scene.verbs[verb.governor]
        if any(verb.left <= e.start < verb.start for e in scene.entities) or governor.tense != verb.tense:
            continue
        mine, its = when.get(("verb", index)), when.get(("verb", verb.governor))
        if mine is not None and its is None and mine.start >= scene.tokens.start[verb.head]:
            when[("verb", verb.governor)] = mine
        elif its is not None and mine is None:
            before = its.end <= scene.tokens.start[governor.head]
            if before or _same_stroke(scene, verb, governor, its):
                when[("verb", index)] = its


def _same_stroke(scene: Scene, verb: Verb, governor: Verb, told: Expression) -> bool:
    """Whether a second deed of the same doer goes on from the first: "met on Sunday and called on both to stop"."""
    simple = verb.tense == governor.tense == "past" and not (verb.perfect or verb.progressive or verb.negative)
    strong = verb.meaning is not None and verb.meaning.rank >= PLAIN and verb.meaning.kind is not None
    own = any(nominal(scene.tokens, at) for at in range(verb.left, verb.start)) or "report" in verb.does
    near = not own and fineness(told) <= DAY
    return simple and strong and near and not any(scene.tokens.dated[verb.left : verb.right])


def _told_by_clause(scene: Scene, days: Days, expression: Expression, end: int, published: date) -> None:
    """ "Of 1982, when rebels held a town", "on 17 May, the feast day, when they left": the clause is of that date."""
    low = scene.tokens.low
    opener = next((at for at in range(end, min(len(low), end + BESIDE)) if low[at] == "when"), None)
    if opener is None or expression.relation not in ("on", "during", "before", "by"):
        return
    between = range(end, opener)
    if any(low[at] in STOPS and low[at] != "," for at in between) or (opener > end + 1 and low[end] != ","):
        return
    index = next((k for k, verb in enumerate(scene.verbs) if verb.start > opener), None)
    if index is None or any(end <= verb.start < opener for verb in scene.verbs):
        return
    verb = scene.verbs[index]
    if not verb.finite or verb.progressive or ("verb", index) in days.when:
        return
    past = expression.latest is not None and expression.latest <= published
    if verb.tense == ("past" if past else "present"):
        days.when[("verb", index)] = expression
        days.told_by_clause.add(index)


def _called_off(scene: Scene, when: dict[attach.Target, Expression]) -> None:
    """ "Her flight, planned for Friday, was cancelled": the day of what is called off is the one it was planned for."""
    for index, verb in enumerate(scene.verbs):
        if not verb.does & {"cancel"} or not verb.finite or ("verb", index) in when:
            continue
        begin, stop = verb.subject_span
        for earlier in range(index):
            aside = scene.verbs[earlier]
            opens = aside.start if aside.tense == "part" else aside.left
            if not _sets_a_day(aside) or not begin < opens or opens < stop - 1:
                continue
            for place in (("verb", earlier), ("verb", earlier + 1)):
                if place in when and place[1] < index:
                    when[("verb", index)] = when.pop(place)
                    break


def _sets_a_day(verb: Verb) -> bool:
    """Whether an aside says for when its noun was meant: "planned for Friday", "which was to begin on Friday"."""
    return bool(verb.does & {"plan"}) and (verb.tense == "part" or verb.link in ("relative", "part"))
