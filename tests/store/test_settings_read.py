"""Settings: where they come from, and that a wrong one stops the start with the right name."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.config import SETTINGS, PublisherSettings, Rate, Settings, load
from service.errors import BadSetting


def test_keyword_before_environment_before_file_before_default(tmp_path: Path) -> None:
    file = tmp_path / "dateline.toml"
    file.write_text('port = 1\nworkers = 3\ntime_zone = "Europe/Oslo"\n[publishers."Nordlys"]\ndate_order = "DMY"\n')
    found = load({"DATELINE_CONFIG": str(file), "DATELINE_PORT": "2", "HOME": "/"}, workers=4, threads=None)
    assert (found.port, found.workers, found.time_zone) == (2, 4, "Europe/Oslo")
    assert found.publishers == {"Nordlys": PublisherSettings(None, "DMY")}
    assert found.threads == Settings().threads


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("read_rate", "600/minute", Rate(600, 60)),
        ("read_rate", "off", Rate(0, 60)),
        ("trusted_hosts", "a.example, b.example", ("a.example", "b.example")),
        ("evidence_chars", "", None),
        ("evidence_chars", "200", 200),
        ("read_keys_required", "yes", True),
        ("public_url", "https://news.example/", "https://news.example"),
        ("publishers", '{"P": {"time_zone": "Asia/Tokyo"}}', {"P": PublisherSettings("Asia/Tokyo", None)}),
        ("log_level", "DEBUG", "debug"),
    ],
)
def test_values(name: str, text: str, value: object) -> None:
    assert getattr(load({f"DATELINE_{name.upper()}": text}), name) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("port", "65536"), ("port", "-1"), ("port", "80a"), ("port", "٨"), ("workers", "0"), ("time_zone", "Mars/Base"),
        ("time_zone", "../etc/passwd"), ("read_rate", "10"), ("read_rate", "10/fortnight"), ("log_level", "loud"),
        ("read_keys_required", "maybe"), ("public_url", "news.example"), ("publishers", "[1]"), ("publishers", "{"),
        ("publishers", '{"P": {"zone": "UTC"}}'), ("publishers", '{"P": {"date_order": "YDM"}}'), ("host", " "),
    ],
)  # fmt: skip
def test_wrong_values_are_told_with_their_name(name: str, text: str) -> None:
    env = f"DATELINE_{name.upper()}"
    with pytest.raises(BadSetting) as raised:
        load({env: text})
    assert raised.value.faults[0].field == env
    assert env in raised.value.message


def test_every_wrong_one_at_once_and_the_nearest_name() -> None:
    with pytest.raises(BadSetting) as raised:
        load({"DATELINE_PROT": "1", "DATELINE_WORKERS": "none"})
    assert "did you mean DATELINE_PORT?" in raised.value.message
    assert len(raised.value.faults) == 2
    with pytest.raises(BadSetting, match="did you mean database_url"):
        load({}, databse_url="sqlite:///x")


def test_a_file_that_is_no_toml(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text("port 8000")
    for toml in (tmp_path / "x.toml", tmp_path / "absent.toml"):
        with pytest.raises(BadSetting, match="cannot be read"):
            load({}, toml)


def test_the_defaults_pass_their_own_checks() -> None:
    for setting in SETTINGS:
        assert setting.check(setting.default) == setting.default
        assert setting.env == f"DATELINE_{setting.name.upper()}"
        assert setting.meaning
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)


def test_the_page_of_settings_says_what_the_table_says() -> None:
    from service.settings_page import page

    written = (Path(__file__).parents[2] / "docs" / "settings.md").read_text(encoding="utf-8")
    assert written == page(), "run: python -m service.settings_page > docs/settings.md"
