"""Many events at once from a spreadsheet: first a dry run, then all of them or none."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cms.audience.picker import Picker
from cms.audience.publishing import ANSWER, Judgement, Opening, judge
from cms.models import BasePage
from cms.sheets import answer_csv
from cms.writing import operations
from cms.writing.audiences import list_offers
from cms.writing.chosen import find_sharing
from cms.writing.chosen_fields import ChosenFields
from cms.writing.desk import MISTAKES
from cms.writing.event_rows import ReadRow, pack_lines, read_rows, unpack_lines
from cms.writing.event_sheets import LARGEST, Line, list_headings, read_sheet
from cms.writing.operations import WrittenEvent
from cms.writing.queries import find_place_to_write, list_starts
from cms.writing.views import for_writers
from core.access.audiences import Audience
from core.access.viewer import viewer_of
from core.people.models import Person

NOBODY_CHOSEN = _("Choose who can see the events before you publish them.")


class SheetForm(forms.Form):
    """The file of a dry run."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=_("Excel (.xlsx) or CSV, at most 200 events."),
    )

    def clean_file(self) -> list[Line]:
        """The file's lines."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(_("The file is too large. A sheet of events is at most 2 MB."))
        return read_sheet(file.read())


class ReadersForm(ChosenFields):
    """Who can see all the events of a sheet."""

    audience = forms.ChoiceField(
        label=_("Who can see them?"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), NOBODY_CHOSEN),
    )


@for_writers
def write_many_events(request: HttpRequest, person: Person, page_id: int) -> HttpResponse:
    """A sheet's dry run, and then its events, published to one audience."""
    place = _find_place(request, person, page_id)
    sheet = SheetForm(request.POST, request.FILES) if request.FILES else SheetForm()
    lines = sheet.cleaned_data["file"] if sheet.is_bound and sheet.is_valid() else []
    if request.method == "POST" and not sheet.is_bound:
        lines = unpack_lines(request.POST.get("lines", ""))
        if not lines:
            # Nothing was sent along: the form says which field is missing.
            sheet = SheetForm(request.POST, request.FILES)
    rows = read_rows(lines, there=list_starts(place, person)) if lines else []
    page = ManyEvents(request, person, place, sheet=sheet, lines=lines, rows=rows)
    return page.publish() if request.POST.get("action") == "publish" else page.show()


@for_writers
def fetch_empty_sheet(request: HttpRequest, person: Person, page_id: int) -> HttpResponse:
    """A sheet with the headings alone, to be filled in."""
    _find_place(request, person, page_id)
    return answer_csv("begivenheder", list_headings(), [])


def _find_place(request: HttpRequest, person: Person, page_id: int) -> BasePage:
    place = find_place_to_write(person, page_id)
    if place is None or not place.permissions_for_user(person).can_publish_subpage():
        raise Http404
    if place.municipality is not None:
        request.municipality_code = place.municipality.code  # type: ignore[attr-defined]
    return place


class ManyEvents:
    """The lines of one sheet at one place, for one request."""

    def __init__(
        self,
        request: HttpRequest,
        person: Person,
        place: BasePage,
        *,
        sheet: SheetForm,
        lines: list[Line],
        rows: list[ReadRow],
    ) -> None:
        self.request, self.person, self.place = request, person, place
        self.sheet, self.lines, self.rows = sheet, lines, rows
        self.viewer = viewer_of(request)
        picker = Picker(page=None, parent=place, person_id=person.pk)
        sent = request.POST if request.POST.get("action") == "publish" else None
        offers = list_offers(picker, on=self.viewer.today)
        self.choice = ReadersForm(sent, offers=offers, sharing=find_sharing(picker))
        self.judgement: Judgement | None = None

    @property
    def new(self) -> list[ReadRow]:
        """The lines of which events would be made."""
        return [row for row in self.rows if row.is_new]

    @property
    def wrong(self) -> list[ReadRow]:
        """The lines that must be mended first."""
        return [row for row in self.rows if row.mistakes]

    def publish(self) -> HttpResponse:
        """Makes all the new events, or says why none was made."""
        if not self.choice.is_valid() or not self.new or self.wrong:
            return self.show()
        audience = self.choice.audience_chosen
        written = [WrittenEvent(audience=audience, **row.form.cleaned_data) for row in self.new]
        self.judgement = self._judge(written, audience)
        if not self.judgement.is_clear:
            return self.show()
        operations.publish_events(written, below=self.place, author=self.person)
        message = ngettext(
            "%(count)d event has been published.",
            "%(count)d events have been published.",
            len(written),
        )
        messages.success(self.request, message % {"count": len(written)})
        return HttpResponseRedirect(f"{reverse('calendar')}?sted={self.place.pk}")

    def _judge(self, written: list[WrittenEvent], audience: Audience) -> Judgement:
        opening = Opening(
            titles=tuple(event.title for event in written),
            parent=self.place,
            own=audience,
            texts=[part for item in written for part in (item.title, item.location, item.text)],
        )
        return judge(
            [opening],
            person_id=self.person.pk,
            answers=self.request.POST.getlist(ANSWER),
            now=self.viewer.now,
        )

    def show(self) -> HttpResponse:
        """The dry run; before there is a file, what a sheet must have."""
        context: dict[str, Any] = {
            "sheet": self.sheet,
            "place": self.place.title,
            "headings": list_headings(),
            "empty_url": reverse("empty_event_sheet", args=[self.place.pk]),
            "rows": self.rows,
            "lines": pack_lines(self.lines) if self.lines else "",
            "new_count": len(self.new),
            "wrong_count": len(self.wrong),
            "choice": self.choice,
            "judgement": self.judgement,
            "answers": self.request.POST.getlist(ANSWER),
            "answer_name": ANSWER,
            "back_url": self.place.get_url(),
            "municipality_name": self.place.municipality.name if self.place.municipality else "",
        }
        asked_back = self.judgement is not None or bool(self.choice.errors)
        is_wrong = bool(self.sheet.errors) or bool(self.wrong) or asked_back
        status = MISTAKES if is_wrong else 200
        return render(self.request, "themes/writing/many_events.html", context, status=status)
