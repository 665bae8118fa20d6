"""What an office changes of a connection, one deed a request."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from core.access.models import Right
from core.connectors.configuration import operations
from core.connectors.configuration.operations import Actor, AnotherInUse, TitleTaken
from core.connectors.models import Connection, Standing
from core.connectors.office.desk import Desk, find_desk, find_layer, make_actor
from core.connectors.office.forms import StandingForm, TitleForm
from core.connectors.office.queries import digest_sharing
from core.connectors.office.views import above
from core.connectors.office.words import explain_another
from core.connectors.registry.installed import read_registry
from core.people.office.entrance import Office, go_to, office_page, render_page
from core.people.office.forms import bind_form
from indgang_sdk.settings import Layer


class SharingDiffers(Exception):
    """The connector needs something else than what was read before it was approved."""


@office_page(Right.CONNECT)
def add_connection(request: HttpRequest, office: Office, connector: str) -> HttpResponse:
    """Connects another system under a name of its own."""
    offer = read_registry().find(connector)
    if offer is None or find_layer(office) is not Layer.MUNICIPALITY:
        raise Http404
    form = bind_form(request, TitleForm)
    if form.is_valid():
        by = make_actor(office)
        try:
            made = operations.add_connection(
                office.institution.municipality, offer, title=form.cleaned_data["title"], by=by
            )
        except TitleTaken:
            form.add_error("title", _("The municipality has a system of this name already."))
        else:
            _rename(made, form, by)
            return go_to(office, "office_connection", connection_id=made.pk)
    context = {
        "form": form,
        "button": _("Connect"),
        "back_url": office.find_address("office_new_connection"),
    }
    return render_page(
        request,
        office,
        "form.html",
        context,
        title=_("Connect a system"),
        above=above(office),
        wrong=form.is_bound,
    )


@office_page(Right.CONNECT)
def name_connection(request: HttpRequest, office: Office, connection_id: int) -> HttpResponse:
    """Changes the name of the system, and what people are told while it is down."""
    desk = find_desk(office, connection_id, whole=True)
    connection = desk.connection
    form = bind_form(request, TitleForm)
    form.initial = {
        "title": connection.title,
        "when_down": connection.when_down,
        "english": connection.when_down_english,
    }
    if form.is_valid():
        try:
            _rename(connection, form, desk.by)
        except TitleTaken:
            form.add_error("title", _("The municipality has a system of this name already."))
        else:
            return go_to(office, "office_connection", connection_id=connection.pk)
    back_url = desk.find_address("office_connection")
    context = {"form": form, "button": _("Save"), "back_url": back_url}
    return render_page(
        request,
        office,
        "form.html",
        context,
        title=_("Name of the system"),
        above=(*above(office), (connection.title, back_url)),
        wrong=form.is_bound,
    )


@office_page(Right.CONNECT)
def change_connection(request: HttpRequest, office: Office, connection_id: int) -> HttpResponse:
    """Does one thing to a connection, and says so."""
    desk = find_desk(office, connection_id)
    if request.method != "POST":
        return go_to(office, "office_connection", connection_id=connection_id)
    deed = (WHOLE if desk.is_whole else OWN).get(request.POST.get("handling", ""))
    if deed is None:
        raise Http404
    try:
        words = deed(request, desk)
    except AnotherInUse as error:
        messages.error(request, explain_another(error))
    except SharingDiffers:
        says = _("What is shared has changed meanwhile. Read it again, and approve it then.")
        messages.error(request, says)
    else:
        messages.success(request, words)
    if request.POST.get("handling") == "fjern":
        return HttpResponseRedirect(office.find_address("office_connections"))
    return go_to(office, "office_connection", connection_id=connection_id)


def _switch_on(request: HttpRequest, desk: Desk) -> str:
    operations.switch(desk.connection, on=True, by=desk.by)
    return _("The system is switched on.")


def _switch_off(request: HttpRequest, desk: Desk) -> str:
    operations.switch(desk.connection, on=False, by=desk.by)
    return _("The system is switched off.")


def _pause(request: HttpRequest, desk: Desk) -> str:
    operations.pause(desk.connection, paused=True, by=desk.by)
    return _("The system is on a break. Nobody's information is sent to it.")


def _resume(request: HttpRequest, desk: Desk) -> str:
    operations.pause(desk.connection, paused=False, by=desk.by)
    return _("The break is over.")


def _approve(request: HttpRequest, desk: Desk) -> str:
    if request.POST.get("set") != digest_sharing(desk.configured):
        raise SharingDiffers
    operations.approve(desk.configured, by=desk.by)
    return _("What is shared has been approved.")


def _remove(request: HttpRequest, desk: Desk) -> str:
    operations.remove(desk.connection, by=desk.by)
    return _("The system is no longer connected.")


def _choose_all(request: HttpRequest, desk: Desk) -> str:
    operations.choose_institutions(desk.connection, is_for_all=True, by=desk.by)
    return _("All institutions use it, unless they say otherwise.")


def _choose_some(request: HttpRequest, desk: Desk) -> str:
    operations.choose_institutions(desk.connection, is_for_all=False, by=desk.by)
    return _("Only institutions that say so use it.")


def _use(request: HttpRequest, desk: Desk) -> str:
    place = desk.office.institution
    operations.choose_for_institution(desk.connection, place, is_on=True, by=desk.by)
    return _("Your institution uses the system.")


def _do_without(request: HttpRequest, desk: Desk) -> str:
    place = desk.office.institution
    operations.choose_for_institution(desk.connection, place, is_on=False, by=desk.by)
    return _("Your institution does not use the system.")


def _place_tile(request: HttpRequest, desk: Desk) -> str:
    offer = desk.configured.offer
    source = request.POST.get("boks", "")
    form = StandingForm(request.POST)
    if offer is None or offer.find_source("tile_sources", source) is None or not form.is_valid():
        raise Http404
    wanted = form.cleaned_data["standing"]
    operations.place_tile(
        desk.connection,
        source,
        unit=desk.unit,
        standing=Standing(wanted) if wanted else None,
        position=form.cleaned_data["position"] or 0,
        by=desk.by,
    )
    return _("The box has been placed.")


def _rename(connection: Connection, form: TitleForm, by: Actor) -> None:
    sent = form.cleaned_data
    operations.rename(
        connection,
        title=sent["title"],
        when_down=sent["when_down"],
        english=sent["english"],
        by=by,
    )


Deed = Callable[[HttpRequest, Desk], str]
WHOLE: dict[str, Deed] = {
    "taend": _switch_on,
    "sluk": _switch_off,
    "pause": _pause,
    "fortsaet": _resume,
    "godkend": _approve,
    "fjern": _remove,
    "alle": _choose_all,
    "udvalgte": _choose_some,
    "boks": _place_tile,
}
OWN: dict[str, Deed] = {"brug": _use, "undvaer": _do_without, "boks": _place_tile}
