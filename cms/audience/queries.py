"""Reading what the audience picker stands on: the page's place, and what an editor may do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q, QuerySet, Sum

from cms.models import BasePage, GroupHome, RecentAudience
from cms.queries import list_paths_to
from core.access.audiences import Audience
from core.access.queries import keys_of_scope
from core.people.kinds import CHILD_ROLES, GroupKind
from core.people.models import Group, Institution, Membership, Municipality
from indgang_sdk.levels import Level

MOST_OWN = 4
MOST_OF_COLLEAGUES = 2


@dataclass(frozen=True, kw_only=True)
class PagePlace:
    """Where a page stands or will stand; `above` is whom the page above is shown to now."""

    municipality: Municipality
    institution: Institution | None
    group: Group | None
    above: Audience

    @property
    def institution_id(self) -> int | None:
        return self.institution.pk if self.institution else None

    @property
    def institution_key(self) -> str:
        return self.institution.key if self.institution else ""


@dataclass(frozen=True, kw_only=True)
class StoredAudience:
    """What a page's row in the database says: published or not, its own audience and level."""

    live: bool
    own_audience: list[str] | None
    required_level: int


def find_place(page: BasePage | None, *, parent: BasePage | None) -> PagePlace | None:
    """The place of a saved page, or of one that is to be made below `parent`.

    None where no municipality is: at the root of the tree and the portal below it.
    """
    here = page if page is not None and page.pk else parent
    if here is None or here.municipality is None:
        return None
    return PagePlace(
        municipality=here.municipality,
        institution=here.institution,
        group=_find_group(here),
        above=audience_in_force(parent) if parent is not None else (),
    )


def read_stored_audience(page_id: int | None) -> StoredAudience:
    """What the row of a page says now; a page that is not saved yet shows nothing to anybody."""
    rows = BasePage.objects.filter(pk=page_id)
    row = rows.values("live", "own_audience", "required_level").first()
    nothing = StoredAudience(live=False, own_audience=None, required_level=Level.ONE_FACTOR)
    return StoredAudience(**row) if row else nothing


def read_drafted_audience(page: BasePage | None) -> list[str] | None:
    """The own audience of a page as it was last saved, published or not."""
    if page is None:
        return None
    drafted: list[str] | None = page.get_latest_revision_as_object().own_audience
    return drafted


def audience_in_force(page: BasePage) -> Audience:
    """Who sees a page by its row, if it is published; empty is nobody."""
    return keys_of_scope(page.scope_id) if page.scope_id is not None else ()


def find_page_for_picker(page_id: int) -> BasePage | None:
    """A page with what its place is made of."""
    pages = BasePage.objects.select_related("institution", "municipality")
    return pages.filter(pk=page_id).first()


def find_page_above(page: BasePage) -> BasePage | None:
    """The page right above another."""
    return BasePage.objects.filter(path=page.path[: -page.steplen]).first()


def find_pages_with_own_audience_below(page: BasePage) -> QuerySet[BasePage]:
    """Published pages below that do not follow this one."""
    below = BasePage.objects.filter(path__startswith=page.path, depth__gt=page.depth, live=True)
    return below.filter(own_audience__isnull=False)


def find_aliases(page: BasePage) -> QuerySet[BasePage]:
    """The pages that show the same content elsewhere."""
    return BasePage.objects.filter(alias_of=page)


def list_groups(institution_ids: Iterable[int], *, on: date) -> list[Group]:
    """The groups of institutions that have not ended, by name."""
    groups = Group.objects.filter(institution_id__in=list(institution_ids), ends_on__gte=on)
    return list(groups.select_related("institution__municipality").order_by("name", "pk"))


def find_year_group_ids(group: Group, *, on: date) -> set[int]:
    """The year groups that the children of a class belong to on a day.

    Those who teach the class may belong to any number of year groups.
    """
    members = Membership.objects.filter(role__in=CHILD_ROLES, starts_on__lte=on, ends_on__gte=on)
    children = members.filter(group=group)
    found = members.filter(
        group__kind=GroupKind.YEAR,
        group__institution_id=group.institution_id,
        person_id__in=children.values("person_id"),
    )
    return set(found.values_list("group_id", flat=True))


def list_usual_audiences(*, person_id: int, institution_id: int) -> list[Audience]:
    """What a person chose most for an institution's pages, then what colleagues chose most."""
    rows = RecentAudience.objects.filter(institution_id=institution_id)
    own = rows.filter(person_id=person_id).order_by("-times", "-used_at")[:MOST_OWN]
    usual = {row.digest: row.audience for row in own}
    others = (
        rows.filter(~Q(person_id=person_id))
        .exclude(digest__in=list(usual))
        .values("digest", "audience")
        .annotate(uses=Sum("times"), last=Max("used_at"))
        .order_by("-uses", "-last")[:MOST_OF_COLLEAGUES]
    )
    usual |= {row["digest"]: row["audience"] for row in others}
    return [tuple(audience) for audience in usual.values()]


def _find_group(page: BasePage) -> Group | None:
    homes = GroupHome.objects.filter(path__in=list_paths_to(page.path)).select_related(
        "home_of__institution__municipality"
    )
    home = homes.order_by("-depth").first()
    return home.home_of if home else None
