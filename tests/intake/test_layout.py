"""Page furniture is known by layout; what the article says is never taken for it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.layout import furniture

SHARED = Path(__file__).parents[3] / "shared"
ONE = "The two ministers met for an hour on Tuesday and agreed that their deputies would meet again in the autumn."
SHORT = "The envoys of France and Spain met in Oslo on Sunday to discuss fishing."
TWO = "Nothing was signed, officials on both sides said, although a joint paper had been promised for the end of May."


def taken(text: str) -> str:
    """The furniture of `text`, lines joined by a bar."""
    return " | ".join(line for start, end in furniture(text) for line in text[start:end].splitlines() if line.strip())


FURNITURE = [
    (f"{ONE}\nSee also:\nMinister leaves for Oslo on Friday\n{TWO}", "See also: | Minister leaves for Oslo on Friday"),
    (f"{ONE}\n\nSEE ALSO: Minister leaves for Oslo on Friday\n\n{TWO}", "SEE ALSO: Minister leaves for Oslo on Friday"),
    (f"{ONE}\n\nVIDEO | Minister leaves on Friday\n{TWO}", "VIDEO | Minister leaves on Friday"),
    (
        f"{ONE}\n\nOur letter\n\nThe best of every Friday in your box\n\nYour address\n\nSign up\n\n{TWO}",
        "Our letter | The best of every Friday in your box | Your address | Sign up",
    ),
    (f"Ministers part as friends\n\nEmily Poole\nPublished 3 hours ago\n\n{ONE}\n\n{TWO}", "Published 3 hours ago"),
    (f"Minister trennen sich\n\nEmily Poole\nAktualisiert: 3 Stunden her\n\n{ONE}\n\n{TWO}", ""),
    (
        f"Talks end\n\n{ONE}\n\nSee also:\n\nMinister leaves for Oslo\n\n{TWO}\n",
        "See also: | Minister leaves for Oslo",
    ),
    (f"{ONE}\n\nSiehe auch:\n\nMinister reist nach Oslo\n\n{TWO}\n", "Siehe auch: | Minister reist nach Oslo"),
    (f"{ONE}\n\n3 hours ago\n12 comments\nBridge to close\n\n{TWO}", "3 hours ago | 12 comments | Bridge to close"),
    (
        f"{ONE}\n{TWO}\n\n3 hours ago\nBridge to close\nMore »\n5 hours ago\nSchool reopens\nMore »",
        "3 hours ago | Bridge to close | More » | 5 hours ago | School reopens | More »",
    ),
    (
        f"{ONE}\n\nIl y a 2 heures\nPont fermé\nIl y a 3 heures\nÉcole ouverte\nIl y a 4 heures\nMarché\n\n{TWO}",
        "Il y a 2 heures | Pont fermé | Il y a 3 heures | École ouverte | Il y a 4 heures | Marché",
    ),
    (f"{ONE}\n{TWO}\nNext item\nShare", "Next item | Share"),
    (
        f"{ONE}\n\n{TWO}\n\nTell us more\n\nComments\n\nWrite to us today.",
        "Tell us more | Comments | Write to us today.",
    ),
    (f"{ONE}\n\n{TWO}\n\n© 2017 Northern Wire. All rights kept.", "© 2017 Northern Wire. All rights kept."),
    (f"{ONE}\n\n{TWO}\n\n{ONE}\n\n{TWO}\n\n\nTell us on Monday what went wrong.", "Tell us on Monday what went wrong."),
    (f"Talks end in Oslo\n\n0 remarks\nBy:\nSent:\n\n{ONE}\n\n{TWO}", "0 remarks | By: | Sent:"),
    (
        f"Alerts are on\n\nChange this in settings.\n\nMinisters leave Oslo without a paper\n\n"
        f"A joint text had been promised for May\n\n{ONE}\n\n{TWO}",
        "Alerts are on | Change this in settings.",
    ),
    (
        f"Two men in Oslo on 3 May today\nTwo men in Oslo on 3 May today (Photo desk)\n\n{ONE}",
        "Two men in Oslo on 3 May today",
    ),
]


BREAKS = {"LF": "\n", "CRLF": "\r\n", "blanks at the end": "  \n", "tab": "\t\n"}


@pytest.mark.parametrize("line_break", BREAKS.values(), ids=BREAKS.keys())
@pytest.mark.parametrize(("text", "expected"), FURNITURE)
def test_furniture_is_found(text: str, expected: str, line_break: str) -> None:
    found = taken(text.replace("\n", line_break))
    assert " | ".join(line.strip() for line in found.split(" | ")) == expected


CONTENT = [
    f"{ONE}\nThe minister said:\n“{TWO}”\n{TWO}",
    f"{ONE}\nThree steps:\nA truce by Friday and aid\nPrisoners come home\n{TWO}",
    f"{ONE}\n\nThe paper names three steps:\n\nA truce by Friday\n\nPrisoners\n\nAid\n\n{TWO}",
    f"{ONE}\n\nThe first round\n\nThe second round\n\n{TWO}",
    f"{ONE}\n\nNEW DELHI: {TWO}",
    f"{ONE}\n\nTRUCE BY FRIDAY\n\n{TWO}",
    f"{ONE}\n\nAnalysis: what the law of 2 August means\n\n{TWO}",
    f"TALKS: Ministers to meet on Friday\n\n{ONE}\n\n{TWO}",
    "",
    "Ministers meet on Friday",
    "2 hours ago\nRead more\n2 hours ago\nRead more",
    ONE,
    f"Ministers to answer by 1 September\n\nEmily Poole\nOslo\nSunday 06 August 2017 20:50 BST\n\n{ONE}\n\n{TWO}",
    f"{ONE}\n\nMinisters to answer by Sept 1\n{TWO}",
    f"{ONE}\nMinisters to answer by Sept 1\n{TWO}",
    f"{ONE}\n\nKey dates:\n- 28 July: the order is given\n- 1 September: the staff must be gone\n- 2 September: closed",
    f"{ONE}\n\n28 July\nThe order is given\n30 July\nThe number is named\n1 September\nThe staff must be gone",
    f"{ONE}\n\nThe deadline is 1 September",
    f"{ONE}\n\nThey meet on Friday",
    f"{ONE} He said it was agreed\n3 days ago and that the text\nwould be ready. {TWO}",
    f"The minister said so:\n\n“{ONE}”\n\n{TWO}",
    f"{ONE}\n\nThat was 2 hours ago.\n\n{TWO}",
    f"{ONE}\n\n{TWO}\n\nHe left on Monday.",
    f"Envoys meet in Oslo\n\n{SHORT}",
    f"Envoys meet in Oslo\n{SHORT}",
    f"Envoys meet in Oslo\n\nEmily Poole\n\n{SHORT}",
    f"Envoys meet in Oslo\n\n{SHORT}\n\nWhat comes next\n\n{SHORT}",
    f"{ONE}\n\nWhat comes next\n\nThe two envoys will meet again in Paris on Friday to sign the accord.",
    f"{ONE}\n\nWhat comes next\n\nThe two envoys will meet again on Friday.",
    f"{ONE}\n\nWhat comes next\n\nThey will meet again on Friday.\n\nThe accord is long.",
    f"{ONE}\n\nBackground\n\n{SHORT}\n\nWhat comes next\n\n{SHORT}",
    "\n".join(ONE[i : i + 40] for i in range(0, len(ONE), 40)) + "\n" + TWO[:70] + "\n" + TWO[70:],
]


@pytest.mark.parametrize("line_break", BREAKS.values(), ids=BREAKS.keys())
@pytest.mark.parametrize("text", CONTENT)
def test_content_is_left_alone(text: str, line_break: str) -> None:
    assert furniture(text.replace("\n", line_break)) == ()


pieces = st.one_of(
    st.sampled_from(
        [ONE, TWO, "More »", "2 hours ago", "See also:", "By:", "- 3 May: closed", "© 1", "\n", "\r\n", ""]
    ),
    st.text(max_size=30),
)


@given(st.lists(pieces, max_size=25).map("\n".join))
def test_spans_are_ordered_inside_the_text_and_cut_whole_lines(text: str) -> None:
    before = 0
    for start, end in furniture(text):
        assert before <= start < end <= len(text)
        assert not text[start].isspace()
        assert text[:start].rpartition("\n")[2].strip() == ""
        assert text[end:].partition("\n")[0].strip() == ""
        before = end


HOSTILE = ["1 ", "\n", "a\n", "a:\n", "2 hours ago\n", "-" * 50, "May March second ", "x. ", "»\n", "1\t", "A\n\n\n"]


@pytest.mark.parametrize("unit", [*HOSTILE, ONE + "\nBy:\n", "More\nLess\nMore 2 hours\n"])
def test_work_grows_in_proportion(unit: str) -> None:
    def calls(size: int) -> int:
        count = 0

        def tick(*_: object) -> None:
            nonlocal count
            count += 1

        text = ONE + "\n" + unit * (size // len(unit)) + "\n" + ONE
        sys.setprofile(tick)
        try:
            furniture(text)
        finally:
            sys.setprofile(None)
        return count

    assert calls(20_000) < 12 * max(calls(2_000), 20)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared texts are not on this machine")
def test_no_needed_date_of_real_articles_is_taken() -> None:
    lost = []
    rows = [json.loads(line) for line in (SHARED / "gold/seeds.timex.jsonl").read_text("utf-8").splitlines()]
    for row in rows:
        text = (SHARED / "seeds" / f"{row['article']}.txt").read_bytes().decode()
        if any(start < row["end"] and row["start"] < end for start, end in furniture(text)):
            lost.append((row["article"], row["text"]))
    assert lost == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared texts are not on this machine")
def test_marked_furniture_of_real_articles_is_found() -> None:
    marked = json.loads((SHARED / "gold/seeds.timeline.json").read_text("utf-8"))["furniture"]
    for article, spans in marked.items():
        text = (SHARED / "seeds" / f"{article}.txt").read_bytes().decode()
        found = {i for start, end in furniture(text) for i in range(start, end)}
        for start, end in spans:
            assert [i for i in range(start, end) if i not in found and not text[i].isspace()] == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared texts are not on this machine")
def test_plain_news_keeps_its_dates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(SHARED / "score"), *sys.path])
    from timeml import load_folder  # type: ignore[import-not-found]

    for folder in ("timebank", "aquaint"):
        for document in load_folder(SHARED / "data/timeml" / folder):
            spans = furniture(document["text"])
            for gold in document["expressions"]:
                assert not any(start < gold["end"] and gold["start"] < end for start, end in spans), document["doc"]
