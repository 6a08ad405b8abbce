"""Languages without a file of their own: dates stated in full are read, and nothing less."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from service.temporal import read

NOON = datetime(2017, 8, 7, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "text", "words", "value"),
    [
        ("fr", "Le sommet du 14 juillet 2016 a échoué.", "14 juillet 2016", "2016-07-14"),
        ("fr-CA", "Le 1er août 2016, rien.", "1er août 2016", "2016-08-01"),
        ("es", "El 14 de julio de 2016 hubo fiesta.", "14 de julio de 2016", "2016-07-14"),
        ("es", "El 1º de agosto de 2016 hubo fiesta.", "1º de agosto de 2016", "2016-08-01"),
        ("it", "Il 14 luglio 2016 fu firmato.", "14 luglio 2016", "2016-07-14"),
        ("pt", "Em 14 de julho de 2016 choveu.", "14 de julho de 2016", "2016-07-14"),
        ("ru", "Договор подписан 14 июля 2016 года.", "14 июля 2016", "2016-07-14"),
        ("pl", "Umowa z 14 lipca 2016 wygasła.", "14 lipca 2016", "2016-07-14"),
        ("ja", "条約は2016年7月14日に結ばれた。", "2016年7月14日", "2016-07-14"),
        ("nl", "Op 2016-07-14 viel het besluit.", "2016-07-14", "2016-07-14"),
    ],
)
def test_a_date_stated_in_full_is_read(language: str, text: str, words: str, value: str) -> None:
    (found,) = read(text, NOON, language=language, skip=())
    assert (found.text, found.value, text[found.start : found.end]) == (words, value, words)
    assert (str(found.earliest), str(found.latest), found.why) == (value, value, "stated in full")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Nous avons 12 hommes en 2017, en mai, mardi, 31 février 2016."),
        ("es", "Murieron 20 soldados 2015 metros más arriba."),
        ("xx", "14 July 2016"),
        ("", "14 July 2016"),
        ("../en", "14 July 2016"),
    ],
)
def test_less_than_a_whole_date_or_an_unknown_language_gives_nothing(language: str, text: str) -> None:
    assert read(text, NOON, language=language, skip=()) == ()


def test_spans_to_skip_hold_here_too() -> None:
    text = "14 juillet 2016, 15 juillet 2016"
    assert [e.text for e in read(text, NOON, language="fr", skip=((0, 15),))] == ["15 juillet 2016"]


def test_a_region_does_not_hide_a_language_with_a_file() -> None:
    for code in ("en-GB", "en_US", "EN"):
        assert [e.value for e in read("They met on Sunday.", NOON, language=code, skip=())] == ["2017-08-06"]
