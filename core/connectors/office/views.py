"""The office's pages of connected systems."""

from typing import Any, cast

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
from core.connectors.configuration.layers import list_fields
from core.connectors.configuration.operations import AnotherInUse, InvalidSettings, fill_in
from core.connectors.configuration.statuses import is_used_by
from core.connectors.models import Filled, InstitutionConnection
from core.connectors.office.desk import Desk, find_desk, find_layer
from core.connectors.office.fields import SettingsForm
from core.connectors.office.forms import StandingForm
from core.connectors.office.mistakes import describe_mistake
from core.connectors.office.queries import (
    describe_connection,
    describe_sharing,
    list_configured,
    list_connectors,
    list_rules,
    read_health,
)
from core.connectors.office.testing import try_connection
from core.connectors.office.words import FAILURES, explain_another
from core.connectors.registry.installed import read_registry
from core.people.kinds import InstitutionKind
from core.people.models import Institution, Person
from core.people.office.entrance import Office, go_to, office_page, render_page
from indgang_sdk.connectors import ChosenBySetting
from indgang_sdk.settings import Layer, words_of


@never_cache
@login_required
@require_safe
def find_connections(request: HttpRequest) -> HttpResponse:
    """Leads to the connected systems of whom the person looks after: the municipality's first."""
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
        row = describe_connection(configured)
        row["url"] = office.find_address("office_connection", connection_id=row["id"])
        if not is_whole:
            own = configured.connection.institution_rows.filter(institution=office.institution)
            row["is_used"] = is_used_by(configured.connection, own.first())
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
    tried = [
        {
            "title": item.title,
            "is_fine": item.failure is None,
            "words": item.words,
            "label": FAILURES.get(item.failure, item.failure) if item.failure else "",
        }
        for item in try_connection(desk.configured, now=office.viewer.now)
    ]
    return _render_connection(request, desk, tried=tried, has_tried=True)


@office_page(Right.CONNECT)
def change_settings(request: HttpRequest, office: Office, connection_id: int) -> HttpResponse:
    """The settings that this office fills in; what does not fit is said beside its field."""
    desk = find_desk(office, connection_id)
    offer = desk.configured.offer
    if offer is None or not list_fields(offer.connector.settings, desk.layer):
        raise Http404
    row = desk.find_row()
    data = request.POST if request.method == "POST" else None
    form = SettingsForm(data, model=offer.connector.settings, layer=desk.layer, row=row)
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
            for mistake in error.mistakes:
                form.add_error(
                    mistake.name or None, describe_mistake(mistake, offer.connector.settings)
                )
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


def above(office: Office) -> tuple[tuple[str, str], ...]:
    """The step between the office and a page of one connection."""
    return ((_("Connected systems"), office.find_address("office_connections")),)


def _render_connection(request: HttpRequest, desk: Desk, **more: Any) -> HttpResponse:
    office, configured = desk.office, desk.configured
    offer = configured.offer
    own = desk.find_institution_row() if not desk.is_whole else None
    fields = list_fields(offer.connector.settings, desk.layer) if offer else []
    missing = configured.filling.mistakes if configured.filling else ()
    context = {
        "connection": describe_connection(configured),
        "sharing": describe_sharing(configured),
        "health": read_health(desk.connection, now=office.viewer.now),
        "tiles": _describe_tiles(desk),
        "is_whole": desk.is_whole,
        "is_used": is_used_by(desk.connection, own),
        "missing": [_name_setting(desk, item.name) for item in missing if item.is_missing],
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


def _describe_tiles(desk: Desk) -> list[dict[str, Any]]:
    rows = list_rules(desk.configured, [desk.unit])
    for row in rows:
        rule = row["units"][desk.unit]
        initial = {"standing": rule.standing, "position": rule.position} if rule else {}
        row["form"] = StandingForm(initial=initial, auto_id=f"id_{row['name']}_%s")
    return rows


def _begin_row(desk: Desk) -> Filled:
    """The row of an institution that has not answered yet: it goes on as the municipality says."""
    return InstitutionConnection(
        connection=desk.connection,
        institution=desk.office.institution,
        is_on=is_used_by(desk.connection, None),
    )


def _name_setting(desk: Desk, name: str) -> str:
    offer = desk.configured.offer
    if offer is None or name not in offer.connector.settings.model_fields:
        return name
    return words_of(offer.connector.settings, name)[0].in_language(get_language() or "da")
