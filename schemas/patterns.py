"""The validator of patterns: the whole value, to the last line end."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, validate


class Whole(validate.Regexp):
    """A pattern that the whole value must match: in Python `$` lets a line end follow, in OpenAPI it does not.

    >>> Whole("^[a-z]+$")("news")
    'news'
    """

    def __call__(self, value: Any) -> Any:
        """The value itself, where all of it matches."""
        if self.regex.fullmatch(value) is None:
            raise ValidationError(self._format_error(value))
        return value
