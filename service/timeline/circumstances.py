"""What the rest of a sentence makes of a verb that says little of itself: who lets somebody go, what an answer was,
whose debt is cancelled, what is done in return.
"""

from __future__ import annotations

from service.timeline.cast import countries_of
from service.timeline.gazetteer import word_set
from service.timeline.granted import LET_GO, allowed, at_home, needed_no_longer, wished
from service.timeline.lexicon import CIVILIAN, MILITARY, RANKS, Meaning
from service.timeline.phrases import STOPS
from service.timeline.scene import (
    Scene,
    any_begins,
    any_of,
    countries_between,
    done_by,
    hanging,
    land_behind,
    somebody,
    somebody_does,
)
from service.timeline.subjects import lands_of
from service.timeline.verb import Verb
from service.timeline.wordlists import beginnings, words

STRONG = RANKS["strong"]
HELPED = Meaning("aid", "aid", STRONG)
SANCTIONED = Meaning("sanction", "sanction", STRONG)
THREATENED = Meaning("threaten", "threaten", STRONG, "object", "threaten")
BLAMED = Meaning("allege", "disapprove", STRONG, "object", "allege")
LOOKED_INTO = Meaning("investigate", "investigate", STRONG)
ANSWERED_NO = Meaning("reject", "reject", STRONG, "object", "refuse")
GAVE_WAY = Meaning("concede", "concede", STRONG)
KILLED = Meaning("assault", "assault", STRONG)
STOPPED_WORK = Meaning("protest", "protest", STRONG)
TOGETHER = Meaning("cooperate", "cooperate", STRONG, "with")

FREEING = frozenset({"release", "free", "let", "liberate", "set", "hand", "return", "give"})
WAIVING = frozenset({"cancel", "forgive", "waive", "write", "erase", "scrap", "wipe", "reschedule"})
HELPING = frozenset({"help", "assist"})
TELLING = frozenset({"say", "tell", "add", "state", "maintain", "declare", "insist", "assert", "claim"})
EXAMINING = word_set(
    """examine study check sift comb scan scour trace review analyse analyze collect gather test measure retrace dig
    visit pore reconstruct seek interview search hunt compile reopen establish determine verify"""
)
PROMISING = frozenset({"promise", "vow", "swear", "pledge"})
LEAVING = frozenset({"leave", "desert", "quit", "abandon", "stay", "keep"})
OPENING = word_set("begin start open carry link run enter go resume cross join bring come reopen")
ORBITING = frozenset({"launch", "carry", "put", "loft", "lift", "place", "take", "fly", "send"})
GROWING = word_set("rise grow double triple quadruple climb jump soar expand surge reach top")
"""How trade goes that goes well."""
CALLING = frozenset({"summon", "charge", "visit", "tour", "inspect", "call", "recall", "question"})
"""Verbs that courts, prosecutors and inspectors do as part of an inquiry."""
SHELTERING = frozenset({"shelter", "harbour", "harbor", "admit", "accept", "resettle", "house", "absorb", "take"})
"""How a country takes in people of another."""
FOUND_DEAD = frozenset({"find", "discover", "turn", "wash", "recover", "dump", "unearth", "lie", "hang", "fish"})
"""How bodies come to light."""
BARRING = frozenset({"ban", "bar", "outlaw", "prohibit", "embargo", "block", "stop", "halt"})
RISKING = frozenset({"face", "risk", "lose", "forfeit", "need", "require", "like"})
"""How somebody is told what will befall him, and what he needs or would like."""
LOOKED_AT = (
    RISKING
    | CALLING
    | SHELTERING
    | FOUND_DEAD
    | FREEING
    | WAIVING
    | HELPING
    | TELLING
    | EXAMINING
    | PROMISING
    | LEAVING
    | OPENING
    | ORBITING
    | GROWING
    | BARRING
    | {"be"}
)
"""Every verb asked about here, beside those of the future."""


