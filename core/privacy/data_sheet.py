"""The declarations as one table, for the data processing agreement and the record of art. 30."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields

from django.utils.translation import gettext as _

from core.privacy.declarations import Declaration, declarations


@dataclass(frozen=True, kw_only=True)
class Line:
    """One personal field in words."""

    table: str
    field: str
    column: str
    about: str
    category: str
    confidential: str
    purpose: str
    source: str
    receiver: str
    retention: str
    automatic: str


def make_lines() -> list[Line]:
    """All personal fields in the active language, table by table."""
    return [line for declaration in declarations() for line in _lines_of(declaration)]


def headings() -> dict[str, str]:
    """The words above the columns, by the names of `Line`."""
    words = {
        "table": _("Table"),
        "field": _("Information"),
        "column": _("Name in the database"),
        "about": _("About whom"),
        "category": _("Category"),
        "confidential": _("Confidential"),
        "purpose": _("Purpose"),
        "source": _("Source"),
        "receiver": _("Receiver"),
        "retention": _("Deleted after"),
        "automatic": _("Deleted by the portal itself"),
    }
    assert list(words) == [item.name for item in fields(Line)]  # noqa: S101 - of two lists here
    return words


def as_rows() -> Iterator[dict[str, str]]:
    """The lines with the headings as keys."""
    words = headings()
    for line in make_lines():
        yield {words[name]: value for name, value in asdict(line).items()}


def _lines_of(declaration: Declaration) -> Iterator[Line]:
    for name, personal in declaration.fields.items():
        yield Line(
            table=str(declaration.title),
            field=declaration.label_of(name),
            column=f"{declaration.model._meta.db_table}.{name}",
            about=str((personal.whom or declaration.whom).label),
            category=str(personal.category.label),
            confidential=_yes_or_no(personal.category.is_confidential),
            purpose=str(personal.purpose.label),
            source=str(personal.source.label),
            receiver=str(personal.receiver.label),
            retention=str(personal.retention.label),
            automatic=_yes_or_no(personal.retention.is_automatic),
        )


def _yes_or_no(answer: bool) -> str:
    return _("Yes") if answer else _("No")
