"""What is wrong with a setting, in words for whoever fills it in."""

from collections.abc import Iterable

from django.forms import Form
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _
from pydantic import BaseModel

from core.connectors.configuration.layers import Mistake
from core.connectors.office.fields import find_row_model
from indgang_sdk.settings import words_of

# By pydantic's types of errors; those of its limits stand in the words by their names.
_REASONS: dict[str, str | Promise] = {
    "missing": gettext_lazy("Fill this in."),
    "string_too_short": gettext_lazy("Write at least %(min_length)s characters."),
    "string_too_long": gettext_lazy("Write at most %(max_length)s characters."),
    "too_short": gettext_lazy("Fill in at least %(min_length)s rows."),
    "too_long": gettext_lazy("Fill in at most %(max_length)s rows."),
    "greater_than_equal": gettext_lazy("Write %(ge)s or more."),
    "greater_than": gettext_lazy("Write more than %(gt)s."),
    "less_than_equal": gettext_lazy("Write %(le)s or less."),
    "less_than": gettext_lazy("Write less than %(lt)s."),
    "int_parsing": gettext_lazy("Write a whole number."),
    "enum": gettext_lazy("Choose one of the possibilities."),
    "literal_error": gettext_lazy("Choose one of the possibilities."),
}
_EMPTY = frozenset({"string_too_short", "too_short"})
_LENGTHS = frozenset({"too_short", "too_long"})


def add_mistakes(form: Form, mistakes: Iterable[Mistake], model: type[BaseModel]) -> None:
    """Says each mistake beside its field, and what several settings make together above them."""
    for mistake in mistakes:
        form.add_error(mistake.name or None, describe_mistake(mistake, model))


def describe_mistake(mistake: Mistake, model: type[BaseModel]) -> str:
    """A sentence on what does not fit, and in which row of a table."""
    said = _describe_reason(mistake, model)
    where = _describe_row(mistake, model)
    return f"{where}: {said}" if where else said


def _describe_reason(mistake: Mistake, model: type[BaseModel]) -> str:
    if mistake.words is not None:
        return mistake.words.in_language(get_language() or "da")
    kind = mistake.kind
    if kind in _LENGTHS and (mistake.within or not _is_table(mistake, model)):
        # Of a secret, pydantic says no more than that it is too short.
        kind = f"string_{kind}"
    if kind in _EMPTY and mistake.limits.get("min_length") == 1:
        kind = "missing"
    words = _REASONS.get(kind)
    return str(words) % mistake.limits if words else _("This does not fit.")


def _is_table(mistake: Mistake, model: type[BaseModel]) -> bool:
    return find_row_model(model.model_fields[mistake.name]) is not None


def _describe_row(mistake: Mistake, model: type[BaseModel]) -> str:
    """The row and the column, where the setting is a table."""
    number, *column = mistake.within or (None,)
    if not isinstance(number, int):
        return ""
    row = find_row_model(model.model_fields[mistake.name])
    name = str(column[0]) if column else ""
    if row is None or name not in row.model_fields:
        return pgettext("of a table of settings", "Row %(number)d") % {"number": number + 1}
    title = words_of(row, name)[0].in_language(get_language() or "da")
    return pgettext("of a table of settings", "Row %(number)d, %(column)s") % {
        "number": number + 1,
        "column": title,
    }
