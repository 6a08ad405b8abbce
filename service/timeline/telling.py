"""The clause that tells a deed, put as one line: who did it, what was done, up to where a phrase ends.

`told` cuts such a line from a piece of evidence, by a verb; `named` by a noun.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.timeline.described import UNDONE, was_done
from service.timeline.endings import LONGEST, NOT_LAST, first_word, predicate
from service.timeline.lexicon import DETERMINER, PREPOSITION
from service.timeline.model import Actor
from service.timeline.parsed import POINTS_OUTSIDE, Clauses, antecedent, clauses, describes_object, done_to
from service.timeline.subject import HAPPENS, TOGETHER, nobody, subject_of
from service.timeline.verb import Verb, nominal

ROOMY = 70
"""In a longer text a name stands without the office before it."""
OF_AN_OFFICE = re.compile(
    r"\b(?:of|for|to|by|with)\s(?:[\w'’-]+\s)*"
    r"(?:president|leader|minister|premier|king|queen|secretary|chief|ruler|dictator)$",
    re.IGNORECASE,
)
"""Somebody else than the one named: "a son of the late president Hale"."""
_SPACES = re.compile(r"\s+([,.;:’'])")


def told(
    read: Clauses, at: int, sources: Sequence[Actor], targets: Sequence[Actor], apart: bool = False
) -> tuple[str, bool] | None:
    """The clause of the deed at offset `at`, from its subject to where it ends or can be cut, and whether its verb is
    the deed; None where none stands.

    `sources` and `targets` are who did it and to whom, for a pronoun in the place of the subject. A deed told by a noun
    that stands `apart` from the clause around it has no clause.
    """
    deed = read.tokens.at(at)
    if apart and not any(verb.start <= deed < verb.end for verb in read.found):
        return None
    own = next((verb for verb in read.found if verb.start <= deed < verb.end), None)
    if own is not None and (done := was_done(read, own) or _beside(read, own, targets)) and len(done) <= LONGEST:
        return done, True
    verb = _governing(read, deed)
    if verb is None or verb.link == "if":
        return None
    direct = verb.start <= deed < verb.end
    governor = read.found[verb.governor] if verb.governor is not None else None
    if governor is not None and governor.finite and verb.link == "said" and "deny" in governor.does:
        verb = governor
    if nobody(verb) and read.tokens.low[max(verb.start - 1, 0)] == "it":
        verb = next((other for other in read.found if other.finite and other.start >= verb.end), verb)
        deed = max(deed, verb.head)  # "it emerged that": what emerged
    together = verb.lemma in TOGETHER and not verb.passive
    subject = subject_of(read, verb, targets if verb.passive else [*sources, *targets] if together else sources)
    if not subject:
        verb, subject = _said_of(read, verb)
    if not subject:
        return None
    if len(read.text) > ROOMY and " and " not in subject:
        names = (who.name for who in (*sources, *targets))
        known = (name for name in names if " " in name and subject.endswith(f" {name}"))
        subject = next((name for name in known if _is_office(subject.removesuffix(f" {name}"))), subject)
    rest = predicate(read, verb, max(deed, verb.head), LONGEST - len(subject) - 1)
    if rest and (whom := _whom(read, verb)):
        done = read.span(first_word(read, verb), verb.end)
        return f"{subject} {done} {whom}{rest[len(done) :]}", direct
    described = describes_object(read, verb) or (verb.link in ("relative", "said") and not done_to(read, verb))
    if described and (whole := antecedent(read, verb)):
        subject = f"{whole} that {subject}"
    return (_SPACES.sub(r"\1", f"{subject} {rest}"), direct) if rest else None


def _said_of(read: Clauses, verb: Verb) -> tuple[Verb, str]:
    """Who said it, with the verb of saying, where what is said is told of a pronoun: "the bank said it would lend"."""
    for _ in range(2):
        if verb.governor is None or verb.link not in ("said", "and"):
            break
        said, verb = verb.link == "said", read.found[verb.governor]
        tells = said and verb.finite and not verb.passive and "report" in verb.does
        if tells and (subject := subject_of(read, verb, ())):
            return verb, subject
    return verb, ""


def _beside(read: Clauses, verb: Verb, targets: Sequence[Actor]) -> str | None:
    """A participle joined to a passive verb, with the subject of both: "was reported and confirmed by the bank"."""
    at = next(k for k, other in enumerate(read.found) if other is verb)
    before = read.found[at - 1] if at else verb
    bare = verb.passive and verb.start == verb.head
    joined = bare and verb.start and read.tokens.low[verb.start - 1] in ("and", "or")
    was = read.span(before.start, before.start + 1)
    if not joined or verb.lemma in UNDONE or not before.finite or not before.passive or was not in ("was", "were"):
        return None
    subject = subject_of(read, before, targets)
    rest = predicate(read, verb, verb.head, LONGEST - len(subject) - len(was) - 2)
    return f"{subject} {was} {rest}" if subject and rest else None


def _whom(read: Clauses, verb: Verb) -> str:
    """The one a "whom" clause describes by name: "Ada Brandt, whom the king named as a judge"."""
    name = antecedent(read, verb) if verb.link == "relative" and read.tokens.low[verb.left] == "whom" else ""
    return name if name[:1].isupper() and not name.startswith(("The ", "A ")) else ""


def within(text: str, longest: int, names: Sequence[str] = ()) -> str | None:
    """A text cut to at most `longest` characters where a clause or phrase of it ends; None where none does."""
    if len(text) <= longest:
        return text
    read = clauses(text, names)
    finite = [v for v in read.found if v.finite]
    verb = next((v for v in finite if v.link not in ("relative", "when", "if")), finite[0] if finite else None)
    if verb is None or read.tokens.start[verb.start] > longest:
        return None
    start = read.tokens.start[verb.start]
    rest = predicate(read, verb, verb.head, longest - start)
    return text[:start] + rest if rest else None


def named(read: Clauses, at: int, owners: Sequence[str], dated: bool = False) -> str | None:
    """The noun phrase that names a deed, whole, its owner by name; None where the deed is a verb or what happens to it
    is the deed's own doing ("the talks began", "held talks"). `dated`: the date is the phrase's own.

    >>> named(clauses("The bill answered its annexation of Crimea"), 22, ["Russia"])
    "Russia's annexation of Crimea"
    """
    tokens, low = read.tokens, read.tokens.low
    deed = tokens.at(at)
    if deed >= len(tokens) or not read.found or any(verb.start <= deed < verb.end for verb in read.found):
        return None
    verb = _governing(read, deed)
    behind = verb is not None and deed >= verb.end and "there" not in low[: verb.start]
    if verb is not None and (
        verb.lemma in LIGHT or (verb.lemma in HAPPENS and not behind) or (verb.passive and not dated)
    ):
        return None
    first, last = deed, deed + 1
    while first and (nominal(tokens, first - 1) or tokens.named[first - 1] or low[first - 1] in ("'s", "’s")):
        first -= 1
    if first and tokens.word[first - 1].flags & DETERMINER:
        first -= 1
    while last < len(tokens) and _goes_on(read, last):
        last += 1
    while last > deed + 1 and tokens.word[last - 1].flags & (NOT_LAST | DETERMINER):
        last -= 1
    phrase = read.span(first, last)
    if behind and verb is not None and verb.lemma in HAPPENS and any(word[0].isdigit() for word in low[first:last]):
        return None  # "is part of the agreement of 19 July"
    if low[first] in ("its", "his", "her", "their"):
        owner = owners[0] if len(owners) == 1 and owners[0] not in phrase else None
        return f"{owner}'s {read.span(first + 1, last)}" if owner else None
    if low[first] in POINTS_OUTSIDE or last - first < 3:
        return None
    return phrase


def _goes_on(read: Clauses, at: int) -> bool:
    """Whether a noun phrase goes on at a word: a noun, or what ties a further noun to it."""
    tokens = read.tokens
    if any(verb.start <= at < verb.end for verb in read.found):
        return False
    flags = tokens.word[at].flags
    tied = flags & (PREPOSITION | DETERMINER) or tokens.low[at] in ("and", "'s", "’s")
    return bool(tied) or nominal(tokens, at) or tokens.named[at] or tokens.low[at][0].isdigit()


def _governing(read: Clauses, deed: int) -> Verb | None:
    """The finite verb whose clause tells the deed."""
    found = read.found
    index = next((k for k, verb in enumerate(found) if verb.start <= deed < verb.end), None)
    if index is None:
        index = next((k for k in range(len(found) - 1, -1, -1) if found[k].left <= deed < found[k].right), None)
    if index is not None and found[index].head == 0 and found[index].lemma not in ("be", "do", "have"):
        index = next((k for k in range(index + 1, len(found)) if found[k].link == "main"), None)
    for _ in range(6):
        if index is None or found[index].finite:
            break
        index = found[index].governor
    return found[index] if index is not None else None


def _is_office(before: str) -> bool:
    """Whether the words before a name are an office: nothing that ties the name to what stands before it."""
    return not OF_AN_OFFICE.search(before) and before.split()[-1].casefold() not in TIES


LIGHT = frozenset({"have", "hold", "make", "give", "do", "conduct", "follow", "continue", "resume", "open", "conclude"})
"""Verbs that leave it to a noun to name the deed."""
TIES = frozenset(
    {"and", "&", "the", "a", "an", "of", "in", "at", "for", "from", "with", "by", "to", "on", "like", "near"}
)
