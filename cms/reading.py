"""What the templates of pages get: plain lists of what this viewer sees."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any, cast

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.audience.words import describe_audience, join_words
from cms.blocks.filling import Body, Reader, fill_body
from cms.bodies import read_body
from cms.calendar.reading import list_coming, list_times
from cms.children import Family, list_child_values, name_child_values
from cms.confirmation.queries import list_open_for
from cms.confirmation.reading import make_confirm_context, make_document_contexts
from cms.daily.reading import make_note_context, make_notes_context
from cms.fillers import show_document
from cms.form_pages.queries import list_forms_to_decide
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
from cms.queries import documents_in, news_visible_to
from cms.rows import KEY_LENGTH, MenuRow, NewsRow, PageRow, Standing
from cms.sharing import list_units
from cms.shell import Surroundings
from cms.shortcuts.queries import shortcuts_of_places, shortcuts_on_place
from cms.week_menus.reading import make_menu_context, make_week_context
from cms.writing.plain_text import begins_with
from core.access.keys import PUBLIC
from core.access.queries import keys_of_scope
from core.access.viewer import Viewer
from core.people.families import Child, list_children
from core.people.kinds import InstitutionKind
from core.people.office.addresses import office_address, offices_address

NEWS_ON_HOME = 12
NEWS_ON_PLACE = 8
PLACES_ON_HOME = 12
CARD_PICTURE = "fill-640x320"

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
    tools = {
        "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "visible_to": describe_audience(keys, on=viewer.today).sentence,
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
    return cast(
        "type[BasePage]", ContentType.objects.get_for_id(page.content_type_id).model_class()
    )


def find_family(viewer: Viewer, *, chosen_id: int | None = None) -> Family:
    """The viewer's children, and of them the one that is asked for."""
    if viewer.person_id is None:
        return Family()
    children = list_children(viewer.person_id, on=viewer.today)
    return Family(children=tuple(children), chosen_id=chosen_id)


def make_home_context(around: Surroundings, standing: Standing, family: Family) -> Context:
    """The context of the home page after sign-in, without the shell and without people.

    With a child chosen, only what is that child's.
    """
    viewer = around.viewer
    # What another municipality shows to everybody is no news to those who do not belong there.
    own = {row.municipality_code for row in around.homes}
    news = news_visible_to(viewer, municipalities=own, family=family, most=NEWS_ON_HOME)
    several = len({item.municipality_code for item in news}) > 1
    cards = [make_card(item, viewer, with_municipality=several) for item in news]
    places = choose_homes(around, family.chosen)
    units = family.chosen.units if family.chosen else None
    return {
        "important": [card for card in cards if card["important"]],
        "news": [card for card in cards if not card["important"]],
        "more_url": reverse("news_archive"),
        # The doors of somebody's work are no child's.
        "shortcuts": [
            *([] if family.chosen else _list_doors(standing)),
            *map(asdict, shortcuts_of_places(viewer, units=units)),
        ],
        "places": _link_homes(places[:PLACES_ON_HOME], around),
        "more_places_url": reverse("places") if len(places) > PLACES_ON_HOME else "",
        "coming": list_coming(viewer, municipalities=own, family=family),
        "calendar_url": reverse("calendar"),
    }


def _list_doors(standing: Standing) -> list[Context]:
    """The doors beside the pages that are open to somebody who works here."""
    doors = []
    if standing.may_edit:
        doors += [
            (_("New news"), "news", reverse("write_news_where")),
            (_("New event"), "calendar", reverse("write_event_where")),
            (_("Write and edit pages"), "edit", reverse("wagtailadmin_home")),
            (_("Review of pages"), "check", reverse("reviews")),
        ]
    if standing.has_office:
        doors.append((_("The office: groups and access"), "people", offices_address()))
    return [{"title": title, "icon": icon, "url": url} for title, icon, url in doors]


def make_places_context(around: Surroundings) -> Context:
    """The context of the page with all of somebody's places: by municipality, then institution."""
    municipalities: dict[str, Context] = {}
    places: dict[str, Context] = {}
    for row in around.homes:
        municipality = municipalities.setdefault(
            row.municipality_code, {"title": row.municipality_name, "url": "", "places": []}
        )
        if row.kind == "municipality":
            municipality["url"] = row.url
            continue
        above = next((path for path in places if row.path.startswith(path)), "")
        if above:
            places[above]["groups"].append(_link(row))
            continue
        places[row.path] = {**_link(row), "groups": []}
        municipality["places"].append(places[row.path])
    return {"municipalities": list(municipalities.values())}


def make_card(news: NewsRow, viewer: Viewer, *, with_municipality: bool) -> Context:
    """A piece of news as a card in a list."""
    return {
        "title": news.title,
        "url": news.url,
        "place": news.institution_name,
        "municipality": news.municipality_name if with_municipality else "",
        "published": news.published_at,
        "summary": news.summary,
        "image_url": _card_picture(news.picture_id),
        "audience_words": "",
        "children": name_child_values(news.for_children),
        "important": bool(news.important_until and news.important_until >= viewer.today),
    }


