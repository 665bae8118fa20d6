"""The form in which editors choose what fulfils a requirement."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PublicationForm(forms.Form):
    """A page, a document or an address elsewhere: one of them, or none."""

    page: Any = forms.ModelChoiceField(
        label=_("A page of the institution"), queryset=None, required=False, empty_label="–"
    )
    document: Any = forms.ModelChoiceField(
        label=_("A document of the institution"), queryset=None, required=False, empty_label="–"
    )
    address = forms.URLField(
        label=_("An address elsewhere, such as the municipality's website"),
        max_length=500,
        required=False,
        assume_scheme="https",
    )

    def __init__(self, *args: Any, pages: Any, documents: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["page"].queryset = pages  # type: ignore[attr-defined]
        self.fields["document"].queryset = documents  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if sum(bool(cleaned.get(name)) for name in ("page", "document", "address")) > 1:
            raise forms.ValidationError(
                _("Choose only one: a page, a document or an address. Empty the others.")
            )
        return cleaned
