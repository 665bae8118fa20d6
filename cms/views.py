"""The portal's pages, files and images, each after one question: may this viewer see it?"""

from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cms.approvals import find_to_approve, make_approvals_context
from cms.blocks.filling import Body
from cms.caching import answer_unless_unchanged
from cms.children import NO_FAMILY, find_family
from cms.contacts import list_contacts
from cms.front_page import (
    choose_waiting,
    list_waiting,
    make_home_context,
    make_live_context,
    make_places_context,
)
from cms.lifecycle.addresses import find_new_address
from cms.models import BasePage
from cms.queries import find_page, find_standing, named_to
from cms.reading import make_page_context, page_model, read_page_body
from cms.rows import PORTAL_PATH, PageRow, address_of
from cms.shell import Surroundings, make_shell
from cms.week_menus.weeks import find_week_to_show
from cms.young_home import PLAIN, make_young_context
from core.access.answers import forbid_keeping, forbid_sharing
from core.access.levels import (
    ask_to_step_up,
    name_level,
    read_level,
    sign_in_address,
    step_up_address,
)
from core.access.viewer import Viewer, viewer_of
from core.audit.models import Action
from core.audit.operations import record
from core.numbers import read_id
from core.people.models import Person
from indgang_sdk.levels import Level
from themes.fragments import render_page


@require_safe
def show_home(request: HttpRequest) -> HttpResponse:
    """The home page after sign-in; whoever is not signed in is asked to."""
    person = request.user
    if not isinstance(person, Person):
        return forbid_sharing(redirect(settings.LOGIN_URL))
    viewer = viewer_of(request)

    standing = find_standing(viewer)
    waiting = list_waiting(viewer, standing)
    to_approve = find_to_approve(viewer, standing)
    asked_for = read_id(request.GET.get("barn", ""))
    plain = request.GET.get("visning") == PLAIN

    def render_home() -> HttpResponse:
        around = Surroundings(viewer, page=None)
        if standing.is_young and not plain:
            values = make_shell(around) | make_young_context(around, waiting)
            return answer_with(request, "themes/young/home.html", values, keep=True)
        family = find_family(viewer, chosen_id=asked_for) if standing.is_guardian else NO_FAMILY
        mine = choose_waiting(waiting, family)
        values = make_shell(around) | make_home_context(around, standing, family)
        values |= {"has_children": bool(family.children), "has_waiting": bool(mine)}
        values |= {"pictures_url": reverse("home") if standing.is_young else ""}
        # Approving is no child's.
        values["has_approvals"] = bool(to_approve.count and not family.chosen)
        live = make_live_context(around, family, mine)
        live["approvals"] = make_approvals_context(to_approve)
        return answer_with(request, "themes/home.html", values, live=live, keep=True)

    # News come and go by the minute without anybody publishing: the minute is a part.
    minute = viewer.now.replace(second=0, microsecond=0)
    parts = (standing, minute, waiting, to_approve, asked_for, plain)
    return answer_unless_unchanged(request, parts, render_home)


@require_safe
def show_places(request: HttpRequest) -> HttpResponse:
    """All places of the person who is signed in, for whoever has more than a menu holds."""
    if not request.user.is_authenticated:
        return refuse(request)
    viewer = viewer_of(request)

    def render_places() -> HttpResponse:
        around = Surroundings(viewer, page=None)
        values = make_shell(around) | make_places_context(around) | {"home_current": False}
        return answer_with(request, "themes/places.html", values, keep=True)

    return answer_unless_unchanged(
        request, (find_standing(viewer).changes, viewer.today), render_places
    )


