"""The choice of an audience as a form sends it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

FOLLOW = "follow"
OWN = "own"
SET = "set "
LOOKED = _("Nothing has been saved yet. Tick what you were looking for, and save.")


@dataclass(frozen=True, kw_only=True)
class AudienceInput:
    """What was sent: follow the page above, ticks, or a set that was offered as a whole.

    An empty `mode` says that the form had no picker, so that nothing is to change. `words` are
    what somebody looks for without scripts: the button to find sends the form, and saves nothing.
    """

    mode: str = ""
    ticked: tuple[str, ...] = ()
    answers: frozenset[str] = field(default_factory=frozenset)
    words: str = ""

    @property
    def keys(self) -> tuple[str, ...] | None:
        """The keys that were chosen, not yet checked; None to follow the page above."""
        if self.mode == FOLLOW:
            return None
        if self.mode.startswith(SET):
            return tuple(self.mode.removeprefix(SET).split())
        return self.ticked


def read_input(data: Mapping[str, Any], name: str) -> AudienceInput:
    """The choice in the data of a form, whose fields begin with `name`."""
    values = data if isinstance(data, MultiValueDict) else MultiValueDict()
    return AudienceInput(
        mode=values.get(f"{name}-mode", ""),
        ticked=tuple(values.getlist(name)),
        answers=frozenset(values.getlist(f"{name}-answer")),
        words=values.get(f"{name}-words", "") if f"{name}-find" in values else "",
    )


class AudienceWidget(forms.Widget):
    """Reads what the audience panel sends; the panel draws it, since it knows the place."""

    use_fieldset = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> AudienceInput:
        return read_input(data, name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-mode" not in data

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        return SafeString()


class AudienceField(forms.Field):
    """The choice as it was sent; the form, which knows page and editor, checks it."""

    widget = AudienceWidget

    def clean(self, value: AudienceInput) -> Any:
        if value.words:
            raise ValidationError(LOOKED, code="looked")
        return super().clean(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        if not data.mode:
            return False
        chosen = data.keys
        return (None if chosen is None else sorted(set(chosen))) != initial
