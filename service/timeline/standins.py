"""Names for the pronouns and offices that stand for them at the head of a line."""

from __future__ import annotations

import re

from service.timeline.model import Mention
from service.timeline.subject import with_article

ONE_ACTOR = re.compile(
    r"^(?i:(?:he|she|who)\s+(?=[a-z])|"
    r"it\s+(?=(?!emerged|followed|turned|transpired|seemed|appeared|happened)[a-z]+ed\b)|"
    r"the (?:[\w.-]+ ){0,3}?(?:secretary of state|president|"
    r"premier|(?:foreign |prime )?minister|chancellor|ambassador|envoy|diplomat|spokes\w+|adviser|senator|general|"
    r"director|chairman|governor|mayor)\s+(?=(?:also |then |later )?"
    r"(?:[a-z]+ed|was|were|is|has|had|will|would|met|said|told|took|went|made|held|left)\b))"
)
"""A pronoun or an office for the one who did it."""
AUXILIARY = re.compile(
    r"^(?:to|had|has|have|was|were|is|are|will|would|may|might|can|could|be|been|did|does|must)\s", re.IGNORECASE
)
PASSIVE = re.compile(
    r"^(?:(?:was|were|is|are|be|been|had|has|have|will|to)\s){1,3}\w+(?:ed|en|wn)\s+by\b", re.IGNORECASE
)
OF_TWO = r"(?: (?:men|women|envoys|leaders|ministers|foreign ministers|diplomats|presidents|premiers|officials|sides))?"
TWO_PEOPLE = re.compile(rf"^(?i:both|they|(?:the )?two{OF_TWO}|the pair)\s+(?=[a-z])")
BETWEEN_TWO = re.compile(rf"\bbetween (?:the two|both){OF_TWO}\b")


def in_full(text: str, mention: Mention) -> str:
    """A line with the whole name for the office, the family name or "Ms Such-and-such" it begins with."""
    people = [actor for actor in mention.actors if actor.type == "person" and " " in actor.name]
    sources = [actor.name for actor in people if actor.role == "source"]
    if len(sources) == 1 and sources[0].split()[-1] not in text:
        text = ONE_ACTOR.sub(f"{sources[0]} ", text)
    for actor in people:
        surname = re.escape(actor.name.split()[-1])
        if actor.name not in text:
            text = re.sub(rf"^(?:(?:Mr|Mrs|Ms|Dr)\.?\s+)?{surname}\b", actor.name.replace("\\", ""), text)
            text = re.sub(rf"\b(?:Mr|Mrs|Ms|Dr)\.?\s+{surname}\b", actor.name.replace("\\", ""), text, count=1)
    return text


def with_names(text: str, mention: Mention, word: str) -> str:
    """The text with a name for the pronoun or office it begins with, and for the first "Mr Such-and-such"."""
    people = [actor.name for actor in mention.actors if actor.type == "person"]
    sources = [actor.name for actor in mention.actors if actor.role == "source" and actor.type != "thing"]
    if len(sources) == 1 and sources[0].split()[-1] not in text:
        text = ONE_ACTOR.sub(f"{with_article(sources[0])} ", text)
    if _lacks_subject(text, mention, word):
        text = f"{_subject(text, mention)} {text}".strip()
    both = [actor for actor in mention.actors if actor.type == "person" and actor.role is not None]
    if len(people) == 2 == len(both) and not any(name.split()[-1] in text for name in people):
        text = TWO_PEOPLE.sub(f"{people[0]} and {people[1]} ", text)
        text = BETWEEN_TWO.sub(f"between {people[0]} and {people[1]}", text)
        if word and (theirs := re.match(rf"(?i:their|his|her)\s+{re.escape(word)}\b", text)):
            text = f"{word} of {people[0]} and {people[1]}{text[theirs.end() :]}"
    for name in people:
        if name not in text:
            surname = re.escape(name.split()[-1])
            text = re.sub(rf"\b(?:Mr|Mrs|Ms|Dr)\.?\s+{surname}\b", name.replace("\\", ""), text, count=1)
    return text


def _lacks_subject(text: str, mention: Mention, word: str) -> bool:
    """Whether a clause begins with its verb: an auxiliary, an infinitive, or the deed itself where that is a verb."""
    if AUXILIARY.match(text):
        return True
    inflected = mention.trigger is not None and word.casefold() != mention.trigger.lemma
    return bool(word) and inflected and text.startswith(word) and not word.endswith(("ing", "ings", "s"))


def _subject(text: str, mention: Mention) -> str:
    """Who did it, or in the passive whom it was done to: one name, or two joined."""
    role = "target" if PASSIVE.match(text) else "source"
    names = [actor.name for actor in mention.actors if actor.role == role and actor.type != "thing"]
    names = [with_article(name) for name in names if name.split()[-1] not in text]
    return " and ".join(names) if len(names) <= 2 else ""
