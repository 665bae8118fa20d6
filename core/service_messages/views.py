"""The office's page of service messages."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access.models import Right
from core.days import end_of, start_of
from core.people.kinds import InstitutionKind
from core.people.models import Institution
from core.people.office.entrance import Office, go_to, office_page, render_page
from core.people.office.forms import bind_form
from core.service_messages.forms import ServiceMessageForm
from core.service_messages.operations import place_message, withdraw_message
from core.service_messages.queries import list_messages_of


@office_page(Right.ADMINISTER)
def show_messages(request: HttpRequest, office: Office) -> HttpResponse:
    """The messages of the place, and a form for another one."""
    form = bind_form(request, ServiceMessageForm, today=office.viewer.today)
    if form.is_valid():
        _place(office, form.cleaned_data)
        messages.success(request, _("The message stands on top of every page now or from its day."))
        return go_to(office, "office_service_messages")
    context = {
        "form": form,
        "is_of_municipality": _institution_of(office) is None,
        "rows": [
            {
                "text": row.text,
                "english": row.english,
                "begins_at": row.begins_at,
                "ends_on": timezone.localtime(row.ends_at) - timedelta(seconds=1),
                "is_current": row.begins_at <= office.viewer.now,
                "withdraw_url": office.find_address(
                    "office_withdraw_service_message", message_id=row.pk
                ),
            }
            for row in _list_own(office)
        ],
    }
    wrong = form.is_bound
    title = _("Service messages")
    return render_page(request, office, "service_messages.html", context, title=title, wrong=wrong)


@office_page(Right.ADMINISTER)
def withdraw(request: HttpRequest, office: Office, message_id: int) -> HttpResponse:
    """Takes a message of the place down."""
    found = next((row for row in _list_own(office) if row.pk == message_id), None)
    if found is None:
        raise Http404
    if request.method == "POST":
        withdraw_message(found, withdrawn_by=office.person, now=office.viewer.now)
        messages.success(request, _("The message has been taken down."))
    return go_to(office, "office_service_messages")


def _place(office: Office, sent: dict[str, Any]) -> None:
    now = office.viewer.now
    place_message(
        text=sent["text"],
        english=sent["english"],
        begins_at=max(now, start_of(sent["starts_on"])),
        ends_at=end_of(sent["ends_on"]),
        municipality=office.institution.municipality,
        institution=_institution_of(office),
        placed_by=office.person,
        now=now,
    )


def _list_own(office: Office) -> list[Any]:
    return list_messages_of(
        office.institution.municipality, _institution_of(office), now=office.viewer.now
    )


def _institution_of(office: Office) -> Institution | None:
    """The institution whose messages these are; the administration's are the municipality's."""
    place = office.institution
    is_whole = place.kind == InstitutionKind.ADMINISTRATION and place.parent_id is None
    return None if is_whole else place