def turned(scene: Scene, index: int, meaning: Meaning | None) -> Meaning | None:
    """What `scene.verbs[index]`, whose own words mean `meaning`, tells in its sentence."""
    verb = scene.verbs[index]
    if (meaning is None or meaning.kind in UNDEFIED) and _defies(scene, verb):
        return ANSWERED_NO
    cancels = meaning is not None and meaning.does == "cancel"
    if verb.lemma not in LOOKED_AT and verb.tense not in ("future", "perhaps") and not cancels:
        return meaning
    kind = meaning.kind if meaning is not None else None
    found = None
    if verb.lemma in FREEING and kind in ("concede", "cooperate"):
        found = LET_GO if _by_captors(scene, verb) else None
    elif verb.lemma in WAIVING and kind in (None, "reject", "sanction"):
        found = HELPED if _what_is_owed(scene, verb) else None
    elif verb.lemma == "charge" and kind == "investigate" and not verb.passive:
        found = BLAMED if land_behind(scene, verb) else None
    elif verb.lemma in HELPING and kind is None:
        found = HELPED if _helps_another(scene, index, verb) else None
    elif verb.lemma in TELLING and kind in (None, "statement"):
        found = BLAMED if _an_allegation(scene) or _calls_bad(scene, index) else None
    elif verb.lemma in PROMISING and kind == "agree":
        found = THREATENED if _promises_harm(scene, index) else None
    elif verb.lemma in LEAVING and kind in (None, "reject", "protest"):
        found = STOPPED_WORK if _leaves_work(scene, verb) else None
    elif verb.lemma == "be" and not verb.phrase:
        found = ANSWERED_NO if _is_a_no(scene, verb) else at_home(scene, verb)
    elif verb.lemma == "like":
        found = wished(scene, verb)
    elif verb.lemma in ("need", "require") and kind is None:
        found = needed_no_longer(scene, verb)
    elif verb.lemma in RISKING and kind in (None, "investigate") and not verb.passive:
        found = THREATENED if _risks_a_blow(scene, verb) else None
    elif verb.lemma in BARRING and kind in (None, "coerce"):
        found = SANCTIONED if _bars_another(scene, index, verb) else None
    if found is None and verb.tense == "perhaps" and kind not in ("threaten", "demand"):
        found = allowed(scene, verb)
    if found is None and verb.lemma in EXAMINING and kind is None:
        found = LOOKED_INTO if _by_inquirers(scene, verb) else None
    if found is None and verb.lemma in CALLING and kind in (None, "demand", "disapprove", "consult", "statement"):
        found = LOOKED_INTO if _before_judges(scene, verb) else None
    if found is None and verb.lemma in SHELTERING and kind in (None, "concede", "agree"):
        found = HELPED if _takes_in(scene, index, verb) else None
    if found is None and verb.lemma in FOUND_DEAD and kind is None:
        found = KILLED if _murdered(scene, verb) else None
    if found is None and verb.lemma in ORBITING | OPENING | GROWING and kind is None:
        found = TOGETHER if _for_another(scene, index, verb) or _links(scene, verb) else None
    if found is None and cancels and kind is None:
        found = GAVE_WAY if _a_burden(scene, verb) else None
    if found is None and verb.tense == "future" and kind in HARD:
        found = THREATENED if _in_return(scene, verb) or _a_blow(scene, verb) else None
    return found or meaning


UNDEFIED = frozenset({None, "consult", "mobilize", "statement"})
"""Kinds of a verb that say less than that somebody's will is defied by it."""


def _defies(scene: Scene, verb: Verb) -> bool:
    """Whether it is done in the face of what others ask: "in open defiance of a ban", "Deaf to appeals, Mali ..."."""
    low = scene.tokens.low
    if (DEAF | DEFYING).isdisjoint(scene.tokens.seen):
        return False
    if not verb.finite or verb.passive or verb.link not in ("main", "and"):
        return False
    if low[0] in DEAF and low[1] in ("to", "by", "of"):
        return True
    rest = range(verb.end, min(verb.right, len(low) - 1))
    return any(
        low[at] in DEFYING and low[at + 1] in ("of", "for") and "in" in low[at - 3 : at]
        for at in rest
    )


DEAF, DEFYING = frozenset({"deaf", "unmoved", "heedless"}), frozenset({"defiance", "disregard"})
HARD = frozenset({None, "coerce", "sanction", "fight", "assault", "statement"})
"""Kinds of what, done "in return", is a blow to come."""
CAPTIVES = word_set("hostage hostages captive captives pow pows kidnapped abducted captured")


def _by_captors(scene: Scene, verb: Verb) -> bool:
    """Whether those who hold captives let them go, or what is let go are captives of war: no prisoners of one's own."""
    low = scene.tokens.low
    start, end = verb.subject_span
    if any(low[at] in CAPTIVES or low[at : at + 3] == ["prisoners", "of", "war"] for at in range(start, end)):
        return verb.passive
    if verb.passive:
        doers = (at + 1 for at in range(start, verb.right) if low[at] == "by")
        return any(any_begins(scene, beginnings("captors"), at, at + 3) for at in doers)
    behind = range(verb.end, min(verb.right, verb.end + 8))
    held = any(low[at] in CAPTIVES or low[at : at + 3] == ["prisoners", "of", "war"] for at in behind)
    return held or done_by(scene, verb, beginnings("captors"))


