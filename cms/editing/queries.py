"""What an editor has: pages, homes to begin at, tags and colleagues of his or her institutions."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, Exists, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, Length, Substr
from django.utils import timezone
from taggit.models import TaggedItem
from wagtail.models import (
    Collection,
    PageLogEntry,
    Revision,
    TaskState,
    UploadedFile,
    WorkflowState,
)

from cms.editing.rights import institutions_for, rights_of
from cms.models import (
    BasePage,
    GroupHome,
    InstitutionCollection,
    InstitutionDocument,
    InstitutionHome,
    InstitutionImage,
    LibraryPage,
    MunicipalityHome,
)
from core.people.kinds import GroupKind
from core.people.models import Group, Person

MEDIA = (InstitutionImage, InstitutionDocument)
MOST_TAGS = 10
_ROOT_CACHE = "_explorable_root"

# The action that every right in an institution allows.
SEE = frozenset({"choose"})


def pages_for(user: Any, actions: Iterable[str] = SEE, *, model: type[BasePage] = BasePage) -> Any:
    """The pages, of all kinds or of one, on which somebody may do one of the actions."""
    return model.objects.filter(institution_id__in=institutions_for(user, actions))


def media_for(user: Any, model: type[Any], actions: Iterable[str] = SEE) -> QuerySet[Any]:
    """The images or documents with which somebody may do one of the actions."""
    own = InstitutionCollection.objects.filter(institution_id__in=institutions_for(user, actions))
    return model.objects.filter(collection__in=own.values("collection_id"))


def folders_for(user: Any) -> Any:
    """The document folders that somebody may put files into, with their institutions.

    What lies in a published folder is seen at once, so it takes the right to publish.
    """
    own = Q(institution_id__in=institutions_for(user, {"publish"})) | Q(
        institution_id__in=institutions_for(user, {"change"}), live=False
    )
    return LibraryPage.objects.filter(own).select_related("institution").order_by("path")


def list_waiting_for(user: Any, *, most: int) -> list[TaskState]:
    """The requests for approval that somebody may answer, each with its version and page."""
    states = TaskState.objects.reviewable_by(user)
    # All pages have the one workflow, and that the one task.
    return list(
        states.filter(task__leaderapprovaltask__isnull=False)
        .select_related("task__leaderapprovaltask", "revision__user", "workflow_state__workflow")
        .prefetch_related("revision__content_object__latest_revision")
        .annotate(previous_revision_id=Revision.objects.previous_revision_id_subquery())
        .order_by("-started_at")[:most]
    )


def groups_for(user: Any) -> QuerySet[Group]:
    """The classes and rooms of somebody's institutions that have not ended."""
    groups = Group.objects.filter(
        institution_id__in=institutions_for(user, SEE),
        kind=GroupKind.MAIN,
        ends_on__gte=timezone.localdate(),
    )
    return groups.select_related("institution").order_by("institution__name", "name", "pk")


def list_places_to_write(user: Any, *, on: date, most: int) -> list[BasePage]:
    """The homes below which somebody may write: own classes and rooms, then institutions."""
    where = institutions_for(user, {"add"})
    own = GroupHome.objects.filter(
        institution_id__in=where,
        home_of__kind=GroupKind.MAIN,
        home_of__ends_on__gte=on,
        home_of__memberships__person=user,
        home_of__memberships__starts_on__lte=on,
        home_of__memberships__ends_on__gte=on,
    ).distinct()
    homes = (
        own,
        InstitutionHome.objects.filter(home_of_id__in=where),
        MunicipalityHome.objects.filter(administration_id__in=where),
    )
    return [home for kind in homes for home in kind.order_by("title", "pk")[:most]][:most]


def is_shown(file: InstitutionImage | InstitutionDocument) -> bool:
    """Whether readers see a file: on a published page, or in a published folder."""
    folder_id = getattr(file, "folder_id", None)
    folder = LibraryPage.objects.filter(pk=folder_id, live=True)
    return file.uses.filter(page__live=True).exists() or bool(folder_id and folder.exists())


def find_institution(collection_id: int) -> int | None:
    """The institution whose files lie in a collection; the root's lie in none."""
    links = InstitutionCollection.objects.filter(collection_id=collection_id)
    return links.values_list("institution_id", flat=True).first()


def collections_for(user: Any, actions: Iterable[str] = SEE) -> QuerySet[Collection]:
    """The collections in which somebody may do one of the actions."""
    return Collection.objects.filter(
        institution_link__institution_id__in=institutions_for(user, actions)
    )