def _card_picture(image_id: int | None) -> str:
    return reverse("serve_image", args=[image_id, CARD_PICTURE]) if image_id else ""


def list_waiting(viewer: Viewer, standing: Standing) -> list[Context]:
    """What waits for the viewer's answer: news to confirm, and requests to those who decide."""
    waiting = [
        {
            "title": item.title,
            "url": reverse("page", args=[item.page_id]),
            "due_on": item.due_on,
            "child_ids": list(item.child_ids),
            "requests": 0,
        }
        for item in (list_open_for(viewer) if standing.is_asked else [])
    ]
    if standing.may_edit or standing.has_office:
        waiting += [
            {
                "title": row["page__title"],
                "url": reverse("form_answers", args=[row["page_id"]]),
                "due_on": None,
                "child_ids": [],
                "requests": row["number"],
            }
            for row in list_forms_to_decide(viewer)
        ]
    if standing.may_edit and standing.reviews:
        waiting.append(_describe_reviews(standing.reviews))
    return waiting


def _describe_reviews(count: int) -> Context:
    said = ngettext("Review a page", "Review %(count)d pages", count) % {"count": count}
    return {
        "title": said,
        "url": reverse("reviews"),
        "due_on": None,
        "child_ids": [],
        "requests": 0,
        "words": _("Read it through, and correct what has changed"),
    }


def name_waiting(waiting: list[Context], children: list[Context]) -> list[Context]:
    """The same with the children's names, which stand in live parts alone."""
    names = {child["id"]: child["first_name"] for child in children}
    return [
        item | {"names": join_words([names[pk] for pk in item["child_ids"] if pk in names])}
        for item in waiting
    ]


def choose_waiting(waiting: list[Context], family: Family) -> list[Context]:
    """What waits for the viewer's answer because of the chosen child, or all of it."""
    chosen = family.chosen
    return [item for item in waiting if chosen is None or chosen.child_id in item["child_ids"]]


def make_live_context(around: Surroundings, family: Family, waiting: list[Context]) -> Context:
    """What names people on the home page, which stands in its live parts alone."""
    everyone = list_children_with_places(around, family.children)
    chosen = family.chosen
    shown = [child for child in everyone if chosen is None or child["id"] == chosen.child_id]
    choices = [
        {"name": child["first_name"], "url": f"?barn={child['id']}", "current": shown == [child]}
        for child in everyone
    ]
    return {
        "children": shown,
        "child_choices": choices if len(choices) > 1 else [],
        "all_children_current": chosen is None,
        "waiting": name_waiting(waiting, everyone),
        **list_child_values(family.children),
    }


def list_children_with_places(
    around: Surroundings, children: Sequence[Child] | None = None
) -> list[Context]:
    """The viewer's children by first name, each with the classes and rooms that have a page."""
    if children is None:
        children = find_family(around.viewer).children
    return [
        {
            "id": child.child_id,
            "first_name": child.first_name,
            "places": _link_homes(
                [row for row in choose_homes(around, child) if row.kind == "group"], around
            ),
        }
        for child in children
    ]


def choose_homes(around: Surroundings, child: Child | None) -> list[MenuRow]:
    """The viewer's places, or those among them that are a child's."""
    return [row for row in around.homes if child is None or row.home_unit in child.units]


def _place_context(page: PageRow, around: Surroundings) -> Context:
    units = list_units(page.home_unit, kind=page.kind, municipality_code=page.municipality_code)
    news = news_visible_to(around.viewer, below=page.path, shared_with=units, most=NEWS_ON_PLACE)
    groups = [row for row in around.below if row.home_unit]
    return {
        "name": page.title,
        "kind": page.kind,
        "kind_words": _kind_words(page),
        "contact": {"address": page.address} if len(page.home_unit) == KEY_LENGTH else None,
        "news": [make_card(item, around.viewer, with_municipality=False) for item in news],
        "more_url": f"{reverse('news_archive')}?sted={page.pk}" if news else "",
        "pages": _links(row for row in around.below if not row.home_unit),
        "groups": _links(groups),
        "groups_title": _("Institutions") if page_model(page) is MunicipalityHome else "",
        "coming": list_coming(around.viewer, below=page.path),
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
        "children_pages": _links(around.below),
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
        "folders": _links(around.below),
        "documents": [
            show_document(item) | {"confirm": asked.get(item.pk, {})}
            for item in documents_in(page.pk, around.viewer)
        ],
    }


def _links(rows: Any) -> list[Context]:
    return [_link(row) for row in rows]


def _link_homes(rows: list[MenuRow], around: Surroundings) -> list[Context]:
    """Links to places; a class says of which school it is where the viewer has more than one."""
    return [_link(row) | {"whose": around.name_whose(row)} for row in rows]


def _link(row: MenuRow) -> Context:
    return {"title": row.title, "url": row.url, "summary": row.summary, "kind": row.kind}


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
