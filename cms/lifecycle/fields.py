"""The choice of who answers for a page; knows no models, so that page types can have it."""

from typing import Any

from django import forms

from core.numbers import read_id


class OwnerField(forms.ModelChoiceField):
    """A choice among people by the name that everybody sees."""

    def to_python(self, value: Any) -> Any:
        text = str(getattr(value, "pk", value))
        if value in self.empty_values or read_id(text):
            return super().to_python(value)
        # A number that no row can have would break the question itself.
        raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.get_full_name())
