"""The office's pages of connected systems."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.access.models import Right
from core.access.queries import institutions_where
from core.connectors.configuration.layers import Filling, Mistake, list_fields
from core.connectors.configuration.operations import AnotherInUse, InvalidSettings, fill_in
from core.connectors.models import Filled, InstitutionConnection
from core.connectors.office.boxes import list_boxes
from core.connectors.office.desk import Desk, check_may_change, find_desk, find_layer
from core.connectors.office.fields import SettingsForm
from core.connectors.office.mistakes import add_mistakes, describe_mistake
from core.connectors.office.places import SHOWN, choose_places, count_lacking, list_places
from core.connectors.office.queries import (
    describe_connection,
    describe_sharing,
    list_configured,
    list_connectors,
    read_health,
)
from core.connectors.office.steps import above
from core.connectors.office.testing import NotTried, try_connection
from core.connectors.office.words import FAILURES, WHY_NOT_TRIED, explain_another
from core.connectors.registry.installed import read_registry
from core.people.kinds import InstitutionKind
from core.people.models import Institution, Person
from core.people.office.entrance import Office, go_to, office_page, render_page
from core.people.office.forms import bind_form
from indgang_sdk.connectors import ChosenBySetting
from indgang_sdk.settings import Layer, words_of

LONGEST_FIND = 100


@never_cache
@login_required
@require_safe
def find_connections(request: HttpRequest) -> HttpResponse:
    """Leads to the connected systems of whom the person looks after: the municipality's first.

    Operators look after the connectors of all.
    """
    if cast("Person", request.user).is_superuser:
        return HttpResponseRedirect(reverse("portal_connectors"))
    own = Institution.objects.filter(
        pk__in=institutions_where(cast("Person", request.user).pk, [Right.CONNECT])
    )
    whole = Q(kind=InstitutionKind.ADMINISTRATION, parent=None)
    place = own.filter(whole).order_by("key").first() or own.order_by("key").first()
    if place is None:
        raise Http404
    return HttpResponseRedirect(reverse("office_connections", args=[place.key]))


@office_page(Right.CONNECT)
def show_connections(request: HttpRequest, office: Office) -> HttpResponse:
    """The systems that the municipality has connected, and how each stands."""
    is_whole = find_layer(office) is Layer.MUNICIPALITY
    rows = []
    for configured in list_configured(office.institution.municipality):
        if configured.is_for_whole and not is_whole:
            continue
        row = describe_connection(configured, place=None if is_whole else office.institution)
        row["url"] = office.find_address("office_connection", connection_id=row["id"])
        if is_whole:
            row["lacking"] = count_lacking(configured)
        else:
            row["is_used"] = configured.is_used_by(office.institution)
        rows.append(row)
    context = {
        "rows": rows,
        "is_whole": is_whole,
        "new_url": office.find_address("office_new_connection") if is_whole else "",
        "failed": read_registry().failed if is_whole else (),
    }
    title = _("Connected systems")
    return render_page(request, office, "connections.html", context, title=title)


@office_page(Right.CONNECT)
def choose_connector(request: HttpRequest, office: Office) -> HttpResponse:
    """The connectors of this portal, to choose the one for another system."""
    if find_layer(office) is not Layer.MUNICIPALITY:
        raise Http404
    rows = [
        {**row, "url": f"{office.find_address('office_new_connection')}{row['name']}/"}
        for row in list_connectors()
    ]
    title = _("Connect a system")
    return render_page(
        request, office, "choose_connector.html", {"rows": rows}, title=title, above=above(office)
    )


@office_page(Right.CONNECT)
def show_connection(request: HttpRequest, office: Office, connection_id: int) -> HttpResponse:
    """One connection: how it stands, what is shared, how it has been doing, and its tiles."""
    desk = find_desk(office, connection_id)
    return _render_connection(request, desk)


@office_page(Right.CONNECT)
def try_settings(request: HttpRequest, office: Office, connection_id: int) -> HttpResponse:
    """Tries the connection with its settings, and says what came of it."""
    desk = find_desk(office, connection_id)
    if request.method != "POST":
        return go_to(office, "office_connection", connection_id=connection_id)
    place = None if desk.is_whole else office.institution
    try:
        tried = try_connection(desk.configured, place=place, now=office.viewer.now)
    except NotTried as error:
        messages.error(request, str(WHY_NOT_TRIED[error.status]))
        return go_to(office, "office_connection", connection_id=connection_id)
    rows = [
        {
            "title": item.title,
            # By whose settings is plain where there is one way of asking.
            "places": item.places if len(desk.configured.reaches) > 1 and desk.is_whole else (),
            "is_fine": item.failure is None,
            "words": item.words,
            "label": FAILURES.get(item.failure, item.failure) if item.failure else "",
        }
        for item in tried
    ]
    return _render_connection(request, desk, tried=rows, has_tried=True)


@office_page(Right.CONNECT)
def change_settings(request: HttpRequest, office: Office, connection_id: int) -> HttpResponse:
    """The settings that this office fills in; what does not fit is said beside its field."""
    desk = find_desk(office, connection_id)
    offer = desk.configured.offer
    if offer is None or not list_fields(offer.connector.settings, desk.layer):
        raise Http404
    check_may_change(request, desk)
    row = desk.find_row()
    model = offer.connector.settings
    form = bind_form(request, SettingsForm, model=model, layer=desk.layer, row=row)
    if form.is_valid():
        try:
            fill_in(
                row or _begin_row(desk),
                offer,
                layer=desk.layer,
                values=form.read_values(),
                by=desk.by,
            )
        except InvalidSettings as error:
            add_mistakes(form, error.mistakes, offer.connector.settings)
        except AnotherInUse as error:
            category = offer.connector.category
            chosen = category.name if isinstance(category, ChosenBySetting) else None
            form.add_error(chosen, explain_another(error))
        else:
            return go_to(office, "office_connection", connection_id=connection_id)
    back_url = desk.find_address("office_connection")
    context = {
        "form": form,
        "connection": describe_connection(desk.configured),
        "button": _("Save"),
        "back_url": back_url,
    }
    return render_page(
        request,
        office,
        "connection_settings.html",
        context,
        title=_("Settings of %(system)s") % {"system": desk.connection.title},
        above=(*above(office), (desk.connection.title, back_url)),
        wrong=form.is_bound,
    )


@office_page(Right.CONNECT)
def show_sheet(request: HttpRequest, office: Office, connection_id: int) -> HttpResponse:
    """What is shared with the system, to be printed for the data protection officer."""
    desk = find_desk(office, connection_id)
    context = {
        "connection": describe_connection(desk.configured),
        "sharing": describe_sharing(desk.configured),
        "institutions": [place.name for place in desk.configured.institutions],
        "today": office.viewer.today,
    }
    return render_page(
        request,
        office,
        "connection_sheet.html",
        context,
        title=_("What is shared with %(system)s") % {"system": desk.connection.title},
        above=(*above(office), (desk.connection.title, desk.find_address("office_connection"))),
    )


def _render_connection(request: HttpRequest, desk: Desk, **more: Any) -> HttpResponse:
    office, configured = desk.office, desk.configured
    offer = configured.offer
    own = desk.find_institution_row()
    fields = list_fields(offer.connector.settings, desk.layer) if offer else []
    has_users = desk.is_whole and not configured.is_for_whole
    context = {
        "connection": describe_connection(
            configured, place=None if desk.is_whole else office.institution
        ),
        "sharing": describe_sharing(configured),
        "health": read_health(desk.configured, now=office.viewer.now),
        "boxes": list_boxes(desk),
        "is_whole": desk.is_whole,
        "is_used": desk.is_used,
        "has_users": has_users,
        "says_so": own is not None and own.is_on is not None,
        **_describe_mistakes(desk),
        **(_describe_users(request, desk) if has_users else {}),
        "settings_url": desk.find_address("office_connection_settings") if fields else "",
        "sheet_url": desk.find_address("office_connection_sheet"),
        "try_url": desk.find_address("office_try_connection"),
        "change_url": desk.find_address("office_change_connection"),
        "name_url": desk.find_address("office_name_connection"),
        **more,
    }
    return render_page(
        request,
        office,
        "connection.html",
        context,
        title=desk.connection.title,
        above=above(office),
    )


def _describe_users(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    """The institutions with whether each uses it: a part of them, where they are many."""
    rows = list_places(desk.configured)
    find = request.GET.get("find", "")[:LONGEST_FIND]
    shown = choose_places(rows, find=find, all_of_them="alle" in request.GET)
    return {
        "places": shown,
        "places_in_all": len(rows),
        "places_used": sum(row["is_used"] for row in rows),
        "is_long": len(rows) > SHOWN,
        "find": find,
        "is_cut": not find and len(shown) < len(rows),
    }


def _describe_mistakes(desk: Desk) -> dict[str, Any]:
    """What is missing, and what does not fit, of the settings that this office fills in."""
    configured = desk.configured
    lacking = None if desk.is_whole else configured.find_lacking(desk.office.institution)
    filling = configured.filling if desk.is_whole else None
    mistakes = (filling or lacking or Filling()).mistakes
    return {
        "missing": [_name_setting(desk, item.name) for item in mistakes if item.is_missing],
        "wrong": [_explain(desk, item) for item in mistakes if not item.is_missing],
    }


def _explain(desk: Desk, mistake: Mistake) -> str:
    """What does not fit; of hosts that cannot be found there is nothing to say but the status."""
    offer = desk.configured.offer
    model = offer.connector.settings if offer else None
    if model is None or mistake.name not in model.model_fields:
        return mistake.words.in_language(get_language() or "da") if mistake.words else ""
    return f"{_name_setting(desk, mistake.name)}: {describe_mistake(mistake, model)}"


def _begin_row(desk: Desk) -> Filled:
    """The row of an institution that has not answered yet: it goes on as the municipality says."""
    return InstitutionConnection(connection=desk.connection, institution=desk.office.institution)


def _name_setting(desk: Desk, name: str) -> str:
    offer = desk.configured.offer
    if offer is None or name not in offer.connector.settings.model_fields:
        return name
    return words_of(offer.connector.settings, name)[0].in_language(get_language() or "da")
