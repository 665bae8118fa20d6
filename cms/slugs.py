"""Addresses from Danish titles."""

from django.utils.text import slugify

_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})


def make_slug(title: str) -> str:
    """The part of an address that stands for a title: »Egesøskolen« is `egesoeskolen`."""
    return slugify(title.translate(_DANISH)) or "side"
