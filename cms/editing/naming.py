"""Is what a request names one's own? A check answers False, and the address is not there."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, QueryDict
from wagtail.models import Revision, TaskState, get_default_page_content_type

from cms.editing.bulk import BULK_ACTIONS
from cms.editing.queries import (
    collections_for,
    explorable_root,
    is_own_page,
    media_for,
    pages_for,
    uploads_of,
)
from cms.models import BasePage, InstitutionDocument, InstitutionImage
from core.numbers import MOST_DIGITS, read_id

Kwargs = dict[str, Any]
Check = Callable[[HttpRequest, Kwargs], bool]

_MEDIA = (InstitutionImage, InstitutionDocument)
# Named places in a page's history, which are of that page by themselves.
NAMED_VERSIONS = frozenset({"live", "earliest", "latest"})
PAGE_FIELDS = ("new_parent_page", "parent_page", "chooser", "target_pages[]", "childOf")
COLLECTION_FIELDS = ("collection", "collection_id")
# What people write themselves in a query, and may have as many figures as they like.
TYPED = frozenset({"q", "query", "term"})
BLOCK_PREVIEW = "wagtailadmin_block_preview"
# In the place of ids, for an action on a whole list.
ALL = "all"
BULK = frozenset(
    (model._meta.label_lower, action.action_type)
    for action in BULK_ACTIONS
    for model in action.models
)


def own_page(name: str) -> Check:
    """That a part of the address is a page of one's own."""
    return lambda request, kwargs: is_own_page(request.user, kwargs[name])


def own_page_or_root(name: str) -> Check:
    """That a part of the address is a page of one's own, or that which they all lie below."""

    def check(request: HttpRequest, kwargs: Kwargs) -> bool:
        root = explorable_root(request.user)
        is_root = root is not None and root.pk == kwargs[name]
        return is_root or is_own_page(request.user, kwargs[name])

    return check


def own_image(name: str) -> Check:
    """That a part of the address is an image of one's own."""
    return lambda request, kwargs: _own_all(request, InstitutionImage, [kwargs[name]])


def own_document(name: str) -> Check:
    """That a part of the address is a document of one's own."""
    return lambda request, kwargs: _own_all(request, InstitutionDocument, [kwargs[name]])


def own_upload(name: str) -> Check:
    """That a part of the address is a file that one has sent oneself."""
    return lambda request, kwargs: uploads_of(request.user).filter(pk=kwargs[name]).exists()


def revision_of_page(name: str) -> Check:
    """That a part of the address is a version of the page in the same address."""

    def check(request: HttpRequest, kwargs: Kwargs) -> bool:
        version, page_id = kwargs[name], kwargs.get("page_id", kwargs.get("pk"))
        versions = Revision.objects.filter(
            base_content_type=get_default_page_content_type(), object_id=str(page_id)
        )
        return version in NAMED_VERSIONS or versions.filter(pk=version).exists()

    return check


def approval_of_page(name: str) -> Check:
    """That a part of the address is an approval of the page in the same address."""

    def check(request: HttpRequest, kwargs: Kwargs) -> bool:
        return TaskState.objects.filter(
            pk=kwargs[name],
            workflow_state__base_content_type=get_default_page_content_type(),
            workflow_state__object_id=str(kwargs["page_id"]),
        ).exists()

    return check


def edited_page(request: HttpRequest, kwargs: Kwargs) -> bool:
    """That the editor that says it is still open has a page of one's own in it."""
    is_page = f"{kwargs['app_label']}.{kwargs['model_name']}" == BasePage._meta.label_lower
    ids = read_ids([kwargs["object_id"]])
    return is_page and ids is not None and is_own_page(request.user, ids[0])


def bulk_objects(request: HttpRequest, kwargs: Kwargs) -> bool:
    """That an action on many is one of ours, and each thing it names one's own."""
    label = f"{kwargs['app_label']}.{kwargs['model_name']}"
    if (label, kwargs["action"]) not in BULK:
        return False
    models = {model._meta.label_lower: model for model in (BasePage, *_MEDIA)}
    named = [text for text in request.GET.getlist("id") if text != ALL]
    return _own_all(request, models[label], named)


def own_fields(request: HttpRequest) -> bool:
    """That places and collections named in the query or the body are one's own, on any address."""
    match = request.resolver_match
    if match is not None and match.view_name == BLOCK_PREVIEW:
        # Its `id` is the name of a kind of block, and it shows made-up examples alone.
        return True
    if not _could_be_ids(request.GET):
        return False
    for sent in (request.GET, request.POST):
        pages = [text for name in PAGE_FIELDS for text in sent.getlist(name) if text]
        root = explorable_root(request.user) if pages else None
        named = [text for text in pages if root is None or text != str(root.pk)]
        if not _own_all(request, BasePage, named):
            return False
        collections = read_ids(
            text for name in COLLECTION_FIELDS for text in sent.getlist(name) if text
        )
        if collections is None or not _has_all(collections_for(request.user), collections):
            return False
    return True


def _could_be_ids(query: QueryDict) -> bool:
    """Whether no number is one that breaks the database's question, and each `id` is an id."""
    chosen = [text for name, texts in query.lists() if name not in TYPED for text in texts]
    if any(text.isdecimal() and len(text) > MOST_DIGITS for text in chosen):
        return False
    return read_ids(text for text in query.getlist("id") if text != ALL) is not None


def read_ids(texts: Iterable[Any]) -> list[int] | None:
    """Texts as ids; None when one is not the id of anything."""
    found = [read_id(str(text)) for text in texts]
    ids = [pk for pk in found if pk is not None]
    return ids if len(ids) == len(found) else None


def _own_all(request: HttpRequest, model: type[Any], texts: Iterable[Any]) -> bool:
    ids = read_ids(texts)
    if ids is None:
        return False
    own = pages_for(request.user) if model is BasePage else media_for(request.user, model)
    return _has_all(own, ids)


def _has_all(own: Any, ids: list[int]) -> bool:
    wanted = set(ids)
    return not wanted or own.filter(pk__in=wanted).count() == len(wanted)
