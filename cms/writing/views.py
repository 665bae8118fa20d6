"""The portal's own pages for writing news: choose a place, and fill in five fields."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.editing.consent import answer_consent
from cms.editing.queries import list_places_to_write
from cms.models import Consent, InstitutionImage, NewsPage
from cms.writing import operations
from cms.writing.desk import ReadersDesk
from cms.writing.forms import NewsForm
from cms.writing.operations import Written
from cms.writing.queries import (
    find_own_image,
    read_written,
)
from core.access.viewer import viewer_of
from core.people.kinds import GroupKind
from core.people.models import Group, Person

MOST_PLACES = 40
PICTURE = "picture_id"
View = Callable[..., HttpResponseBase]


def for_writers(view: View) -> View:
    """Asks for a sign-in first; what somebody may not write is not there."""

    @never_cache
    @login_required
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answer(request: HttpRequest, **named: Any) -> HttpResponseBase:
        return view(request, cast("Person", request.user), **named)

    return answer


@for_writers
def choose_place(request: HttpRequest, person: Person) -> HttpResponse:
    """Where the news is to stand; whoever writes in one place goes on at once."""
    return lead_to_place(request, person, route="write_news")


def lead_to_place(
    request: HttpRequest, person: Person, *, route: str, question: str = ""
) -> HttpResponse:
    """The places to write in, each with its form; the form itself where there is one place."""
    on = viewer_of(request).today
    places = list_places_to_write(person, on=on, most=MOST_PLACES)
    if not places:
        raise Http404
    rows = [{"title": place.title, "url": reverse(route, args=[place.pk])} for place in places]
    if len(rows) == 1:
        return HttpResponseRedirect(rows[0]["url"])
    context = {"places": rows, "question": question}
    return render(request, "themes/writing/places.html", context)


@for_writers
def write_news(request: HttpRequest, person: Person, page_id: int) -> HttpResponse:
    """New news below a place."""
    return NewsDesk.write(request, person, place_id=page_id, start={})


@for_writers
def rewrite_news(request: HttpRequest, person: Person, page_id: int) -> HttpResponse:
    """News that is there already; what the short form would lose is for the editor."""
    return NewsDesk.rewrite(request, person, page_id=page_id, read=read_written)


class NewsDesk(ReadersDesk):
    """One news page: five fields, with a picture that is kept at once."""

    model = NewsPage
    template = "themes/writing/news.html"
    rewrite_route = "rewrite_news"
    heading = gettext_lazy("New news")
    heading_again = gettext_lazy("Edit news")
    said_published = gettext_lazy("The news has been published.")
    said_asked = gettext_lazy("The news has been sent for approval.")

    def answer(self, *, start: dict[str, Any]) -> HttpResponse:
        group = self.picker.known_place.group
        self.place_class = group if group and group.kind == GroupKind.MAIN else None
        readers = self.offer_readers(start)
        if self.request.method != "POST":
            image = start.get("image")
            about = {"consent": image.consent} if image else {}
            form = self._make_form(readers, initial=about | start, image=image)
            return self._show(form, image)
        image = find_own_image(self.person, self.request.POST.get(PICTURE, ""))
        form = self._make_form(readers, image=image, bound=True)
        is_whole = form.is_valid()
        if form.cleaned_data.get("picture"):
            # Kept at once: what was chosen on a phone is not lost by a mistake elsewhere.
            image = self._keep_picture(form.cleaned_data["picture"], form)
        if image is not None and form.cleaned_data.get("consent"):
            self._answer_consent(image, form)
        if not is_whole or form.errors:
            return self._show(form, image)
        return self._save(form, image)

    def _make_form(
        self,
        readers: dict[str, Any],
        *,
        initial: dict[str, Any] | None = None,
        image: InstitutionImage | None = None,
        bound: bool = False,
    ) -> NewsForm:
        data = (self.request.POST, self.request.FILES) if bound else (None, None)
        return NewsForm(
            *data,
            initial=initial,
            **readers,
            today=self.viewer.today,
            image=image,
            place_class=self.place_class,
        )

    def _keep_picture(self, picture: UploadedFile, form: NewsForm) -> InstitutionImage | None:
        return operations.keep_picture(
            picture,
            title=form.cleaned_data.get("title") or _("Picture"),
            description=form.cleaned_data.get("description", ""),
            institution=self.parent.institution,
            author=self.person,
        )

    def _answer_consent(self, image: InstitutionImage, form: NewsForm) -> None:
        consent = form.cleaned_data["consent"]
        group = Group.objects.filter(pk=form.class_id or 0).first()
        # Without its class a permission for one would cover nobody.
        if consent != Consent.GROUP or group is not None:
            answer_consent(image, consent, editor=self.person, group=group)

    def _save(self, form: NewsForm, image: InstitutionImage | None) -> HttpResponse:
        data = form.cleaned_data
        written = Written(
            title=data["title"],
            text=data["text"],
            audience=form.audience_chosen,
            image=None if form.is_left_out else image,
            description=data["description"],
            decorative=data["decorative"],
            until=data["until"],
        )
        operations.fill_page(self.page, written)
        return self.save_or_ask_back(lambda: self._show(form, written.image))

    def _show(self, form: NewsForm, image: InstitutionImage | None) -> HttpResponse:
        return self.show(
            form,
            image_id=image.pk if image else "",
            image_url=reverse("serve_image", args=[image.pk, "max-800x600"]) if image else "",
            kept_name=PICTURE,
        )
