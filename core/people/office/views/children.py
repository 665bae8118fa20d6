"""A child's adults: whose access is blocked, lifted, granted and taken back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from core.access.models import Right
from core.audit.models import Action
from core.people.guardian_access import (
    block_guardian,
    grant_guardian_access,
    lift_block,
    withdraw_guardian_access,
)
from core.people.kinds import Relation
from core.people.models import Person
from core.people.office.entrance import Office, go_to, office_page, render_page
from core.people.office.finding import describe_people, find_people
from core.people.office.forms import FindForm, GrantForm, ReasonForm, bind_form
from core.people.office.marks import read_marks
from core.people.office.queries import (
    Adult,
    adults_of_place,
    children_of_place,
    groups_of,
    list_adults,
    other_children_of,
)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A child of the institution, and one adult around it as things stand."""

    child: Person
    adult: Adult


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What is asked for before something is done about an adult, and how it is done."""

    title: str
    template: str
    form: ReasonForm
    do: Callable[[], str]
    more: dict[str, Any] = field(default_factory=dict)


@office_page(Right.ACCESS)
def find_child(request: HttpRequest, office: Office) -> HttpResponse:
    """The way to a child's adults: by the child's name."""
    form = bind_form(request, FindForm)
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        office.record(Action.SEARCH, object_type="office_people", subject_id=None)
        on = office.viewer.today
        finding = find_people(
            form.cleaned_data["name"],
            among=children_of_place(office.institution, on=on),
            institution=office.institution,
            on=on,
        )
        context |= {"finding": finding, "rows": _link_children(office, finding.people)}
    wrong = form.is_bound and bool(form.errors)
    title = office.find_child_words
    return render_page(request, office, "find_child.html", context, title=title, wrong=wrong)


@office_page(Right.ACCESS)
def show_child(request: HttpRequest, office: Office, child_id: int) -> HttpResponse:
    """The adults around a child; what is sent here looks for another adult."""
    child = _require_child(office, child_id)
    on, place = office.viewer.today, office.institution
    _record_child(office, child)
    adults = list_adults(child, place, on=on)
    own = any(adult.person.pk == office.person.pk for adult in adults)
    marks = read_marks(office, child, [adult.person for adult in adults])
    form = bind_form(request, FindForm)
    context: dict[str, Any] = {
        "child": child.get_full_name(),
        "about": describe_people([child.pk], institution=place, on=on).get(child.pk, ""),
        "adults": [
            _make_row(office, child, adult, on=on) | {"marks": marks.get(adult.person.pk, [])}
            for adult in adults
        ],
        "own": own,
        "form": form,
    }
    if form.is_bound and form.is_valid():
        office.record(Action.SEARCH, object_type="office_people", subject_id=None)
        known = [adult.person.pk for adult in adults]
        among = adults_of_place(place, on=on).exclude(pk__in=[*known, office.person.pk])
        finding = find_people(form.cleaned_data["name"], among=among, institution=place, on=on)
        context["finding"] = finding
        context["rows"] = [
            {"found": item, "url": _address(office, "office_grant", child.pk, item.pk)}
            for item in finding.people
        ]
    wrong = form.is_bound and bool(form.errors)
    title = child.get_full_name()
    return render_page(request, office, "child.html", context, title=title, wrong=wrong)


@office_page(Right.ACCESS)
def block_adult(request: HttpRequest, office: Office, child_id: int, adult_id: int) -> HttpResponse:
    """Takes an adult's access through a child, at once."""
    case = require_case(office, child_id, adult_id)
    if case.adult.block:
        messages.info(request, _("The access was blocked already."))
        return go_to(office, "office_child", child_id=child_id)
    form = bind_form(request, ReasonForm)

    def do() -> str:
        block_guardian(
            guardian=case.adult.person,
            child=case.child,
            placed_by=office.person,
            reason=form.cleaned_data["reason"],
            now=office.viewer.now,
            institution=office.institution,
        )
        return _("The access is blocked, and gone at the next click.")

    on, place = office.viewer.today, office.institution
    more = {
        "others": other_children_of(case.adult.person, case.child, place, on=on),
        "groups": groups_of(case.adult.person, place, on=on),
    }
    decision = Decision(title=_("Block access"), template="block.html", form=form, do=do, more=more)
    return _decide(request, office, case, decision)


@office_page(Right.ACCESS)
def lift_adults_block(
    request: HttpRequest, office: Office, child_id: int, adult_id: int
) -> HttpResponse:
    """Ends a block that the institution itself decided."""
    case = require_case(office, child_id, adult_id)
    block = case.adult.block
    if block is None or not case.adult.blocked_here:
        messages.info(request, _refuse_lift(case.adult))
        return go_to(office, "office_child", child_id=child_id)
    form = bind_form(request, ReasonForm)

    def do() -> str:
        lift_block(
            block,
            lifted_by=office.person,
            reason=form.cleaned_data["reason"],
            now=office.viewer.now,
            institution=office.institution,
        )
        return _("The block has been lifted.")

    decision = Decision(title=_("Lift the block"), template="lift.html", form=form, do=do)
    return _decide(request, office, case, decision)


