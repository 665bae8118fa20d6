"""Filters of lists that offer the people and tags of one's own institutions only."""

from typing import Any

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import BaseMediaFilterSet, MultipleUserFilter, PopularTagsFilter
from wagtail.admin.views.pages import listing
from wagtail.admin.views.reports import audit_logging, locked_pages, workflows
from wagtail.documents.views.documents import DocumentsFilterSet
from wagtail.images.views.images import ImagesFilterSet
from wagtail.log_actions import registry as log_registry

from cms.editing.places import FIELD, MOST_LISTED, CollectionNameFilter
from cms.editing.queries import (
    collections_for,
    editors_of_pages,
    lockers_of_pages,
    log_entries_for,
    owners_of_pages,
    popular_tags,
    requesters_of_approval,
)


class PageFilterSet(listing.GenericPageFilterSet):
    """The filters of page lists; there is one site, and nobody else's is named."""

    owner = MultipleUserFilter(
        label=_("Owner"),
        queryset=lambda request: owners_of_pages(request.user),
        widget=CheckboxSelectMultiple,
    )
    edited_by = listing.EditedByFilter(
        label=_("Edited by"),
        queryset=lambda request: editors_of_pages(request.user),
        widget=CheckboxSelectMultiple,
    )
    site = None


class LockedPagesFilterSet(locked_pages.LockedPagesReportFilterSet):
    """The filters of the report of locked pages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["locked_by"].queryset = lambda request: lockers_of_pages(request.user)


class ApprovalFilterSet(workflows.WorkflowReportFilterSet):
    """The filters of the report of approvals."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["requested_by"].queryset = lambda request: requesters_of_approval(request.user)


class HistoryFilterSet(audit_logging.SiteHistoryReportFilterSet):
    """The filters of the history of all pages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Only pages are logged here.
        del self.filters["object_type"]

    def get_action_choices(self) -> list[Any]:
        done = log_entries_for(self.request.user).get_actions()
        return [choice for choice in log_registry.get_choices() if choice[0] in done]

    def get_users_queryset(self) -> Any:
        return log_entries_for(self.request.user).get_users()


class _OwnTags(BaseMediaFilterSet):
    """Offers one's own institutions, by name if they are many, and the tags most used there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        collections = collections_for(self.request.user, {"add", "change"})
        # Asked of everybody, so that a second institution asks the database no more often.
        if collections[: MOST_LISTED + 1].count() > MOST_LISTED:
            del self.filters["collection_id"]
            self.filters[FIELD] = CollectionNameFilter(label=_("Institution"))
            self.filters[FIELD].parent = self
        self.filters.pop("tag", None)
        tags = popular_tags(self.request.user, self._meta.model)
        if tags:
            self.filters["tag"] = PopularTagsFilter(
                label=_("Tag"),
                field_name="tags__name",
                choices=[(name, name) for name in tags],
                widget=CheckboxSelectMultiple,
                use_subquery=kwargs.get("is_searching"),
                help_text=_("Filter by up to ten most popular tags."),
            )


class ImageFilterSet(_OwnTags, ImagesFilterSet):
    """The filters of the list of images."""


class DocumentFilterSet(_OwnTags, DocumentsFilterSet):
    """The filters of the list of documents."""
