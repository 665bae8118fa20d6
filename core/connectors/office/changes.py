"""What an office changes of a connection, one deed a request."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from core.access.models import Right
from core.connectors.configuration import operations
from core.connectors.configuration.operations import AnotherInUse, InvalidApproval, TitleTaken
from core.connectors.configuration.public_words import InvalidWords
from core.connectors.office.desk import (
    Desk,
    check_may_change,
    find_desk,
    find_layer,
    make_actor,
)
from core.connectors.office.forms import TitleForm
from core.connectors.office.queries import digest_sharing
from core.connectors.office.steps import above
from core.connectors.office.words import explain_another
from core.connectors.registry.installed import read_registry
from core.people.models import Institution
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
                office.institution.municipality, offer, **form.cleaned_data, by=by
            )
        except InvalidWords as error:
            form.add_fault(error)
        except TitleTaken:
            form.add_error("title", _("The municipality has a system of this name already."))
        else:
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
        "required_level": connection.required_level,
    }
    if form.is_valid():
        try:
            operations.rename(connection, **form.cleaned_data, by=desk.by)
        except InvalidWords as error:
            form.add_fault(error)
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
    check_may_change(request, desk)
    # In the list of institutions, a button names the deed and says by its value for whom.
    handling = next((name for name in AT if name in request.POST), request.POST.get("handling", ""))
    deed = (WHOLE if desk.is_whole else OWN).get(handling)
    if deed is None:
        raise Http404
    try:
        words = deed(request, desk)
    except AnotherInUse as error:
        messages.error(request, explain_another(error))
    except SharingDiffers:
        says = _("What is shared has changed meanwhile. Read it again, and approve it then.")
        messages.error(request, says)
    except InvalidApproval:
        says = _("An address in the settings cannot be approved. Correct it there first.")
        messages.error(request, says)
    else:
        messages.success(request, words)
    if handling == "fjern":
        return HttpResponseRedirect(office.find_address("office_connections"))
    address = desk.find_address("office_connection")
    # Back to the place in the list, which is long in a large municipality.
    found = urlencode({"find": request.POST.get("find", "")})
    return HttpResponseRedirect(f"{address}?{found}#users" if handling in AT else address)


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


def _follow(request: HttpRequest, desk: Desk) -> str:
    place = desk.office.institution
    operations.choose_for_institution(desk.connection, place, is_on=None, by=desk.by)
    return _("Your institution does as the municipality says.")


def _use_at(request: HttpRequest, desk: Desk) -> str:
    place = _find_place(desk, request.POST.get("brug-hos", ""))
    operations.choose_for_institution(desk.connection, place, is_on=True, by=desk.by)
    return _("%(place)s uses the system.") % {"place": place.name}


def _do_without_at(request: HttpRequest, desk: Desk) -> str:
    place = _find_place(desk, request.POST.get("undvaer-hos", ""))
    operations.choose_for_institution(desk.connection, place, is_on=False, by=desk.by)
    return _("%(place)s does not use the system.") % {"place": place.name}


def _find_place(desk: Desk, key: str) -> Institution:
    """The institution of the municipality that a button names."""
    place = next((place for place in desk.configured.places if place.key == key), None)
    if place is None:
        raise Http404
    return place


Deed = Callable[[HttpRequest, Desk], str]
AT: dict[str, Deed] = {"brug-hos": _use_at, "undvaer-hos": _do_without_at}
WHOLE: dict[str, Deed] = {
    "taend": _switch_on,
    "sluk": _switch_off,
    "pause": _pause,
    "fortsaet": _resume,
    "godkend": _approve,
    "fjern": _remove,
    "alle": _choose_all,
    "udvalgte": _choose_some,
    **AT,
}
OWN: dict[str, Deed] = {"brug": _use, "undvaer": _do_without, "foelg": _follow}
