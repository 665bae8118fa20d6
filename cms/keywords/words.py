"""Words with commas between, as editors write them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.slugs import make_slug

MOST = 8
LONGEST = 40


def read_words(text: str) -> list[str]:
    """The words of a text in their order, each once, whatever their letters' case."""
    words = [" ".join(part.split()) for part in text.split(",")]
    return list({make_slug(word): word for word in reversed(words) if word}.values())[::-1]


def check_words(text: str) -> None:
    """Raises `ValidationError` for too many words, and for one that is too long."""
    words = read_words(text)
    if len(words) > MOST:
        raise ValidationError(
            _("Write %(most)d keywords at most; here are %(number)d."),
            params={"most": MOST, "number": len(words)},
        )
    for word in words:
        if len(word) > LONGEST:
            raise ValidationError(
                _("The keyword “%(word)s…” is too long. Write commas between keywords."),
                params={"word": word[:LONGEST]},
            )


def describe_words(text: str) -> list[dict[str, Any]]:
    """The words of a page, each with its part of an address."""
    return [{"word": word, "slug": make_slug(word)} for word in read_words(text)]
