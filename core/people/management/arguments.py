"""What operators write on command lines about people, places and rights, turned into rows."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.access.models import Right
from core.audit.operations import LONGEST_REASON
from core.people.models import (
    Institution,
    Municipality,
    Person,
    check_institution_key,
    check_municipality_code,
)

LONGEST_SHOWN = 20


def add_right_arguments(parser: ArgumentParser) -> None:
    """Whose rights, which, and where."""
    parser.add_argument("person", metavar="PERSON", help="the UNI-Login id")
    parser.add_argument(
        "rights", metavar="RIGHT", help=f"one or several, with commas: {', '.join(Right.values)}"
    )
    parser.add_argument("institutions", metavar="INSTITUTION", nargs="*", help="keys")
    parser.add_argument("--municipality", metavar="CODE", help="all institutions of it instead")


def read_person(unilogin: str) -> Person:
    """The person with a UNI-Login id, whatever its capitals."""
    person = None
    # PostgreSQL takes no text with a NUL.
    if unilogin.isprintable():
        person = Person.objects.filter(unilogin__iexact=unilogin.strip()).first()
    if person is None:
        # Not said again: it may be a CPR number.
        raise CommandError(
            _("Nobody has this UNI-Login. Import the roster, or make an account: create_person.")
        )
    return person


def read_rights(text: str) -> list[Right]:
    """The rights named by their values, with commas in between."""
    names = [name.strip() for name in text.split(",")]
    for name in names:
        if name not in Right.values:
            says = _("“%(text)s” is no right. Write one of %(rights)s, or several with commas.")
            raise CommandError(says % {"text": _show(name), "rights": ", ".join(Right.values)})
    return [Right(name) for name in names]


def read_institutions(options: dict[str, Any]) -> list[Institution]:
    """The institutions named by their keys, or all of a municipality."""
    keys, code = options["institutions"], options["municipality"]
    if bool(keys) == (code is not None):
        raise CommandError(
            _("Say where: keys of institutions, or --municipality and its code. Not both.")
        )
    if code is None:
        return [read_institution(key) for key in dict.fromkeys(keys)]
    found = list(_institutions().filter(municipality=read_municipality(code)).order_by("key"))
    if not found:
        raise CommandError(_("The municipality has no institutions yet. Run import_institutions."))
    return found


def read_institution(key: str) -> Institution:
    """The institution with a key."""
    institution = None
    if _is_valid(check_institution_key, key):
        institution = _institutions().filter(key=key).first()
    if institution is None:
        says = _("There is no institution “%(key)s”. Write its key, such as 998101.")
        raise CommandError(says % {"key": _show(key)})
    return institution


def read_municipality(code: str) -> Municipality:
    """The municipality with a code."""
    municipality = None
    if _is_valid(check_municipality_code, code):
        municipality = Municipality.objects.filter(code=code).first()
    if municipality is None:
        says = _("There is no municipality “%(code)s”. Write the three digits of one that is here.")
        raise CommandError(says % {"code": _show(code)})
    return municipality


def read_reason(reason: str) -> str:
    """Why something is done, as the log keeps it."""
    if not reason.strip() or not reason.isprintable():
        raise CommandError(_("Say with --reason why, in words on one line."))
    if len(reason) > LONGEST_REASON:
        says = _("--reason has %(count)d characters. Write it in %(most)d at most.")
        raise CommandError(says % {"count": len(reason), "most": LONGEST_REASON})
    return reason


def _institutions() -> QuerySet[Institution]:
    return Institution.objects.select_related("municipality")


def _is_valid(check: Any, text: str) -> bool:
    try:
        check(text)
    except ValidationError:
        return False
    return True


def _show(text: str) -> str:
    """The beginning of what somebody wrote, on one line."""
    return "".join(sign if sign.isprintable() else "?" for sign in text[:LONGEST_SHOWN])
