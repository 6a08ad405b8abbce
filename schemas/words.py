"""The closed sets of words in the contract, and the bounds of names and numbers."""

from __future__ import annotations

STATUSES = ("occurred", "ongoing", "planned", "alleged", "denied", "negated", "cancelled")
KINDS = (
    *("agree", "consult", "support", "cooperate", "aid", "concede", "retreat", "demand", "disapprove", "reject"),
    *("threaten", "protest", "mobilize", "sanction", "coerce", "assault", "fight", "investigate", "statement"),
)
RELATIONS = ("on", "by", "since", "until", "before", "after", "during", "around")
GRANULARITIES = (
    *("second", "minute", "hour", "part", "day", "weekend", "week", "month", "season", "quarter", "half", "year"),
    *("decade", "century", "millennium"),
)
ACTOR_TYPES = ("person", "country", "organisation", "place", "thing")
EXPRESSION_TYPES = ("DATE", "TIME", "DURATION", "SET")
FORMATS = (
    *("json", "ndjson", "csv", "ics", "atom", "html", "md", "jsonfeed", "jsonld", "vis", "grafana"),
    "timelinejs",
)
OUTCOMES = ("added", "unchanged", "replaced", "joined", "conflict", "refused")
EVENT_FIELDS = (
    *("id", "title", "summary", "updated", "date", "status", "kind", "actors", "places", "sources", "weight"),
    *("disagreements", "evidence"),
)
DATE_ORDERS = ("MDY", "DMY", "YMD")

NAME_PATTERN = r"^(?!\.{1,2}$)[A-Za-z0-9._~-]{1,200}$"
"""Names of articles and collections. "." and ".." are steps of a path, which no client sends as they are."""
NAMES_MAY_BE = "must be 1 to 200 letters, digits, '.', '_', '~' or '-', and more than one or two dots"
COUNTRY_PATTERN = r"^[A-Za-z]{3}$"
_NO_TEXT = r"\x00-\x08\x0B\x0C\x0E-\x1F\uFFFD"
WORDS_PATTERN = rf"^[^{_NO_TEXT}]*[^\s\x85{_NO_TEXT}][^{_NO_TEXT}]*$"
"""Words hold no control characters and are not blank. Of what is white space in Python, `\\s` leaves out the next line
(U+0085) in the regular expressions that OpenAPI means (ECMA-262), so that it is named."""
MAX_LIMIT = 1000
DEFAULT_LIMIT = 100
MAX_TITLE = 2000
MAX_WORDS = 500
