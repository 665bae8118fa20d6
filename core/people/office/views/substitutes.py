"""Those who work at an institution for some days."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from core.access.models import Right
from core.people.kinds import Role
from core.people.office import operations
from core.people.office.entrance import Office, go_to, office_page, render_page
from core.people.office.forms import SubstituteForm
from core.people.office.queries import find_colleague, list_classes, list_stays


@office_page(Right.ACCESS)
def invite(request: HttpRequest, office: Office) -> HttpResponse:
    """Lets somebody work here from one day to another."""
    on = office.viewer.today
    named: dict[str, Any] = {"today": on, "classes": list_classes(office.institution, on=on)}
    if request.method == "POST":
        form = SubstituteForm(request.POST, **named)
        if form.is_valid() and _invite(office, form):
            messages.success(request, _("The substitute has access on those days."))
            return go_to(office, "office")
    else:
        form = SubstituteForm(initial={"starts_on": on}, **named)
    context = {"form": form}
    title = _("Substitute")
    return render_page(
        request, office, "substitute.html", context, title=title, wrong=form.is_bound
    )


@office_page(Right.ACCESS)
def end_stay(request: HttpRequest, office: Office, person_id: int) -> HttpResponse:
    """Ends a substitute's days from today, in all classes."""
    if request.method == "POST":
        stays = list_stays(office.institution, on=office.viewer.today)
        stay = next((item for item in stays if item.person.pk == person_id), None)
        if stay is None:
            messages.info(request, _("The membership had ended already."))
        else:
            operations.end_stay(office, stay)
            messages.success(request, _("The membership has ended."))
    return go_to(office, "office")


def _invite(office: Office, form: SubstituteForm) -> bool:
    data = form.cleaned_data
    person = find_colleague(office.institution, data["unilogin"])
    if person is None:
        form.add_error("unilogin", _("Nobody in the municipality's staff has this UNI-Login."))
        return False
    operations.invite_substitute(
        office,
        person,
        role=Role(data["role"]),
        group=data["group"],
        days=(data["starts_on"], data["ends_on"]),
    )
    return True
