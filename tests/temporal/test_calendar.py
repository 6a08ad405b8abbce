"""Values as days of the calendar and as EDTF, feasts, periods."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.temporal import feasts
from service.temporal.calendar import add_months, shift, span_of, unit_value
from service.temporal.edtf import edtf, interval
from service.temporal.policy.lengths import period


@pytest.mark.parametrize(
    ("value", "first", "last", "grain", "form"),
    [
        ("2017-08-06", "2017-08-06", "2017-08-06", "day", "2017-08-06"),
        ("2017-08-06T20:50", "2017-08-06", "2017-08-06", "minute", "2017-08-06T20:50:00"),
        ("2017-08-06TNI", "2017-08-06", "2017-08-06", "part", "2017-08-06"),
        ("2017-W31", "2017-07-31", "2017-08-06", "week", "2017-07-31/2017-08-06"),
        ("2017-W31-WE", "2017-08-05", "2017-08-06", "weekend", "2017-08-05/2017-08-06"),
        ("2016-02", "2016-02-01", "2016-02-29", "month", "2016-02"),
        ("2017-Q3", "2017-07-01", "2017-09-30", "quarter", "2017-07-01/2017-09-30"),
        ("2017-H1", "2017-01-01", "2017-06-30", "half", "2017-01-01/2017-06-30"),
        ("2017-WI", "2017-12-01", "2018-02-28", "season", "2017-24"),
        ("2017", "2017-01-01", "2017-12-31", "year", "2017"),
        ("198", "1980-01-01", "1989-12-31", "decade", "198X"),
        ("19", "1900-01-01", "1999-12-31", "century", "19XX"),
    ],
)
def test_a_value_names_its_days_its_grain_and_its_edtf(
    value: str, first: str, last: str, grain: str, form: str
) -> None:
    assert span_of(value) == (date.fromisoformat(first), date.fromisoformat(last), grain)
    assert edtf(value) == form


@pytest.mark.parametrize(
    "value", ["P3Y", "PT1H", "PRESENT_REF", "XXXX-WXX-1", "2017-02-30", "2017-13", "2017-W54", "2017-Q5", "9999-WI"]
)
def test_a_value_without_days_has_none(value: str) -> None:
    assert span_of(value) == (None, None, None)
    assert edtf(value) is None


def test_uncertain_open_and_old_values_in_edtf() -> None:
    assert edtf("2017-08-06", "APPROX") == "2017-08-06~"
    assert edtf("BC0044") == "-0043"
    assert interval(date(2017, 8, 7), None) == "2017-08-07/.."


@given(st.dates(), st.sampled_from(["D", "W", "WE", "M", "Q", "H", "Y", "DE", "CE"]))
def test_the_value_of_a_days_unit_holds_the_day(day: date, unit: str) -> None:
    first, last, _ = span_of(unit_value(day, unit))
    if first is None or last is None:
        assert unit in ("DE", "CE", "W", "WE")
        assert day.year < 100 or day.year == 9999
    elif unit != "WE":
        assert first <= day <= last


@given(st.dates(), st.integers(-50000, 50000))
def test_months_are_counted_and_never_pass_the_calendars_end(day: date, months: int) -> None:
    moved = add_months(day, months)
    if moved is not None:
        assert (moved.year - day.year) * 12 + moved.month - day.month == months
        assert moved.day <= day.day


@given(st.dates(), st.sampled_from(["D", "W", "M", "Q", "Y", "DE", "CE", "ML", "X"]), st.integers(-(10**12), 10**12))
def test_a_shift_never_raises(day: date, unit: str, count: int) -> None:
    moved = shift(day, unit, count)
    assert moved is None or isinstance(moved, date)


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("EA", 2017, "2017-04-16"), ("EA", 2000, "2000-04-23"), ("GF", 2017, "2017-04-14"), ("EM", 2018, "2018-04-02"),
        ("TH", 1999, "1999-11-25"), ("BF", 2017, "2017-11-24"), ("LD", 2017, "2017-09-04"), ("MD", 2017, "2017-05-29"),
        ("ED", 2016, "2016-11-08"), ("MLK", 2017, "2017-01-16"), ("12-25", 2017, "2017-12-25"),
    ],
)  # fmt: skip
def test_feasts_fall_on_their_days(name: str, year: int, day: str) -> None:
    assert feasts.day_of(name, year) == date.fromisoformat(day)


@given(st.sampled_from([*feasts.NTH, *feasts.FROM_EASTER, "BF", "MD", "ED", "ST", "02-29"]), st.integers(-5, 10005))
def test_a_feast_of_any_year_is_a_day_or_none(name: str, year: int) -> None:
    day = feasts.day_of(name, year)
    assert day is None or abs(day.year - year) <= 1


@pytest.mark.parametrize(
    ("count", "unit", "vague", "value"),
    [
        (3, "Y", False, "P3Y"), (2.5, "Y", False, "P2Y6M"), (5.5, "H", False, "PT5H30M"), (0.5, "H", False, "PT30M"),
        (1, "DE", False, "P10Y"), (2, "CE", False, "P200Y"), (1, "F", False, "P2W"), (0.5, "CE", False, "P50Y"),
        (1, "MIN", True, "PTXM"), (1, "D", True, "PXD"), (1, "DE", True, "PXDE"), (1.5, "D", False, "P1DT12H"),
    ],
)  # fmt: skip
def test_periods_are_written_in_timex3(count: float, unit: str, vague: bool, value: str) -> None:
    assert period(count, unit, vague) == value
