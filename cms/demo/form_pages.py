"""Puts the demo's forms where editors would have put them, with a first answer to one."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from cms.demo.audiences import Places
from cms.demo.pages import add_page
from cms.demo.rights import find_author
from cms.form_pages.operations import decide_answer, send_answer
from cms.form_pages.questions import list_questions
from cms.form_pages.receivers import choose_usual
from cms.models import AnswerState, FormKind, FormPage
from core.people.models import Person
from sandbox.content.form_pages import Asked, Form
from sandbox.roster.world import CAST

_A_WEEK = timedelta(days=7)
_REASON = "Farmor fylder 80 år, og hele familien rejser til Bornholm."
_REPLY = "God fest. Husk at tale med klassens lærer om lektierne."


def make_forms(forms: Iterable[Form], *, places: Places, now: datetime) -> None:
    """Publishes the forms as their places' leaders, and lets Dorte ask for a day off for Emil."""
    made = [_make(form, places=places, now=now) for form in forms]
    request = next(page for page in made if page.kind == FormKind.REQUEST)
    dorte, emil, henrik = (
        Person.objects.get(unilogin=CAST[name].unilogin) for name in ("dorte", "emil", "henrik")
    )
    day = (now + _A_WEEK).date()
    values = [day, day, _REASON]
    names = [question.clean_name for question in list_questions(request.questions)]
    answer = send_answer(
        request,
        person_id=dorte.pk,
        child_id=emil.pk,
        values=dict(zip(names, values, strict=True)),
        now=now - timedelta(days=2),
    )
    decide_answer(
        answer,
        state=AnswerState.GRANTED,
        reply=_REPLY,
        decided_by_id=henrik.pk,
        now=now - timedelta(days=1),
    )


def _make(form: Form, *, places: Places, now: datetime) -> FormPage:
    institution = places.find_institution(form.place)
    page = FormPage(
        title=form.title,
        summary=form.text,
        questions=[_make_question(asked) for asked in form.questions],
        kind=FormKind.REQUEST if form.is_request else FormKind.ONCE,
        for_each_child=form.for_each_child,
        places=form.places,
        kept_days=form.kept_days,
        receivers=choose_usual(institution),
        own_audience=places.make_keys(form.audience),
    )
    author = find_author("", institution)
    add_page(places.find_home(form.place), page, author=author, moment=now - _A_WEEK)
    return page


def _make_question(asked: Asked) -> tuple[str, dict[str, object]]:
    value: dict[str, object] = {
        "label": asked.words,
        "help_text": asked.help_text,
        "required": asked.required,
    }
    if asked.options:
        value["options"] = list(asked.options)
    return asked.kind, value
