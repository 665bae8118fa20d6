"""Wagtail's reports, each on the pages of one's own institutions alone."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.utils.translation import gettext as _
from wagtail.admin.views.reports.aging_pages import AgingPagesView
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.admin.views.reports.locked_pages import LockedPagesView
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.admin.views.reports.workflows import WorkflowTasksView, WorkflowView
from wagtail.models import PageLogEntry, TaskState

from cms.editing.filters import ApprovalFilterSet, HistoryFilterSet, LockedPagesFilterSet
from cms.editing.queries import approvals_for, log_entries_for, pages_for
from core.people.models import Person


class LockedPages(LockedPagesView):
    """Pages that somebody has locked."""

    filterset_class = LockedPagesFilterSet

    def get_queryset(self) -> Any:
        self.queryset = pages_for(self.request.user).filter(locked=True).specific(defer=True)
        return super(LockedPagesView, self).get_queryset()


class Approvals(WorkflowView):
    """Approvals that were asked for."""

    filterset_class = ApprovalFilterSet

    def get_queryset(self) -> Any:
        states = approvals_for(self.request.user).select_related("workflow", "requested_by")
        return states.prefetch_related(
            "content_object", "content_object__latest_revision"
        ).order_by("-created_at")


class ApprovalTasks(WorkflowTasksView):
    """Approvals, by whom they wait for."""

    def get_queryset(self) -> Any:
        states = TaskState.objects.filter(workflow_state__in=approvals_for(self.request.user))
        return (
            states.select_related("workflow_state", "task")
            .prefetch_related(
                "workflow_state__content_object",
                "workflow_state__content_object__latest_revision",
            )
            .order_by("-started_at")
        )


class PageHistory(LogEntriesView):
    """What was done to pages; images and documents are logged for nobody's reports."""

    filterset_class = HistoryFilterSet

    def get_filtered_queryset(self) -> Any:
        self.log_models = [PageLogEntry]
        entries = log_entries_for(self.request.user).values("pk", "timestamp")
        # Wagtail joins several kinds of log; ours is the first and only one.
        numbered = entries.annotate(log_model_index=Value(0, output_field=IntegerField()))
        return self.filter_queryset(numbered).order_by("-timestamp")


class AgingPages(AgingPagesView):
    """Pages by when they were last published, with the names of those who did it."""

    def decorate_paginated_queryset(self, queryset: Any) -> Any:
        people = Person.objects.in_bulk({page.last_published_by for page in queryset} - {None})
        names = {pk: person.get_full_name() for pk, person in people.items()}
        for page in queryset:
            self.add_last_publisher_name_to_page(names, page)
            # Wagtail would write »None«.
            page.last_published_by_user = page.last_published_by_user or _("The portal")
        return queryset


class PageKinds(PageTypesUsageReportView):
    """How many pages there are of each kind, and which was edited last."""

    filterset_class = None

    def get_queryset(self) -> QuerySet[ContentType]:
        own = pages_for(self.request.user)
        last = own.filter(content_type=OuterRef("pk")).order_by(
            F("latest_revision_created_at").desc(nulls_last=True), "title", "-pk"
        )
        counts = (
            own.order_by()
            .filter(content_type=OuterRef("pk"))
            .values("content_type")
            .annotate(count=Count("pk"))
        )
        kinds = ContentType.objects.filter(
            app_label="cms", model__in=self.page_models, pk__in=own.values("content_type_id")
        )
        self.queryset = kinds
        return kinds.annotate(
            count=Subquery(counts.values("count")),
            last_edited_page_id=Subquery(last.values("pk")[:1]),
        ).order_by("-count", "app_label", "model")
