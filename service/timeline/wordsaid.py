"""What somebody does by saying something: a refusal, a threat, a demand or a reproach told in his own words alone.

"'We will not bow,' the Syrian president said" is a refusal, "there can be no talks until troops leave" a demand,
"Paris had failed its people" a reproach, though the verb that reports each only says that it was said.
"""

from __future__ import annotations

from collections.abc import Sequence

from service.timeline.circumstances import DEADLY, HARM
from service.timeline.deeds import Deed
from service.timeline.gazetteer import word_set
from service.timeline.kinds import HOSTILE, PROMISED
from service.timeline.lexicon import BASE, RANKS, Meaning, lexicon
from service.timeline.phrases import QUOTES
from service.timeline.scene import Scene, hanging
from service.timeline.verb import Verb

STRONG = RANKS["strong"]
WORDED = {
    "reject": Meaning("words", "reject", STRONG, "object", "refuse"),
    "threaten": Meaning("words", "threaten", STRONG, "object", "threaten"),
    "demand": Meaning("words", "demand", STRONG, "object", "demand"),
    "disapprove": Meaning("words", "disapprove", STRONG, "object", "allege"),
    "support": Meaning("words", "support", STRONG),
    "agree": Meaning("words", "agree", STRONG, "object", "agree"),
}
"""What words alone can do."""
SPEAKING = word_set("i we")
OURS = word_set("our my us")
TALKS = word_set(
    """talk talks peace negotiation negotiations deal dialogue agreement settlement ceasefire truce compromise
    normalisation normalization reconciliation solution election elections concession concessions return meeting
    cooperation"""
)
"""What there can be none of until something is done."""
UNTIL = word_set("until unless without till while before")
NO_WAY = (
    *(("out", "of", "the", "question"), ("not", "for", "sale"), ("not", "negotiable"), ("answer", "is", "no")),
    *(("dead", "body"), ("no", "intention"), ("no", "question", "of"), ("no", "room", "for"), ("no", "place", "for")),
    *(("nothing", "to", "discuss"), ("nothing", "to", "negotiate"), ("nothing", "to", "talk"), ("no", "right", "to")),
    *(
        ("not", "one", "inch"),
        ("not", "an", "inch"),
        ("no", "reason", "to"),
        ("no", "need", "for"),
        ("not", "up", "for"),
    ),
    *(("no", "one", "can"), ("nobody", "can"), ("no", "one", "will"), ("nobody", "will"), ("none", "of", "your")),
)
"""Set phrases of refusal."""
RISK = (
    *(("playing", "with", "fire"), ("heavy", "price"), ("high", "price"), ("patience", "is"), ("patience", "was")),
    *(
        ("patience", "has"),
        ("finger", "on", "the"),
        ("gates", "of", "hell"),
        ("blood", "will"),
        ("only", "a", "matter"),
    ),
    *(("time", "is", "running"), ("time", "was", "running"), ("all", "options"), ("every", "option"), ("red", "line")),
)
"""Set phrases of menace."""
TIME = (
    *(
        ("time", "for"),
        ("time", "had", "come"),
        ("time", "has", "come"),
        ("up", "to"),
        ("high", "time"),
        ("essential",),
    ),
    *(("imperative",), ("duty", "to"), ("responsibility", "to"), ("ball", "was", "in"), ("ball", "is", "in")),
)
"""Behind "it is" or "it was", what asks somebody to act."""
REPROACHES = word_set(
    """betray lie cheat deceive insult humiliate murder butcher rob plunder steal sabotage undermine exploit poison
    provoke incite foment meddle interfere trample bully blackmail hide conceal distort whitewash harbour shelter
    instigate mislead dupe swindle mock flout violate orchestrate mastermind fuel stoke inflame connive collude fan
    persecute oppress occupy starve"""
)
"""Verbs of wrongs, which to say of another is to reproach him."""
GUILT = (
    *(("to", "blame"), ("blood", "on"), ("blind", "eye"), ("looked", "away"), ("looking", "away"), ("failed", "its")),
    *(("failed", "their"), ("failed", "to", "protect"), ("failed", "to", "keep"), ("double", "standard")),
    *(
        ("double", "standards"),
        ("heavy", "responsibility"),
        ("full", "responsibility"),
        ("shame", "on"),
        ("guilty", "of"),
    ),
    *(
        ("in", "the", "back"),
        ("complicit",),
        ("bad", "faith"),
        ("stood", "idly"),
        ("stood", "by"),
        ("behind", "the", "killing"),
    ),
)
"""Set phrases of reproach."""
HURT = word_set("outraged shocked appalled disappointed angry dismayed disgusted furious horrified indignant ashamed")
GLAD = word_set("grateful thankful proud indebted honoured honored delighted")
ABLE = word_set("ready prepared willing open happy glad keen")
WAR = word_set("war fight battle any every worst confrontation strike action")
RESTLESS = word_set("rest stop hesitate tolerate forget forgive stand sit relent spare remain flinch waver")
"""What, denied of oneself, is a threat: "we will not rest until they are punished"."""
IDLE = word_set("be come have know see make work look feel help mean seem serve remember say note add become")
"""Verbs of what should be so, which asks nobody to do anything."""
NOT_MEANT = word_set(
    "rule think believe know say comment speculate remember see expect understand feel doubt mean want"
)
STRIKING = HARM | word_set(
    """respond retaliate fight defend resist block close seize drive turn hit shell target expel arrest punish chase
    teach answer confront eliminate pursue"""
)
"""What somebody who says "we will" threatens with."""
HELPFUL = word_set(
    """help send give pay rebuild return open free talk meet sit work join support provide train host honour honor
    respect abide cooperate sign lift allow negotiate compromise withdraw discuss welcome share repay participate
    contribute listen consider reconsider lend supply receive accept stop hand release assist build comply"""
)
"""What somebody who says "we will" promises."""
ASKING = word_set("want demand ask urge call insist expect appeal beg request implore need require seek plead")
PUNISHING = word_set("punish destroy crush hunt deport jail fire shell target attack repel strike meet")
ENDURE = word_set("pay regret suffer burn face rue answer bear perish")
"""What, foretold of others, is a threat."""
VAGUE = frozenset({"as", "a", "mistaken", "hostile", "unfair", "excessive", "aggressive", "cynical"})


