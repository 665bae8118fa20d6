"""What each way of publishing is about to show: approvals, publishing many, copies and moves."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db.models import CharField
from django.db.models.functions import Cast
from wagtail.models import Revision

from cms.audience.operations import is_narrower
from cms.audience.permissions import list_pictures
from cms.audience.publishing import (
    Opening,
    count_silent_pictures,
    list_with_aliases,
    merge_alike,
    read_texts,
)
from cms.audience.queries import audience_in_force, find_page_above
from cms.models import BasePage
from core.access.audiences import Audience


def open_draft(page: BasePage, *, is_approval: bool = False) -> list[Opening]:
    """What is shown when a page's latest version is published, with all that repeats it."""
    draft = page.get_latest_revision_as_object()
    opening = Opening(
        titles=(draft.title,),
        page=draft,
        parent=find_page_above(page),
        own=draft.published_audience,
        texts=read_texts(draft),
        undescribed=count_silent_pictures(draft),
        pictures=list_pictures(draft),
        is_approval=is_approval,
    )
    return list_with_aliases(opening)


def open_drafts(pages: Iterable[BasePage]) -> list[Opening]:
    """What is shown when the latest versions of pages are published, in their order."""
    openings: list[Opening] = []
    shown: dict[str, Audience] = {}
    for page in pages:
        first, *aliases = open_draft(page)
        above = shown.get(page.path[: -page.steplen])
        if above is not None:
            first = replace(first, above=above)
        openings += [first, *aliases]
        shown[page.path] = _complete(first)
    return openings


def open_copies(page: BasePage, *, below: BasePage, with_pages_below: bool) -> list[Opening]:
    """What is shown when the published ones of a page and those below it are copied."""
    pages = [page, *(page.get_descendants().order_by("path") if with_pages_below else ())]
    shown: dict[str, Audience] = {}
    openings = []
    for source in pages:
        row = source.specific
        above = shown.get(row.path[: -row.steplen], audience_in_force(below))
        own = row.published_audience
        shown[row.path] = above if own is None else own
        if row.live:
            openings.append(
                Opening(
                    titles=(row.title,),
                    parent=below,
                    own=own,
                    # Of a page with an audience of its own, those above change nothing.
                    above=above if own is None else None,
                    texts=read_texts(row),
                    undescribed=count_silent_pictures(row),
                    pictures=list_pictures(row),
                )
            )
    return merge_alike(openings)


def open_moved(pages: Iterable[BasePage], *, to: BasePage, now: datetime) -> list[Opening]:
    """What is shown to others than before when pages are moved below another.

    Those that follow the page above them follow another one then, and with them those that
    follow them; so do versions that wait for their day.
    """
    after = audience_in_force(to)
    openings: list[Opening] = []
    for page in pages:
        following = _list_following(page)
        above = find_page_above(page)
        before = audience_in_force(above) if above is not None else ()
        if not following or (before and after and is_narrower(after, than=before, now=now)):
            continue
        openings.append(
            Opening(
                titles=tuple(shown.title for shown in following),
                parent=to,
                own=None,
                texts=[text for shown in following for text in read_texts(shown)],
                pictures=frozenset().union(*(list_pictures(shown) for shown in following)),
            )
        )
    return merge_alike(openings)


def has_readers_below(page: BasePage) -> bool:
    """Whether a page that is not published has pages below that are, and that follow it."""
    if page.pk is None or page.live or page.is_leaf():
        return False
    return any(_list_following(below) for below in page.get_children())


def _list_following(page: BasePage) -> list[BasePage]:
    """The page and those below that are shown, or will be, and whose audience is from above."""
    waiting = _list_waiting(page)
    audience_follows = {page.path[: -page.steplen]}
    found: list[BasePage] = []
    for row in BasePage.objects.descendant_of(page, inclusive=True).order_by("path"):
        is_below = row.path[: -row.steplen] in audience_follows
        if is_below and row.own_audience is None:
            audience_follows.add(row.path)
            if row.live:
                found.append(row.specific)
        version = waiting.get(str(row.pk))
        if version is not None and is_below and version.content.get("own_audience") is None:
            found.append(version.as_object())
    return found


def _list_waiting(page: BasePage) -> dict[str, Revision]:
    """The versions of a page and those below that are to be published on a day to come."""
    here = BasePage.objects.descendant_of(page, inclusive=True)
    waiting = Revision.page_revisions.filter(
        object_id__in=here.annotate(text=Cast("pk", CharField())).values("text"),
        approved_go_live_at__isnull=False,
    )
    return {version.object_id: version for version in waiting}


def _complete(opening: Opening) -> Audience:
    if opening.own is not None:
        return opening.own
    if opening.above is not None:
        return opening.above
    return audience_in_force(opening.parent) if opening.parent is not None else ()


def list_to_publish(pages: Iterable[BasePage], *, user: object, below: bool) -> list[BasePage]:
    """The pages, and on demand the drafts below them that somebody may publish, those above first.

    An alias is published with the page it repeats, and never by itself.
    """
    wanted = {page.pk: page for page in pages}
    if below:
        for page in list(wanted.values()):
            for draft in page.get_descendants().not_live().filter(alias_of__isnull=True):
                if draft.permissions_for_user(user).can_publish():
                    wanted.setdefault(draft.pk, draft)
    return sorted(wanted.values(), key=lambda page: str(page.path))