@office_page(Right.ACCESS)
def grant_access(
    request: HttpRequest, office: Office, child_id: int, adult_id: int
) -> HttpResponse:
    """Lets an adult without custody see what the child's parents see here."""
    case = require_case(office, child_id, adult_id, also_others=True)
    if case.adult.block or case.adult.custody:
        messages.info(request, _refuse_grant(case.adult))
        return go_to(office, "office_child", child_id=child_id)
    form = bind_form(request, GrantForm, today=office.viewer.today)

    def do() -> str:
        grant_guardian_access(
            guardian=case.adult.person,
            child=case.child,
            institution=office.institution,
            relation=Relation(form.cleaned_data["relation"]),
            granted_by=office.person,
            reason=form.cleaned_data["reason"],
            now=office.viewer.now,
            ends_on=form.cleaned_data["ends_on"],
        )
        return _("The access has been given.")

    decision = Decision(title=_("Give access"), template="grant.html", form=form, do=do)
    return _decide(request, office, case, decision)


@office_page(Right.ACCESS)
def withdraw_access(
    request: HttpRequest, office: Office, child_id: int, adult_id: int
) -> HttpResponse:
    """Takes back what the institution gave."""
    case = require_case(office, child_id, adult_id)
    grant = case.adult.grant
    if grant is None:
        messages.info(request, _("The access had been taken back already."))
        return go_to(office, "office_child", child_id=child_id)
    form = bind_form(request, ReasonForm)

    def do() -> str:
        withdraw_guardian_access(
            grant,
            withdrawn_by=office.person,
            reason=form.cleaned_data["reason"],
            now=office.viewer.now,
        )
        return _("The access has been taken back.")

    decision = Decision(title=_("Take access back"), template="withdraw.html", form=form, do=do)
    return _decide(request, office, case, decision)


def _decide(request: HttpRequest, office: Office, case: Case, decision: Decision) -> HttpResponse:
    """Asks for the reason, does it, and leads back to the child."""
    child_id = case.child.pk
    if request.method == "POST" and decision.form.is_valid():
        messages.success(request, decision.do())
        return go_to(office, "office_child", child_id=child_id)
    back_url = office.find_address("office_child", child_id=child_id)
    context = {
        "child": case.child.get_full_name(),
        "adult": case.adult.person.get_full_name(),
        "form": decision.form,
        "back_url": back_url,
        **decision.more,
    }
    return render_page(
        request,
        office,
        decision.template,
        context,
        title=decision.title,
        above=((case.child.get_full_name(), back_url),),
        wrong=request.method == "POST",
    )


def _require_child(office: Office, child_id: int) -> Person:
    children = children_of_place(office.institution, on=office.viewer.today)
    child = children.filter(pk=child_id).first()
    if child is None:
        raise Http404
    return child


def require_case(
    office: Office, child_id: int, adult_id: int, *, also_others: bool = False
) -> Case:
    """The child and the adult; nobody decides about a child of whom he or she is an adult."""
    child = _require_child(office, child_id)
    on, place = office.viewer.today, office.institution
    adults = {adult.person.pk: adult for adult in list_adults(child, place, on=on)}
    adult = adults.get(adult_id)
    if adult is None and also_others:
        person = adults_of_place(place, on=on).filter(pk=adult_id).first()
        adult = Adult(person=person) if person else None
    if adult is None or office.person.pk in {*adults, adult_id}:
        raise Http404
    return Case(child=child, adult=adult)


def _record_child(office: Office, child: Person) -> None:
    office.record(Action.OPEN, object_type="office_child", object_id=child.pk, subject_id=child.pk)


def _refuse_grant(adult: Adult) -> str:
    if adult.block:
        return _("The access is blocked. Lift the block first.")
    return _("The adult has custody, and so has access already.")


def _refuse_lift(adult: Adult) -> str:
    if adult.block is None:
        return _("The block had been lifted already.")
    if adult.block.institution is None:
        return _("The operator of Indgang placed the block. Only the operator can lift it.")
    return _("Another institution placed the block. Only that institution can lift it.")


def _make_row(office: Office, child: Person, adult: Adult, *, on: Any) -> dict[str, Any]:
    grant = adult.grant
    return {
        "adult": adult,
        "name": adult.person.get_full_name(),
        "grant_later": grant is not None and grant.starts_on > on,
        "not_liftable": _refuse_lift(adult) if adult.block and not adult.blocked_here else "",
        "block_url": _address(office, "office_block", child.pk, adult.person.pk),
        "lift_url": _address(office, "office_lift", child.pk, adult.person.pk),
        "grant_url": _address(office, "office_grant", child.pk, adult.person.pk),
        "withdraw_url": _address(office, "office_withdraw", child.pk, adult.person.pk),
    }


def _address(office: Office, name: str, child_id: int, adult_id: int) -> str:
    return office.find_address(name, child_id=child_id, adult_id=adult_id)


def _link_children(office: Office, people: Any) -> list[dict[str, Any]]:
    return [
        {"found": item, "url": office.find_address("office_child", child_id=item.pk)}
        for item in people
    ]