def worded(scene: Scene, found: Sequence[Deed], deed: Deed) -> Meaning | None:
    """What the one who says something does by it, or None where he only says it."""
    if deed.verb is None or deed.kind != "statement" or deed.status != "occurred":
        return None
    verb = scene.verbs[deed.verb]
    if "report" not in verb.does or verb.passive or not verb.finite or verb.link not in ("main", "and"):
        return None
    start, end, quoted = _words(scene, deed.verb, verb)
    if start >= end:
        return None
    kind = _by_set_phrase(scene, start, end) or (_in_person(scene, start, end, found) if quoted else None)
    kind = kind or _of_others(scene, start, end, quoted, verb, deed) or _unowned(scene, start, end, found)
    return WORDED[kind] if kind else None


def _words(scene: Scene, index: int, verb: Verb) -> tuple[int, int, bool]:
    """The tokens of what is said, and whether they are quoted."""
    low = scene.tokens.low
    marks = [at for at, word in enumerate(low) if word in QUOTES and word not in ("‘", "’")]
    if marks:
        first = marks[0]
        last = marks[1] if len(marks) > 1 else (len(low) if low[first] != "”" else first)
        first, last = (0, first) if len(marks) == 1 and (low[first] == "”" or first > verb.head) else (first + 1, last)
        if len(marks) == 1 and first == 0 and marks[0] > verb.head:
            first, last = marks[0] + 1, len(low)
        whole = last - first > 3 and not first <= verb.head < last
        return (first, last, True) if whole else (0, 0, True)
    said = hanging(scene, index, "said")
    if said is not None:
        return verb.end, len(low), False
    if index and scene.verbs[0].start < verb.left:
        return 0, max(verb.left, 1), False
    return 0, 0, False


def _has(low: Sequence[str], phrases: Sequence[tuple[str, ...]]) -> bool:
    seen = set(low)
    return any(
        phrase[0] in seen
        and any(tuple(low[at : at + len(phrase)]) == phrase for at in range(len(low) - len(phrase) + 1))
        for phrase in phrases
    )


def _by_set_phrase(scene: Scene, start: int, end: int) -> str | None:
    """What words do by a set phrase or a condition."""
    low = scene.tokens.low[start:end]
    for at, word in enumerate(low[:-2]):
        if word == "no" and TALKS & set(low[at + 1 : at + 5]) and UNTIL & set(low[at + 2 :]):
            return "demand"
    if _has(low, NO_WAY):
        return "reject"
    if low[:1] == ["it"] and low[1:2] in (["is"], ["was"]) and _has(low[2:6], TIME):
        return "demand"
    if low[:1] == ["the"] and (_has(low[1:4], TIME[1:3]) or _has(low[1:5], TIME[-2:])):
        return "demand"
    if _has(low, RISK):
        return "threaten"
    return None


