"""What the front page after sign-in gathers for somebody, and the list of all places."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.audience.words import join_words
from cms.calendar.reading import list_coming
from cms.cards import link_homes, link_row, make_card
from cms.children import Family, find_family, list_child_values
from cms.confirmation.queries import list_open_for
from cms.form_pages.queries import list_forms_to_decide
from cms.news.queries import news_visible_to
from cms.rows import MenuRow, Standing
from cms.shell import Surroundings
from cms.shortcuts.queries import shortcuts_of_places
from core.access.viewer import Viewer
from core.people.families import Child
from core.people.office.addresses import offices_address

NEWS_ON_HOME = 12
PLACES_ON_HOME = 12

Context = dict[str, Any]


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
        "places": link_homes(places[:PLACES_ON_HOME], around),
        "more_places_url": reverse("places") if len(places) > PLACES_ON_HOME else "",
        "coming": list_coming(viewer, municipalities=own, family=family),
        "calendar_url": reverse("calendar"),
        "boxes_url": reverse("box_list"),
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
    if standing.is_operator:
        doors.append((_("The connectors of the portal"), "grid", reverse("portal_connectors")))
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
            places[above]["groups"].append(link_row(row))
            continue
        places[row.path] = {**link_row(row), "groups": []}
        municipality["places"].append(places[row.path])
    return {"municipalities": list(municipalities.values())}


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
            "places": link_homes(
                [row for row in choose_homes(around, child) if row.kind == "group"], around
            ),
        }
        for child in children
    ]


def choose_homes(around: Surroundings, child: Child | None) -> list[MenuRow]:
    """The viewer's places, or those among them that are a child's."""
    return [row for row in around.homes if child is None or row.home_unit in child.units]
