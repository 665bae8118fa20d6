"""The list of documents, with the folder that each lies in."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, UsageCountColumn
from wagtail.documents.views.documents import IndexView


class UsesBesideFolder(UsageCountColumn):
    """How often a document is linked to; nothing for one that is found in its folder instead."""

    cell_template_name = "cms/editing/uses_beside_folder.html"


class DocumentList(IndexView):
    """One's own documents."""

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("folder")

    @cached_property
    def columns(self) -> list[Column]:
        return [part for column in super().columns for part in self._columns_for(column)]

    def _columns_for(self, column: Column) -> list[Column]:
        if column.name != "usage_count":
            return [column]
        uses = UsesBesideFolder(
            column.name, label=column.label, width=column.width, sort_key=column.sort_key
        )
        return [Column("folder", label=_("Folder"), accessor="folder"), uses]
