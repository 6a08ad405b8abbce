"""The verbs of one language and the words that stand with them, each kind as the classes of its tokens."""

from __future__ import annotations

import re
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
        self.determiners = language.kinds("article", "definite", "determiner", "number", "ones")
        self.counts = language.kinds("determiner", "number", "ones")
        self.owners = language.kinds("article", "definite", "possessive")
        self.nouns_too = language.kinds("verb_will", "verb_schedule")
        self.schedules = language.kinds("verb_schedule")
        self._lexicon = language.lexicon
        self.was = language.kinds("was_word")
        self.be = language.kinds("be")
        self.be_forms = self.tense_of.keys() | language.kinds("be", "verb_glue", "adverb")
        self.joining = language.kinds("conjunction")
        self.likened = language.kinds("likening")
        self.told = language.kinds("verb_ed")
        self.modals = language.kinds("verb_modal")
        self.perfect = language.kinds("verb_perfect")
        self.had = language.kinds("verb_had")
        self.perfect_or_had = self.perfect | self.had
        self.presents = language.kinds("verb_present")
        self.completed = language.kinds("verb_ed", "verb_past", "verb_participle")
        self.plain = language.kinds("other", "verb_participle")
        self.nouns = self.plain | language.kinds("name", "determiner", "verb_ed", "adverb")
        self.objects = language.kinds("article", "possessive")
        self.names = language.kinds("name")
        self.pronouns = language.kinds("pronoun")
        self.no_verbs = self.determiners | self.pronouns
        self.looking_ahead = self.intent | self.was
        self.reasons = language.kinds("function_word")
        self.subjects = language.kinds("subject")
        self.purpose = language.kinds("purpose")
        self.prepositions = language.kinds("preposition", "on_word", "in_by")
        tables = language.tables
        requests, plans, moves, leading = (tables[name] for name in ("requests", "plans", "moves", "leading"))
        self.call, self.gatherings = frozenset(requests["call"]), frozenset(requests["gatherings"])
        self.aims = frozenset(plans["aims"])
        self.missed, self.undone = frozenset(plans["missed"]), frozenset(plans["undone"])
        self.planned = frozenset(plans["planned"])
        self.ahead_of = tuple(plans["ahead_of"])
        self.able = frozenset(plans["able"])
        self.diary, self.moving = tuple(plans["diary"]), tuple(moves["moving"])
        self.moving_days, self.pushing = tuple(moves["moving_days"]), frozenset(moves["pushing"])
        by, off = "|".join(moves["put_off_by"]), "|".join((*self.moving, *moves["called_off"]))
        self.put_off = re.compile(rf"(?:['’]s(?: \w+){{1,3}})? (?:{by}) (?:{off})\b" if by else r"(?!)")
        self.attend, self.awaiting = frozenset(requests["attend"]), frozenset(requests["awaiting"])
        self.headline_verbs = frozenset(plans["headline_verbs"])
        self.only_told = frozenset(requests["only_told"])
        self.tell, self.what_is_told = frozenset(requests["tell"]), frozenset(requests["told"])
        self.contrast = language.kinds("contrast")
        self.when = frozenset(leading["when"])
        self.come = frozenset(plans["come"])
        self.led = (self.plain | self.schedules) - self.subjects - self.pronouns
        self.strong = language.kinds("verb_past")
        self.passive_now = frozenset(plans["passive_now"])
        self.letting = frozenset(leading["letting"])
        self.lasting = frozenset(leading["lasting"])
        self.ask, self.trying = frozenset(requests["ask"]), frozenset(leading["trying"])
        self.goes_with = {verb: frozenset(words) for verb, words in language.tables.get("goes_with", {}).items()}
        self.called_off = frozenset(moves["called_off"])
        self.placing = frozenset(moves["placing"])
        self.warnings = frozenset(requests["warnings"])
        self.deadlines, self.done_by = frozenset(plans["deadlines"]), frozenset(plans["done_by"])
        self.off = frozenset(moves["off"])
        self.looming = tuple(plans["looming"])
        self.looming_ends = frozenset(verb.split()[-1] for verb in self.looming)
        self.likely = frozenset(plans["likely"])
        self.many = frozenset(plans["many"])
        self.owing, self.owing_nouns = frozenset(plans["owing"]), frozenset(plans["owing_nouns"])
        self.by_teams, self.beside_teams = frozenset(plans["by_teams"]), frozenset(plans["beside_teams"])
        self.and_teams = frozenset(plans["and_teams"])
        self.earliest = frozenset(plans["earliest"])
        self.bid, self.bidden = frozenset(requests["bid"]), frozenset(requests["bidden"])
        self.in_phrase = language.kinds("verb_in_phrase")
        self.finite_past = language.kinds("verb_past", "verb_ed")
        self.participles_only = language.kinds("verb_participle") - self.tense_of.keys()
        self.spoke = frozenset(leading["spoke"])
        self.unfulfilled = frozenset(leading["unfulfilled"])
        self.staying = frozenset(leading["staying"])
        self.no_infinitives = frozenset(leading["no_infinitives"])
        self.dated, self.dated_on = frozenset(leading["dated"]), frozenset(leading["dated_on"])
        self.supposing = frozenset(leading["supposing"])
        forms = (form for word in self.supposing for form in (word, word.capitalize(), word.upper()))
        self.supposing_kinds = frozenset(map(self._lexicon.__getitem__, forms))
        self.of_many = language.kinds("verb_of_many")
        self.falling = language.kinds("verb_falls")
        self.falls_on = language.kinds("pronoun", "relative_thing", "subject", "holiday")
        self.somebody = language.kinds("somebody")
        self.questions = language.kinds("question")
        self.asking = language.kinds("question", "relative", "relative_thing")
        self.going = language.kinds("verb_going")
        self.been = language.kinds("been")
        self.passives = self.be | self.presents | self.been
        self.told_by_another = self.told | self.perfect | self.been
        self.be_frames = language.kinds("verb_being")
        self.frames = self.be_frames | language.kinds("verb_having")
        self.was_frames = language.kinds("verb_was")
        self.states = language.kinds("verb_state")
        self.passive_frames = language.kinds("verb_was_done")
        self.bends = language.kinds("verb_future")
        self.named_days, self.days_from_here = language.kinds("weekday"), language.kinds("relday")
        self.bygone = language.kinds("verb_bygone")
        self.no_verbs_at_all = language.kinds("no_verb")
        frames = language.tables.get("frames", {})
        self.hearsay = frozenset(frames.get("hearsay", ()))
        self.having_done = frozenset(frames.get("having_done", ()))
        self.being_done = frozenset(frames.get("being_done", ()))
        self.states_or_deeds, self.having = language.kinds("state_or_deed"), language.kinds("verb_having")
        self.before_adjectives_too = language.kinds("before_adjective")
        self.adjective_openers = language.kinds("adjective_opener")
        self.prepositions_too = language.kinds("preposition", "opener")
        self.relatives = language.kinds("relative_thing")
        self.relatives_of_all = self.relatives | language.kinds("relative", "clause_word")
        self.being = language.kinds("being")
        self.plan = language.kinds("plan")
        self.of = language.kinds("of_word")
        self.figures = language.kinds("number", "big_number", "decimal", "ones", "tens", "scale")
        self.deemed = language.kinds("deemed")
        self.adverbs = language.kinds("adverb")
        self.before_adjectives = self.adverbs | language.kinds("verb_glue")
        self.participles = language.kinds("verb_ed", "verb_ing", "verb_past")
        self.progressive = language.kinds("verb_ing")
        self.turned = language.kinds("verb_turned")
        self.turns: dict[str, dict[str, Any]] = dict(language.tables.get("turned", {}))
        self.negations = frozenset(language.slots["negation"].words) if "negation" in language.slots else frozenset()
        apostrophes = members.get("''", "") + members.get("'’", "")
        self.helpers = self.before_adjectives | {SPACE, *apostrophes}
        self.glue = self.helpers | self.tense_of.keys()
        self.soft = frozenset("".join(members.get(f"'{mark}", "") for mark in (",", ";", ":", "(", ")", "–")))
        self.finite_too = language.kinds("verb_proposed")
        joins = self.prepositions_too | self.prepositions | self.of | self.soft | self.joining
        self.ends_attributes = self.tense_of.keys() | joins
        self._verbs = "".join(self.tense_of)
        self.borders = Borders(language, frozenset(self.tense_of), self.soft)
        self._bendable = language.kinds("verb_ed", "verb_future") - language.kinds("verb_will")

    def before_its_preposition(self, classes: str, first: int) -> int:
        """The place of the word before a date or its preposition: "the vote on Sunday", "vote Sunday"."""
        return first - 4 if classes[first - 2 : first - 1] in self.prepositions else first - 2
