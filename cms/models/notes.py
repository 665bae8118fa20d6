"""The story of the day on a room's, class's or other group's page."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms.blocks.stream import NoteBlock
from cms.daily.audiences import is_of_few, narrow_to_group, narrow_to_page
from cms.daily.editing import DailyNotePageForm, SettledAudiencePanel
from cms.models.base import BasePage
from cms.school_years import school_year_of
from core.access.queries import keys_of_scope


class DailyNotePage(BasePage):
    """What a day was like, for the families of the group and the staff.

    It is shown to the end of the school year, 31 July, and to nobody after that: whatever was
    chosen, `expire_at` is never later. The text stays with those who write in the institution
    until they delete it, as that of any page that is no longer shown.
    """

    day = models.DateField(_("Day"), default=timezone.localdate)
    body = StreamField(NoteBlock(), blank=True, verbose_name=_("Text"))

    base_form_class = DailyNotePageForm
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("day"),
        FieldPanel("body"),
        SettledAudiencePanel(),
    ]
    parent_page_types = ["cms.GroupHome"]
    subpage_types: list[str] = []
    template = "themes/note.html"

    class Meta:
        verbose_name = _("story of the day")
        verbose_name_plural = _("stories of the day")

    def clean(self) -> None:
        super().clean()
        if self.day:
            end = school_year_of(self.day).ends_at
            chosen: datetime | None = getattr(self, "expire_at", None)
            self.expire_at = min(chosen or end, end)

    def clean_audience(self) -> list[str] | None:
        keys = super().clean_audience()
        if keys is not None and not all(is_of_few(key) for key in keys):
            message = _("A story of the day is for its own group and the staff.")
            raise ValidationError({"own_audience": ValidationError(message, code="too_wide")})
        return keys

    def save(self, clean: bool = True, **kwargs: Any) -> None:  # type: ignore[override]
        """Saves the story, with its group's readers, or those of them whom somebody has chosen.

        It is never for more people than its group's page, whatever an older version says.
        """
        if self.path and kwargs.get("update_fields") is None:
            self.own_audience = self._find_readers()
        super().save(clean=clean, **kwargs)

    def _find_readers(self) -> list[str] | None:
        home = self.get_parent()
        if not home.home_unit or home.institution is None:
            return self.own_audience  # type: ignore[no-any-return]
        above, key = keys_of_scope(home.scope_id or 0), home.institution.key
        if self.own_audience is None:
            return list(narrow_to_group(above, unit=home.home_unit, institution_key=key))
        chosen = self.clean_audience() or []
        return list(narrow_to_page(chosen, above=above, institution_key=key))
