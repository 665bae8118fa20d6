"""The portal's pages, files and images, each after one question: may this viewer see it?"""

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cms.caching import answer_unless_unchanged, forbid_keeping, forbid_sharing
from cms.models import BasePage
from cms.queries import PORTAL_PATH, PageRow, address_of, find_page, sum_changes, visible_to
from cms.reading import make_home_context, make_page_context, page_model
from cms.shell import Surroundings, make_shell
from core.access.viewer import Viewer, viewer_of
from core.audit.models import Action
from core.audit.operations import record
from core.people.models import Person


@require_safe
def show_home(request: HttpRequest) -> HttpResponse:
    """The home page after sign-in; whoever is not signed in is asked to."""
    person = request.user
    if not isinstance(person, Person):
        return forbid_sharing(redirect(settings.LOGIN_URL))
    viewer = viewer_of(request)

    def render_home() -> HttpResponse:
        around = Surroundings(viewer, page=None)
        context = make_home_context(around, first_name=person.get_short_name())
        return render(request, "themes/home.html", make_shell(around) | context)

    # News come and go by the minute without anybody publishing: the minute is a part.
    minute = viewer.now.replace(second=0, microsecond=0)
    return answer_unless_unchanged(request, (sum_changes(viewer), minute), render_home)


@require_safe
def show_page(request: HttpRequest, address: str) -> HttpResponse:
    """A page at its address; one that is not there and one that is hidden look the same."""
    viewer = viewer_of(request)
    page = find_page(f"{PORTAL_PATH}/{address}", viewer)
    if page is None:
        return refuse(request)

    request.municipality_code = page.municipality_code  # type: ignore[attr-defined]

    def render_page() -> HttpResponse:
        around = Surroundings(viewer, page=page)
        context = make_shell(around) | make_page_context(page, around)
        return render(request, str(page_model(page).template), context)

    if page.concerns_person:
        record_open(page, viewer)
        return forbid_keeping(render_page())
    parts = (page.pk, page.revision_id, page.scope_id, page.changes, viewer.today, page.may_edit)
    return answer_unless_unchanged(request, parts, render_page)


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
    """What everybody gets who may not see it: nobody is asked to sign in, others see a 404."""
    if request.user.is_authenticated:
        raise Http404
    return forbid_sharing(redirect(f"{reverse('login')}?next={request.path}"))


@require_safe
def redirect_to_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """The lasting address of a page, which links in texts use: leads to where it is now."""
    page = visible_to(viewer_of(request)).filter(pk=page_id).only("url_path").first()
    if page is None:
        return refuse(request)
    return forbid_sharing(redirect(address_of(page.url_path)))


@require_safe
def enter_municipality(request: HttpRequest, code: str) -> HttpResponse:
    """A municipality's own entrance: its look at the sign-in page, the home for who is in."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(reverse("home"))
    return HttpResponseRedirect(f"{reverse('login')}?kommune={code}")
