"""The verbs of one language and the words that stand with them, each kind as the classes of its tokens."""

from __future__ import annotations

from typing import Any

from service.temporal.borders import Borders
from service.temporal.language import Language
from service.temporal.tokens import SPACE

TENSES = {
    "verb_past": "past",
    "verb_ed": "past",
    "verb_perfect": "past",
    "verb_future": "future",
    "verb_modal": "modal",
    "verb_to": "to",
    "verb_present": "present",
    "verb_schedule": "schedule",
}


class Verbs:
    """What a language file says of verbs; `tense_of` gives the tense of each class that has one."""

    def __init__(self, language: Language):
        members = language.members
        self.tense_of = {kind: tense for slot, tense in TENSES.items() for kind in members.get(slot, "")}
        self.intent = frozenset(members.get("verb_intent", ""))
        self.determiners = frozenset(language.kinds("article", "definite", "determiner", "number", "ones"))
        self.counts = frozenset(language.kinds("determiner", "number", "ones"))
        self.owners = frozenset(language.kinds("article", "definite", "possessive"))
        self.nouns_too = frozenset(language.kinds("verb_will", "verb_schedule"))
        self.schedules = frozenset(language.kinds("verb_schedule"))
        self._lexicon = language.lexicon
        self.was = frozenset(language.kinds("was_word"))
        self.be = frozenset(language.kinds("be"))
        self.be_forms = self.tense_of.keys() | frozenset(language.kinds("be", "verb_glue", "adverb"))
        self.joining = frozenset(language.kinds("conjunction"))
        self.likened = frozenset(language.kinds("likening"))
        self.told = frozenset(language.kinds("verb_ed"))
        self.modals = frozenset(language.kinds("verb_modal"))
        self.perfect = frozenset(language.kinds("verb_perfect"))
        self.had = frozenset(language.kinds("verb_had"))
        self.perfect_or_had = self.perfect | self.had
        self.presents = frozenset(language.kinds("verb_present"))
        self.completed = frozenset(language.kinds("verb_ed", "verb_past", "verb_participle"))
        self.plain = frozenset(language.kinds("other", "verb_participle"))
        self.nouns = self.plain | frozenset(language.kinds("name", "determiner", "verb_ed", "adverb"))
        self.objects = frozenset(language.kinds("article", "possessive_word"))
        self.names = frozenset(language.kinds("name"))
        self.pronouns = frozenset(language.kinds("pronoun"))
        self.no_verbs = self.determiners | self.pronouns
        self.looking_ahead = self.intent | self.was
        self.reasons = frozenset(language.kinds("function_word"))
        self.subjects = frozenset(language.kinds("subject"))
        self.purpose = frozenset(language.kinds("purpose"))
        self.prepositions = frozenset(language.kinds("preposition", "on_word", "in_by"))
        requests = language.tables["requests"]
        self.call, self.gatherings = frozenset(requests["call"]), frozenset(requests["gatherings"])
        self.aims = frozenset(requests["aims"])
        self.planned = frozenset(requests["planned"])
        self.able = frozenset(requests["able"])
        self.lasting = frozenset(requests["lasting"])
        self.ask, self.trying = frozenset(requests["ask"]), frozenset(requests["trying"])
        self.going = frozenset(language.kinds("verb_going"))
        self.been = frozenset(language.kinds("been"))
        self.relatives = frozenset(language.kinds("relative_thing"))
        self.being = frozenset(language.kinds("being"))
        self.plan = frozenset(language.kinds("plan"))
        self.of = frozenset(language.kinds("of_word"))
        self.figures = frozenset(language.kinds("number", "big_number", "decimal", "ones", "tens", "scale"))
        self.deemed = frozenset(language.kinds("deemed"))
        self.adverbs = frozenset(language.kinds("adverb"))
        self.before_adjectives = self.adverbs | frozenset(language.kinds("verb_glue"))
        self.participles = frozenset(language.kinds("verb_ed", "verb_ing", "verb_past"))
        self.progressive = frozenset(language.kinds("verb_ing"))
        self.turned = frozenset(language.kinds("verb_turned"))
        self.turns: dict[str, dict[str, Any]] = dict(language.tables.get("turned", {}))
        self.negations = frozenset(language.slots["negation"].words) if "negation" in language.slots else frozenset()
        apostrophes = members.get("''", "") + members.get("'’", "")
        self.glue = self.adverbs | frozenset(language.kinds("verb_glue")) | {SPACE, *apostrophes} | self.tense_of.keys()
        self.soft = frozenset("".join(members.get(f"'{mark}", "") for mark in (",", ";", ":", "(", ")", "–")))
        self.finite_too = frozenset(language.kinds("verb_proposed"))
        self._verbs = "".join(self.tense_of)
        self.borders = Borders(language, frozenset(self.tense_of), self.soft)
        self._bendable = frozenset(language.kinds("verb_ed", "verb_future")) - frozenset(language.kinds("verb_will"))
