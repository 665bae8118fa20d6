"""From a connector's settings to fields of a form, in the language of the page."""

from collections.abc import Iterable, Mapping
from enum import Enum
from itertools import count
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from core.connectors.configuration.layers import list_fields
from core.connectors.models import Filled
from core.connectors.office.words import CATEGORIES, Words
from indgang_sdk.connectors import Category
from indgang_sdk.settings import Layer, Settings, choices_of, words_of

LONGEST = 2000
_PLAIN_FIELDS: dict[Any, type[forms.Field]] = {bool: forms.BooleanField, int: forms.IntegerField}
EMPTY_ROWS = 3


def make_fields(model: type[BaseModel], names: list[str], row: Filled | None) -> dict[str, Any]:
    """A field for each setting; what is secret never gets its value back."""
    language = get_language() or "da"
    fields: dict[str, Any] = {}
    for name in names:
        title, help_text, _layer = words_of(model, name)
        words = {
            value: text.in_language(language) for value, text in choices_of(model, name).items()
        }
        field = _make_field(model.model_fields[name], is_known=_is_known(row, name), words=words)
        field.label = title.in_language(language)
        if help_text is not None:
            field.help_text = help_text.in_language(language)
        fields[name] = field
    return fields


class SettingsForm(forms.Form):
    """The settings that one layer of a connector fills in."""

    def __init__(
        self, *args: Any, model: type[Settings], layer: Layer, row: Filled | None, **named: Any
    ) -> None:
        super().__init__(*args, **named)
        names = list_fields(model, layer)
        self.fields.update(make_fields(model, names, row))
        self.initial = {**_list_defaults(model, names), **(row.values if row else {})}

    def read_values(self) -> dict[str, Any]:
        """What was filled in; an empty field is one that nobody has filled in."""
        return {
            name: value for name, value in self.cleaned_data.items() if value not in ("", None, ())
        }


class RowsWidget(forms.MultiWidget):
    """A table whose rows are the values of a list, with some empty ones to go on in."""

    template_name = "themes/connectors/rows.html"

    def __init__(self, row: type[BaseModel]) -> None:
        self.row = row
        self.columns = {
            name: field.widget
            for name, field in make_fields(row, list(row.model_fields), None).items()
        }
        super().__init__(widgets={}, attrs=None)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        rows = [*(value or []), *({} for _ in range(EMPTY_ROWS))]
        language = get_language() or "da"
        headings = {key: words_of(self.row, key)[0].in_language(language) for key in self.columns}
        return {
            "widget": {
                "name": name,
                "headings": list(headings.values()),
                "rows": [
                    [
                        {
                            "heading": headings[key],
                            "html": widget.render(
                                f"{name}-{number}-{key}",
                                row.get(key),
                                {"aria-label": f"{headings[key]}, {number + 1}"},
                            ),
                        }
                        for key, widget in self.columns.items()
                    ]
                    for number, row in enumerate(rows)
                ],
            }
        }

    def _render(self, template_name: str, context: Any, renderer: Any = None) -> SafeString:
        """Among the theme's templates, where Django's own renderer does not look."""
        return render_to_string(template_name, context)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        rows = []
        for number in count():
            cells = {
                key: widget.value_from_datadict(data, files, f"{name}-{number}-{key}")
                for key, widget in self.columns.items()
            }
            # Browsers send all cells of a row, so that a row of nothing says where they end.
            if all(f"{name}-{number}-{key}" not in data for key in self.columns):
                break
            filled = {key: value for key, value in cells.items() if value not in ("", None, False)}
            if filled:
                rows.append(filled)
        return rows

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


class RowsField(forms.Field):
    """The rows of a setting that is a list; the connector's own model says what fits."""

    def __init__(self, row: type[BaseModel], **named: Any) -> None:
        super().__init__(widget=RowsWidget(row), **named)

    def clean(self, value: Any) -> tuple[Any, ...]:
        return tuple(value or ())


def _make_field(info: FieldInfo, *, is_known: bool, words: Mapping[str, str]) -> forms.Field:
    kind = _strip_optional(info.annotation)
    # What is missing may come later: the connection says that it is incomplete.
    named: dict[str, Any] = {"required": False}
    if kind is SecretStr:
        return _make_secret_field(is_known=is_known)
    if kind in _PLAIN_FIELDS:
        return _PLAIN_FIELDS[kind](**named)
    choices = _list_choices(kind)
    if choices:
        shown = [("", "–"), *((value, words.get(value, own)) for value, own in choices.items())]
        return forms.ChoiceField(choices=shown, **named)
    row = find_row_model(info)
    if row is not None:
        return RowsField(row, **named)
    longest = _find_longest(info)
    if longest > LONGEST:
        # Such as a document or a certificate, whose lines a field of one line would join.
        named["widget"] = forms.Textarea(attrs={"rows": 6, "spellcheck": "false"})
    return forms.CharField(max_length=max(longest, LONGEST), **named)


def _find_longest(info: FieldInfo) -> int:
    """How long the author lets a text be; 0 where nothing is said."""
    limits = (getattr(rule, "max_length", None) for rule in info.metadata)
    return next((limit for limit in limits if limit is not None), 0)


def find_row_model(info: FieldInfo) -> type[BaseModel] | None:
    """What each row of a setting is, where it is a table."""
    kind = _strip_optional(info.annotation)
    row = get_args(kind)[0] if get_origin(kind) in (tuple, list) else None
    return row if isinstance(row, type) and issubclass(row, BaseModel) else None


def _make_secret_field(*, is_known: bool) -> forms.Field:
    hint = _("Is filled in. Leave it empty to keep it.") if is_known else ""
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password", "placeholder": hint})
    return forms.CharField(max_length=LONGEST, widget=widget, strip=False, required=False)


def _list_choices(kind: Any) -> dict[str, Words]:
    """The values that can be chosen, with the words of those for which the author needs none."""
    items: Iterable[Any] = get_args(kind) if get_origin(kind) is Literal else ()
    if isinstance(kind, type) and issubclass(kind, Enum):
        items = kind
    values = {item: str(item.value if isinstance(item, Enum) else item) for item in items}
    return {
        value: CATEGORIES[item] if isinstance(item, Category) else value
        for item, value in values.items()
    }


def _strip_optional(annotation: Any) -> Any:
    """The type itself, where nothing may stand in its place."""
    kinds = [kind for kind in get_args(annotation) if kind is not NoneType]
    return kinds[0] if NoneType in get_args(annotation) and len(kinds) == 1 else annotation


def _is_known(row: Filled | None, name: str) -> bool:
    return row is not None and name in row.secrets


def _list_defaults(model: type[BaseModel], names: list[str]) -> dict[str, Any]:
    infos = {name: model.model_fields[name] for name in names}
    return {
        name: info.default
        for name, info in infos.items()
        if not info.is_required() and isinstance(info.default, str | int)
    }
