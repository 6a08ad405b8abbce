"""Numbers as written: figures, fractions and words, by the tables of a language."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from service.temporal.slots import Value

FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
LARGEST = 10**9


def evaluate(
    words: Sequence[str], values: Mapping[str, Value], scales: Collection[str] = frozenset()
) -> float | None:
    """The number these tokens say; None when they say none, or one too large to be a count of anything timed.

    `values` maps number words to what they are worth; `scales` are those that multiply what stands before them.

    >>> evaluate(["two", "and", "a", "half"], {"two": 2, "half": 0.5, "a": 1})
    2.5
    >>> evaluate(["5", "1/2"], {})
    5.5
    >>> evaluate(["half", "a", "dozen"], {"half": 0.5, "a": 1, "dozen": 12}, {"dozen"})
    6.0
    """
    total, current, seen = 0.0, 0.0, False
    for word in words:
        number = _figure(word)
        if number is None:
            value = values.get(word)
            if value is None or isinstance(value, str):
                continue
            number = float(value)
        seen = True
        if word in scales or (number >= 100 and not word[0].isdigit()):
            current = (current or 1) * number
            if number >= 1000:
                total, current = total + current, 0.0
        elif word in ("a", "an") or (word.isalpha() and values.get(word) == 1 and current and word != "one"):
            continue
        else:
            current += number
    result = total + current
    return result if seen and result <= LARGEST else None


def _figure(word: str) -> float | None:
    if word in FRACTIONS:
        return FRACTIONS[word]
    if not word[0].isdigit() or not word.isascii():
        return None
    try:
        if "/" in word:
            above, below = word.split("/")
            return int(above) / int(below)
        return float(word.replace(",", ""))
    except (ValueError, ZeroDivisionError):
        return None
