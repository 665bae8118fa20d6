"""Where a page belongs and who sees it: the one place that writes scopes to pages."""

from dataclasses import dataclass, fields

from django.core.exceptions import ValidationError
from django.db.models import (
    BigIntegerField,
    Case,
    F,
    PositiveSmallIntegerField,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils.translation import gettext_lazy as _

from cms.indexing.changes import tell_of_files_below, tell_of_pages_below, tell_of_saved_page
from cms.models import BasePage
from cms.models.base import PORTAL_DEPTH
from cms.rows import address_of
from core.access.audiences import Audience
from core.access.operations import create_owned_scope, find_shared_scope, rewrite_owned_scope
from indgang_sdk.levels import Level


class AudienceMissing(ValidationError):
    """A page was to be published that nobody has been chosen for."""

    def __init__(self) -> None:
        message = _("Choose who can see the page before you publish it.")
        super().__init__({"own_audience": ValidationError(message, code="audience_missing")})


@dataclass(frozen=True, kw_only=True)
class Placing:
    """What a page's rows said before a save; the root of the tree has nothing."""

    path: str | None = None
    title: str = ""
    url_path: str = ""
    scope_id: int | None = None
    institution_id: int | None = None
    municipality_id: int | None = None
    effective_level: int = Level.ONE_FACTOR.value

    @property
    def shown(self) -> tuple[int | None, ...]:
        """What pages below inherit."""
        return (self.scope_id, self.institution_id, self.municipality_id, self.effective_level)


PLACING = tuple(field.name for field in fields(Placing))


def place_page(page: BasePage) -> Placing:
    """Sets municipality, institution, level and scope from the tree and what the page has chosen.

    Returns what they were. Raises `AudienceMissing` for a live page that has no audience.
    """
    before, parent = _read_placings(page)
    home = page.specific.home_place()
    page.home_unit = home.unit if home else ""
    page.municipality_id = home.municipality_id if home else parent.municipality_id
    page.institution_id = home.institution_id if home else parent.institution_id
    page.effective_level = max(page.required_level, parent.effective_level)
    if before.path is None:
        # A copy or an alias brings its source's value along.
        page.owned_scope_id = None
    audience = page.published_audience
    page.scope_id = parent.scope_id if audience is None else _give_scope(page, audience)
    if page.live and page.depth > PORTAL_DEPTH and page.scope_id is None:
        raise AudienceMissing
    return before


def spread_placing(page: BasePage, *, before: Placing) -> None:
    """Carries a changed scope, institution or municipality to the pages below in one UPDATE.

    Pages below that have an audience of their own keep their scope, and those that ask for a
    higher level keep asking for it.
    """
    # Not by the number of children, which somebody may have added to since the page was read.
    if before.path is None or not page.specific_class.allowed_subpage_models():
        return
    now = Placing(
        path=page.path,
        url_path=page.url_path,
        scope_id=page.scope_id,
        institution_id=page.institution_id,
        municipality_id=page.municipality_id,
        effective_level=page.effective_level,
    )
    if now.shown == before.shown and now.url_path == before.url_path:
        return
    below = BasePage.objects.filter(path__startswith=page.path, depth__gt=page.depth)
    if now.shown != before.shown:
        below.update(
            scope_id=_carry("scope_id", before.scope_id, now.scope_id),
            institution_id=_carry("institution_id", before.institution_id, now.institution_id),
            municipality_id=now.municipality_id,
        )
    if now.effective_level != before.effective_level:
        below.update(effective_level=_find_levels(below, above=now.effective_level))
    tell_of_pages_below(
        page,
        below,
        scopes=(before.scope_id, now.scope_id),
        institutions=(before.institution_id, now.institution_id),
        municipalities=(before.municipality_id, now.municipality_id),
        addresses=(address_of(before.url_path), address_of(now.url_path)),
        # What they say stands in the index for one factor alone.
        has_new_words=now.effective_level != before.effective_level,
    )


def let_page_be_found(page: BasePage, *, before: Placing) -> None:
    """Tells the index of a page that is published, or was until this save."""
    if page.live or before.path is not None:
        tell_of_saved_page(page)
    if before.path is not None and page.effective_level != before.effective_level:
        tell_of_files_below(page)


def _carry(column: str, before: int | None, now: int | None) -> Case:
    """The new value where the page below had the old one, as by inheritance, else its own."""
    had_it = Q(**{column: before}) if before is not None else Q(**{f"{column}__isnull": True})
    return Case(When(had_it, then=Value(now)), default=F(column), output_field=BigIntegerField())


def _find_levels(below: QuerySet[BasePage], *, above: int) -> Case:
    """What each page below asks for, by the few of them that ask for more than the page above."""
    stricter = below.filter(required_level__gt=above).order_by("-required_level")
    rows = stricter.values_list("path", "required_level")
    return Case(
        *(When(path__startswith=path, then=Value(level)) for path, level in rows),
        default=Value(above),
        output_field=PositiveSmallIntegerField(),
    )


def _give_scope(page: BasePage, audience: Audience) -> int:
    if not page.specific_class.owns_scope:
        return find_shared_scope(audience).pk
    if page.owned_scope_id is None:
        page.owned_scope_id = create_owned_scope(audience).pk
    else:
        rewrite_owned_scope(page.owned_scope_id, audience)
    return page.owned_scope_id


def _read_placings(page: BasePage) -> tuple[Placing, Placing]:
    """What the rows of a page and of the one above it say."""
    above = page.path[: -page.steplen]
    rows = BasePage.objects.filter(Q(pk=page.pk) | Q(path=above)).values("pk", *PLACING)
    found = {row.pop("pk") == page.pk: Placing(**row) for row in rows}
    return found.get(True, Placing()), found.get(False, Placing())
