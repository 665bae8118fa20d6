"""The names and simple types of the export, read from one element."""

import re
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from lxml import etree

from core.people.refusals import FileRefused

EXPORT_NAMESPACE = "https://brugerdatabasen.stil.dk/bpi/wsieksport/7/fullmyndighed"
E = f"{{{EXPORT_NAMESPACE}}}"
C = "{https://brugerdatabasen.stil.dk/bpi/wsieksport/7/common}"
C3 = "{https://brugerdatabasen.stil.dk/bpi/common/3}"

Element = etree._Element
Word = TypeVar("Word")

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)?")
_EMAIL_LENGTH = 254


def read_text(element: Element, tag: str) -> str:
    """The text of a child, or nothing if the child is not there."""
    return (element.findtext(tag) or "").strip()


def read_checked(element: Element, tag: str, *, most: int) -> str:
    """The text of a child, or nothing; a text that is longer is refused."""
    text = read_text(element, tag)
    if len(text) > most:
        raise refuse(
            element,
            _("“%(element)s” is too long: at most %(most)d characters fit.")
            % {"element": local_name(tag), "most": most},
        )
    return text


def read_required(element: Element, tag: str, *, most: int) -> str:
    """The text of a child that must be there and may not be longer."""
    text = read_checked(element, tag, most=most)
    if not text:
        raise refuse(element, _("“%s” is missing.") % local_name(tag))
    return text


def keep_short(text: str, *, most: int) -> str:
    """The text, or nothing if it is too long: half a telephone number helps nobody."""
    return text if len(text) <= most else ""


def keep_email(text: str) -> str:
    """The text if it is an e-mail address, or nothing."""
    if len(text) > _EMAIL_LENGTH:
        return ""
    try:
        validate_email(text)
    except ValidationError:
        return ""
    return text


def translate_word(element: Element, name: str, word: str, table: dict[str, Word]) -> Word:
    """What a word of the export means here; a word that is not in the table is refused."""
    if word not in table:
        raise refuse(element, _("“%s” has a word that is not known.") % name)
    return table[word]


def read_day(element: Element, tag: str) -> date | None:
    """The day in a child, or none if the child is not there."""
    text = read_text(element, tag)
    if not text:
        return None
    match = _DAY.fullmatch(text)
    try:
        return date.fromisoformat(match[1] if match else "")
    except ValueError:
        raise refuse(element, _("“%s” is not a date.") % local_name(tag)) from None


def read_moment(element: Element, attribute: str) -> datetime:
    """The moment in an attribute; one without an offset is Danish time."""
    try:
        moment = datetime.fromisoformat(element.get(attribute, "").strip())
    except ValueError:
        raise refuse(element, _("“%s” is not a date and a time.") % attribute) from None
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def is_stated(value: str | None) -> bool:
    """Whether a truth value of XML says yes."""
    return (value or "").strip() in ("true", "1")


def is_denied(value: str | None) -> bool:
    """Whether a truth value of XML says no; what is not said is not denied."""
    return (value or "").strip() in ("false", "0")


def local_name(tag: str) -> str:
    """The name of an element without its namespace."""
    return tag.rpartition("}")[2]


def line_of(element: Element) -> int:
    """The line on which an element begins."""
    line: Any = element.sourceline
    return int(line or 1)


def refuse(element: Element, reason: str) -> FileRefused:
    """The refusal of a file because of one of its elements."""
    return FileRefused(reason, line=line_of(element))