def _what_is_owed(scene: Scene, verb: Verb) -> bool:
    """Whether what is cancelled is a debt: "cancelled $90 million that Tanzania owed it"."""
    low = scene.tokens.low
    return any(word in OWED for word in low[verb.end : verb.end + 14])


OWED = frozenset(
    {"owed", "owes", "owe", "debt", "debts", "arrears", "interest", "repayment", "repayments", "loan", "loans"}
)


def _helps_another(scene: Scene, index: int, verb: Verb) -> bool:
    """Whether one country helps another do something: "helped Sri Lanka raise a ferry"."""
    if verb.passive or not verb.finite or verb.negative:
        return False
    theirs, mine = countries_between(scene, verb.end, verb.end + 3), lands_of(scene, index)
    return bool(mine and theirs and not mine & theirs)


def _an_allegation(scene: Scene) -> bool:
    """Whether the sentence calls what is said an allegation: "..., an accusation diplomats could not check"."""
    low = scene.tokens.low
    return any(
        low[at] in ("allegation", "accusation", "charge") and low[at - 2] == "," and low[at - 1] in ("a", "an", "the")
        for at in range(2, len(low))
    )


def _calls_bad(scene: Scene, index: int) -> bool:
    """Whether what is said of something is a reproach: "told Washington that its subsidies were robbery"."""
    said = hanging(scene, index, "said")
    if said is None or said.lemma != "be" or said.negative or said.phrase:
        return False
    behind = scene.tokens.low[said.end : said.end + 5]
    return any(word in words("bad") and word not in words("mild") and word not in CRIMES for word in behind)


CRIMES = frozenset({"crime", "criminal", "criminals", "killer", "killers", "terrorist", "terrorists"})
"""What may be told of somebody without reproach."""


def _a_burden(scene: Scene, verb: Verb) -> bool:
    """Whether what is given up weighed on people: "gave up plans for a ban", "shelved a plan to tax bread"."""
    tokens = scene.tokens
    behind = range(verb.end, min(verb.right + 3, verb.end + 9, len(tokens)))
    span = range(*verb.subject_span) if verb.passive else behind
    return any(tokens.low[at] in BURDENS for at in span)


BURDENS = word_set(
    "ban tax levy curfew tariff tariffs fee fees curbs surcharge duty toll conscription eviction evictions"
)


def _promises_harm(scene: Scene, index: int) -> bool:
    """Whether what is promised is a blow: "promised that diplomats would be hunted"."""
    said = hanging(scene, index, "said")
    if said is None or said.tense != "future" or said.negative:
        return False
    return said.lemma in words("harm") and (said.passive or said.lemma not in ("pay", "die", "cut", "suffer", "hit"))


WORKPLACES = word_set(
    """ward wards class classes classroom classrooms desk desks loom looms pit pits bench benches mine mines factory
    factories quay quays furnace furnaces checkout kitchens lecture lectures shift
    shifts post posts work school schools"""
)


def _leaves_work(scene: Scene, verb: Verb) -> bool:
    """Whether people leave or keep away from where they work: "nurses left the wards", "stayed away from class"."""
    tokens = scene.tokens
    if verb.passive or not any_of(scene, CIVILIAN, *verb.subject_span):
        return False
    if verb.lemma in ("stay", "keep") and "away" not in tokens.low[verb.end - 1 : verb.end + 2]:
        return False
    behind = range(verb.end, min(verb.right, verb.end + 5))
    return any(tokens.low[at] in WORKPLACES for at in behind) and "for" not in tokens.low[verb.end : verb.end + 1]


def _is_a_no(scene: Scene, verb: Verb) -> bool:
    """Whether an answer is a no: "the answer was a curt no", "its reply was no"."""
    low = scene.tokens.low
    start, end = verb.subject_span
    if not ANSWERS & set(low[start:end]):
        return False
    for at in range(verb.end, min(len(low) - 1, verb.end + 6)):
        if low[at] in NOES and (low[at + 1] in STOPS or low[at + 1] == "to"):
            return True
    return False


ANSWERS = frozenset({"answer", "reply", "response", "verdict"})
NOES = frozenset({"no", "nay", "negative", "refusal"})


def _by_inquirers(scene: Scene, verb: Verb) -> bool:
    """Whether those who look into things do it: "detectives are examining", "auditors went over"."""
    return not verb.passive and done_by(scene, verb, INQUIRERS)


INQUIRERS = (
    *("investigator", "detective", "prosecutor", "auditor", "magistrate", "forensic", "pathologist", "coroner"),
    *("inspector", "examiner", "expert", "diver", "specialist", "rapporteur"),
)


