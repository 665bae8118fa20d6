"""The institutions and groups that an editor may choose: the nearest, and those found by name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, Q, QuerySet, When

from cms.audience.queries import PagePlace
from cms.audience.units import Unit, unit_of_group, unit_of_institution
from core.access.audiences import Audience
from core.access.keys import PUBLIC, split_key
from core.access.models import Right
from core.access.queries import OPEN_EDITOR, EditorRights, institutions_where
from core.people.kinds import GroupKind
from core.people.models import Group, Institution

# So many institutions beside the page's own are listed; where there are more, all are searched.
FEW = 3
MOST_FOUND = 30
MOST_INSTITUTIONS_FOUND = 10
SHORTEST = 2
LONGEST = 100
MOST_WORDS = 6

# "4a", "4.a" and "4. a" are one class to whoever types them.
_CLASS = re.compile(r"(\d{1,2})\.?([^\W\d_])", re.UNICODE)
_KIND_ORDER = Case(
    *(When(kind=kind, then=number) for number, kind in enumerate(GroupKind)),
    output_field=IntegerField(),
)


@dataclass(frozen=True, kw_only=True)
class Nearby:
    """The institutions that are listed, the page's own first, and whether there are more."""

    institutions: Sequence[Institution]
    has_more: bool


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a name leads to, institutions first; `has_more` says that not all of it is here."""

    words: str
    units: Sequence[Unit] = ()
    has_more: bool = False

    @property
    def is_too_short(self) -> bool:
        """Whether too little was typed to look at all."""
        return len(self.words) < SHORTEST


def choosable_institutions(
    place: PagePlace, *, rights: EditorRights, person_id: int | None
) -> QuerySet[Institution]:
    """The institutions that an editor may choose at a place, and whose groups: as `permitting`.

    One condition, of the same size for one right and for a thousand.
    """
    found = Institution.objects.filter(municipality_id=place.municipality.pk)
    if not rights.has(Right.MUNICIPALITY, place.institution_id):
        found = found.filter(pk__in=institutions_where(person_id or 0, OPEN_EDITOR))
    return found


def institutions_within(
    audience: Audience, *, among: QuerySet[Institution]
) -> QuerySet[Institution]:
    """Those institutions that an audience names, one by one or with all of their kind."""
    if PUBLIC in audience:
        return among
    units = [split_key(key)[0] for key in audience]
    kinds = [unit.partition(".")[2] for unit in units if "." in unit]
    return among.filter(Q(key__in=units) | Q(kind__in=kinds) | Q(municipality__code__in=units))


def list_nearby(place: PagePlace, *, among: QuerySet[Institution]) -> Nearby:
    """The page's institution if it may be chosen, and the others as long as they are few."""
    here = place.institution_id or 0
    is_other = Case(When(pk=here, then=0), default=1, output_field=IntegerField())
    rows = among.select_related("municipality").order_by(is_other, "name", "pk")
    listed = list(rows[: FEW + 2])
    others = [institution for institution in listed if institution.pk != here]
    if len(others) <= FEW:
        return Nearby(institutions=listed, has_more=False)
    own = [institution for institution in listed if institution.pk == here]
    return Nearby(institutions=own, has_more=True)


def find_by_name(text: str, *, among: QuerySet[Institution], on: date) -> Found:
    """The institutions, and their groups that have not ended, whose names hold all words typed.

    A group is also found by the name of its institution: "4.b nord".
    """
    words = " ".join(text[:LONGEST].split())
    if len(words) < SHORTEST:
        return Found(words=words)
    institutions = among.filter(hold_all_words(words, "name")).select_related("municipality")
    groups = (
        Group.objects.filter(institution__in=among, ends_on__gte=on)
        .filter(hold_all_words(words, "name", "institution__name"))
        .select_related("institution__municipality")
    )
    first = list(institutions.order_by("name", "pk")[: MOST_INSTITUTIONS_FOUND + 1])
    room = MOST_FOUND - len(first[:MOST_INSTITUTIONS_FOUND])
    then = list(groups.order_by(_KIND_ORDER, "name", "institution__name", "pk")[: room + 1])
    return Found(
        words=words,
        units=(
            *(unit_of_institution(item) for item in first[:MOST_INSTITUTIONS_FOUND]),
            *(unit_of_group(item) for item in then[:room]),
        ),
        has_more=len(first) > MOST_INSTITUTIONS_FOUND or len(then) > room,
    )


def hold_all_words(text: str, *fields: str) -> Q:
    """That each word of a text stands in one of the fields, in one of its spellings."""
    every = Q()
    for word in text.split()[:MOST_WORDS]:
        one = Q()
        for spelling in _spellings(word):
            for field in fields:
                one |= Q(**{f"{field}__icontains": spelling})
        every &= one
    return every


def _spellings(word: str) -> frozenset[str]:
    """A word as it may be written: SQLite takes "Ø" and "ø" for two letters."""
    spelled = {word, word.lower(), word.upper(), word.capitalize()}
    if (found := _CLASS.fullmatch(word)) is not None:
        number, letter = found.groups()
        cases = {letter.lower(), letter.upper()}
        spelled |= {f"{number}{dot}{case}" for dot in ("", ".", ". ") for case in cases}
    return frozenset(spelled)
