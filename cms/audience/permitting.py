"""Whether an editor may choose an audience; the answer names no place the editor may not know."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.audience.queries import PagePlace
from cms.audience.units import Unit, Units, is_wide, read_units
from core.access.audiences import Audience, InvalidAudience, make_audience
from core.access.keys import PUBLIC, UnitKind, split_key
from core.access.models import Right
from core.access.queries import EditorRights

MESSAGES = {
    "nobody": _("Tick at least one box, or let the page follow the page above."),
    "unreadable": _("We did not understand who is to see the page. Choose again, and save."),
    "outside": _(
        "One of your choices lies outside the municipality of this page, or is gone. "
        "It has been left out; look at the rest, and save again."
    ),
    "institution": _(
        "You can only choose institutions where you write, and their classes and groups. "
        "The others have been left out; look at the rest, and save again."
    ),
    "municipality": _(
        "You may not show pages to the whole municipality. "
        "Choose fewer, or ask an editor who has that right to publish the page."
    ),
    "public": _(
        "You may not show pages to everyone on the internet. "
        "Choose fewer, or ask an editor who has that right to publish the page."
    ),
}


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A key that an editor may not choose, and why: a name in `MESSAGES`."""

    key: str
    reason: str


class AudienceRefused(ValidationError):
    """An audience has keys that the editor may not choose."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = list(refusals)
        reasons = dict.fromkeys(refusal.reason for refusal in self.refusals)
        super().__init__([ValidationError(MESSAGES[reason], code=reason) for reason in reasons])


def check_choice(
    keys: Iterable[str],
    *,
    place: PagePlace,
    rights: EditorRights,
    kept: Collection[str] = (),
) -> Audience:
    """The keys as an audience that the editor may choose at the place.

    `kept` are keys that stand on the page already: they need no right, but must belong to the
    page's municipality. Raises `AudienceRefused` for the others that are not the editor's to
    choose, and `ValidationError` when the keys make no audience.
    """
    chosen = list(keys)
    if not chosen:
        raise ValidationError(MESSAGES["nobody"], code="nobody")
    try:
        audience = make_audience(chosen)
    except InvalidAudience as error:
        raise ValidationError(MESSAGES["unreadable"], code="unreadable") from error
    units = read_units(audience)
    refusals = find_refusals(audience, units=units, place=place, rights=rights, kept=kept)
    if refusals:
        raise AudienceRefused(refusals)
    return audience


def find_refusals(
    audience: Audience,
    *,
    units: Units,
    place: PagePlace,
    rights: EditorRights,
    kept: Collection[str] = (),
) -> list[Refusal]:
    """The keys of an audience that an editor may not choose at a place."""
    reasons = {key: _refuse_key(key, units, place, rights, kept) for key in audience}
    return [Refusal(key=key, reason=reason) for key, reason in reasons.items() if reason]


def has_wide_key(audience: Iterable[str]) -> bool:
    """Whether an audience opens to a whole municipality, all of a kind, or the internet."""
    return any(key == PUBLIC or is_wide(key) for key in audience)


def _refuse_key(
    key: str,
    units: Units,
    place: PagePlace,
    rights: EditorRights,
    kept: Collection[str],
) -> str:
    if key == PUBLIC:
        return "" if key in kept or rights.has(Right.PUBLIC, place.institution_id) else "public"
    unit = units.get(split_key(key)[0])
    if unit is None:
        # Of a group that is gone, or one person: nobody can choose it, whoever has it keeps it.
        return "" if key in kept else "outside"
    if unit.municipality_code != place.municipality.code:
        return "outside"
    return "" if key in kept else _refuse_unit(unit, place, rights)


def _refuse_unit(unit: Unit, place: PagePlace, rights: EditorRights) -> str:
    if rights.has(Right.MUNICIPALITY, place.institution_id):
        return ""
    if unit.kind in (UnitKind.SORT, UnitKind.MUNICIPALITY):
        return "municipality"
    return "" if rights.may_write(unit.institution_id) else "institution"
