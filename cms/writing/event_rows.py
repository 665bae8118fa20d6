"""What the lines of a sheet say, line by line: new events, those that are there, and mistakes."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.calendar.forms import EACH_DAY
from cms.writing.event_forms import EventFields
from cms.writing.event_sheets import MOST_LINES, Line

Start = tuple[str, date, time | None]

_DAYS = ["%d.%m.%Y", "%d.%m.%y", "%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S"]
_TIMES = ["%H.%M", "%H:%M", "%H:%M:%S", "kl. %H.%M", "kl. %H:%M", "%H", "kl. %H"]
_YES = {"ja", "x", "j", "1", "sand", "true", "yes"}
_NO = {"", "nej", "n", "0", "falsk", "false", "no"}


class _YesOrNo(forms.CharField):
    def clean(self, value: Any) -> Any:
        text = str(super().clean(value)).casefold()
        if text not in _YES | _NO:
            raise forms.ValidationError(_("Write yes, or leave it empty."))
        return text in _YES


class RowForm(EventFields):
    """An event as a line of a sheet has it, with the ways in which days and times are typed."""

    hours_each_day = _YesOrNo(label=EACH_DAY, required=False)  # type: ignore[assignment]
    is_closing_day = _YesOrNo(label=_("Closing day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("starts_on", "ends_on"):
            self._take(name, _DAYS, _("Write the day like this: 24.12.2026."))
        for name in ("starts_at", "ends_at"):
            self._take(name, _TIMES, _("Write the time like this: 8.15."))

    def _take(self, name: str, formats: list[str], message: Any) -> None:
        field: Any = self.fields[name]
        field.input_formats = formats
        field.error_messages["invalid"] = message

    @property
    def start(self) -> Start:
        """By what an event is known again: title and beginning."""
        data = self.cleaned_data
        return data["title"].casefold(), data["starts_on"], data["starts_at"]


@dataclass(frozen=True, kw_only=True)
class ReadRow:
    """A line as it was understood; `mistakes` say in words what to mend."""

    number: int
    form: RowForm
    mistakes: tuple[str, ...] = ()
    is_there: bool = False

    @property
    def is_new(self) -> bool:
        return not self.mistakes and not self.is_there


def read_rows(lines: Iterable[Line], *, there: set[Start]) -> list[ReadRow]:
    """What each line says; `there` is what stands at the place already, which is not made twice.

    A second line with the same title and beginning counts as being there, too.
    """
    known, rows = set(there), []
    for line in lines:
        form = RowForm(line.cells)
        if not form.is_valid():
            rows.append(ReadRow(number=line.number, form=form, mistakes=_list_mistakes(form)))
            continue
        rows.append(ReadRow(number=line.number, form=form, is_there=form.start in known))
        known.add(form.start)
    return rows


def _list_mistakes(form: RowForm) -> tuple[str, ...]:
    return tuple(
        f"{form.fields[name].label}: {' '.join(str(message) for message in messages)}"
        for name, messages in form.errors.items()
    )


def pack_lines(lines: Iterable[Line]) -> str:
    """Lines as the page carries them from the dry run to publishing."""
    return json.dumps([[line.number, line.cells] for line in lines], ensure_ascii=False)


def unpack_lines(text: str) -> list[Line]:
    """The lines again; none where somebody has changed them into something else.

    What stands in them is read and checked anew, so that nothing depends on where it was.
    """
    try:
        found = json.loads(text)
        lines = [
            Line(number=int(number), cells={str(key): str(cell) for key, cell in cells.items()})
            for number, cells in found[:MOST_LINES]
        ]
        # Half characters cannot stand on the page again.
        pack_lines(lines).encode()
    except (AttributeError, LookupError, OverflowError, RecursionError, TypeError, ValueError):
        return []
    return lines
