"""What may come in as a body: articles to keep, texts to read. Unknown fields are refused by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate, validates_schema

from schemas.patterns import Whole
from schemas.words import DATE_ORDERS, MAX_TITLE, NAME_PATTERN, NAMES_MAY_BE


def not_blank(value: str) -> None:
    """Refuse a text of white space alone."""
    if not value.strip():
        raise ValidationError("Must hold more than white space.")


NO_NUL = Whole(r"^[^\x00]*$", error="A NUL character is not accepted.")


class Strict(Schema):
    """A schema that refuses what it does not know."""

    class Meta:
        unknown = RAISE


class TextBody(Strict):
    """A text with its publication date, as plain text or as the HTML of its page."""

    id = fields.String(
        allow_none=True,
        validate=Whole(NAME_PATTERN, error=NAMES_MAY_BE),
        metadata={"description": "The article's own id; without one it is a digest of the url, else text and date."},
    )
    published = fields.String(
        allow_none=True,
        validate=[validate.Length(1, 200), not_blank],
        metadata={
            "description": "When it appeared, best in ISO 8601 with its UTC offset. A plain day means noon in the "
            "service's time zone. Where absent it is looked for in the page's metadata, then in a dateline in the text."
        },
    )
    text = fields.String(
        allow_none=True, validate=not_blank, metadata={"description": "The article's text. Either this or `html`."}
    )
    html = fields.String(
        allow_none=True, validate=not_blank, metadata={"description": "The page it stands on. Either this or `text`."}
    )
    title = fields.String(allow_none=True, validate=[validate.Length(max=MAX_TITLE), NO_NUL])
    url = fields.String(allow_none=True, validate=validate.Length(max=2000))
    publisher = fields.String(allow_none=True, validate=[validate.Length(max=200), NO_NUL])
    language = fields.String(
        allow_none=True,
        validate=[
            validate.Length(max=35),
            Whole(r"^[A-Za-z]{2,3}([_-][A-Za-z0-9]{2,8})*$", error="Must be a language tag such as en."),
        ],
        metadata={"description": "A language tag; en when absent."},
    )

    @validates_schema(skip_on_field_errors=False)
    def either_text_or_html(self, data: Mapping[str, Any], **_: object) -> None:
        """One of the two, and not both."""
        if (data.get("text") is None) == (data.get("html") is None):
            raise ValidationError("Give either text or html.", "text")


class ArticleBody(TextBody):
    """An article to take in."""


class ReadBody(TextBody):
    """A text to read without keeping it."""

    date_order = fields.String(
        validate=validate.OneOf(DATE_ORDERS),
        metadata={"description": "How dates in figures are ordered; guessed when absent."},
    )
