"""Rule patterns: a small notation over slots, turned into regular expressions over token classes.

A pattern is written the way the phrase is: plain words and marks stand for themselves, one space for white space
short of a blank line, `{slot}` captures a word of that slot (`{name:slot}` under another name), `<slot>` does not
capture, `[...]` may be absent, `(a|b)` is one of several. `{phrase}` captures a named phrase of the language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from service.errors import BadSetting
from service.temporal.tokens import SPACE

PIECE = re.compile(r"\{([a-z0-9_]+:)?([a-z0-9_]+)\}|<([a-z0-9_]+)>|([\[\]()|])|( )|([^\W\d_]+|\d+\w*)|(.)")
NAMED = re.compile(r"(?<=[{<:])[a-z0-9_]+(?=[}>])")


@lru_cache(maxsize=2048)
def as_class(kinds: str) -> str:
    """A regular expression for one of these class characters, short: reading it is most of what compiling costs.

    >>> as_class("a"), as_class("dbcax")
    ('a', '[a-dx]')
    """
    if len(kinds) == 1:
        return re.escape(kinds)
    codes = sorted(map(ord, set(kinds)))
    starts = [code for code in codes if chr(code - 1) not in kinds]
    ends = [code for code in codes if chr(code + 1) not in kinds]
    out = []
    for start, end in zip(starts, ends, strict=True):
        run = re.escape(chr(start)), re.escape(chr(end))
        out.append(run[0] if start == end else ("-" if end - start > 1 else "").join(run))
    return f"[{''.join(out)}]"


@dataclass(frozen=True, slots=True)
class Compiled:
    """A pattern as a regular expression (unnamed groups), the names of its groups, and the heads it hangs at.

    `classes` are all it knows, `openers` those a match may begin with; a text without any of `telling` has no match.
    """

    regex: str
    groups: tuple[tuple[str, str], ...]
    heads: tuple[str, ...]
    classes: frozenset[str]
    openers: frozenset[str]
    telling: frozenset[str]


class PatternCompiler:
    """Turns patterns into regular expressions, given what a slot, a word and a phrase look like in classes."""

    def __init__(
        self,
        slot: Callable[[str], tuple[str, str]],
        word: Callable[[str], str],
        phrases: Mapping[str, str],
        heads: frozenset[str],
    ):
        self._slot, self._word, self._phrases, self._heads = slot, word, phrases, heads
        self._inner: dict[str, _State] = {}

    def compile(self, pattern: str, capture: bool = True) -> Compiled:
        """The compiled pattern; BadSetting names a slot that does not exist or brackets that do not match."""
        state = _State(self, pattern, capture)
        return Compiled(
            state.regex,
            tuple(state.groups),
            tuple(state.hanging()),
            frozenset(state.classes),
            frozenset(state.openers),
            state.telling(),
        )

    def check(self, pattern: str) -> None:
        """BadSetting where the pattern names a slot or phrase that does not exist; cheaper than to compile it."""
        for name in NAMED.findall(pattern):
            if name not in self._phrases:
                self.slot(pattern, name)

    def slot(self, pattern: str, name: str) -> tuple[str, str]:
        """A slot's regular expression and classes; BadSetting names the pattern that asks for one that is not there."""
        try:
            return self._slot(name)
        except KeyError:
            raise BadSetting(f"pattern {pattern!r}: there is no slot or phrase {name!r}") from None

    def phrase(self, name: str) -> _State:
        """A phrase of the language as it stands within patterns, without captures; read once, for rules share it."""
        if name not in self._inner:
            self._inner[name] = _State(self, self._phrases[name], False)
        return self._inner[name]


class _State:
    def __init__(self, owner: PatternCompiler, pattern: str, capture: bool):
        self.owner, self.pattern = owner, pattern
        self.groups: list[tuple[str, str]] = []
        self.heads: list[tuple[str, bool]] = []
        self.classes: set[str] = set()
        self.openers: set[str] = set()
        self.needed: list[Collection[str]] = []
        self.depth: list[str] = []
        # Whether nothing is matched yet, and for each open bracket (that before it, that after one of its choices).
        self.open = True
        self.opened: list[tuple[bool, bool]] = []
        self.regex = self._run(capture)

    def hanging(self) -> list[str]:
        """Head slots up to the first that is always there."""
        names: list[str] = []
        for name, always in self.heads:
            names.append(name)
            if always:
                break
        return names

    def telling(self) -> frozenset[str]:
        """Of the sets of classes of which a match holds one, the set that the fewest texts will have."""
        sets = (frozenset(self.openers), *map(frozenset, self.needed))
        return min(sets, key=lambda kinds: (SPACE in kinds, len(kinds)))

    def _run(self, capture: bool) -> str:
        out: list[str] = []
        for match in PIECE.finditer(self.pattern):
            alias, captured, plain, bracket, space, word, mark = match.groups()
            if captured:
                out.append(self._captured(alias, captured, capture))
            elif plain:
                out.append(self._slot(plain))
            elif bracket:
                out.append(self._bracket(bracket))
            elif space:
                self._take(SPACE)
                out.append(SPACE)
            else:
                kinds = self.owner._word(word or mark)
                self._take(kinds)
                out.append(as_class(kinds))
        if self.depth:
            raise BadSetting(f"pattern {self.pattern!r}: a bracket is not closed")
        self.open = self.open or any(choice for _, choice in self.opened)
        return "".join(out)

    def _take(self, kinds: str) -> None:
        """One piece that must be there: its classes, which open the pattern if nothing before it must."""
        self.classes.update(kinds)
        if self.open:
            self.openers.update(kinds)
        self.open = False
        if not self.opened:
            self.needed.append(kinds)

    def _captured(self, alias: str | None, name: str, capture: bool) -> str:
        label = alias[:-1] if alias else name
        if name in self.owner._phrases:
            if capture:
                self.groups.append((label, name))
            inner = self._phrase(name)
            return f"({inner})" if capture else f"(?:{inner})"
        if capture:
            self.groups.append((label, name))
        inner = self._slot(name)
        return f"({inner})" if capture else inner

    def _slot(self, name: str) -> str:
        if name in self.owner._phrases:
            return f"(?:{self._phrase(name)})"
        regex, kinds = self.owner.slot(self.pattern, name)
        self._take(kinds)
        if name in self.owner._heads:
            self.heads.append((name, not self.depth))
        return regex

    def _phrase(self, name: str) -> str:
        """A phrase's regular expression; what it holds is held by this pattern too."""
        inner = self.owner.phrase(name)
        self.classes |= inner.classes
        if self.open:
            self.openers |= inner.openers
        self.open = self.open and inner.open
        if not self.opened:
            self.needed += inner.needed
        self.heads += [(head, always and not self.depth) for head, always in inner.heads]
        return inner.regex

    def _bracket(self, bracket: str) -> str:
        if bracket in "[(":
            self.depth.append(bracket)
            self.opened.append((self.open, False))
            return "(?:"
        if bracket == "|":
            if not self.depth:
                self.needed.clear()
            entry, choice = self.opened[-1] if self.opened else (True, False)
            self.opened[-1:] = [(entry, choice or self.open)]
            self.open = entry
            return "|"
        opened = self.depth.pop() if self.depth else ""
        if (opened, bracket) not in (("[", "]"), ("(", ")")):
            raise BadSetting(f"pattern {self.pattern!r}: {bracket!r} closes nothing")
        entry, choice = self.opened.pop()
        self.open = self.open or choice or (entry and bracket == "]")
        return ")?" if bracket == "]" else ")"
