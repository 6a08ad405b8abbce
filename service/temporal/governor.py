"""The verb that governs a date: that of its clause, or of what the date owns, describes or is the month of."""

from __future__ import annotations

from service.temporal.chains import STRONGEST
from service.temporal.meaning import Candidate
from service.temporal.tokens import SPACE, first_word
from service.temporal.verb import CALLED_FOR, NO_VERB, OVER, Verb
from service.temporal.view import View

DEADLINES = frozenset({"before", "by", "until", "till"})
# Tokens back to a capital preposition that begins a clause.
BREAK_REACH = 24


def governor(c: Candidate, view: View) -> Verb:
    """The verb that governs this place: its tense and whether it stands right beside."""
    clauses = view.grammar.clauses
    low, high = view.sentence(c.first)
    low = _clause_start(c, view, low)
    if c.meaning.kind == "date" and describes_an_event(c, view):
        verb = clauses.of_owned(view.classes, view.words, c.last, high)
        if verb == OVER and clauses.names_gathering(view.words, c.last):
            return NO_VERB  # "the Nov. 2 election": the nearest
        return Verb("past") if verb.tense == "to" else verb
    if c.meaning.kind == "weekday" and (deadline := _of_a_deadline(c, view)) is not None:
        return deadline
    if c.meaning.kind == "date" and _aims_at(c, view):
        outer = _outer(c, view, low)
        return outer if outer.tense in STRONGEST else NO_VERB
    owns = view.owns(c)
    if (owns or c.meaning.kind == "weekday") and _is_called_off(c, view):
        return Verb("future", True, ended=True)
    if owns:
        return _of_what_it_owns(c, view, low, high)
    verb = clauses.governing(view.classes, view.words, c.first, c.last, low, high)
    listed = verb == NO_VERB and c.meaning.kind == "clock" and c.meaning.of is not None
    return Verb(None, ended=True) if listed else verb  # "Library Board, noon Thursday": the nearer


def _of_what_it_owns(c: Candidate, view: View, low: int, high: int) -> Verb:
    """The verb of "Friday's match", "Sunday's vote": what becomes of it, or who goes there."""
    clauses = view.grammar.clauses
    if (moved := clauses.moved_after(view.words, c.last)) is not None:
        return moved
    waits = c.first - 4 if view.preposition(c) == "for" else c.first - 2
    if view.word(waits).lower() in clauses.awaiting:
        return CALLED_FOR  # "are waiting for Friday's figures", "awaited Friday's figures"
    if clauses.heads_a_diary(view.words, c.last):
        return CALLED_FOR
    owned = clauses.of_owned(view.classes, view.words, c.last, high)
    if owned.tense != "past" or not _goes_with_its_verb(c, view):
        return owned  # but "is expected to act before Friday's vote" has its own verb
    outer = _outer(c, view, low)
    if view.preposition(c) == "after" and outer.tense in ("schedule", "present"):
        return owned  # "what is left after Sunday's vote"
    if outer.tense in (*STRONGEST, "present"):
        return outer
    return NO_VERB if view.preposition(c) == "for" else owned  # "they trained for Friday's match"


def _outer(c: Candidate, view: View, low: int) -> Verb:
    """The verb before the date, whatever follows it."""
    return view.grammar.clauses.governing(view.classes, view.words, c.first, c.last, low, c.last)


def _clause_start(c: Candidate, view: View, low: int) -> int:
    """Where the clause begins: at a capital preposition behind a colon or a lost line break ("the ruins On Friday")."""
    prepositions = view.grammar.clauses.prepositions
    if view.title:
        return low
    for at in range(c.first - 2, max(low, c.first - BREAK_REACH) + 1, -1):
        if view.classes[at] in prepositions and view.words[at].istitle() and view.classes[at - 1] == SPACE:
            before = view.words[at - 2]
            return at if before.islower() or before == ":" else low
    return low


def describes_an_event(c: Candidate, view: View) -> bool:
    """ "the 20 April explosion", "its March 24 filing": a day without its year between a determiner and a noun."""
    if c.meaning.day is None or c.meaning.year is not None or not _is_determined(c, view):
        return False
    noun = view.classes[c.last + 1 : c.last + 2]
    return view.classes[c.last : c.last + 1] == SPACE and noun in view.grammar.kinds("other", "verb_ing")


def _aims_at(c: Candidate, view: View) -> bool:
    """ "its August target", "the November election": a month between a determiner and what it is the month of."""
    meaning = c.meaning
    bare = meaning.day is None and meaning.month is not None and meaning.year is None
    return bare and _is_determined(c, view) and view.word(c.last + 1).lower() in view.grammar.clauses.gatherings


def _of_a_deadline(c: Candidate, view: View) -> Verb | None:
    """ "set a Saturday deadline", "as Friday's truce deadline nears": yet to come, unless it was missed."""
    clauses = view.grammar.clauses
    if view.preposition(c) in BEHIND:
        return None
    ends = [at for at in range(c.last + 1, c.last + DEADLINE_REACH, 2) if view.word(at).lower() in clauses.aims]
    if not ends or any(kind not in (*clauses.plain, *clauses.names, SPACE) for kind in view.classes[c.last : ends[0]]):
        return None
    low, high = view.sentence(c.first)
    around = view.words[max(low, c.first - MISSED_REACH) : min(high, ends[0] + MISSED_REACH)]
    missed = not clauses.missed.isdisjoint(word.lower() for word in around)
    return Verb("past") if missed else CALLED_FOR


# Tokens from a weekday to "deadline" after at most two words, and to what tells that it was missed.
DEADLINE_REACH = 6
MISSED_REACH = 8
BEHIND = frozenset({"after", "since", "past"})


def _is_called_off(c: Candidate, view: View) -> bool:
    """ "postponed Friday's summit": on whichever side of here that gathering was to be nearer."""
    clauses = view.grammar.clauses
    said = {view.word(c.first - 2).lower(), view.word(c.last + 3).lower()}  # "Friday's cancelled concert"
    return not clauses.called_off.isdisjoint(said) and clauses.names_gathering(view.words, c.last)


def _is_determined(c: Candidate, view: View) -> bool:
    """True behind "the", "a", "its"."""
    return c.first >= 2 and view.classes[c.first - 2] in view.grammar.kinds("definite", "article", "determiner")


def _goes_with_its_verb(c: Candidate, view: View) -> bool:
    """True for what is named to say when: "before Friday's vote", "at Friday's rally", "in Saturday's match"."""
    word = view.preposition(c)
    return word in DEADLINES or word == "at" or _gathers(c, view)


def _gathers(c: Candidate, view: View) -> bool:
    """True where a gathering is what the date owns, after a preposition or what is to be done with it: "in Saturday's
    match", "is to attend Friday's summit"."""
    clauses, at = view.grammar.clauses, c.first - 2
    if at >= 2 and view.classes[at] in view.grammar.articles:
        at -= 2
    if at >= 0 and view.word(at).lower() in clauses.attend and clauses.leads(view.classes, at, view.sentence(at)[0]):
        return True
    if at < 0 or not clauses.names_gathering(view.words, c.last):
        return False
    joins = clauses.prepositions | clauses.purpose | clauses.of
    low = view.sentence(at)[0]
    opening = view.classes[first_word(view.words, low, at)]
    asks = clauses.tense_of.get(opening) in STRONGEST  # "Will he survive Thursday's vote?"
    return asks or view.classes[at] in joins or clauses.leads(view.classes, at, low)
