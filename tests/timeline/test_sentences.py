"""Folding and sentences: the ground under every reader of text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text import fold, sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Osei met Dr. Lund. They talked.", ["Mr. Osei met Dr. Lund.", "They talked."]),
        ("He left the U.S. on Sept. 5. She stayed.", ["He left the U.S. on Sept. 5.", "She stayed."]),
        ("Talks began in the U.S. The envoy left.", ["Talks began in the U.S.", "The envoy left."]),
        ("U.S. Secretary Rowe arrived at 9 a.m. Monday.", ["U.S. Secretary Rowe arrived at 9 a.m. Monday."]),
        ("It opened at 9 a.m. The crowd was small.", ["It opened at 9 a.m.", "The crowd was small."]),
        ("J. R. Marsh and K. Odede signed it.", ["J. R. Marsh and K. Odede signed it."]),
        ("Harbour Holdings Inc. bought Dale Corp. for $3.5 million.", None),
        ("Shares rose 2.5 per cent. Oil fell.", ["Shares rose 2.5 per cent.", "Oil fell."]),
        ("“We will talk.” He smiled.", ["“We will talk.”", "He smiled."]),
        ("“Will you talk?” he asked.", None),
        ("Stop! Who goes there? A friend.", ["Stop!", "Who goes there?", "A friend."]),
        ("Gen. Adu and Lt. Col. Berg spoke.", None),
        ("No. 7 won. No. 9 lost.", ["No. 7 won.", "No. 9 lost."]),
        ("The deal ... was off.", None),
        ("He said no... Then he left.", ["He said no...", "Then he left."]),
    ],
)
def test_full_stops(text: str, expected: list[str] | None) -> None:
    assert cut(text) == (expected or [text])


def test_headlines_and_captions_end_at_their_lines() -> None:
    text = "Envoys meet again\n\nBy A. Writer\nRivertown\n\nThe two sides met on Monday. They parted friends."
    assert cut(text) == [
        "Envoys meet again",
        "By A. Writer",
        "Rivertown",
        "The two sides met on Monday.",
        "They parted friends.",
    ]


def test_wrapped_text_goes_on_over_its_line_ends() -> None:
    text = (
        "The two foreign ministers met late on Monday in the old\ntown hall and agreed to go on with the talks that\n"
        "had been broken off in May. Nobody spoke of\nthe islands."
    )
    assert len(cut(text)) == 2


def test_a_line_that_ends_in_a_preposition_is_not_done() -> None:
    assert cut("A truce between\nRivertown and Dale held.") == ["A truce between\nRivertown and Dale held."]


def test_lists_are_cut_at_their_bullets() -> None:
    assert cut("Agreed:\n- a truce\n- a road\n- a bridge") == ["Agreed:", "- a truce", "- a road", "- a bridge"]


def test_a_dateline_stays_with_its_sentence() -> None:
    assert cut("RIVERTOWN (Wire) - Talks began on Monday.") == ["RIVERTOWN (Wire) - Talks began on Monday."]


@given(st.text())
def test_every_visible_character_lies_in_one_span(text: str) -> None:
    spans = sentences(text)
    assert all(a < b for a, b in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    inside = "".join(text[a:b] for a, b in spans)
    assert "".join(inside.split()) == "".join(text.split())
    assert all(text[a:b] == text[a:b].strip() for a, b in spans)


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert all(low == letter or low == letter.lower() for low, letter in zip(folded, text, strict=True))


@pytest.mark.parametrize("text", ["İstanbul", "ΟΔΟΣ", "STRASSE", "ﬀ", "e\u0301É", "\u202bABC"])
def test_folding_letters_that_grow(text: str) -> None:
    assert len(fold(text)) == len(text)
