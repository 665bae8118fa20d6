"""The first page of an office, and the way to it."""

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.audit.models import Action
from core.people.models import Person
from core.people.office.addresses import office_address
from core.people.office.entrance import Office, office_page, render_page
from core.people.office.queries import (
    institutions_with_office,
    list_blocks,
    list_grants,
    list_groups,
    list_stays,
    show_day,
)

MOST_ROWS = 200


@never_cache
@login_required
@require_safe
def show_offices(request: HttpRequest) -> HttpResponse:
    """The offices somebody may open, or the only one."""
    institutions = institutions_with_office(cast("Person", request.user).pk)
    if not institutions:
        # Operators have no institution, and look after the connectors of all.
        if cast("Person", request.user).is_superuser:
            return HttpResponseRedirect(reverse("portal_connectors"))
        raise Http404
    if len(institutions) == 1:
        return HttpResponseRedirect(office_address(institutions[0].key))
    rows = [{"name": item.name, "url": office_address(item.key)} for item in institutions]
    return render(request, "themes/office/offices.html", {"offices": rows})


@office_page()
def show_office(request: HttpRequest, office: Office) -> HttpResponse:
    """What an institution looks after itself, and what is in force."""
    context: dict[str, object] = {}
    if office.looks_after_access:
        office.record(Action.OPEN, object_type="office", subject_id=None)
        on, place = office.viewer.today, office.institution
        context = {
            "groups": [
                {
                    "name": group.name,
                    "members": group.members,
                    "ends_on": show_day(group.ends_on),
                    "url": office.find_address("office_group", group_id=group.pk),
                }
                for group in list_groups(place, on=on)
            ],
            "substitutes": [
                {
                    "name": stay.person.get_full_name(),
                    "about": ", ".join([stay.role, *stay.places]),
                    "starts_on": show_day(stay.starts_on),
                    "ends_on": show_day(stay.ends_on),
                    "end_url": office.find_address(
                        "office_end_substitute", person_id=stay.person.pk
                    ),
                }
                for stay in list_stays(place, on=on)
            ],
            "blocks": [
                {
                    "adult": block.guardian.get_full_name(),
                    "child": block.child.get_full_name(),
                    "placed_at": block.placed_at,
                    "url": office.find_address("office_child", child_id=block.child_id),
                }
                for block in list_blocks(place, on=on)[:MOST_ROWS]
            ],
            "grants": [
                {
                    "adult": grant.guardian.get_full_name(),
                    "child": grant.child.get_full_name(),
                    "relation": grant.get_relation_display(),
                    "ends_on": show_day(grant.ends_on),
                    "url": office.find_address("office_child", child_id=grant.child_id),
                }
                for grant in list_grants(place, on=on)[:MOST_ROWS]
            ],
            "find_child_url": office.find_address("office_children"),
            "new_group_url": office.find_address("office_new_group"),
            "substitute_url": office.find_address("office_substitute"),
        }
    if office.administers:
        context["rights_url"] = office.find_address("office_rights")
        context["messages_url"] = office.find_address("office_service_messages")
    if office.administers or office.looks_after_access:
        context["sign_out_url"] = office.find_address("office_sign_out")
    if office.administers and office.is_of_municipality:
        context["idle_times_url"] = office.find_address("office_idle_times")
    if office.connects:
        context["connections_url"] = office.find_address("office_connections")
    if office.reads_names:
        context["names_url"] = office.find_address("office_names")
    return render_page(request, office, "overview.html", context)