def _in_person(scene: Scene, start: int, end: int, found: Sequence[Deed]) -> str | None:
    """What a quotation in the first person does, or a command in it."""
    low = scene.tokens.low
    inside = [index for index, verb in enumerate(scene.verbs) if start <= verb.head < end]
    if _commands(scene, start, end):
        return "demand"
    for index in inside:
        verb = scene.verbs[index]
        first, last = verb.subject_span
        if verb.link in ("if", "when", "relative") or not SPEAKING & set(low[max(first, last - 4) : last]):
            continue
        rest = low[verb.end : min(end, verb.end + 6)]
        if verb.lemma == "be" or (low[verb.start] in ("are", "am") and verb.lemma in ABLE):
            if HURT & set(rest[:4]):
                return "disapprove"
            if GLAD & set(rest[:4]):
                return "support"
            if ABLE & set(low[verb.start : verb.end + 3]):
                if verb.negative:
                    return "reject"
                later = hanging(scene, index, "to")
                harm = later is not None and later.lemma in STRIKING
                meant = low[verb.start : verb.end + 6]
                if harm or WAR & set(meant):
                    return "threaten"
                return "agree" if later is not None or TALKS & set(meant) else None
            continue
        kind = next((d.kind for d in found if d.verb == index), None)
        able = low[verb.start] in ("cannot", "can't", "can")
        if verb.negative and (verb.tense == "future" or able):
            if verb.lemma in RESTLESS:
                return "threaten"
            if verb.meaning is not None and verb.meaning.kind in HOSTILE - {"reject"}:
                return "agree"
            return None if verb.lemma in NOT_MEANT else "reject"
        if verb.negative:
            return "reject" if verb.lemma in ("accept", "recognise", "recognize", "need", "negotiate", "fear") else None
        if verb.tense == "future":
            if verb.lemma in STRIKING or kind == "threaten":
                return "threaten"
            promised = verb.meaning is not None and verb.meaning.kind in PROMISED
            return "agree" if verb.lemma in HELPFUL or kind == "agree" or promised else None
        if verb.tense == "present" and verb.lemma in ASKING and rest[:1] != ["to"]:
            return "demand"
        if verb.tense == "present" and verb.lemma == "stand" and rest[:1] in (["with"], ["by"], ["behind"]):
            return "support"
        if kind in ("disapprove", "support", "reject", "demand") and verb.tense == "present":
            return kind
        return None
    return None


def _commands(scene: Scene, start: int, end: int) -> bool:
    """Whether a quotation opens as a command: "Let them go", "Please send help", "Do not ..."."""
    tokens, low = scene.tokens, scene.tokens.low
    at = start + (low[start] in ("please", "so", "now", "just"))
    if low[at] in ("do", "don't") and low[at + 1 : at + 2] in (["not"], ["n't"]):
        return True
    if low[at] == "don't":
        return True
    word = tokens.word[at]
    bare = word.forms & BASE and word.verb == low[at] and not word.flags and not tokens.named[at]
    if low[at] in ("let", "leave", "stop", "give", "get", "help", "end", "send", "hand", "release", "free"):
        return at + 1 < end and low[at + 1] not in ("'s", "’s")
    return bool(bare) and not word.noun and at + 1 < end and not tokens.word[at + 1].forms


def _unowned(scene: Scene, start: int, end: int, found: Sequence[Deed]) -> str | None:
    """What is foretold without saying by whom, which is then the speaker's word: "All captives will be freed"."""
    for deed in found:
        if deed.verb is None or not start <= scene.verbs[deed.verb].head < end or deed.kind not in FORETOLD:
            continue
        verb = scene.verbs[deed.verb]
        if verb.tense == "future" and verb.link in ("main", "said") and not deed.parties.sources:
            return deed.kind
    return None


FORETOLD = frozenset({"threaten", "agree", "reject"})
"""What a speaker does by saying what will come."""


def _of_others(scene: Scene, start: int, end: int, quoted: bool, verb: Verb, deed: Deed) -> str | None:
    """What is done by what somebody says of others: what they must do, will suffer, have done, are."""
    tokens, low, bad = scene.tokens, scene.tokens.low, lexicon().phrases["brand"]
    good = lexicon().phrases["hail"].get("as", ())
    praised = {phrase.words[-1] for phrase in good}
    mine = {figure.country for figure in deed.parties.sources if figure.country}
    theirs = {f.country for e in scene.entities if start <= e.start < end for f in e.figures if f.country} - mine
    if _has(low[start:end], GUILT) and (theirs or quoted):
        return "disapprove"
    for other in scene.verbs:
        if not start <= other.head < end or other.link in ("if", "when", "relative", "to", "ing"):
            continue
        first, last = other.subject_span
        subject = low[max(first, last - 4) : last]
        if (SPEAKING | OURS) & set(subject) or other.negative:
            continue
        suffered = other.lemma in DEADLY | PUNISHING if other.passive else quoted and other.lemma in ENDURE
        if other.tense == "future" and suffered:
            return "threaten"
        needs = quoted and low[other.start : other.start + 2] in (["have", "to"], ["has", "to"])
        if quoted and (other.tense == "must" or needs) and not other.perfect and (needs or other.lemma not in IDLE):
            return "demand"
        wronged = theirs or (quoted and {"us", "our"} & set(low[other.end : other.end + 4]))
        if other.lemma in REPROACHES and other.finite and not other.passive and other.tense != "future" and wronged:
            return "disapprove"
        if other.lemma == "be" and not other.phrase and quoted and other.tense in ("present", "past"):
            behind = range(other.end, min(end, other.end + 6))
            parts = [tokens.word[at].part or low[at] for at in behind]
            if any(part in bad and part not in VAGUE for part in parts):
                return "disapprove"
            if any(part in praised for part in parts[:4]) and theirs:
                return "support"
    return None
