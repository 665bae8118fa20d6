"""Wagtail's table of typed columns, which takes the cells of Word and of spreadsheets."""

from django.forms import Media
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import register
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock, TypedTableBlockAdapter


class PastableTableBlock(TypedTableBlock):
    """A table whose cells can be pasted all at once; it is stored as Wagtail's own."""

    class Meta:
        help_text = _(
            "A table from Word or a spreadsheet can be pasted: into the heading of a column with "
            "its headings, into a cell without them."
        )


class PastableTableAdapter(TypedTableBlockAdapter):
    """Wagtail's table in the browser, with a script that listens for what is pasted."""

    js_constructor = "indgang.PastableTable"

    @cached_property
    def media(self) -> Media:
        return super().media + Media(js=[versioned_static("cms/editing/tables.js")])


register(PastableTableAdapter(), PastableTableBlock)
