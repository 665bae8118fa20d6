"""Reading forms and answers: whom one answers for, what one answered, what one receives."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from cms.keeping import ANSWERS_KEPT
from cms.models import AnswerState, FormAnswer, FormKind, FormPage
from cms.queries import named_to, require_level_of
from core.access.keys import PUBLIC, Holder, make_key
from core.access.models import PersonKey, ScopeKey
from core.access.viewer import Viewer
from core.people.guardianships import guardianships_in_force
from core.people.models import Person


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How things stand between a form and somebody who may answer it.

    `children` are those it can be answered for, `open_for` those it still can; where one answers
    for oneself, both are empty. `taken` counts the answers where places are limited.
    """

    own: list[FormAnswer]
    children: list[Person]
    open_for: list[Person]
    answered_by_others: list[Person]
    taken: int | None
    places_left: int | None
    is_closed: bool
    may_answer: bool

    @property
    def is_full(self) -> bool:
        return self.taken is not None and not self.is_closed and not self.places_left


def find_form(page_id: int, viewer: Viewer) -> FormPage | None:
    """A form that the viewer sees; raises `LevelRequired` where the viewer's level does not do."""
    forms = FormPage.objects.select_related("municipality", "institution")
    found: FormPage | None = named_to(viewer, forms.filter(pk=page_id)).first()
    if found is not None:
        require_level_of(found, viewer)
    return found


def answers_not_erased(*, on: date) -> QuerySet[FormAnswer]:
    """The answers whose day to be erased has not come, whether or not the worker has been there.

    Those that are kept for the record have no such day.
    """
    return FormAnswer.objects.filter(Q(erased_on__gt=on) | ANSWERS_KEPT)


def answers_received_by(viewer: Viewer) -> QuerySet[FormAnswer]:
    """The answers that are for a viewer, who must still be staff where they were given."""
    staff = _keys_of(viewer).filter(
        key=Concat(OuterRef("page__institution__key"), Value(f"/{Holder.STAFF}"))
    )
    return answers_not_erased(on=viewer.today).filter(viewer.may_see("scope"), Exists(staff))


def receives_answers(form: FormPage, viewer: Viewer) -> bool:
    """Whether answers that are given now would be for the viewer."""
    if viewer.person_id is None or form.receivers_scope_id is None or form.institution is None:
        return False
    staff = _keys_of(viewer).filter(key=make_key(form.institution.key, Holder.STAFF))
    forms = FormPage.objects.filter(viewer.may_see("receivers_scope"), pk=form.pk)
    return forms.filter(Exists(staff)).exists()


def list_received(form: FormPage, viewer: Viewer) -> list[FormAnswer]:
    """The answers to a form that are for the viewer: those to decide first, then the newest."""
    rows = answers_received_by(viewer).filter(page=form).select_related("person", "child")
    waiting = Q(state=AnswerState.RECEIVED) if form.kind == FormKind.REQUEST else Q(pk=None)
    return list(rows.annotate(waiting=waiting).order_by(F("waiting").desc(), "-sent_at", "-pk"))


def find_received(form: FormPage, answer_id: int, viewer: Viewer) -> FormAnswer | None:
    """One answer that is for the viewer."""
    rows = answers_received_by(viewer).filter(page=form, pk=answer_id)
    return rows.select_related("person", "child").first()


def find_own(form: FormPage, answer_id: int, viewer: Viewer) -> FormAnswer | None:
    """An answer that the viewer has given."""
    rows = answers_not_erased(on=viewer.today).filter(page=form, person=viewer.person_id)
    return rows.select_related("child").filter(pk=answer_id).first()


def list_forms_to_decide(viewer: Viewer) -> list[dict[str, Any]]:
    """The forms with requests that wait for the viewer's answer: id, title, address and number."""
    waiting = answers_received_by(viewer).filter(
        page__kind=FormKind.REQUEST, state=AnswerState.RECEIVED
    )
    rows = waiting.values("page_id", "page__title", "page__url_path").annotate(number=Count("pk"))
    return [dict(row) for row in rows.order_by("page__title", "page_id")]


def count_taken(form: FormPage, *, on: date) -> int:
    """How many have answered."""
    return answers_not_erased(on=on).filter(page=form).count()


def read_standing(form: FormPage, viewer: Viewer) -> Standing:
    """How things stand between a form and a viewer, in at most four queries."""
    is_closed = form.closes_on is not None and form.closes_on < viewer.today
    taken = count_taken(form, on=viewer.today) if form.places is not None else None
    left = max(form.places - taken, 0) if form.places is not None and taken is not None else None
    if viewer.person_id is None:
        return Standing(
            own=[], children=[], open_for=[], answered_by_others=[], taken=taken,
            places_left=left, is_closed=is_closed, may_answer=False,
        )  # fmt: skip
    children = list_children_asked(form, viewer) if form.for_each_child else []
    mine = Q(person=viewer.person_id) | Q(child__in=children)
    rows = answers_not_erased(on=viewer.today).filter(mine, page=form).select_related("child")
    answers = list(rows.order_by("-sent_at", "-pk"))
    own = [answer for answer in answers if answer.person_id == viewer.person_id]
    done = {answer.child_id for answer in answers} if form.kind == FormKind.ONCE else set()
    by_others = {answer.child_id for answer in answers if answer.person_id != viewer.person_id}
    open_for = [child for child in children if child.pk not in done]
    for_whom = bool(open_for) if form.for_each_child else None not in done
    return Standing(
        own=own,
        children=children,
        open_for=open_for,
        answered_by_others=[child for child in children if child.pk in by_others & done],
        taken=taken,
        places_left=left,
        is_closed=is_closed,
        may_answer=not is_closed and for_whom and left != 0,
    )


def list_children_asked(form: FormPage, viewer: Viewer) -> list[Person]:
    """The viewer's children that a form's audience is about, eldest first.

    A form for the guardians of 3.B is answered for the child in 3.B, not for its brother.
    """
    acting = guardianships_in_force(on=viewer.today).filter(
        guardian_id=viewer.person_id, child_id=OuterRef("pk"), child__is_active=True
    )
    held = PersonKey.objects.filter(
        person_id=OuterRef("pk"), starts_on__lte=viewer.today, ends_on__gte=viewer.today,
        key=Concat(F("unit"), Value(f"/{Holder.PUPIL}")),
    )  # fmt: skip
    about = ScopeKey.objects.filter(scope_id=form.scope_id)
    addressed = [
        Exists(held.filter(Exists(about.filter(key=Concat(OuterRef("unit"), Value(ending))))))
        for ending in (f"/{Holder.GUARDIAN}", f"/{Holder.PUPIL}")
    ]
    children = Person.objects.filter(Exists(acting)).filter(
        addressed[0] | addressed[1] | Exists(about.filter(key=PUBLIC))
    )
    return list(children.order_by("birth_date", "pk"))


def _keys_of(viewer: Viewer) -> QuerySet[PersonKey]:
    """The keys that a viewer holds today; nobody holds none."""
    held = PersonKey.objects.filter(starts_on__lte=viewer.today, ends_on__gte=viewer.today)
    return held.filter(person=viewer.person_id)
