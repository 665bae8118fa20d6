"""The list of shortcuts as editors write it: a text, where it leads, and whom it is for."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    MultipleChoiceBlock,
    PageChooserBlock,
    StreamBlock,
    StructBlock,
    StructBlockValidationError,
    URLBlock,
)

from cms.blocks.deferring import OneAtATime
from core.access.keys import Holder

MOST = 20
# Symbols of the portal's own sprite.
ICONS = (
    ("calendar", _("Calendar")),
    ("check", _("Tick")),
    ("edit", _("Pencil")),
    ("page", _("Page")),
    ("folder", _("Folder")),
    ("people", _("People")),
    ("phone", _("Telephone")),
    ("info", _("Information")),
)
WHO = (
    (Holder.GUARDIAN.value, _("Parents")),
    (Holder.PUPIL.value, _("Pupils")),
    (Holder.PEDAGOGICAL.value, _("Teachers and pedagogues")),
    (Holder.LEADER.value, _("The leaders")),
    (Holder.ADMINISTRATIVE.value, _("The office")),
    (Holder.STAFF.value, _("Staff")),
)

_SCHEMES = ["http", "https"]


class ShortcutBlock(StructBlock):
    """One shortcut, to a page of the portal or to an address elsewhere."""

    title = CharBlock(max_length=60, label=_("Text"))
    page = PageChooserBlock(required=False, label=_("Page of the portal"))
    address = URLBlock(
        required=False,
        label=_("Or its address elsewhere"),
        max_length=500,
        validators=[URLValidator(schemes=_SCHEMES)],
    )
    icon = ChoiceBlock(choices=ICONS, required=False, label=_("Symbol"))
    who = MultipleChoiceBlock(
        choices=WHO,
        required=False,
        label=_("For whom?"),
        help_text=_("Nothing chosen: for everybody who sees the page."),
    )

    class Meta:
        icon = "link"
        label = _("Shortcut")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        is_undecided = bool(cleaned["page"]) == bool(cleaned["address"])
        # A draft, saved by itself perhaps, may lack what is still to be chosen.
        if is_undecided and not self.is_deferred_validation:
            message = _("Choose a page of the portal, or write an address elsewhere.")
            raise StructBlockValidationError(non_block_errors=[ValidationError(message)])
        return cleaned


class ShortcutsBlock(OneAtATime, StreamBlock):
    """The shortcuts of a place, in the order in which they are shown."""

    shortcut = ShortcutBlock()

    class Meta:
        max_num = MOST
