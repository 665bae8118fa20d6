"""Whether a text holds the real name of somebody protected."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Q

from core.audit.models import Action
from core.audit.operations import record
from core.people.models import Institution, Municipality, ProtectedName

_WORD = re.compile(r"\w+")


def name_protected_person(
    texts: Iterable[str],
    *,
    municipality: Municipality,
    institution: Institution | None,
    editor_id: int | None,
    now: datetime,
) -> bool:
    """Whether a text has the full real name of a protected person of the municipality.

    The names are compared here and go nowhere else. That one was found is recorded, since
    asking again and again would be a way to learn who is protected; what was found is not.
    """
    pieces = [_words(text) for text in texts]
    names = _read_protected_names(municipality)
    found = any(_stands_in(name, words) for name in names for words in pieces)
    if found:
        record(
            Action.SEARCH,
            now=now,
            actor_id=editor_id,
            object_type="people.protectedname",
            municipality_code=municipality.code,
            institution_key=institution.key if institution else "",
            reason="a page to be published holds a protected name",
        )
    return found


def _read_protected_names(municipality: Municipality) -> Iterator[tuple[str, ...]]:
    """Each protected name as words, and also without the names in the middle."""
    here = Q(person__memberships__institution__municipality=municipality) | Q(
        person__guardianships__institution__municipality=municipality
    )
    rows = ProtectedName.objects.filter(here).distinct().values_list("first_name", "family_name")
    for first_name, family_name in rows:
        first, family = _words(first_name), _words(family_name)
        # A first name alone is many people's, and in Danish often a word.
        if first and family:
            yield (*first, *family)
            yield (first[0], family[-1])


def _stands_in(name: tuple[str, ...], words: tuple[str, ...]) -> bool:
    length = len(name)
    return any(
        words[start : start + length - 1] == name[:-1]
        and words[start + length - 1] in (name[-1], f"{name[-1]}s")
        for start in range(len(words) - length + 1)
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))
