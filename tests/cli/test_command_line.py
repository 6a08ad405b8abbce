"""The command line as people and scripts use it: real processes, real files, a real SQLite database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from service.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
TEXT = "The envoys met in Geneva on Sunday. The ministry will answer by September 1.\n"
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs dateline in a folder of its own, with a database of its own."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    environment = {**clean, "DATELINE_DATABASE_URL": f"sqlite:///{tmp_path}/test.db", "PYTHONPATH": str(ROOT)}

    def dateline(*words: str, given: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "service.cli", *words],
            input=given,
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env={**environment, **more},
            timeout=120,
            check=False,
        )

    return dateline


def article(ident: str, text: str = TEXT, published: str = "2017-08-07T12:00:00Z", **more: str) -> str:
    return json.dumps({"id": ident, "text": text, "published": published, **more}) + "\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(run: Run, command: str) -> None:
    told = run(command, "--help")
    assert told.returncode == 0
    assert "example" in told.stdout
    assert f"dateline {command}" in told.stdout


def test_the_program_lists_its_commands_and_says_its_version(run: Run) -> None:
    told = run("--help")
    assert told.returncode == 0
    assert all(command in told.stdout for command in COMMANDS)
    assert run("--version").stdout.startswith("dateline ")


@pytest.mark.parametrize("words", [(), ("raed",), ("read", "--no-such-flag"), ("timeline", "--limit", "0")])
def test_wrong_use_is_exit_code_2_and_words_on_standard_error(run: Run, words: tuple[str, ...]) -> None:
    told = run(*words)
    assert told.returncode == 2
    assert told.stdout == ""
    assert told.stderr.strip()
    assert "Traceback" not in told.stderr


def test_read_gives_expressions_with_days_counted_from_the_publication_date(run: Run) -> None:
    told = run("read", "--published", "2017-08-07", "--format", "ndjson", given=TEXT)
    assert told.returncode == 0
    sunday, deadline = json.loads(told.stdout)["expressions"]
    assert (sunday["text"], sunday["value"]) == ("Sunday", "2017-08-06")
    assert (deadline["earliest"], deadline["latest"], deadline["relation"]) == ("2017-08-07", "2017-09-01", "by")


def test_read_as_a_table_shows_text_value_days_and_why(run: Run) -> None:
    told = run("read", "--published", "2017-08-07", "--format", "table", given=TEXT)
    row = next(line for line in told.stdout.splitlines() if "Sunday" in line)
    assert "2017-08-06" in row
    assert "past verb" in row
    assert "\x1b[" not in told.stdout


def test_read_as_timeml_is_xml_with_the_same_expressions(run: Run) -> None:
    from lxml import etree

    told = run("read", "--published", "2017-08-07", "--format", "timeml", given=TEXT)
    root = etree.fromstring(told.stdout.encode())
    assert [t.get("value") for t in root.findall(".//TEXT//TIMEX3")] == ["2017-08-06", "2017-09-01"]


def test_read_without_a_publication_date_says_how_to_give_one(run: Run) -> None:
    told = run("read", given=TEXT)
    assert told.returncode == 1
    assert "--published" in told.stderr
    assert told.stdout == ""


def test_read_keeps_the_ids_as_they_came_and_names_the_line_that_is_bad(run: Run) -> None:
    lines = article("b.2") + "{broken\n" + article("a-1")
    told = run("read", "--input", "-", "--format", "ndjson", given=lines)
    assert told.returncode == 1
    assert [json.loads(line)["id"] for line in told.stdout.splitlines()] == ["b.2", "a-1"]
    assert "2" in told.stderr


DOCUMENTS = article("a") + article("b")


@pytest.mark.parametrize(
    ("words", "given", "said"),
    [
        (("ingest", "-", "--collection", "bad name"), DOCUMENTS, "--collection 'bad name' must be"),
        (("ingest", "-", "--collection", ""), DOCUMENTS, "--collection '' must be"),
        (("ingest", "-", "--collection", "good", "--collection", ".."), DOCUMENTS, "--collection '..' must be"),
        (("ingest", "-", "--published", "garbage"), DOCUMENTS, "--published cannot read 'garbage'"),
        (("read", "--input", "-", "--published", "last week"), DOCUMENTS, "--published cannot read 'last week'"),
        (("extract", "--input", "-", "--published", "2017-02-30"), DOCUMENTS, "--published"),
        (("read", "--published", "2017-08-07", "--language", "english"), TEXT, "--language 'english'"),
        (("extract", "--published", "2017-08-07", "--language", "e"), TEXT, "--language 'e'"),
        (("timeline", "--explain", "--format", "csv"), "", "--explain is told as ndjson"),
        (("timeline", "--explain", "--format", "list"), "", "--explain is told as ndjson"),
        (("read", "--input", "-", "--format", "timeml"), DOCUMENTS, "holds several"),
        (("read", "--input", "-", "--format", "timeml"), article("a") + "{broken\n", "holds several"),
    ],
    ids=str,
)
def test_a_flag_that_makes_no_sense_ends_the_command_before_anything_is_done(
    run: Run, tmp_path: Path, words: tuple[str, ...], given: str, said: str
) -> None:
    told = run(*words, given=given)
    assert (told.returncode, told.stdout) == (2, "")
    assert said in told.stderr
    assert not (tmp_path / "test.db").exists()


def test_a_publication_date_that_a_publisher_writes_so_is_taken(run: Run) -> None:
    lines = json.dumps({"id": "a", "text": TEXT, "publisher": "The Herald"}) + "\n"
    settings = {"DATELINE_PUBLISHERS": '{"The Herald": {"date_order": "DMY"}}'}
    told = run("read", "--input", "-", "--published", "07/08/2017", "--format", "ndjson", given=lines, **settings)
    assert told.returncode == 0
    assert json.loads(told.stdout)["expressions"][0]["value"] == "2017-08-06"


def test_a_language_with_its_country_is_the_language(run: Run) -> None:
    flags = ("--published", "2017-08-07", "--language", "de-AT", "--format", "ndjson")
    told = run("read", *flags, given="Sie kamen am Sonntag.")
    assert [e["value"] for e in json.loads(told.stdout)["expressions"]] == ["2017-08-06"]


def test_what_is_imported_into_a_collection_that_nothing_can_ask_for_is_refused(run: Run) -> None:
    lines = "".join(
        json.dumps({"id": f"a{n}", "text": TEXT, "published": "2017-08-07", "collections": [name]}) + "\n"
        for n, name in enumerate(("good", "bad name", ".", "good"))
    )
    told = run("db", "import", "-", given=lines)
    assert told.returncode == 1
    outcomes = [json.loads(line)["outcome"] for line in told.stdout.splitlines()]
    assert outcomes == ["added", "refused", "refused", "added"]


def test_extract_gives_mentions_whose_spans_cut_the_text(run: Run) -> None:
    told = run("extract", "--input", "-", given=article("a", "Rex Tillerson met Sergey Lavrov in Manila on Sunday."))
    (mention,) = [m for m in json.loads(told.stdout)["mentions"] if m["trigger"] and m["trigger"]["text"] == "met"]
    assert mention["date"]["value"] == "2017-08-06"
    assert {"Rex Tillerson", "Sergey Lavrov"} <= {actor["name"] for actor in mention["actors"]}


def test_ingest_tells_an_outcome_a_document_and_again_changes_nothing(run: Run) -> None:
    lines = article("one") + article("two", "Nothing of note.", "2017-08-08") + '{"id": "three", "text": "No date."}\n'
    first = run("ingest", "-", given=lines)
    assert first.returncode == 1
    assert [json.loads(line)["outcome"] for line in first.stdout.splitlines()] == ["added", "added", "refused"]
    second = run("ingest", "-", given=lines)
    assert [json.loads(line)["outcome"] for line in second.stdout.splitlines()] == ["unchanged", "unchanged", "refused"]
    changed = run("ingest", "-", given=article("one", "Other words."))
    assert json.loads(changed.stdout)["outcome"] == "conflict"
    replaced = run("ingest", "-", "--replace", given=article("one", "Other words."))
    assert json.loads(replaced.stdout)["outcome"] == "replaced"


def test_ingest_reads_in_processes_of_its_own_to_the_same_end(run: Run, tmp_path: Path) -> None:
    lines = "".join(article(f"a{n}", f"Rex Tillerson met envoy {n} in Oslo on Sunday.") for n in range(20))
    one = f"sqlite:///{tmp_path}/one.db"
    two = f"sqlite:///{tmp_path}/two.db"
    assert run("ingest", "-", "--db", one, given=lines).returncode == 0
    assert run("ingest", "-", "--db", two, "--workers", "2", given=lines).returncode == 0
    told = [[e["id"] for e in events(run, "--db", db)] for db in (one, two)]
    assert told[0] == told[1] != []


def events(run: Run, *words: str) -> list[dict[str, object]]:
    told = run("timeline", "--format", "ndjson", *words)
    assert told.returncode == 0, told.stderr
    return [json.loads(line) for line in told.stdout.splitlines()]


def test_timeline_takes_every_parameter_as_a_flag(run: Run) -> None:
    from service.question import PARAMETERS

    told = run("timeline", "--help")
    for parameter in PARAMETERS:
        assert f"--{parameter.name.replace('_', '-')}" in told.stdout


def test_timeline_answers_as_http_does(run: Run) -> None:
    run("ingest", "-", given=article("one", "Rex Tillerson met Sergey Lavrov in Manila on Sunday."))
    told = run("timeline", "--format", "json", "--actor", "Lavrov", "--from", "2017-08-06", "--to", "2017-08-06")
    page = json.loads(told.stdout)
    assert [event["date"]["value"] for event in page["events"]] == ["2017-08-06"]
    assert page["next"] is None
    plain = run("timeline")
    assert plain.returncode == 0
    assert "6 August" in plain.stdout
    assert "\x1b[" not in plain.stdout


def test_timeline_names_every_wrong_flag_at_once(run: Run) -> None:
    told = run("timeline", "--limit", "x", "--status", "ocurred")
    assert told.returncode == 2
    assert "limit" in told.stderr
    assert "occurred" in told.stderr


def test_days_come_by_date(run: Run) -> None:
    run("ingest", "-", given=article("one", "Rex Tillerson met Sergey Lavrov in Manila on Sunday."))
    days = json.loads(run("days", "--top", "1", "--format", "json").stdout)["days"]
    assert [day["date"] for day in days] == ["2017-08-06"]


def test_keys_are_shown_once_listed_without_and_revoked(run: Run) -> None:
    secret = run("keys", "create", "desk").stdout.strip()
    assert len(secret) > 30
    listed = run("keys", "list").stdout
    assert "desk" in listed
    assert secret not in listed
    assert run("keys", "revoke", "desk").returncode == 0
    assert "revoked" in run("keys", "list").stdout
    assert run("keys", "revoke", "nobody").returncode == 1


def test_what_is_exported_can_be_imported_elsewhere(run: Run, tmp_path: Path) -> None:
    run("ingest", "-", "--collection", "alps", given=article("one") + article("two", published="2017-08-08"))
    out = run("db", "export").stdout
    other = f"sqlite:///{tmp_path}/other.db"
    assert run("db", "import", "-", "--db", other, given=out).returncode == 0
    assert run("db", "export", "--db", other).stdout == out
    assert run("db", "check", "--db", other).returncode == 0


def test_a_backup_is_a_whole_database_and_never_overwrites(run: Run, tmp_path: Path) -> None:
    run("ingest", "-", given=article("one"))
    assert run("db", "backup", "copy.db").returncode == 0
    assert run("db", "check", "--db", f"sqlite:///{tmp_path}/copy.db").returncode == 0
    again = run("db", "backup", "copy.db")
    assert again.returncode != 0
    assert "copy.db" in again.stderr


def test_a_wrong_setting_stops_the_start_and_is_named(run: Run) -> None:
    told = run("timeline", DATELINE_PORT="eighty")
    assert told.returncode == 2
    assert "port" in told.stderr.lower()
    assert "Traceback" not in told.stderr


def test_a_reader_that_closes_the_pipe_early_is_no_error(tmp_path: Path) -> None:
    lines = "".join(article(f"a{n}", "They met on Sunday. " * 200) for n in range(50))
    (tmp_path / "in.ndjson").write_text(lines)
    command = f"{sys.executable} -m service.cli read --input in.ndjson | head -c 100"
    told = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=60,
        check=False,
    )
    assert told.returncode == 0
    assert told.stderr == ""
