"""What all short forms do with a page that was filled in: judge, save, publish or ask for it."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cms.audience.picker import Picker
from cms.audience.publishing import ANSWER, Judgement
from cms.audience.queries import find_page_above
from cms.models import BasePage
from cms.queries import find_named
from cms.writing import operations
from cms.writing.audiences import list_offers
from cms.writing.chosen import find_sharing
from cms.writing.chosen_fields import CHOSEN
from cms.writing.judging import judge_page
from cms.writing.queries import find_draft, find_own, find_place_to_write
from core.access.audiences import Audience
from core.access.viewer import viewer_of
from core.people.models import Person

MISTAKES = 400


class Desk:
    """One page on the desk of one writer, for one request; a form gives it its words."""

    template: ClassVar[str]
    # Where a saved draft is gone on with; without one, in the editor.
    rewrite_route: ClassVar[str] = ""
    heading: ClassVar[str | Promise]
    heading_again: ClassVar[str | Promise]
    said_published: ClassVar[str | Promise]
    said_asked: ClassVar[str | Promise]

    def __init__(
        self, request: HttpRequest, person: Person, *, page: Any, parent: BasePage, is_new: bool
    ) -> None:
        self.request = request
        self.person = person
        self.page = page
        self.parent = parent
        self.is_new = is_new
        self.viewer = viewer_of(request)
        self.judgement: Judgement | None = None
        if parent.municipality is not None:
            request.municipality_code = parent.municipality.code  # type: ignore[attr-defined]

    @property
    def may_publish(self) -> bool:
        subject = self.parent if self.is_new else self.page
        return bool(subject.permissions_for_user(self.person).can_publish())

    @property
    def _is_out(self) -> bool:
        # What is not saved yet is live by Wagtail's default, at no address.
        return bool(self.page.live) and not self.is_new

    def save_or_ask_back(self, ask_back: Callable[[], HttpResponse]) -> HttpResponse:
        """Saves the page that was filled in and goes on, unless something is to be asked first."""
        action = self.request.POST.get("action", "")
        if action in {"publish", "ask"}:
            self.judgement = judge_page(self.request, self.person, self.page, parent=self.parent)
            if not self.judgement.is_clear:
                return ask_back()
        self.save()
        return self._go_on(action)

    def save(self) -> None:
        """Saves the page as a draft."""
        below = self.parent if self.is_new else None
        operations.save_draft(self.page, below=below, author=self.person)

    def follow_publication(self) -> HttpResponse:
        """Where a writer goes after publishing: the page, or its place where it is for others."""
        self.page.refresh_from_db()
        shown = self.page if find_named(self.page.pk, self.viewer) else self.parent
        return HttpResponseRedirect(shown.get_url())

    def show(self, form: Form, **more: Any) -> HttpResponse:
        """The page with the form, and with what all such pages have."""
        municipality = self.parent.municipality
        context = {
            "heading": self.heading if self.is_new else self.heading_again,
            "form": form,
            "wrong": bool(form.errors),
            "place": self.parent.title,
            "may_publish": self.may_publish,
            "judgement": self.judgement,
            "answers": self.request.POST.getlist(ANSWER),
            "answer_name": ANSWER,
            "back_url": (self.page if self._is_out else self.parent).get_url(),
            "municipality_name": municipality.name if municipality else "",
        }
        status = MISTAKES if form.is_bound else 200
        return render(self.request, self.template, context | more, status=status)

    def _go_on(self, action: str) -> HttpResponse:
        page, person = self.page, self.person
        if action == "publish" and page.permissions_for_user(person).can_publish():
            operations.publish_page(page, author=person)
            messages.success(self.request, str(self.said_published))
            return self.follow_publication()
        if action == "ask":
            operations.ask_for_approval(page, author=person)
            messages.success(self.request, str(self.said_asked))
            return HttpResponseRedirect(self.parent.get_url())
        if action == "more" or not self.rewrite_route:
            return lead_to_editor(page)
        messages.success(self.request, _("The draft has been saved. Nobody else sees it yet."))
        return HttpResponseRedirect(reverse(self.rewrite_route, args=[page.pk]))


def lead_to_editor(page: BasePage) -> HttpResponseRedirect:
    """The way to the editor, which has all of a page's fields."""
    return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


class ReadersDesk(Desk):
    """A page whose readers the writer chooses, below a place or corrected there."""

    model: ClassVar[type[BasePage]]

    @classmethod
    def write(
        cls, request: HttpRequest, person: Person, *, place_id: int, start: dict[str, Any]
    ) -> HttpResponse:
        """A new page below a place; `start` is what the form shows at first."""
        place = find_place_to_write(person, place_id)
        if place is None:
            raise Http404
        desk = cls(request, person, page=cls.model(), parent=place, is_new=True)
        return desk.answer(start=start)

    @classmethod
    def rewrite(
        cls,
        request: HttpRequest,
        person: Person,
        *,
        page_id: int,
        read: Callable[[Any], dict[str, Any] | None],
    ) -> HttpResponse:
        """A page that is there already; what the form would lose by `read` is for the editor."""
        page = find_own(cls.model, person, page_id)
        if page is None:
            raise Http404
        draft = find_draft(page, now=viewer_of(request).now)
        written = read(draft) if draft else None
        parent = find_page_above(page)
        if written is None or parent is None:
            return lead_to_editor(page)
        desk = cls(request, person, page=draft, parent=parent.specific, is_new=False)
        return desk.answer(start=written)

    def answer(self, *, start: dict[str, Any]) -> HttpResponse:
        """The form with what there is, the form with what is wrong, or the way on."""
        raise NotImplementedError

    @cached_property
    def picker(self) -> Picker:
        """The audiences that the writer may choose here."""
        page = None if self.is_new else self.page
        return Picker(page=page, parent=self.parent, person_id=self.person.pk)

    def offer_readers(self, start: dict[str, Any]) -> dict[str, Any]:
        """What the form offers as readers; in `start`, an audience that is ticks becomes these."""
        sharing = find_sharing(self.picker)
        also = read_audience(start)
        ticks = sharing.read_back(also) if sharing and also else None
        if ticks:
            start |= {"audience": CHOSEN, "institutions": ticks[0], "holders": ticks[1]}
            also = None
        offers = list_offers(self.picker, on=self.viewer.today, also=also)
        return {"offers": offers, "sharing": sharing}

    def follow_publication(self) -> HttpResponse:
        """As of every page; the audience is kept, to be offered the next time."""
        picker = Picker(page=self.page, parent=self.parent, person_id=self.person.pk)
        picker.remember(tuple(self.page.own_audience or ()), now=self.viewer.now)
        return super().follow_publication()


def read_audience(start: dict[str, Any]) -> Audience | None:
    """The audience that a form starts with; None where it starts with none."""
    return tuple(start["audience"].split()) if start.get("audience") else None
