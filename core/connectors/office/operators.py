"""Where the portal's operators see the connectors of all municipalities, and decide of them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.access.levels import check_level, sensitive_level
from core.access.viewer import viewer_of
from core.connectors.configuration.layers import list_fields
from core.connectors.configuration.operations import (
    Actor,
    InvalidSettings,
    fill_in_portal,
    make_available,
)
from core.connectors.models import Connection, PortalConnector
from core.connectors.office.fields import SettingsForm
from core.connectors.office.mistakes import add_mistakes
from core.connectors.office.tiers import read_tier
from core.connectors.office.words import TIERS, name_categories
from core.connectors.registry.installed import read_registry
from core.connectors.registry.offers import Offer
from core.people.models import Person
from core.people.office.entrance import METHODS
from core.people.office.forms import bind_form
from indgang_sdk.settings import Layer

View = Callable[..., HttpResponse]


def operators_page(view: View) -> View:
    """Answers 404 to who is no operator of the whole installation, as for no page."""

    @never_cache
    @login_required
    @require_http_methods(METHODS)
    @wraps(view)
    def answer(request: HttpRequest, **named: Any) -> HttpResponse:
        if not cast("Person", request.user).is_superuser:
            raise Http404
        return view(request, **named)

    return answer


@operators_page
def show_connectors(request: HttpRequest) -> HttpResponse:
    """The connectors of the portal: their versions, and how many municipalities use each."""
    registry = read_registry()
    decided = {row.connector: row for row in PortalConnector.objects.all()}
    counts = Connection.objects.values("connector").annotate(
        connected=Count("municipality", distinct=True),
        used=Count("municipality", distinct=True, filter=Q(is_on=True)),
    )
    by_name: dict[str, Any] = {row["connector"]: row for row in counts}
    rows = [
        {
            **_describe_connector(name, registry.offers.get(name), decided.get(name)),
            "connected": by_name[name]["connected"] if name in by_name else 0,
            "used": by_name[name]["used"] if name in by_name else 0,
            "url": reverse("portal_connector", args=[name]),
        }
        for name in {*registry.offers, *decided, *by_name}
    ]
    context = {"rows": sorted(rows, key=lambda row: row["title"]), "failed": registry.failed}
    return _render(request, "portal_connectors.html", context, title=_("Connectors"))


@operators_page
def show_connector(request: HttpRequest, connector: str) -> HttpResponse:
    """One connector: whether it may be used, the portal's settings of it, and who uses it.

    What is changed here holds for all municipalities, and asks for a sensitive level.
    """
    offer = read_registry().find(connector)
    row = PortalConnector.objects.filter(connector=connector).first()
    users = list(
        Connection.objects.filter(connector=connector)
        .select_related("municipality")
        .order_by("municipality__name", "title")
    )
    if offer is None and row is None and not users:
        raise Http404
    if request.method == "POST":
        check_level(request, sensitive_level())
    here = reverse("portal_connector", args=[connector])
    deed = request.POST.get("handling", "")
    if deed in SWITCHES:
        make_available(connector, is_available=deed == "tillad", by=_make_actor(request))
        messages.success(request, SWITCHES[deed]())
        return HttpResponseRedirect(here)
    form = _make_form(request, offer, row)
    if form is not None and offer is not None and form.is_valid():
        try:
            fill_in_portal(offer, values=form.read_values(), by=_make_actor(request))
        except InvalidSettings as error:
            add_mistakes(form, error.mistakes, offer.connector.settings)
        else:
            messages.success(request, _("The settings hold for all municipalities."))
            return HttpResponseRedirect(here)
    described = _describe_connector(connector, offer, row)
    context = {
        "connector": described,
        "form": form,
        "users": [
            {"municipality": user.municipality.name, "title": user.title, "is_on": user.is_on}
            for user in users
        ],
    }
    above = ((_("Connectors"), reverse("portal_connectors")),)
    wrong = form is not None and form.is_bound
    return _render(
        request,
        "portal_connector.html",
        context,
        title=str(described["title"]),
        above=above,
        wrong=wrong,
    )


def _say_withdrawn() -> str:
    return _("The connector is switched off for all municipalities.")


def _say_allowed() -> str:
    return _("Municipalities may use the connector.")


SWITCHES: dict[str, Callable[[], str]] = {"sluk": _say_withdrawn, "tillad": _say_allowed}


def _make_form(
    request: HttpRequest, offer: Offer | None, row: PortalConnector | None
) -> SettingsForm | None:
    """The settings of the portal's own layer; None for a connector that has none."""
    if offer is None or not list_fields(offer.connector.settings, Layer.PORTAL):
        return None
    model = offer.connector.settings
    return bind_form(request, SettingsForm, model=model, layer=Layer.PORTAL, row=row)


def _describe_connector(
    name: str, offer: Offer | None, row: PortalConnector | None
) -> dict[str, Any]:
    language = get_language() or "da"
    return {
        "name": name,
        "title": offer.connector.title.in_language(language) if offer else name,
        "description": offer.connector.description.in_language(language) if offer else "",
        "category": name_categories(offer.connector.categories) if offer else "",
        "version": offer.connector.version if offer else "",
        "tier": str(TIERS[read_tier(offer)]) if offer else "",
        "is_installed": offer is not None,
        "is_available": row is None or row.is_available,
    }


def _make_actor(request: HttpRequest) -> Actor:
    return Actor(person=cast("Person", request.user), now=viewer_of(request).now)


def _render(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    title: str,
    above: tuple[tuple[str, str], ...] = (),
    wrong: bool = False,
) -> HttpResponse:
    steps = [(_("Home"), reverse("home")), *above, (title, "")]
    shell = {
        "breadcrumbs": [{"title": name, "url": url} for name, url in steps],
        "title": title,
        "heading": title,
    }
    return render(
        request, f"themes/office/{template}", shell | context, status=400 if wrong else 200
    )
