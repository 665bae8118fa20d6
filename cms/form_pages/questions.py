"""The questions of a form, as blocks that editors add, and as the fields that people fill in."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import BooleanBlock, CharBlock, ListBlock, StreamBlock, StreamValue, StructBlock
from wagtail.contrib.forms.forms import FormBuilder

from cms.blocks.deferring import OneAtATime

LONGEST_LINE = 200
LONGEST_TEXT = 2_000
MOST_QUESTIONS = 40
FEWEST_OPTIONS = 2
MOST_OPTIONS = 30


class QuestionBlock(StructBlock):
    """What every question has: its words, a line of help, and whether it must be answered."""

    label = CharBlock(max_length=LONGEST_LINE, label=_("Question"))
    help_text = CharBlock(max_length=LONGEST_LINE, required=False, label=_("Help"))
    required = BooleanBlock(required=False, default=True, label=_("Must be answered"))


class ChoiceQuestionBlock(QuestionBlock):
    """A question with the answers to choose from."""

    options = ListBlock(
        CharBlock(max_length=100, label=_("Answer")),
        min_num=FEWEST_OPTIONS,
        max_num=MOST_OPTIONS,
        label=_("Answers to choose from"),
    )


class QuestionsBlock(OneAtATime, StreamBlock):
    """The questions in their order; the names of the kinds are stored with every answer."""

    singleline = QuestionBlock(icon="minus", label=pgettext_lazy("question", "Short text"))
    multiline = QuestionBlock(icon="bars", label=pgettext_lazy("question", "Long text"))
    number = QuestionBlock(icon="order", label=pgettext_lazy("question", "Number"))
    date = QuestionBlock(icon="date", label=pgettext_lazy("question", "Date"))
    checkbox = QuestionBlock(icon="tick", label=pgettext_lazy("question", "Tick for yes"))
    radio = ChoiceQuestionBlock(icon="radio-full", label=pgettext_lazy("question", "Choose one"))
    checkboxes = ChoiceQuestionBlock(
        icon="list-ul", label=pgettext_lazy("question", "Choose several")
    )

    class Meta:
        help_text = _("Press the plus to add a question.")
        max_num = MOST_QUESTIONS


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question as Wagtail's `FormBuilder` asks for it; its name is that of its block."""

    clean_name: str
    field_type: str
    label: str
    help_text: str
    required: bool
    options: tuple[str, ...] = ()
    default_value: str = ""


class QuestionFormBuilder(FormBuilder):
    """Wagtail's builder of forms, with options as a list, and an end to every text."""

    def get_formatted_field_choices(self, field: Question) -> list[tuple[str, str]]:
        return [(option, option) for option in field.options]

    def get_formatted_field_initial(self, field: Question) -> list[str]:
        return []

    def create_singleline_field(self, field: Question, options: dict[str, Any]) -> forms.Field:
        return forms.CharField(max_length=LONGEST_LINE, **options)

    def create_multiline_field(self, field: Question, options: dict[str, Any]) -> forms.Field:
        widget = forms.Textarea(attrs={"rows": 4})
        return forms.CharField(max_length=LONGEST_TEXT, widget=widget, **options)

    def create_date_field(self, field: Question, options: dict[str, Any]) -> forms.Field:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        options["initial"] = None
        return forms.DateField(widget=widget, **options)

    def create_number_field(self, field: Question, options: dict[str, Any]) -> forms.Field:
        # Of the length that a whole amount of anything at a school has.
        return forms.DecimalField(max_digits=12, decimal_places=2, localize=True, **options)


def list_questions(questions: StreamValue) -> list[Question]:
    """The questions of a form in their order."""
    return [
        Question(
            clean_name=f"q-{block.id}",
            field_type=block.block_type,
            label=block.value["label"],
            help_text=block.value["help_text"],
            required=block.value["required"],
            options=tuple(block.value.get("options", ())),
        )
        for block in questions
    ]


def make_form_class(questions: StreamValue) -> type[forms.Form]:
    """The form that people fill in."""
    form_class: type[forms.Form] = QuestionFormBuilder(list_questions(questions)).get_form_class()
    return form_class
