"""One story of the day on the desk of one writer, for one request."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy

from cms.audience.queries import audience_in_force
from cms.audience.words import describe_audience
from cms.daily.forms import MOST_PICTURES, NoteForm
from cms.daily.operations import Shown, Told, fill_note, give_readers, name_day
from cms.editing.consent import answer_consent
from cms.models import DailyNotePage, GroupHome, InstitutionImage
from cms.writing import operations
from cms.writing.desk import Desk
from cms.writing.fields import PictureFields
from cms.writing.queries import find_own_image
from core.people.models import Person

KEPT = "image_id"


class NoteDesk(Desk):
    """A story below a group's page: the empty form, what is wrong with it, or the way on."""

    template = "themes/writing/note.html"
    rewrite_route = "rewrite_note"
    heading = gettext_lazy("Tell of the day")
    heading_again = gettext_lazy("Edit the story of the day")
    said_published = gettext_lazy("The story of the day has been published.")
    said_asked = gettext_lazy("The story of the day has been sent for approval.")

    def __init__(
        self,
        request: HttpRequest,
        person: Person,
        *,
        page: DailyNotePage,
        parent: GroupHome,
        is_new: bool,
    ) -> None:
        super().__init__(request, person, page=page, parent=parent, is_new=is_new)
        self.group = parent.home_of
        give_readers(
            page,
            above=audience_in_force(parent),
            unit=parent.home_unit,
            institution_key=self.group.institution.key,
        )

    def follow_publication(self) -> HttpResponse:
        """The group's page, where the story stands with those before it."""
        return HttpResponseRedirect(self.parent.get_url())

    def answer(self, *, start: dict[str, Any]) -> HttpResponse:
        """What the request gets; `start` is what the form shows at first."""
        if self.request.method != "POST":
            form = NoteForm(initial={"day": self.viewer.today} | start, today=self.viewer.today)
            return self._show(form, list(_begin_slots(start.get("pictures", ()))))
        form = NoteForm(
            self.request.POST,
            today=self.viewer.today,
            kept_day=None if self.is_new else self.page.day,
        )
        slots = [self._read_slot(number) for number in range(MOST_PICTURES)]
        # All of them are asked: each has its own mistakes to show.
        is_whole = all([form.is_valid(), *[slot.is_valid() for slot in slots]])
        for slot in slots:
            self._keep(slot, form)
        return self._save(form, slots) if is_whole else self._show(form, slots)

    def _read_slot(self, number: int) -> PictureFields:
        prefix = f"p{number}"
        image = find_own_image(self.person, self.request.POST.get(f"{prefix}-{KEPT}", ""))
        return PictureFields(self.request.POST, self.request.FILES, prefix=prefix, image=image)

    def _keep(self, slot: PictureFields, form: NoteForm) -> None:
        """Keeps a picture at once, so that a mistake elsewhere does not lose it."""
        data = slot.cleaned_data
        if data.get("picture"):
            day = form.cleaned_data.get("day") or self.viewer.today
            slot.image = operations.keep_picture(
                data["picture"],
                title=f"{self.parent.title}, {name_day(day)}",
                description=data.get("description", ""),
                institution=self.group.institution,
                author=self.person,
            )
        if slot.image is not None and data.get("consent"):
            answer_consent(slot.image, data["consent"], editor=self.person, group=self.group)

    def _save(self, form: NoteForm, slots: Sequence[PictureFields]) -> HttpResponse:
        data = form.cleaned_data
        fill_note(self.page, Told(day=data["day"], text=data["text"], pictures=_list_shown(slots)))
        return self.save_or_ask_back(lambda: self._show(form, slots))

    def _show(self, form: NoteForm, slots: Sequence[PictureFields]) -> HttpResponse:
        readers = describe_audience(tuple(self.page.own_audience or ()), on=self.viewer.today)
        return self.show(
            form,
            slots=[_describe_slot(slot) for slot in slots],
            wrong=form.is_bound and (form.errors or any(slot.errors for slot in slots)),
            readers=readers.sentence,
        )


def _begin_slots(pictures: Sequence[InstitutionImage]) -> Iterable[PictureFields]:
    for number in range(MOST_PICTURES):
        image = pictures[number] if number < len(pictures) else None
        about = {}
        if image is not None:
            about = {
                "description": getattr(image, "contextual_alt_text", "") or "",
                "decorative": bool(getattr(image, "decorative", False)),
                "consent": image.consent,
            }
        yield PictureFields(prefix=f"p{number}", initial=about, image=image)


def _list_shown(slots: Iterable[PictureFields]) -> list[Shown]:
    return [
        Shown(
            image=slot.image,
            description=slot.cleaned_data["description"],
            decorative=slot.cleaned_data["decorative"],
        )
        for slot in slots
        if slot.image is not None and not slot.is_left_out
    ]


def _describe_slot(slot: PictureFields) -> dict[str, Any]:
    image = slot.image
    return {
        "form": slot,
        "kept_name": f"{slot.prefix}-{KEPT}",
        "image_id": image.pk if image else "",
        "image_url": reverse("serve_image", args=[image.pk, "max-800x600"]) if image else "",
        "is_open": bool(image or slot.errors),
    }
