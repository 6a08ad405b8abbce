"""Names the world shares: countries and their people, capitals, cities, governments, bodies, movements, leaders."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import cast

from service.timeline.lexicon import read_data
from service.timeline.tokens import TOKEN


def word_set(spaced: str) -> frozenset[str]:
    """The words of a spaced list."""
    return frozenset(spaced.split())


@dataclass(frozen=True, slots=True)
class Name:
    """One known name.

    `sort`: country, people (an adjective or a nation), government, city, region, body, movement, person.
    """

    id: str
    name: str
    sort: str
    country: str | None
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """`names`: first word -> (following words, name), the longest first; `surnames`: family name -> leader."""

    names: dict[str, tuple[tuple[tuple[str, ...], Name], ...]]
    surnames: dict[str, Name]
    countries: dict[str, str] = field(default_factory=dict)

    def longest(self, words: list[str], at: int) -> tuple[int, Name] | None:
        """The longest known name that starts at `words[at]`: (index after it, name)."""
        rows = self.names.get(words[at])
        if rows is None:
            return None
        for rest, name in rows:
            end = at + 1 + len(rest)
            if not rest or tuple(words[at + 1 : end]) == rest:
                return end, name
        return None


ORDINARY = word_set(
    """Mobile Reading Orange Lincoln Jackson Houston Clinton Nancy Independence Victoria Santiago Split Of Man Bath Nice
    Cork Tours Most Same Male Mary Aurora Charlotte Madison Arlington Hamilton Salem Santa San Un Deal Bay Home Hot Same
    Hope Enterprise Commerce Sparks Surprise Warren Kent Green Salvador George Wayne Norman Tyler Allen Irving Garland
    Grace Carson Paradise Kerry Wuxi-East"""
)
"""Cities whose name is more often a common word or a person."""
SHARED_SURNAMES = word_set(
    """Brown Bush Taylor Smith Rice King Moon Key Clark Howard Baker Major Straw Cook May Carter Gates Powell Jonathan
    Santos Singh Gandhi Lee Park Li Wang Kim Kerry Gore Hun Doe Wade Hague Hammond Kohl Begin Barak Sharon Grey Hurd
    Turk Zia Omar Khan Sen Hawke Abbott Bishop Chamorro Johnson Clinton Hassan Hussein Hariri Ali Aziz Abdullah
    Christopher Charles Elizabeth Holder Mueller Pence Walesa Garcia Morales Castro Fox Ortega Aquino Marcos Ibrahim
    Lincoln Gilani Baldwin Fahd Salman Mohammed Jaber Gabriel Haley Miliband Osborne Volker Lama Mohamad Fernandez
    Cruz Yew"""
)
"""Family names many people bear: alone, without a title, they name nobody."""


def slug(name: str) -> str:
    """The id a name gives: lower case, words joined by hyphens.

    >>> slug("Rex Tillerson"), slug("Côte d’Ivoire")
    ('rex-tillerson', 'côte-d-ivoire')
    """
    return re.sub(r"[\W_]+", "-", name.lower()).strip("-") or "x"


@cache
def gazetteer() -> Gazetteer:
    """The whole gazetteer, made once a process from the tables in `data/`."""
    return _Maker().make()


class _Maker:
    def __init__(self) -> None:
        self.rows: dict[str, dict[tuple[str, ...], Name]] = {}
        self.surnames: dict[str, Name] = {}

    def add(self, spelled: str, name: Name) -> None:
        words = tuple(w.replace("’", "'") for w in TOKEN.findall(spelled))
        if words:
            self.rows.setdefault(words[0], {}).setdefault(words[1:], name)

    def make(self) -> Gazetteer:
        places = read_data("places.json")
        demonyms = read_data("demonyms.toml")
        best = {code: row["name"].replace("’", "'") for code, row in places["countries"].items()}
        best |= {
            "PSE": "Palestine",
            "MMR": "Myanmar",
            "COD": "DR Congo",
            "COG": "Congo-Brazzaville",
            "HKG": "Hong Kong",
        }
        best |= {"CIV": "Ivory Coast", "TUR": "Turkey", "CZE": "Czech Republic", "MKD": "North Macedonia"}
        best |= {"BIH": "Bosnia", "MAC": "Macao", "VAT": "Vatican"}
        self.metonyms(read_data("metonyms.toml"), best)
        self.countries(places, cast(dict[str, dict[str, str]], demonyms), best)
        leaders = cast(dict[str, dict[str, str]], read_data("people.toml"))
        self.people(leaders["people"])
        for code, names in leaders["in_full"].items():
            for full in names.split("|"):
                self.add(full, Name(slug(full), full, "person", code))
        for town, code in cast(dict[str, dict[str, str]], read_data("metonyms.toml"))["towns"].items():
            self.add(town, Name(slug(town), town, "city", code))
        self.cities(places, best)
        rows = {first: _longest_first(rest) for first, rest in self.rows.items()}
        return Gazetteer(rows, self.surnames, best)

    def countries(
        self, places: dict[str, dict[str, dict[str, str]]], more: dict[str, dict[str, str]], best: dict[str, str]
    ) -> None:
        for code, names in more["names"].items():
            for spelled in names.split("|"):
                name = Name(slug(best[code]), best[code], "country", code)
                self.add(spelled, name)
                if spelled.isupper() and "." in spelled:
                    self.add(spelled.rstrip("."), name)
        for code, row in places["countries"].items():
            for spelled in (row["name"], *row["names"]):
                self.add(spelled, Name(slug(best[code]), best[code], "country", code))
        for code, words in more["demonyms"].items():
            for word in words.split():
                for spelled in {word, word.replace("-", " ")}:
                    self.add(spelled, Name(slug(best[code]), best[code], "people", code))

    def metonyms(self, rows: dict[str, object], best: dict[str, str]) -> None:
        for spelled, code in cast(dict[str, str], rows["governments"]).items():
            self.add(spelled, Name(slug(best[code]), best[code], "government", code))
        for spelled, code in cast(dict[str, str], rows["capitals"]).items():
            self.add(spelled, Name(slug(best[code]), spelled, "city", code, capital=True))
        for spelled, code in cast(dict[str, str], rows["movements"]).items():
            self.add(spelled, Name(slug(spelled), spelled, "movement", None if code == "-" else code))
        for line in cast(dict[str, str], rows["bodies"])["names"].split("\n"):
            first, *_ = spellings = line.split("|")
            for spelled in filter(None, spellings):
                self.add(spelled, Name(slug(first), first, "body", None))

    def people(self, rows: dict[str, str]) -> None:
        seen: dict[str, Name | None] = {}
        for code, names in rows.items():
            for full in names.split("|"):
                name = Name(slug(full), full, "person", code)
                self.add(full, name)
                surname = full.split()[-1]
                for short in {surname, surname.removeprefix("al-").removeprefix("el-")}:
                    other = seen.get(short, name)
                    seen[short] = other if other is not None and other.country == code else None
        self.surnames = {word: name for word, name in seen.items() if name is not None and word not in SHARED_SURNAMES}

    def cities(self, places: dict[str, dict[str, dict[str, str]]], best: dict[str, str]) -> None:
        for code, row in places["countries"].items():
            if row["capital"]:
                self.add(row["capital"], Name(slug(best[code]), row["capital"], "city", code, capital=True))
        for state in cast(list[str], places["us_states"]):
            self.add(state, Name(slug(state), state, "region", "USA"))
        for city, code in cast(dict[str, str], places["cities"]).items():
            if city not in ORDINARY:
                self.add(city, Name(slug(city), city, "city", code))


def _longest_first(rows: dict[tuple[str, ...], Name]) -> tuple[tuple[tuple[str, ...], Name], ...]:
    if len(rows) == 1:
        return tuple(rows.items())
    return tuple(sorted(rows.items(), key=lambda row: (-len(row[0]), row[0])))
