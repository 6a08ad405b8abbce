"""The page of all settings, written from their table: python -m service.settings_page > docs/settings.md."""

from __future__ import annotations

from service.config import SETTINGS, Rate

_HEAD = """# Settings

Every setting of the service. It comes from a flag where the command has one, else from the environment, else from the
TOML file that `DATELINE_CONFIG` names (`port = 8000`), else it is the default. A wrong value or an unknown name stops
the start, and the message names the right one.

This page is made from the table in `service/config.py`: `python -m service.settings_page > docs/settings.md`.

| setting | environment | default | meaning |
|---|---|---|---|
"""
_TAIL = """
Lists are parted by commas in the environment. `publishers` is a table in TOML and JSON in the environment:

```toml
[publishers."The Harbour Post"]
time_zone = "Europe/London"
date_order = "DMY"
```
"""


def page() -> str:
    """The page as Markdown."""
    rows = [f"| `{s.name}` | `{s.env}` | {_shown(s.default)} | {s.meaning} |" for s in SETTINGS]
    return _HEAD + "\n".join(rows) + "\n" + _TAIL


def _shown(default: object) -> str:
    if isinstance(default, Rate):
        return f"`{default.limit}/{default.seconds} s`" if default.limit else "`off`"
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    if isinstance(default, tuple):
        default = ",".join(default)
    return f"`{default}`" if default not in (None, "", {}) else "none"


if __name__ == "__main__":
    print(page(), end="")
