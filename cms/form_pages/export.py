"""Answers as the rows of a spreadsheet."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.form_pages.reading import list_lines
from cms.models import FormAnswer


def make_rows(answers: Iterable[FormAnswer]) -> tuple[list[str], list[list[str]]]:
    """The head, and a row for each answer with a column for each question."""
    found = list(answers)
    questions = list(dict.fromkeys(line[0] for answer in found for line in list_lines(answer)))
    head = [_("Sent"), _("For whom"), _("Sent by"), *questions, _("Answer")]
    return head, [_make_row(answer, questions) for answer in found]


def _make_row(answer: FormAnswer, questions: list[str]) -> list[str]:
    said = dict(list_lines(answer))
    return [
        timezone.localtime(answer.sent_at).strftime("%d.%m.%Y %H.%M"),
        (answer.child or answer.person).get_full_name(),
        answer.person.get_full_name(),
        *(said.get(question, "") for question in questions),
        f"{answer.get_state_display()} {answer.reply}".strip(),
    ]
