"""Addresses from Danish titles."""

import json
from collections.abc import Container

from django.forms import Field
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

# Of a page's part of an address.
LONGEST = 255
IN_ASCII = {"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"}
INVALID = _("Enter a valid address: letters from a to z, digits and hyphens, without spaces.")
_DANISH = str.maketrans(IN_ASCII)
# Patterns with their flags, and what stands for them, as the script of Wagtail's field reads it.
_FORMATTERS = json.dumps([[[letter, "gu"], plain] for letter, plain in IN_ASCII.items()])


def make_slug(title: str) -> str:
    """The part of an address that stands for a title: »Egesøskolen« is `egesoeskolen`."""
    return slugify(title.translate(_DANISH))[:LONGEST].rstrip("-") or "side"


def follow_slugs(field: Field) -> None:
    """Has the browser write a field for addresses as `make_slug` does."""
    field.widget.attrs["data-w-slug-formatters-value"] = _FORMATTERS
    field.error_messages["invalid"] = INVALID


def number_slug(slug: str, *, taken: Container[str]) -> str:
    """The part of an address with the first number that leaves it free: `ugebrev-2`."""
    numbered, number = slug, 1
    while numbered in taken:
        number += 1
        ending = f"-{number}"
        numbered = slug[: LONGEST - len(ending)] + ending
    return numbered
