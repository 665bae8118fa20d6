"""The editor's form of a story of the day, whose readers follow from where it is told."""

from typing import Any

from cms.audience.forms import AudiencePageForm
from cms.audience.panels import AudiencePanel
from cms.daily.audiences import narrow_to_group
from core.access.keys import make_group_unit


class SettledAudiencePanel(AudiencePanel):
    """Says who will see the page, and asks back; there is nothing to choose."""

    class BoundPanel(AudiencePanel.BoundPanel):
        template_name = "cms/audience/settled.html"


class DailyNotePageForm(AudiencePageForm):
    """A story's form; it is for its group and the staff, and for nobody else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.start_audience = self.start_audience or self._find_readers()

    def clean_own_audience(self) -> list[str] | None:
        return self.start_audience

    def _find_readers(self) -> list[str] | None:
        place = self.picker.place
        if place is None or place.group is None:
            return None
        unit = make_group_unit(place.group.pk)
        return list(narrow_to_group(place.above, unit=unit, institution_key=place.institution_key))
