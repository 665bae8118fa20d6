"""The home of the youngest pupils: a few big choices with pictures, each with a few words."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.calendar.reading import list_coming
from cms.cards import make_card
from cms.news.queries import news_visible_to
from cms.rows import MenuRow
from cms.shell import Surroundings
from cms.shortcuts.queries import shortcuts_of_places
from core.people.kinds import InstitutionKind

MOST_CHOICES = 6
# In an address, the home as everybody else has it.
PLAIN = "almindelig"

Choice = dict[str, Any]


def make_young_context(around: Surroundings, waiting: list[dict[str, Any]]) -> dict[str, Any]:
    """At most six choices: what wants an answer, class, news, what comes, care, then shortcuts."""
    own = {row.municipality_code for row in around.homes}
    choices = [
        *_choose_waiting(waiting),
        *_choose_homes(around.homes, "group"),
        *_choose_news(around, own, asked={item["url"] for item in waiting[:1]}),
        *_choose_coming(around, own),
        *_choose_homes(around.homes, InstitutionKind.SFO),
        *_choose_homes(around.homes, InstitutionKind.SCHOOL),
    ]
    if len(choices) < MOST_CHOICES:
        choices += [
            _make_choice(row.title, row.url, icon="place")
            for row in shortcuts_of_places(around.viewer)
        ]
    return {
        "choices": choices[:MOST_CHOICES],
        "plain_url": f"{reverse('home')}?visning={PLAIN}",
    }


def _choose_waiting(waiting: list[dict[str, Any]]) -> list[Choice]:
    return [
        _make_choice(_("Read and answer"), item["url"], icon="edit", words=item["title"])
        for item in waiting[:1]
    ]


def _choose_homes(homes: list[MenuRow], kind: str) -> list[Choice]:
    icon = {"group": "people", InstitutionKind.SFO: "club"}.get(kind, "school")
    return [_make_choice(row.title, row.url, icon=icon) for row in homes if row.kind == kind][:1]


def _choose_news(around: Surroundings, own: set[str], *, asked: set[str]) -> list[Choice]:
    """The newest that is not already the one to answer."""
    newest = news_visible_to(around.viewer, municipalities=own, most=2)
    other = [item for item in newest if reverse("page", args=[item.pk]) not in asked]
    cards = [make_card(item, around.viewer, with_municipality=False) for item in other[:1]]
    return [
        _make_choice(_("Something new"), card["url"], icon="news", words=card["title"])
        | {"image_url": card["image_url"]}
        for card in cards
    ]


def _choose_coming(around: Surroundings, own: set[str]) -> list[Choice]:
    """The next that begins: what has gone on for weeks is no news to a child."""
    coming = list_coming(around.viewer, municipalities=own)
    coming = [event for event in coming if event["first_day"] >= around.viewer.today] or coming
    return [
        _make_choice(_("Coming up"), event["url"], icon="calendar", words=event["title"])
        | {"day": event["first_day"]}
        for event in coming[:1]
    ]


def _make_choice(title: str, url: str, *, icon: str, words: str = "") -> Choice:
    return {
        "title": title,
        "url": url,
        "icon": icon,
        "words": words,
        "image_url": "",
        "day": None,
    }