def _risks_a_blow(scene: Scene, verb: Verb) -> bool:
    """Whether it is said that somebody will face or lose something if he does not do what is asked: "Any firm that
    trades there will face sanctions, Paris said", "Mali risks losing its aid unless ...".
    """
    low = scene.tokens.low
    if verb.negative or verb.tense not in ("present", "future", "perhaps") or verb.perfect:
        return False
    if BLOWS_TO_COME.isdisjoint(low[verb.end : min(len(low), verb.end + 8)]):
        return False
    if not TRIED.isdisjoint(low):
        return False  # "faces prison if convicted"
    if "unless" in low[verb.end :] or ("if" in low and verb.tense != "present"):
        return True
    told = verb.link == "said" or any(
        other.link == "main" and "report" in other.does and other.left >= verb.right - 1 for other in scene.verbs
    )
    return told and verb.tense in ("future", "perhaps")


TRIED = frozenset({"convicted", "guilty", "trial", "court"})
BLOWS_TO_COME = word_set(
    """sanctions sanction expulsion tariffs embargo boycott retaliation reprisals consequences punishment penalties
    prison jail arrest attack attacks strikes strike death war isolation blockade fines aid credits rights licence
    licences gas supplies deliveries bombs missiles wrath bullet bullets execution invasion closure halt
    suspension membership seat"""
)
"""What nobody wants to face or to lose."""


def _before_judges(scene: Scene, verb: Verb) -> bool:
    """Whether a court, a prosecutor or a committee has somebody come and answer, or inspectors come to a place."""
    low = scene.tokens.low
    if verb.passive:
        doers = (at + 1 for at in range(verb.end, verb.right) if low[at] == "by")
        return any(any_begins(scene, JUDGES, at, at + 4) for at in doers)
    if verb.lemma in ("visit", "tour", "inspect"):
        return done_by(scene, verb, ("inspector", "investigator", "inspection", "rapporteur", "fact-find"))
    if verb.lemma == "charge" and any(e.start == verb.end and e.figures for e in scene.entities):
        return False  # "a report charged Rwanda with plunder"
    if not done_by(scene, verb, JUDGES) or (verb.phrase and "for" in low[verb.start : verb.end]):
        return False
    return not ENVOYS & set(low[verb.end : verb.end + 5]) and somebody(scene, verb.end, min(verb.right, verb.end + 6))


JUDGES = (
    *("court", "tribunal", "judge", "prosecutor", "magistrate", "parliament", "committee", "commission", "panel"),
    *("detective", "investigator", "police", "senate"),
)
ENVOYS = word_set("ambassador ambassadors envoy envoys diplomat diplomats charge consul reservists troops")


def _takes_in(scene: Scene, index: int, verb: Verb) -> bool:
    """Whether a country takes in people of another: "took in 300 Syrians", "sheltered Iraqi families"."""
    low = scene.tokens.low
    if verb.passive or (verb.lemma == "take" and low[verb.head + 1 : verb.head + 2] != ["in"]):
        return False
    at = verb.head + 1 + (verb.lemma == "take")
    near = [e for e in scene.entities if at <= e.start <= at + 3 and e.sort in ("adjective", "group") and e.figures]
    mine = lands_of(scene, index)
    theirs = countries_of(f for e in near for f in e.figures)
    if not mine or not theirs or mine & theirs or any_begins(scene, ARMED, at, at + 6):
        return False
    counted = any(word[0].isdigit() or word in words("counted") for word in low[at : at + 3])
    return counted or any(word in FLED for word in low[at : at + 6])


ARMED = ("rebel", "guerrilla", "terror", "militant", "troop", "soldier", "offer", "plan", "propos", "invit", "demand")
FLED = word_set("refugees refugee families family orphans children dissident dissidents exiles exile migrants poet")


def _murdered(scene: Scene, verb: Verb) -> bool:
    """Whether a body comes to light that bears the marks of a killing."""
    low = scene.tokens.low
    start, end = verb.subject_span
    span = low[start:end] if verb.passive or verb.lemma != "find" else low[verb.end : verb.end + 8]
    return bool(BODIES & set(span)) and not MARKS.isdisjoint(low)


BODIES = word_set("body bodies corpse corpses head heads remains")
MARKS = word_set(
    """bullet bullets bullet-riddled headless severed mutilated bound tortured throat throats shot decapitated beheaded
    charred blindfolded gagged handcuffed stabbed strangled riddled dismembered executed"""
)
"""Words of how somebody was killed."""


