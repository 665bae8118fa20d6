"""The part of the editor's form in which a page gets its owner and its review day.

Both stand beside the page and its versions: they are in force when the form is saved, drafts too.
"""

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.widgets import AdminDateInput

from cms.audience.forms import AudiencePageForm
from cms.lifecycle.dates import add_year, check_review_day
from cms.lifecycle.fields import OwnerField

if TYPE_CHECKING:
    from cms.models import BasePage, PageReview

OWNER, DAY = "review_owner", "review_by"

review_panel = MultiFieldPanel(
    [FieldPanel(OWNER, disable_comments=True), FieldPanel(DAY, disable_comments=True)],
    heading=_("Review of the page"),
    icon="calendar-check",
)


class ReviewedPageForm(AudiencePageForm):
    """A page's form with its owner and its review day; who may not see to that is not asked.

    Left empty, both stay as they are.
    """

    review_owner = OwnerField(
        queryset=None,
        required=False,
        label=_("Page owner"),
        help_text=_("Is reminded when the page is to be reviewed."),
    )
    review_by = forms.DateField(
        required=False,
        label=_("Review by"),
        widget=AdminDateInput,
        help_text=_("What nobody reviews is archived two months after this day."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self._may_plan:
            del self.fields[OWNER], self.fields[DAY]
            return
        from cms.lifecycle.queries import list_possible_owners  # noqa: PLC0415 - needs the models

        people = list_possible_owners(self._institution, on=self._today)
        self.fields[OWNER].queryset = people  # type: ignore[attr-defined]
        if self.review is not None:
            self.initial |= {OWNER: self.review.owner_id, DAY: self.review.review_by}
        else:
            self.initial |= {OWNER: self.for_user.pk, DAY: add_year(self._today)}

    @cached_property
    def review(self) -> "PageReview | None":
        from cms.models import PageReview  # noqa: PLC0415 - as above

        return PageReview.objects.filter(page=self.instance.pk).select_related("owner").first()

    def clean_review_by(self) -> Any:
        day = self.cleaned_data[DAY]
        if day is not None and day != self.initial[DAY]:
            check_review_day(day, today=self._today)
        return day

    def keep_review(self, page: "BasePage", *, now: datetime) -> None:
        """Keeps what was chosen, once the page has been saved."""
        from cms.lifecycle.operations import plan_review  # noqa: PLC0415 - as above

        chosen = {name: self.cleaned_data.get(name) for name in (OWNER, DAY)}
        if self.review is None or {OWNER, DAY} & set(self.changed_data):
            plan_review(
                page,
                owner=chosen[OWNER],
                review_by=chosen[DAY] if DAY in self.changed_data else None,
                by=self.for_user,
                now=now,
            )

    @property
    def _today(self) -> Any:
        # Wagtail makes the form and hands it no moment.
        return timezone.localdate()

    @property
    def _institution(self) -> Any:
        above = self.parent_page
        return self.instance.institution or (above.institution if above is not None else None)

    @property
    def _may_plan(self) -> bool:
        """Who may see to the page's review; of a page that is not published, who writes it."""
        from cms.lifecycle.queries import find_review  # noqa: PLC0415 - as above

        if self._institution is None or self.for_user is None:
            return False
        is_open = not self.instance.live or self.review is None
        return is_open or find_review(self.for_user, self.instance.pk) is not None
