"""What the templates of pages get: plain lists of what this viewer sees."""

from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from typing import Any, cast

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.audience.words import describe_shortly
from cms.blocks.filling import Body, Reader, fill_body
from cms.bodies import read_body
from cms.calendar.reading import list_coming, list_times
from cms.cards import link_rows, make_card
from cms.confirmation.reading import make_confirm_context, make_document_contexts
from cms.daily.reading import make_note_context, make_notes_context
from cms.fillers import show_document
from cms.form_pages.reading import make_form_context
from cms.legal.requirements import REQUIREMENTS
from cms.models import (
    BasePage,
    ContentPage,
    DailyNotePage,
    EventPage,
    FormPage,
    GroupHome,
    InstitutionHome,
    LibraryPage,
    MunicipalityHome,
    NewsPage,
    WeekMenuPage,
)
from cms.news.queries import news_visible_to
from cms.queries import documents_in
from cms.rows import KEY_LENGTH, PageRow
from cms.sharing import list_units
from cms.shell import Surroundings
from cms.shortcuts.queries import shortcuts_on_place
from cms.week_menus.reading import make_menu_context, make_week_context
from cms.writing.plain_text import begins_with
from core.access.keys import PUBLIC
from core.access.levels import name_level
from core.access.queries import keys_of_scope
from core.access.viewer import Viewer
from core.people.kinds import InstitutionKind
from core.people.office.addresses import office_address
from indgang_sdk.levels import Level

NEWS_ON_PLACE = 8

Context = dict[str, Any]


def read_page_body(page: PageRow, viewer: Viewer, *, files_for: Viewer | None = None) -> Body:
    """A page's text with its holes filled for a viewer; a preview has files for its editor."""
    segments = read_body(page.body, model=page_model(page), page_id=page.pk)
    return fill_body(segments, Reader(viewer=viewer, page=page, files_for=files_for or viewer))


def make_page_context(page: PageRow, around: Surroundings, body: Body) -> Context:
    """The context of any page's template, without the shell."""
    context = {**_BY_MODEL[page_model(page)](page, around), "body": body.parts}
    if context.get("summary") and begins_with(_join_html(body), context["summary"]):
        # The short forms take the summary from the text, which is not to stand there twice.
        context["summary"] = ""
    if page.has_office and page.kind in InstitutionKind.values:
        context["office_url"] = office_address(page.home_unit)
    return context | _make_tools(page, around.viewer) if page.may_edit else context


def _join_html(body: Body) -> str:
    return "".join(part.get("html", "") for part in body.parts)


def _make_tools(page: PageRow, viewer: Viewer) -> Context:
    """What only those get who may write here: the way to the editor, and who sees the page."""
    keys = keys_of_scope(page.scope_id)
    few, whole = describe_shortly(keys, on=viewer.today)
    tools: Context = {
        "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "visible_to": {"few": few, "whole": whole, "level": _name_higher_level(page)},
        "visible_to_public": PUBLIC in keys,
    }
    if not page_model(page).made_by_roster:
        tools["record_url"] = reverse("record_page", args=[page.pk])
    if page.home_unit:
        tools["new_news_url"] = reverse("write_news", args=[page.pk])
        tools["new_event_url"] = reverse("write_event", args=[page.pk])
    if page_model(page) is GroupHome:
        tools["new_note_url"] = reverse("write_note", args=[page.pk])
    if page_model(page) in _SHORT_FORMS:
        tools["edit_url"] = reverse(_SHORT_FORMS[page_model(page)], args=[page.pk])
        tools["take_down_url"] = reverse("take_down", args=[page.pk])
    if page_model(page) is LibraryPage:
        tools["arrange_url"] = reverse("arrange_folder", args=[page.pk])
    if page.asks_to_confirm and page_model(page) is not LibraryPage:
        tools["report_url"] = reverse("confirmations", args=[page.pk])
    return tools


def page_model(page: PageRow) -> type[BasePage]:
    """The class of a page row."""
    return _find_model(page.content_type_id)


def _name_higher_level(page: PageRow) -> str:
    """What a page asks for beyond what everybody who signs in has; "" for nothing."""
    return name_level(page.level) if page.level > Level.ONE_FACTOR else ""


@cache
def _find_model(content_type_id: int) -> type[BasePage]:
    content_type = ContentType.objects.get_for_id(content_type_id)
    return cast("type[BasePage]", content_type.model_class())


