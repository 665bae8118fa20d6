"""The pages at the foot: accessibility statement, privacy and cookies, one set a municipality."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.models import FooterPages
from cms.queries import visible_to
from cms.rows import address_of
from cms.shell import Surroundings, make_shell
from core.access.answers import forbid_sharing
from core.access.viewer import viewer_of


@require_safe
def show_accessibility_statement(request: HttpRequest) -> HttpResponse:
    """The accessibility statement, at the address that the law gives it."""
    return _lead_to(request, "accessibility", title=_("Accessibility statement"))


@require_safe
def show_privacy(request: HttpRequest) -> HttpResponse:
    """How a municipality handles personal data."""
    return _lead_to(request, "privacy", title=_("Privacy"))


@require_safe
def show_cookies(request: HttpRequest) -> HttpResponse:
    """Which cookies the portal sets."""
    return _lead_to(request, "cookies", title=_("Cookies"))


def list_footer_pages(field: str, code: str) -> list[FooterPages]:
    """The municipalities' pages of one kind: of the one with the code, or of all."""
    rows = FooterPages.objects.select_related("municipality", field)
    if code:
        rows = rows.filter(municipality__code=code)
    return list(rows.order_by("municipality__name"))


def _lead_to(request: HttpRequest, field: str, *, title: str) -> HttpResponse:
    viewer = viewer_of(request)
    rows = list_footer_pages(field, request.GET.get("kommune", ""))
    seen = set(
        visible_to(viewer)
        .filter(pk__in=[getattr(row, f"{field}_id") for row in rows])
        .values_list("pk", flat=True)
    )
    links = [
        {"title": str(row.municipality), "url": address_of(getattr(row, field).url_path)}
        for row in rows
        if getattr(row, f"{field}_id") in seen
    ]
    if len(links) == 1:
        return forbid_sharing(redirect(links[0]["url"]))
    context = make_shell(Surroundings(viewer, page=None))
    return forbid_sharing(
        render(
            request,
            "themes/page.html",
            context | {"title": title, "children_pages": links, "home_current": False},
            status=200 if links else 404,
        )
    )
