"""Who may write, approve and administer at an institution, and what was changed last."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from core.access.models import FOREVER, EditingRight, Right
from core.access.queries import RightHolder, list_right_holders
from core.audit.models import Action
from core.people.leaders import Leader, colleagues_at, list_leaders_without, staff_who_count
from core.people.office.entrance import Office, go_to, office_page, render_page
from core.people.office.finding import find_people
from core.people.office.forms import FindForm, bind_form
from core.people.office.latest_changes import list_latest_changes
from core.people.office.names import name_order
from core.people.office.queries import show_day
from core.people.office.right_forms import ApprovalForm
from core.people.office.right_names import name_right
from core.people.office.views.person_rights import list_offered
from core.people.rights import choose_approval

OBJECT = EditingRight._meta.label_lower


@office_page(Right.ADMINISTER)
def show_rights(request: HttpRequest, office: Office) -> HttpResponse:
    """Who has which rights; what is sent here looks for a colleague by name."""
    place = office.institution
    office.record(Action.OPEN, object_type=OBJECT, subject_id=None)
    form = bind_form(request, FindForm)
    context: dict[str, Any] = {
        "holders": _describe_holders(office),
        "leaders": [
            _describe_leader(office, leader)
            for leader in list_leaders_without(place, on=office.viewer.today)
        ],
        "changes": list_latest_changes(office),
        "approval_form": ApprovalForm(initial={"needs_approval": place.needs_approval}),
        "approval_url": office.find_address("office_approval"),
        "form": form,
    }
    if form.is_bound and form.is_valid():
        context |= _find_colleagues(office, form.cleaned_data["name"])
    wrong = form.is_bound and bool(form.errors)
    return render_page(request, office, "rights.html", context, title=_("Rights"), wrong=wrong)


@office_page(Right.ADMINISTER)
def choose(request: HttpRequest, office: Office) -> HttpResponse:
    """Whether what writers publish must be approved first."""
    if request.method == "POST":
        form = ApprovalForm(request.POST)
        if form.is_valid():
            choose_approval(
                office.institution,
                needs_approval=form.cleaned_data["needs_approval"],
                chosen_by=office.person,
                now=office.viewer.now,
            )
            messages.success(request, _("Your choice has been saved."))
    return go_to(office, "office_rights")


def _find_colleagues(office: Office, name: str) -> dict[str, Any]:
    on, place = office.viewer.today, office.institution
    office.record(Action.SEARCH, object_type="office_people", subject_id=None)
    finding = find_people(name, among=colleagues_at(place, on=on), institution=place, on=on)
    return {
        "finding": finding,
        "rows": [
            {"found": item, "url": office.find_address("office_change_rights", person_id=item.pk)}
            for item in finding.people
        ],
    }


def _describe_holders(office: Office) -> list[dict[str, Any]]:
    holders = sorted(
        list_right_holders(office.institution.pk), key=lambda item: name_order(item.name)
    )
    staff = staff_who_count(office.institution, on=office.viewer.today)
    working = set(
        staff.filter(person__in=[holder.person_id for holder in holders]).values_list(
            "person_id", flat=True
        )
    )
    offered = list_offered(office)
    return [
        _describe_holder(office, holder, works_here=holder.person_id in working, offered=offered)
        for holder in holders
    ]


def _describe_holder(
    office: Office, holder: RightHolder, *, works_here: bool, offered: Collection[Right]
) -> dict[str, Any]:
    """A holder, with only those ways on that lead somewhere."""

    def find_address(name: str, *, opens: bool) -> str:
        return office.find_address(name, person_id=holder.person_id) if opens else ""

    return {
        "name": holder.name,
        "rights": [
            {
                "name": name_right(right),
                "ends_on": show_day(holder.ends_on.get(right, FOREVER)),
                "by_roster": right in holder.by_roster,
            }
            for right in holder.rights
        ],
        "works_here": works_here,
        "may_sign_in": holder.may_sign_in,
        "change_url": find_address("office_change_rights", opens=works_here and holder.may_sign_in),
        "take_url": find_address(
            "office_take_rights", opens=any(right in offered for right in holder.rights)
        ),
    }


def _describe_leader(office: Office, leader: Leader) -> dict[str, Any]:
    return {
        "name": leader.person.get_full_name(),
        "lost": [
            {"name": name_right(lost.right), "ended_on": lost.ended_on} for lost in leader.lost
        ],
        "url": office.find_address("office_give_rights_again", person_id=leader.person.pk),
    }