def _place_context(page: PageRow, around: Surroundings) -> Context:
    units = list_units(page.home_unit, kind=page.kind, municipality_code=page.municipality_code)
    news = news_visible_to(around.viewer, below=page.path, shared_with=units, most=NEWS_ON_PLACE)
    groups = [row for row in around.below if row.home_unit]
    is_municipality = page_model(page) is MunicipalityHome
    own_name = page.municipality_name if is_municipality else page.institution_name
    # What is not the place's own says whose it is.
    coming = [
        event | {"place": "" if event["place"] == own_name else event["place"]}
        for event in list_coming(around.viewer, below=page.path, shared_with=units)
    ]
    return {
        "name": page.title,
        "kind": page.kind,
        "kind_words": _kind_words(page),
        "contact": {"address": page.address} if len(page.home_unit) == KEY_LENGTH else None,
        "news": [make_card(item, around.viewer, with_municipality=False) for item in news],
        "more_url": f"{reverse('news_archive')}?sted={page.pk}" if news else "",
        "pages": link_rows(row for row in around.below if not row.home_unit),
        "groups": link_rows(groups),
        "groups_title": _("Institutions") if is_municipality else "",
        "coming": coming,
        "calendar_url": _address_calendar(around.viewer, page.pk),
    }


def _municipality_context(page: PageRow, around: Surroundings) -> Context:
    rows = shortcuts_on_place(around.viewer, page_id=page.pk)
    return _place_context(page, around) | {"shortcuts": [asdict(row) for row in rows]}


def _institution_context(page: PageRow, around: Surroundings) -> Context:
    menu = make_menu_context(page, around.viewer, model=InstitutionHome)
    return _municipality_context(page, around) | menu | {"legal_url": _address_legal(page)}


def _address_legal(page: PageRow) -> str:
    """Where an institution shows what the law wants; "" for kinds that need not."""
    asked = page.kind in REQUIREMENTS
    return reverse("legal_information", args=[page.home_unit]) if asked else ""


def _group_context(page: PageRow, around: Surroundings) -> Context:
    notes = make_notes_context(page, around.viewer)
    menu = make_menu_context(page, around.viewer, model=GroupHome)
    return _place_context(page, around) | notes | menu


def _week_menu_context(page: PageRow, around: Surroundings) -> Context:
    menu = WeekMenuPage.objects.get(pk=page.pk)
    return {"place": page.institution_name, **make_week_context(menu, around.viewer)}


def _address_calendar(viewer: Viewer, place_id: int) -> str:
    """The calendar of a place, which is for those who have signed in."""
    return f"{reverse('calendar')}?sted={place_id}" if viewer.person_id is not None else ""


def _kind_words(page: PageRow) -> str:
    if page.kind in InstitutionKind.values:
        return str(InstitutionKind(page.kind).label)
    return page.institution_name if page.kind == "group" else ""


def _content_context(page: PageRow, around: Surroundings) -> Context:
    return {
        "title": page.title,
        "children_pages": link_rows(around.below),
    }


def _news_context(page: PageRow, around: Surroundings) -> Context:
    asked = make_confirm_context(page.pk, around.viewer) if page.asks_to_confirm else {}
    return {
        **asked,
        "title": page.title,
        "published": timezone.localtime(page.published_at) if page.published_at else None,
        "place": page.institution_name,
        "summary": page.summary,
    }


def _event_context(page: PageRow, around: Surroundings) -> Context:
    event = EventPage.objects.get(pk=page.pk)
    return {
        "title": page.title,
        "place": page.institution_name or page.municipality_name,
        "summary": page.summary,
        "is_closing_day": event.is_closing_day,
        "location": event.location,
        "times": list_times(event, around.viewer),
        "calendar_url": reverse("calendar") if around.viewer.person_id is not None else "",
    }


def _form_context(page: PageRow, around: Surroundings) -> Context:
    form = FormPage.objects.select_related("institution").get(pk=page.pk)
    return {
        "title": page.title,
        "place": page.institution_name,
        "summary": page.summary,
        **make_form_context(form, around.viewer),
    }


def _library_context(page: PageRow, around: Surroundings) -> Context:
    asked = make_document_contexts(page.pk, around.viewer) if page.asks_to_confirm else {}
    return {
        "title": page.title,
        "folders": link_rows(around.below),
        "documents": [
            show_document(item) | {"confirm": asked.get(item.pk, {})}
            for item in documents_in(page.pk, around.viewer)
        ],
    }


# What is edited and taken down in a short form of the portal's own.
_SHORT_FORMS: dict[type[BasePage], str] = {
    EventPage: "rewrite_event",
    NewsPage: "rewrite_news",
    DailyNotePage: "rewrite_note",
    WeekMenuPage: "rewrite_menu",
}
_BY_MODEL: dict[type[BasePage], Callable[[PageRow, Surroundings], Context]] = {
    MunicipalityHome: _municipality_context,
    InstitutionHome: _institution_context,
    GroupHome: _group_context,
    ContentPage: _content_context,
    DailyNotePage: lambda page, around: make_note_context(page, around.above),
    NewsPage: _news_context,
    WeekMenuPage: _week_menu_context,
    EventPage: _event_context,
    LibraryPage: _library_context,
    FormPage: _form_context,
}
