"""Bringing institutions in from a list: all of it, or nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.people.institutions_file import InstitutionRow
from core.people.kinds import InstitutionKind
from core.people.models import Institution, Membership, Municipality, check_institution_key
from core.people.refresh import refresh_access
from core.people.refusals import FileRefused
from core.people.signals import institutions_imported

NAME_LENGTH = 132
ADDRESS_LENGTH = 200


@dataclass(frozen=True, kw_only=True)
class Registered:
    """What the register says, or will say, of one institution."""

    parent: str
    kind: str
    municipality: str


@dataclass(frozen=True, kw_only=True)
class InstitutionsSummary:
    """How many institutions came and how many changed."""

    new: int
    changed: int


def import_institutions(rows: list[InstitutionRow], *, on: date) -> InstitutionsSummary:
    """Adds and changes institutions; those the list does not name stay as they are.

    Raises `FileRefused` for the first thing that is wrong; then nothing has changed.
    """
    with transaction.atomic():
        register = {
            key: Registered(parent=parent or "", kind=kind, municipality=code)
            for key, parent, kind, code in Institution.objects.values_list(
                "key", "parent__key", "kind", "municipality__code"
            )
        }
        municipalities = dict(Municipality.objects.values_list("code", "pk"))
        coming = check_rows(rows, register=register, municipalities=municipalities)
        return _write(_sort_parents_first(rows, coming), municipalities=municipalities, on=on)


def check_rows(
    rows: Iterable[InstitutionRow],
    *,
    register: Mapping[str, Registered],
    municipalities: Mapping[str, int],
) -> dict[str, Registered]:
    """The register as it will be; raises `FileRefused` for the first row that cannot be."""
    rows = list(rows)
    coming = dict(register)
    lines: dict[str, int] = {}
    for row in rows:
        _check_cells(row, municipalities)
        if row.key in lines:
            raise _refuse(row, "key", _("The key is already on line %d.") % lines[row.key])
        known = register.get(row.key)
        if known and known.municipality != row.municipality:
            raise _refuse(
                row,
                "municipality",
                _("Institution %(key)s belongs to municipality %(code)s and cannot move.")
                % {"key": row.key, "code": known.municipality},
            )
        lines[row.key] = row.line
        coming[row.key] = Registered(
            parent=row.parent, kind=row.kind, municipality=row.municipality
        )
    for row in rows:
        _check_parent(row, coming)
    _check_administrations(rows, coming)
    return coming


def _check_cells(row: InstitutionRow, municipalities: Mapping[str, int]) -> None:
    try:
        check_institution_key(row.key)
    except ValidationError:
        reason = _("A key has six digits or capital letters.")
        raise _refuse(row, "key", reason) from None
    if not row.name or not row.name.isprintable():
        raise _refuse(row, "name", _("The name is missing or has signs that cannot be shown."))
    _check_length(row, "name", NAME_LENGTH)
    if row.kind not in InstitutionKind.values:
        raise _refuse(row, "kind", _("The kind is one of %s.") % ", ".join(InstitutionKind.values))
    if row.municipality not in municipalities:
        raise _refuse(row, "municipality", _("The municipality is not known here. Create it."))
    if not row.address.isprintable():
        raise _refuse(row, "address", _("The address has signs that cannot be shown."))
    _check_length(row, "address", ADDRESS_LENGTH)


def _check_length(row: InstitutionRow, column: str, most: int) -> None:
    length = len(getattr(row, column))
    if length > most:
        raise _refuse(
            row,
            column,
            _("The text has %(length)d characters; at most %(most)d fit.")
            % {"length": length, "most": most},
        )


def _check_parent(row: InstitutionRow, coming: Mapping[str, Registered]) -> None:
    if not row.parent:
        return
    if row.parent not in coming:
        raise _refuse(row, "parent", _("The parent is neither in the file nor known here."))
    if coming[row.parent].municipality != row.municipality:
        raise _refuse(row, "parent", _("The parent belongs to another municipality."))
    if row.key in _list_ancestors(row.key, coming):
        raise _refuse(row, "parent", _("The institution would lie below itself."))


def _check_administrations(
    rows: Iterable[InstitutionRow], coming: Mapping[str, Registered]
) -> None:
    """Each municipality that the list names has exactly one administration without a parent."""
    first = {row.municipality: row for row in reversed(list(rows))}
    for code, row in first.items():
        roots = [
            key
            for key, item in coming.items()
            if item.municipality == code
            and item.kind == InstitutionKind.ADMINISTRATION
            and not item.parent
        ]
        if len(roots) != 1:
            raise _refuse(
                row,
                "municipality",
                _(
                    "Municipality %(code)s must have exactly one administration without a "
                    "parent, and has %(number)d."
                )
                % {"code": code, "number": len(roots)},
            )


def _list_ancestors(key: str, coming: Mapping[str, Registered]) -> list[str]:
    """The parents above an institution; in a circle, until one comes again."""
    ancestors: list[str] = []
    while (key := coming[key].parent) and key in coming and key not in ancestors:
        ancestors.append(key)
    return ancestors


def _sort_parents_first(
    rows: Iterable[InstitutionRow], coming: Mapping[str, Registered]
) -> Iterator[InstitutionRow]:
    return iter(sorted(rows, key=lambda row: len(_list_ancestors(row.key, coming))))


def _write(
    rows: Iterable[InstitutionRow], *, municipalities: Mapping[str, int], on: date
) -> InstitutionsSummary:
    present = {item.key: item for item in Institution.objects.all()}
    new: list[int] = []
    changed: dict[int, set[str]] = {}
    for row in rows:
        institution = present.get(row.key)
        if institution is None:
            institution = Institution(key=row.key, municipality_id=municipalities[row.municipality])
            present[row.key] = institution
            _apply(row, institution, present)
            institution.save()
            new.append(institution.pk)
        elif differing := _apply(row, institution, present):
            institution.save(update_fields=differing)
            changed[institution.pk] = differing
    of_other_kind = [pk for pk, differing in changed.items() if "kind" in differing]
    members = Membership.objects.filter(institution_id__in=of_other_kind)
    refresh_access(members.values_list("person_id", flat=True), on=on)
    if new or changed:
        institutions_imported.send(sender=Institution, institution_ids=[*new, *changed])
    return InstitutionsSummary(new=len(new), changed=len(changed))


def _apply(
    row: InstitutionRow, institution: Institution, present: Mapping[str, Institution]
) -> set[str]:
    """Sets the fields that differ on an institution, and returns their names."""
    wanted = {
        "name": row.name,
        "kind": row.kind,
        "parent_id": present[row.parent].pk if row.parent else None,
        "address": row.address,
    }
    differing = {name for name, value in wanted.items() if getattr(institution, name) != value}
    for name in differing:
        setattr(institution, name, wanted[name])
    return differing


def _refuse(row: InstitutionRow, column: str, reason: str) -> FileRefused:
    return FileRefused(reason, line=row.line, column=column)
