"""From links and states to what the portal shows: pure functions."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from indgang_sdk.errors import UnexpectedAnswer, WrongPerson
from indgang_sdk.links import Link
from indgang_sdk.people import Child, Role, Viewer
from indgang_sdk.texts import Text
from indgang_sdk.tiles import MOST_PARTS, Item, Mark, Tile
from plugins.link_catalogue.payloads import StatePayload
from plugins.link_catalogue.settings import NAME, CatalogueLink

LAUNCHER = "open"
AUDIENCES = {"guardian": Role.GUARDIAN, "pupil": Role.PUPIL, "staff": Role.STAFF}
NOTHING = Text(da="Der er ingen links til dig.", en="There are no links for you.")


@dataclass(frozen=True, kw_only=True)
class Offered:
    """A link as one viewer has it, for these children or for none in particular.

    `states` are what its service says; None for one that was asked and did not answer.
    """

    link: CatalogueLink
    children: tuple[Child, ...] = ()
    states: Mapping[Child, StatePayload] | None = None


def list_offered(viewer: Viewer, links: Iterable[CatalogueLink]) -> list[Offered]:
    """The links that are for a viewer, in their order."""
    found = []
    for link in links:
        if not _is_for(viewer, link):
            continue
        children = tuple(
            child
            for child in viewer.children
            if link.for_each_child and (not link.only_at or link.only_at & set(child.institutions))
        )
        if children or not link.for_each_child:
            found.append(Offered(link=link, children=children))
    return found


def find_offered(viewer: Viewer, links: Iterable[CatalogueLink], target: str) -> Offered:
    """The link that a target names; raises `UnexpectedAnswer` for one that is gone."""
    for offered in list_offered(viewer, links):
        if name_link(offered.link) == target.partition("/")[0]:
            return offered
    raise UnexpectedAnswer("the link is no longer there for this viewer")


def map_states(
    states: Iterable[StatePayload], viewer: Viewer, alarm: Callable[[str], None]
) -> dict[Child, StatePayload]:
    """The states by child, without those of strangers; `alarm` is told of these."""
    known, strangers = {}, 0
    for state in states:
        try:
            known[viewer.find_child(state.child)] = state
        except WrongPerson:
            strangers += 1
    if strangers:
        alarm(f"{strangers} of an answer's parts are about a child nobody asked about")
    return known


def make_tile(offered: Iterable[Offered], viewer: Viewer) -> Tile:
    """The links of each child, then those that are about none."""
    rows = list(offered)
    parts = [
        item
        for child in viewer.children
        for each in rows
        if child in each.children
        for item in _list_items(each, child)
    ]
    parts += [make_plain_item(each.link) for each in rows if not each.link.for_each_child]
    return Tile(parts=tuple(parts[:MOST_PARTS]), empty=NOTHING)


def make_plain_item(link: CatalogueLink) -> Item:
    return Item(
        title=name_title(link),
        link=Link(launcher=LAUNCHER, target=name_link(link), words=write_words(link)),
    )


def make_child_item(link: CatalogueLink, child: Child, state: StatePayload | None) -> Item:
    """A link for one child, with how things stand where that is known."""
    way = state.link if state else None
    target = f"{name_link(link)}/{way.target}" if way else name_link(link)
    words = way.words if way else write_words(link, child)
    return Item(
        title=name_title(link),
        detail=state.words if state else "",
        mark=state.mark if state else Mark.NONE,
        link=Link(launcher=LAUNCHER, target=target, child=child, words=words),
        child=child,
    )


def make_unknown_item(link: CatalogueLink, child: Child) -> Item:
    """A link for one child whose state could not be asked: the link is there all the same."""
    return Item(
        title=name_title(link),
        detail=explain_unknown(link, child.first_name),
        mark=Mark.WARNING,
        link=Link(
            launcher=LAUNCHER, target=name_link(link), child=child, words=write_words(link, child)
        ),
        child=child,
    )


def explain_unknown(link: CatalogueLink, name: str) -> Text:
    if link.is_about_absence:
        return Text(
            da=f"Vi kan ikke lige nu se, om {name} er meldt fraværende",
            en=f"We cannot see right now whether {name} is reported absent",
        )
    return Text(
        da=f"Vi kan ikke hente oplysningerne for {name} lige nu",
        en=f"We cannot fetch the information for {name} right now",
    )


def write_words(link: CatalogueLink, child: Child | None = None) -> Text:
    """The words on a link, with the child's first name where they have a place for it."""
    danish = link.words or f"Åbn {link.title}"
    english = link.english_words or f"Open {link.english_title}"
    name = child.first_name if child else ""
    return Text(
        da=" ".join(danish.replace(NAME, name).split()),
        en=" ".join(english.replace(NAME, name).split()),
    )


def name_title(link: CatalogueLink) -> Text:
    return Text(da=link.title, en=link.english_title)


def name_link(link: CatalogueLink) -> str:
    """A link's own name, which stays when others are put before it."""
    return hashlib.sha256(f"{link.title}\n{link.address}".encode()).hexdigest()[:12]


def _is_for(viewer: Viewer, link: CatalogueLink) -> bool:
    role = AUDIENCES.get(link.audience)
    if role is not None and role not in viewer.roles:
        return False
    return link.for_each_child or not link.only_at or bool(link.only_at & set(viewer.institutions))


def _list_items(offered: Offered, child: Child) -> Iterable[Item]:
    """One line, or none for a child whom the service does not know."""
    if not offered.link.state_address:
        yield make_child_item(offered.link, child, None)
    elif offered.states is None:
        yield make_unknown_item(offered.link, child)
    elif child in offered.states:
        yield make_child_item(offered.link, child, offered.states[child])
