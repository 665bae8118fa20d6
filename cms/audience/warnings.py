"""What an editor should think about before a page is published, and what is asked back."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext, ngettext, pgettext

from cms.audience.holders import say_all_holders
from cms.audience.queries import PagePlace
from cms.audience.units import Unit, Units, is_covered, is_wide
from cms.audience.words import Description, join_few, join_holders, join_words, say_people
from core.access.audiences import Audience
from core.access.keys import PUBLIC, Holder, UnitKind, split_key
from core.people.kinds import InstitutionKind


class Reason(StrEnum):
    """Why an editor is asked back."""

    PUBLIC = "public"
    MUNICIPALITY = "municipality"
    PROTECTED = "protected"
    UNDESCRIBED = "undescribed"


@dataclass(frozen=True, kw_only=True)
class Question:
    """What an editor must answer with a tick before publishing; `token` fits one audience."""

    token: str
    text: str
    answer: str


def list_warnings(
    audience: Audience, *, place: PagePlace, units: Units, description: Description
) -> list[str]:
    """What to think about before these people see the page; `units` hold both audiences' units."""
    warnings = []
    if description.count == 0:
        warnings.append(gettext("Nobody belongs to this yet, so nobody would see the page."))
    if place.above and any(not is_covered(key, by=place.above, units=units) for key in audience):
        warnings.append(gettext("The page can be seen by more people than the page above it."))
    institutions = _name_family_institutions(audience, units)
    if len(institutions) > 1:
        warnings.append(
            gettext("Families of several institutions can see this: %(institutions)s.")
            % {"institutions": join_few(institutions)}
        )
    if PUBLIC in audience:
        warnings.append(
            gettext(
                "Can children be recognised in the picture? "
                "Then you need permission before everyone can see it."
            )
        )
    return warnings


def list_questions(audience: Audience, *, units: Units, count_wide: int | None) -> list[Question]:
    """What is asked back about how many can see the page.

    `count_wide` is how many hold the keys of the whole municipality among the audience.
    """
    if PUBLIC in audience:
        text = gettext("Everyone on the internet can see this. Is that what you want?")
        return [_make_question(Reason.PUBLIC, audience, text)]
    wide = [key for key in audience if is_wide(key) and split_key(key)[0] in units]
    if not wide:
        return []
    text = gettext("All %(readers)s can see this (%(people)s). Is that what you want?") % {
        "readers": _say_wide(wide, units),
        "people": say_people(count_wide or 0),
    }
    return [_make_question(Reason.MUNICIPALITY, audience, text)]


def ask_about_name(audience: Audience) -> Question:
    """What is asked back when the text names somebody protected; it does not say whom."""
    text = gettext(
        "The text seems to hold the name of somebody whose name and address are protected. "
        "Read the text through before you publish it."
    )
    return Question(
        token=make_token(Reason.PROTECTED, audience),
        text=text,
        answer=gettext("I have read the text, and the name may stand there"),
    )


def ask_about_pictures(audience: Audience, *, undescribed: int) -> Question:
    """What is asked back when pictures say nothing to those who cannot see them."""
    text = ngettext(
        "%(count)d picture has no description, and is not marked as decoration. "
        "Those who cannot see it do not get to know what it shows.",
        "%(count)d pictures have no description, and are not marked as decoration. "
        "Those who cannot see them do not get to know what they show.",
        undescribed,
    ) % {"count": undescribed}
    return Question(
        token=make_token(Reason.UNDESCRIBED, audience),
        text=text,
        answer=gettext("Publish it nevertheless"),
    )


def make_token(reason: Reason, audience: Audience) -> str:
    """What a tick sends to say that this question was answered for this audience."""
    text = "\n".join([reason, *audience])
    return f"{reason}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def _make_question(reason: Reason, audience: Audience, text: str) -> Question:
    return Question(
        token=make_token(reason, audience), text=text, answer=gettext("Yes, that is what I want")
    )


def _say_wide(keys: Iterable[str], units: Units) -> str:
    """As "parents and staff in the whole municipality and leaders at all schools"."""
    held: dict[str, list[Holder]] = {}
    for key in keys:
        text, holder = split_key(key)
        held.setdefault(text, []).append(Holder(holder))
    return join_words(
        [
            _template_of_wide(units[text])
            % {"holders": join_holders(say_all_holders(holders, unit=units[text]))}
            for text, holders in held.items()
        ]
    )


def _template_of_wide(unit: Unit) -> str:
    if unit.kind == UnitKind.MUNICIPALITY:
        return gettext("%(holders)s in the whole municipality")
    if unit.institution_kind == InstitutionKind.SCHOOL:
        return gettext("%(holders)s at all schools of the municipality")
    if unit.institution_kind == InstitutionKind.DAYCARE:
        return gettext("%(holders)s in all daycare institutions of the municipality")
    if unit.institution_kind == InstitutionKind.SFO:
        return gettext("%(holders)s in all after-school care of the municipality")
    return pgettext("all of", "%(holders)s in the administration of the municipality")


def _name_family_institutions(audience: Audience, units: Units) -> Sequence[str]:
    """The institutions whose pupils or parents are among the readers; the wide keys ask back."""
    names = set()
    for key in audience:
        text, holder = split_key(key)
        unit = units.get(text)
        if holder in (Holder.PUPIL, Holder.GUARDIAN) and unit and unit.institution_name:
            names.add(unit.institution_name)
    return sorted(names)
