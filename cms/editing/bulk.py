"""Actions on many pages or files at once, none of which names or reaches those of others."""

from typing import Any

from django.forms import Form
from django.shortcuts import get_list_or_404
from wagtail.admin.views.pages import bulk_actions as pages
from wagtail.admin.views.pages.search import page_filter_search
from wagtail.documents.views import bulk_actions as documents
from wagtail.images.views import bulk_actions as images

from cms.editing.queries import media_for, pages_below, pages_for


class _OwnPages:
    """Takes the ids of one's own pages alone; others are not even reported as refused."""

    def get_queryset(self: Any, model: Any, object_ids: Any) -> Any:
        return get_list_or_404(pages_for(self.request.user), pk__in=list(object_ids))

    def get_all_objects_in_listing_query(self: Any, parent_id: Any) -> Any:
        own, query = pages_for(self.request.user), self.request.GET.get("q")
        if parent_id is not None:
            parent = get_list_or_404(own.model, pk=parent_id)[0]
            own = own.descendant_of(parent) if query else pages_below(self.request.user, parent)
        ids = own.values_list("pk", flat=True)
        return page_filter_search(query, ids)[0].results() if query else ids


class _OwnMedia:
    """Takes the ids of one's own images or documents alone."""

    def get_queryset(self: Any, model: Any, object_ids: Any) -> Any:
        return get_list_or_404(media_for(self.request.user, model), pk__in=list(object_ids))


class DeletePages(_OwnPages, pages.DeleteBulkAction):
    pass


class PublishPages(_OwnPages, pages.PublishBulkAction):
    pass


class UnpublishPages(_OwnPages, pages.UnpublishBulkAction):
    pass


class MovePages(_OwnPages, pages.MoveBulkAction):
    """Moves to places where one may write."""

    def get_form(self, form_class: Any = None) -> Form:
        form: Form = super().get_form(form_class)
        form.fields["chooser"].queryset = pages_for(  # type: ignore[attr-defined]
            self.request.user, {"add"}
        )
        return form


class DeleteImages(_OwnMedia, images.DeleteBulkAction):
    pass


class TagImages(_OwnMedia, images.AddTagsBulkAction):
    pass


class CollectImages(_OwnMedia, images.AddToCollectionBulkAction):
    pass


class DeleteDocuments(_OwnMedia, documents.DeleteBulkAction):
    pass


class TagDocuments(_OwnMedia, documents.AddTagsBulkAction):
    pass


class CollectDocuments(_OwnMedia, documents.AddToCollectionBulkAction):
    pass


BULK_ACTIONS = (
    DeletePages,
    PublishPages,
    UnpublishPages,
    MovePages,
    DeleteImages,
    TagImages,
    CollectImages,
    DeleteDocuments,
    TagDocuments,
    CollectDocuments,
)
