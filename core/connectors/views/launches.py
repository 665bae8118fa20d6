"""The one way into other systems: every link to one leads through here."""

from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.access.answers import forbid_keeping
from core.access.viewer import viewer_of
from core.connectors.failure_words import name_break
from core.connectors.launching import NotForViewer, OnBreak, open_link, read_destination
from core.connectors.models import Connection, SystemEntry
from core.connectors.sealing import BrokenSeal, Sealed, unseal
from core.people.models import Person


@login_required
@require_safe
def launch(request: HttpRequest, connection_id: int) -> HttpResponse:
    """Leads into another system, or says why that does not work right now."""
    person = request.user
    assert isinstance(person, Person)  # noqa: S101 - login_required has asked
    try:
        sealed = unseal(
            request.GET.get("til", ""), person_id=person.pk, connection_id=connection_id
        )
    except BrokenSeal as error:
        raise Http404 from error
    return _open(request, sealed, connection_id=connection_id)


@login_required
@require_safe
def open_entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Leads to something of another system that was found here; who does not see it finds none."""
    viewer = viewer_of(request)
    rows = SystemEntry.objects.filter(viewer.may_see("scope"), pk=entry_id)
    entry = rows.first()
    if entry is None:
        raise Http404
    sealed = Sealed(launcher=entry.launcher, target=entry.target, unit=entry.unit)
    return _open(request, sealed, connection_id=entry.connection_id)


def _open(request: HttpRequest, sealed: Sealed, *, connection_id: int) -> HttpResponse:
    language = get_language() or "da"
    try:
        connection, outcome = open_link(
            sealed,
            viewer_of(request),
            connection_id=connection_id,
            language=language,
            address=request.get_full_path(),
        )
    except NotForViewer as error:
        raise Http404 from error
    except OnBreak as pause:
        request.municipality_code = pause.connection.municipality.code  # type: ignore[attr-defined]
        return _say_why_not(request, pause.connection, name_break(pause.connection.title))
    request.municipality_code = connection.municipality.code  # type: ignore[attr-defined]
    destination = read_destination(outcome)
    context = {"system": connection.title}
    if destination is None:
        words = _("%(system)s does not answer right now") % {"system": connection.title}
        return _say_why_not(request, connection, words, may_try_again=True)
    if destination.fields:
        response = render(
            request, "themes/connectors/launch.html", context | {"destination": destination}
        )
        _let_form_lead_to(response, destination.address)
    else:
        response = HttpResponseRedirect(destination.address)
        # The other system does not learn on which page somebody was.
        response.headers["Referrer-Policy"] = "no-referrer"
    return forbid_keeping(response)


def _say_why_not(
    request: HttpRequest, connection: Connection, words: str, *, may_try_again: bool = False
) -> HttpResponse:
    context = {
        "system": connection.title,
        "words": words,
        "advice": connection.advice_in(get_language() or "da"),
        "may_try_again": may_try_again,
    }
    return forbid_keeping(render(request, "themes/connectors/no_launch.html", context, status=503))


def _let_form_lead_to(response: HttpResponse, address: str) -> None:
    """Opens the content security policy of this one answer for the form that it holds."""
    parts = urlsplit(address)
    response._csp_update = {"form-action": [f"{parts.scheme}://{parts.netloc}"]}  # type: ignore[attr-defined]
    response.headers["Referrer-Policy"] = "no-referrer"
