"""What is personal in each table, as the `personal_data` modules of the apps declare it."""

from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, replace
from enum import Enum
from typing import Any, Final

from django.apps import apps
from django.db.models import Field, Model

from core.privacy.words import Category, Purpose, Receiver, Retention, Source, Whom

SELF = "self"
# For tables of others: whatever is not named among the fields is about nobody.
THE_REST: Final = "the rest"


class Shown(Enum):
    """How "Your information" shows somebody's rows of a table."""

    FIELDS = "each field on a line"
    ROWS = "each row on a line"
    COUNT = "how many rows there are"
    NOT = "not at all"


class DeclaredTwice(ValueError):
    """A table is declared by two modules, or a field of it two times."""


@dataclass(frozen=True)
class Personal:
    """What the law asks to know about one field, or about several of which the same holds.

    Called, it says so of fields: `name("title", first_name=_("First name"))`. `label` is needed
    where the field has no words of its own, `whom` where the field is about others than its
    table. What is `secret` is kept, but its value is shown to nobody, as a password.
    """

    category: Category
    purpose: Purpose
    retention: Retention
    receiver: Receiver
    _: KW_ONLY
    source: Source = Source.PORTAL
    label: Any = ""
    whom: Whom | None = None
    secret: bool = False

    def __call__(self, /, *names: str, **labels: Any) -> dict[str, "Personal"]:
        """The fields of which this holds: with the column's own words, or with those given."""
        return {
            **dict.fromkeys(names, self),
            **{name: self.but(label=label) for name, label in labels.items()},
        }

    def but(self, **changes: Any) -> "Personal":
        """The same with some answers changed."""
        return replace(self, **changes)


OWN_CHOICE = Personal(
    *(Category.CHOICES, Purpose.ADAPT, Retention.MEMBER, Receiver.NOBODY), source=Source.PERSON
)


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """What is personal in one table, and whose it is."""

    model_label: str
    title: Any
    own_title: Any
    whom: Whom
    subject: str
    fields: Mapping[str, Personal]
    not_personal: frozenset[str]
    covers_the_rest: bool
    shown: Shown
    shown_to_guardians: bool
    institution_field: str
    child_field: str
    source_field: str

    @property
    def model(self) -> type[Model]:
        """The model; raises `LookupError` when its app is not installed."""
        return apps.get_model(self.model_label)

    def label_of(self, field_name: str) -> str:
        """The words for a field on the screen."""
        column = self.model._meta.get_field(field_name)
        text = str(self.fields[field_name].label or getattr(column, "verbose_name", field_name))
        return text[:1].upper() + text[1:]


_declared: dict[str, Declaration] = {}


def declare(
    model_label: str,
    title: Any,
    *fields: Mapping[str, Personal],
    own_title: Any = "",
    whom: Whom,
    subject: str = "",
    not_personal: Iterable[str] = (),
    shown: Shown = Shown.NOT,
    shown_to_guardians: bool = False,
    institution_field: str = "",
    child_field: str = "",
    source_field: str = "",
) -> None:
    """Says what is personal in a table; raises `DeclaredTwice` when somebody has said so before.

    `title` names the table in the data sheet, `own_title` what a person sees of it. The fields
    are shown in the order they stand in.
    `subject` leads from a row to its person: "self", the name of a foreign key or of a column
    with the person's id, or "" when a row is about nobody that the portal can name.
    `not_personal` names the other fields, or is `THE_REST` for a table that is not ours.
    Guardians see rows only of institutions that say they have custody: `institution_field`
    leads there. In rows that tie the person to a child, `child_field`, neither child nor
    institution is named unless that institution says there is custody. `source_field` is a
    column with choices that says where a row comes from.
    """
    if model_label in _declared:
        raise DeclaredTwice(model_label)
    the_rest = not_personal == THE_REST
    _declared[model_label] = Declaration(
        model_label=model_label,
        title=title,
        own_title=own_title or title,
        whom=whom,
        subject=subject,
        fields=_join_fields(model_label, fields),
        not_personal=frozenset() if the_rest else frozenset(not_personal),
        covers_the_rest=the_rest,
        shown=shown,
        shown_to_guardians=shown_to_guardians,
        institution_field=institution_field,
        child_field=child_field,
        source_field=source_field,
    )


def declare_impersonal(model_label: str, *fields: str) -> None:
    """Says that a table is about nobody; the fields of our own tables are all named."""
    declare(model_label, "", whom=Whom.EVERYONE, not_personal=fields or THE_REST)


def find_declaration(model: type[Model]) -> Declaration | None:
    """What was declared of a model, if anything was."""
    return _declared.get(model._meta.label)


def declarations() -> list[Declaration]:
    """Everything declared of installed tables, in the order it was declared."""
    return [item for item in _declared.values() if _is_installed(item.model_label)]


def find_gaps(models: Iterable[type[Model]], *, first_party: Iterable[str]) -> list[str]:
    """What nobody has declared: tables as `app.Model`, and fields of our own as `app.Model.field`.

    `first_party` are the labels of our own apps, whose fields are declared one by one. A name
    that is declared and does not exist is a gap too.
    """
    ours = set(first_party)
    return sorted(
        gap for model in models for gap in _gaps_of(model, ours=model._meta.app_label in ours)
    )


def _gaps_of(model: type[Model], *, ours: bool) -> Iterable[str]:
    label = model._meta.label
    declaration = _declared.get(label)
    if declaration is None:
        yield label
        return
    present = {field.name for field in own_fields(model)}
    named = declaration.fields.keys() | declaration.not_personal
    missing = set() if declaration.covers_the_rest and not ours else present - named
    twice = declaration.fields.keys() & declaration.not_personal
    for name in missing | (named - present) | twice:
        yield f"{label}.{name}"


def _join_fields(model_label: str, parts: Iterable[Mapping[str, Personal]]) -> dict[str, Personal]:
    joined: dict[str, Personal] = {}
    for part in parts:
        twice = joined.keys() & part.keys()
        if twice:
            raise DeclaredTwice(f"{model_label}.{min(twice)}")
        joined |= part
    return joined


def own_fields(model: type[Model]) -> list[Field]:
    """The columns of the model's own table; those of a parent's table are the parent's."""
    return list(model._meta.local_concrete_fields)


def _is_installed(model_label: str) -> bool:
    try:
        apps.get_model(model_label)
    except LookupError:
        return False
    return True