@require_safe
def show_page(request: HttpRequest, address: str) -> HttpResponse:
    """A page at its address; one that is not there and one that is hidden look the same."""
    viewer = viewer_of(request)
    page = find_page(f"{PORTAL_PATH}/{address}", viewer)
    if page is None:
        moved = find_new_address(f"{PORTAL_PATH}/{address}", viewer)
        return forbid_sharing(redirect(address_of(moved))) if moved else refuse(request)

    request.municipality_code = page.municipality_code  # type: ignore[attr-defined]

    if page.level > viewer.level:
        return ask_for_level(request, page)
    if page.concerns_person:
        record_open(page, viewer)
    if is_personal(page):
        return forbid_keeping(render_page_row(request, viewer, page))
    body = read_page_body(page, viewer)
    contacts = list_contacts(page, viewer)
    tools = (page.may_edit, page.has_office)
    week = find_week_to_show(viewer.now)
    # What a page names from elsewhere changes without the page.
    state = (page.pk, page.revision_id, page.scope_id, page.changes, viewer.today, week, tools)
    return answer_unless_unchanged(
        request,
        (*state, body.shown, contacts),
        lambda: render_page_row(request, viewer, page, body=body, contacts=contacts),
    )


def is_personal(page: PageRow) -> bool:
    """Whether a page is about one person or well protected, or shows each viewer something else."""
    if page.concerns_person or page.level > Level.ONE_FACTOR:
        return True
    return page.asks_to_confirm or page_model(page).is_personal


def ask_for_level(request: HttpRequest, page: PageRow) -> HttpResponse:
    """In place of a page the way to step up and back to it, with nothing of it but the title."""
    if not request.user.is_authenticated:
        return ask_to_step_up(request, page.level, request.get_full_path())
    context = {
        "title": page.title,
        "level_words": name_level(page.level),
        "step_up_url": step_up_address(page.level, request.get_full_path()),
    }
    return forbid_keeping(render(request, "themes/level_required.html", context))


def render_page_row(
    request: HttpRequest,
    viewer: Viewer,
    page: PageRow,
    *,
    body: Body | None = None,
    more: dict[str, Any] | None = None,
    contacts: list[dict[str, Any]] | None = None,
) -> HttpResponse:
    """A page in its own template; `more` takes the place of what the template would get."""
    around = Surroundings(viewer, page=page)
    body = read_page_body(page, viewer) if body is None else body
    values = make_shell(around) | make_page_context(page, around, body) | (more or {})
    template = str(page_model(page).template)
    # What is personal is rendered anew each time and kept nowhere.
    keep = not is_personal(page) and not body.names_people
    values["has_contact"] = bool(contacts or values.get("contact"))
    live = {"contact_people": contacts or []}
    return answer_with(request, template, values, live=live, keep=keep)


def answer_with(
    request: HttpRequest,
    template: str,
    values: dict[str, Any],
    *,
    keep: bool,
    live: dict[str, Any] | None = None,
) -> HttpResponse:
    """A page, from what was kept of it where `keep` allows; a message is shown once, so is not."""
    if keep and not len(get_messages(request)):
        return render_page(request, template, values, live=live or {})
    return render(request, template, values | (live or {}))


def record_open(page: PageRow, viewer: Viewer) -> None:
    """Writes into the log that somebody opened a page that is about one person."""
    record(
        Action.OPEN,
        now=viewer.now,
        actor_id=viewer.person_id,
        object_type=BasePage._meta.label_lower,
        object_id=page.pk,
        municipality_code=page.municipality_code,
    )


def refuse(request: HttpRequest) -> HttpResponse:
    """What everybody gets who may not see it: nobody is asked to sign in, others see a 404.

    A link may say which level its page asks for, so that one sign-in does. What the page itself
    asks for is not said to who may not know that there is one.
    """
    if request.user.is_authenticated:
        raise Http404
    level = read_level(request.GET.get("niveau"))
    return forbid_sharing(redirect(sign_in_address(level, request.path)))


@require_safe
def redirect_to_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """The lasting address of a page, which links in texts use: leads to where it is now."""
    page = named_to(viewer_of(request)).filter(pk=page_id).only("url_path").first()
    if page is None:
        return refuse(request)
    return forbid_sharing(redirect(address_of(page.url_path)))


@require_safe
def enter_municipality(request: HttpRequest, code: str) -> HttpResponse:
    """A municipality's own entrance: its look at the sign-in page, the home for who is in."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(reverse("home"))
    return HttpResponseRedirect(f"{reverse('login')}?kommune={code}")
