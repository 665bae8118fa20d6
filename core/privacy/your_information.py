"""What the portal knows about one person, read along the declarations."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Field, ForeignKey, Model, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.privacy.declarations import (
    SELF,
    Declaration,
    Personal,
    Shown,
    declarations,
    find_declaration,
)

MOST_ROWS = 100
# Years that stand for "always" and "no end".
OPEN_YEARS = (1900, 9999)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One piece of information: what it is, where from, what for, how long."""

    label: str
    value: str
    source: str = ""
    purpose: str = ""
    retention: str = ""


@dataclass(frozen=True, kw_only=True)
class Ward:
    """A child for whom somebody may ask, and the institutions that say so."""

    child: Model
    institution_ids: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class _Permitted:
    """Who may be named to the one who asks, and which child at which institution."""

    person_ids: frozenset[int]
    places: frozenset[tuple[int, int]] = frozenset()

    def names_related(self, declaration: Declaration, obj: Model) -> bool:
        """Whether a row may say where it leads: a blocked parent must not learn of a school."""
        if not declaration.child_field:
            return True
        child = obj._meta.get_field(declaration.child_field)
        institution = obj._meta.get_field(declaration.institution_field)
        place = (child.value_from_object(obj), institution.value_from_object(obj))  # type: ignore[union-attr]
        return place in self.places


@dataclass(kw_only=True)
class Section:
    """A heading with the rows below it."""

    title: str
    rows: list[Row] = field(default_factory=list)


def build_sections(person: Model, *, wards: Iterable[Ward]) -> list[Section]:
    """What a person is shown: everything about the person, then a section for each child.

    That the person may ask for the wards, the caller has made sure of. No other person's name
    or address is in any value.
    """
    wards = list(wards)
    permitted = _Permitted(
        person_ids=frozenset({person.pk, *(ward.child.pk for ward in wards)}),
        places=frozenset((ward.child.pk, pk) for ward in wards for pk in ward.institution_ids),
    )
    own = [
        section
        for declaration in declarations()
        if declaration.shown in (Shown.FIELDS, Shown.ROWS)
        and (section := _make_section(declaration, person, permitted=permitted))
    ]
    return [*own, *_count_the_rest(person), *(_make_ward_section(ward) for ward in wards)]


def _count_the_rest(person: Model) -> list[Section]:
    rows = [
        _make_count(declaration, number)
        for declaration in declarations()
        if declaration.shown is Shown.COUNT and (number := _find_rows(declaration, person).count())
    ]
    return [Section(title=_("What else is kept about you"), rows=rows)] if rows else []


def _make_ward_section(ward: Ward) -> Section:
    permitted = _Permitted(person_ids=frozenset({ward.child.pk}))
    rows: list[Row] = []
    for declaration in declarations():
        if not declaration.shown_to_guardians:
            continue
        found = _find_rows(declaration, ward.child)
        if declaration.institution_field:
            # The child may be where the asking adult must not know of it.
            found = found.filter(**{f"{declaration.institution_field}__in": ward.institution_ids})
        rows += _make_rows(declaration, found, permitted=permitted)
    return Section(title=str(ward.child), rows=rows)


def _make_section(
    declaration: Declaration, person: Model, *, permitted: _Permitted
) -> Section | None:
    rows = _make_rows(declaration, _find_rows(declaration, person), permitted=permitted)
    return Section(title=str(declaration.own_title), rows=rows) if rows else None


def _find_rows(declaration: Declaration, person: Model) -> QuerySet[Any]:
    path = "pk" if declaration.subject == SELF else declaration.subject
    return declaration.model._base_manager.filter(**{path: person.pk}).order_by("-pk")


def _make_rows(
    declaration: Declaration, found: QuerySet[Any], *, permitted: _Permitted
) -> list[Row]:
    if declaration.shown is Shown.FIELDS:
        return [
            row for obj in found for row in _make_field_rows(declaration, obj, permitted=permitted)
        ]
    related = [name for name in declaration.fields if _leads_elsewhere(declaration, name)]
    rows = [
        _make_object_row(declaration, obj, permitted=permitted)
        for obj in found.select_related(*related)[: MOST_ROWS + 1]
    ]
    if len(rows) > MOST_ROWS:
        rows[MOST_ROWS:] = [Row(label=_("And more"), value=_("%d in all") % found.count())]
    return rows


def _make_field_rows(
    declaration: Declaration, obj: Model, *, permitted: _Permitted
) -> Iterable[Row]:
    for name, personal in declaration.fields.items():
        if name == declaration.subject:
            continue
        yield Row(
            label=declaration.label_of(name),
            value=_show_value(declaration, obj, name, permitted=permitted),
            source=_source_of(declaration, obj, personal),
            purpose=str(personal.purpose.label),
            retention=str(personal.retention.label),
        )


def _make_object_row(declaration: Declaration, obj: Model, *, permitted: _Permitted) -> Row:
    """The first field is the label; the others follow as words."""
    first, *others = (name for name in declaration.fields if name != declaration.subject)
    values = [
        f"{declaration.label_of(name)}: {value}"
        for name in others
        if (value := _show_value(declaration, obj, name, permitted=permitted))
    ]
    personal = declaration.fields[first]
    return Row(
        label=_show_value(declaration, obj, first, permitted=permitted)
        or declaration.label_of(first),
        value=" · ".join(values),
        source=_source_of(declaration, obj, personal),
        purpose=_join(item.purpose.label for item in declaration.fields.values()),
        retention=_join(item.retention.label for item in declaration.fields.values()),
    )


def _make_count(declaration: Declaration, number: int) -> Row:
    fields = declaration.fields
    return Row(
        label=str(declaration.own_title),
        value=_("%d in all") % number,
        source=_join(item.source.label for item in fields.values()),
        purpose=_join(item.purpose.label for item in fields.values()),
        retention=_join(item.retention.label for item in fields.values()),
    )


def _show_value(declaration: Declaration, obj: Model, name: str, *, permitted: _Permitted) -> str:
    model_field = obj._meta.get_field(name)
    if declaration.fields[name].secret:
        return _("Kept, but shown to nobody")
    if isinstance(model_field, ForeignKey):
        if not permitted.names_related(declaration, obj):
            return _("Not shown here")
        return _show_related(obj, model_field, permitted=permitted)
    if getattr(model_field, "choices", None):
        return str(getattr(obj, f"get_{name}_display")())
    return _show_plain(getattr(obj, name))


def _show_related(obj: Model, model_field: ForeignKey, *, permitted: _Permitted) -> str:
    """A name only of those who may be named, or of what is no person."""
    related = getattr(obj, model_field.name)
    if related is None:
        return ""
    declared = find_declaration(type(related))
    is_person = declared is None or bool(declared.fields)
    if not is_person or (
        declared and declared.subject == SELF and related.pk in permitted.person_ids
    ):
        return str(related)
    return _("Another person")


def _show_plain(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return "" if value.year in OPEN_YEARS else date_format(value, "DATE_FORMAT")
    return str(value)


def _source_of(declaration: Declaration, obj: Model, personal: Personal) -> str:
    if declaration.source_field:
        return str(getattr(obj, f"get_{declaration.source_field}_display")())
    return str(personal.source.label)


def _leads_elsewhere(declaration: Declaration, name: str) -> bool:
    model_field: Field = declaration.model._meta.get_field(name)  # type: ignore[assignment]
    return isinstance(model_field, ForeignKey)


def _join(texts: Iterable[Any]) -> str:
    return "; ".join(dict.fromkeys(str(text) for text in texts))
