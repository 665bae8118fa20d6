"""The editor's form of news: whether it asks for confirmation, and whether a change asks anew."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.audience.forms import AudiencePageForm


class NewsPageForm(AudiencePageForm):
    """News; of what asks for confirmation, a major change asks everybody anew."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "is_major_change" in self.fields and not self.instance.has_unpublished_changes:
            # What was major has been asked about; the next change begins as a minor one.
            self.initial["is_major_change"] = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        due = cleaned.get("confirm_by")
        is_new = due != self.instance.confirm_by or not self.instance.live
        is_past = due is not None and due < timezone.localdate()
        if self.is_publishing and cleaned.get("asked") and is_new and is_past:
            self.add_error("confirm_by", ValidationError(_("The last day has passed.")))
        return cleaned