def _bars_another(scene: Scene, index: int, verb: Verb) -> bool:
    """Whether what is banned is another country's: "barred Georgian wine", no reporter and no book."""
    if verb.passive:
        return False
    theirs, mine = countries_between(scene, verb.end, verb.end + 2), lands_of(scene, index)
    if not theirs and "from" in scene.tokens.low[verb.end + 1 : verb.end + 4]:
        theirs = countries_between(scene, verb.end, verb.end + 6)  # "barred trawlers from Russia"
    if not theirs or not mine or mine & theirs:
        return False
    return not any_begins(scene, PRESS, verb.end, verb.end + 6)


PRESS = (
    "journalis",
    "report",
    "correspond",
    "newspaper",
    "magazine",
    "film",
    "book",
    "broadcast",
    "novel",
    "song",
    "tele",
)


def _for_another(scene: Scene, index: int, verb: Verb) -> bool:
    """Whether one country takes another's satellite or crew into space."""
    low = scene.tokens.low
    if verb.lemma not in ORBITING:
        return False
    if "orbit" in low[verb.end : verb.end + 12]:
        theirs, mine = countries_between(scene, *verb.subject_span), countries_between(scene, verb.end, verb.end + 10)
        return bool(theirs and mine and not mine & theirs)
    if verb.passive or SPACE.isdisjoint(low[verb.end : verb.end + 8]):
        return False
    theirs = countries_between(scene, verb.end, verb.end + 6)
    mine = lands_of(scene, index) or countries_between(scene, *verb.subject_span)
    return bool(theirs and mine and not mine & theirs)


SPACE = frozenset({"satellite", "satellites", "astronaut", "astronauts", "cosmonaut", "cosmonauts"})
LINKS = word_set(
    """pipeline railway tunnel bridge train trains ferry canal motorway cable line highway interconnector road link
    trade flights traffic buses bus commerce shipping service services"""
)


TRADE = frozenset({"trade", "commerce", "traffic", "exchanges"})
MUTUAL = frozenset({"between", "with", "two-way", "bilateral", "mutual"})
"""What says that it goes both ways."""


def _links(scene: Scene, verb: Verb) -> bool:
    """Whether a road, a pipe or a train between two countries comes into use."""
    low = scene.tokens.low
    start, end = verb.subject_span
    if verb.passive or LINKS.isdisjoint(low[start:end]) or verb.lemma not in OPENING | GROWING:
        return False
    span = low[start:end]
    if verb.lemma in GROWING:
        mutual = not MUTUAL.isdisjoint(span)
        return not TRADE.isdisjoint(span) and len(countries_between(scene, start, end)) > 1 and mutual
    if "between" in span:
        return len(countries_between(scene, start + span.index("between"), end)) > 1
    crossing = (
        verb.lemma == "cross" and "from" in low[verb.end : verb.end + 2] and "into" in low[verb.end : verb.end + 4]
    )
    return crossing and len(countries_between(scene, verb.end, verb.end + 5)) > 1


def _in_return(scene: Scene, verb: Verb) -> bool:
    """Whether what somebody will do answers a blow: "would shut the passes in return", "will answer in kind"."""
    low = scene.tokens.low
    if verb.negative or verb.passive or not somebody_does(scene, verb):
        return False
    rest = range(verb.end, min(verb.right, len(low) - 1))
    return any(low[at] == "in" and low[at + 1] in RETURNING and low[at + 2 : at + 3] != ["for"] for at in rest)


def _a_blow(scene: Scene, verb: Verb) -> bool:
    """Whether it is said that somebody will be killed or sunk: "Any ship that enters will be sunk, the navy said"."""
    told = verb.link == "said" or any(
        other.link == "main" and other.does & SPEECH and other.left >= verb.right - 1 for other in scene.verbs
    )
    return told and verb.passive and not verb.negative and verb.lemma in words("deadly")


SPEECH = frozenset({"report", "agree", "threaten"})
"""What verbs do with which somebody says what will be: "said", "vowed", "warned"."""
RETURNING = frozenset({"return", "kind", "retaliation", "reprisal", "revenge"})


def set_by_army(scene: Scene, verb: Verb) -> bool:
    """Whether an army burns or levels it in a blow: "was set ablaze in a raid by bombers"."""
    start, end = verb.end, min(verb.right, verb.end + 14)
    armed = verb.passive and any_of(scene, MILITARY, start, end)
    return armed and not BLOWS.isdisjoint(scene.tokens.low[start:end])


BLOWS = word_set("raid raids bombardment shelling barrage strike strikes bombing attack airstrike air-raid fire battle")