def uploads_of(user: Any) -> QuerySet[UploadedFile]:
    """Files that somebody has sent and not yet described."""
    return UploadedFile.objects.filter(uploaded_by_user=user)


def is_own_page(user: Any, page_id: int) -> bool:
    """Whether a page exists and belongs to an institution where somebody has a right."""
    institution = BasePage.objects.filter(pk=page_id).values_list("institution_id", flat=True)
    return bool(rights_of(user).held_in(institution.first()))


def top_pages(user: Any) -> Any:
    """The homes that somebody's pages lie below, where the page above is not the person's own."""
    own = institutions_for(user, SEE)
    parent = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - BasePage.steplen)
    homes = Q(pk__in=InstitutionHome.objects.filter(home_of_id__in=own).values("pk")) | Q(
        pk__in=MunicipalityHome.objects.filter(administration_id__in=own).values("pk")
    )
    return BasePage.objects.filter(homes).exclude(
        Exists(BasePage.objects.filter(path=parent, institution_id__in=own))
    )


def pages_below(user: Any, parent: BasePage) -> Any:
    """Somebody's pages right below a page; below the root of the tree, where they begin."""
    return top_pages(user) if parent.is_root() else pages_for(user).child_of(parent)


def explorable_root(user: Any) -> BasePage | None:
    """The page that all of somebody's pages lie below if it is one of them, else the tree's root.

    None for somebody whose institutions have no home. Looked up once a request.
    """
    if not hasattr(user, _ROOT_CACHE):
        setattr(user, _ROOT_CACHE, _find_explorable_root(user))
    root: BasePage | None = getattr(user, _ROOT_CACHE)
    return root


def tag_uses_for(user: Any, *models: type[Any]) -> QuerySet[TaggedItem]:
    """The uses of tags on the images or documents of somebody's institutions."""
    uses = TaggedItem.objects.none()
    for model in models or MEDIA:
        uses = uses | TaggedItem.objects.filter(
            content_type=ContentType.objects.get_for_model(model),
            object_id__in=media_for(user, model).values("pk"),
        )
    return uses


def popular_tags(user: Any, model: type[Any]) -> list[str]:
    """The names of the tags most used on the images or documents of somebody's institutions."""
    uses = tag_uses_for(user, model).values("tag__name").annotate(uses=Count("pk"))
    ordered = uses.order_by("-uses", "tag__name").values_list("tag__name", flat=True)
    return list(ordered[:MOST_TAGS])


def approvals_for(user: Any) -> QuerySet[WorkflowState]:
    """The approvals, asked for or given, of pages of somebody's institutions."""
    return WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(BasePage),
        object_id__in=pages_for(user).values_list(Cast("pk", CharField())),
    )


def requesters_of_approval(user: Any) -> QuerySet[Person]:
    """Who has asked for approval of a page of somebody's institutions."""
    return Person.objects.filter(pk__in=approvals_for(user).values("requested_by_id"))


def owners_of_pages(user: Any) -> QuerySet[Person]:
    """Who made a page of somebody's institutions."""
    return Person.objects.filter(pk__in=pages_for(user).values("owner_id"))


def editors_of_pages(user: Any) -> QuerySet[Person]:
    """Who has edited a page of somebody's institutions."""
    return Person.objects.filter(
        pk__in=log_entries_for(user).filter(action="wagtail.edit").values("user_id")
    )


def lockers_of_pages(user: Any) -> QuerySet[Person]:
    """Who has locked a page of somebody's institutions."""
    return Person.objects.filter(pk__in=pages_for(user).filter(locked=True).values("locked_by_id"))


def log_entries_for(user: Any) -> Any:
    """What was done to the pages of somebody's institutions that are still there."""
    return PageLogEntry.objects.filter(page_id__in=pages_for(user).values("pk"))


def _find_explorable_root(user: Any) -> BasePage | None:
    own = institutions_for(user, SEE)
    homes = (
        InstitutionHome.objects.filter(home_of_id__in=own),
        MunicipalityHome.objects.filter(administration_id__in=own),
    )
    ends = [home.aggregate(first=Min("path"), last=Max("path")) for home in homes]
    paths = [path for end in ends for path in end.values() if path is not None]
    if not paths:
        return None
    page = BasePage.objects.filter(path=_common_path(min(paths), max(paths))).first()
    if page is not None and rights_of(user).held_in(page.institution_id):
        return page
    return BasePage.get_first_root_node()


def _common_path(first: str, last: str) -> str:
    step, end = BasePage.steplen, 0
    while end < len(first) and first[end : end + step] == last[end : end + step]:
        end += step
    return first[:end]
