"""The form that people fill in: the questions, and for which child."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cms.audience.text import collect_texts, hold_cpr_number
from cms.form_pages.queries import Standing
from cms.form_pages.questions import make_form_class
from cms.models import AnswerState, FormAnswer, FormPage
from core.people.models import Person

CHILD = "child"
NO_CPR = _("Do not write CPR numbers here: who needs one knows it already.")


class AnswerForm(forms.Form):
    """What every form for answers has; the questions stand in the class that is made of it."""

    def __init__(self, *args: Any, children: Iterable[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(child.pk), child.get_short_name()) for child in children]
        if choices:
            only = choices[0][0] if len(choices) == 1 else None
            self.fields[CHILD] = forms.ChoiceField(
                label=_("For whom?"), choices=choices, widget=forms.RadioSelect, initial=only
            )
            self.order_fields([CHILD])

    @property
    def child_id(self) -> int | None:
        """The child that was chosen, where the form asks for one."""
        chosen = self.cleaned_data.get(CHILD)
        return int(chosen) if chosen else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if hold_cpr_number(collect_texts(cleaned)):
            raise ValidationError(NO_CPR, code="cpr")
        return cleaned


class DecisionForm(forms.Form):
    """The answer to a request, with words for who sent it."""

    state = forms.ChoiceField(
        label=_("Our answer"),
        widget=forms.RadioSelect,
        choices=[(state.value, state.label) for state in AnswerState if state != "received"],
    )
    reply = forms.CharField(
        label=_("Words with it"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_reply(self) -> str:
        reply = str(self.cleaned_data["reply"])
        if hold_cpr_number([reply]):
            raise ValidationError(NO_CPR, code="cpr")
        return reply


def make_answer_form(form: FormPage, standing: Standing, data: Any = None) -> AnswerForm:
    """The form to answer with, for the children that it can still be answered for."""
    return _make_class(form)(data, children=standing.open_for)


def make_change_form(answer: FormAnswer, data: Any = None) -> AnswerForm:
    """The form with what was answered before; questions that are new since are empty."""
    initial = {line["name"]: line["value"] for line in answer.answers}
    return _make_class(answer.page)(data, initial=initial)


def _make_class(form: FormPage) -> type[AnswerForm]:
    questions = make_form_class(form.questions)
    return type("FilledIn", (AnswerForm,), dict(questions.base_fields))
