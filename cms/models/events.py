"""Events, and each time that one happens."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField

from cms.blocks import BodyBlock
from cms.calendar.forms import EACH_DAY, EACH_DAY_HELP, EventPageForm
from cms.calendar.repeating import Repeats
from cms.calendar.skips import LONGEST_TEXT, SKIPS_HELP
from cms.models.base import BasePage
from cms.models.content import PLACES, SUMMARY_HELP


class EventPage(BasePage):
    """Something that happens, on one day or several, once or again and again."""

    starts_on = models.DateField(_("First day"))
    ends_on = models.DateField(_("Last day"), null=True, blank=True)
    starts_at = models.TimeField(
        _("From"), null=True, blank=True, help_text=_("Empty: it lasts all day.")
    )
    ends_at = models.TimeField(_("To"), null=True, blank=True)
    hours_each_day = models.BooleanField(EACH_DAY, default=False, help_text=EACH_DAY_HELP)
    location = models.CharField(_("Where?"), max_length=120, blank=True)
    is_closing_day = models.BooleanField(
        _("Closing day"), default=False, help_text=_("The institution is closed.")
    )
    repeats = models.CharField(
        _("Repeats"), max_length=8, choices=Repeats.choices, blank=True, default=""
    )
    repeats_until = models.DateField(_("Repeats through"), null=True, blank=True)
    skips = models.CharField(
        _("Except on"), max_length=LONGEST_TEXT, blank=True, default="", help_text=SKIPS_HELP
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("Text"))

    base_form_class = EventPageForm
    audience_missing_message = _("Choose who can see the event before you publish it.")
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldPanel("hours_each_day"),
                FieldPanel("location"),
                FieldPanel("is_closing_day"),
                FieldRowPanel([FieldPanel("repeats"), FieldPanel("repeats_until")]),
                FieldPanel("skips"),
            ],
            heading=_("When and where"),
        ),
        FieldPanel("summary", help_text=SUMMARY_HELP),
        FieldPanel("body"),
        *BasePage.audience_panels,
    ]
    parent_page_types = PLACES
    subpage_types: list[str] = []
    template = "themes/event.html"

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")


class Occurrence(models.Model):
    """One time that a published event happens; all day means from midnight to midnight."""

    page = models.ForeignKey(EventPage, on_delete=models.CASCADE, related_name="occurrences")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    all_day = models.BooleanField()

    class Meta:
        indexes = [
            models.Index(fields=["page", "begins_at"], name="cms_occurrence_page"),
            models.Index(fields=["begins_at", "ends_at"], name="cms_occurrence_time"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} at {self.begins_at:%Y-%m-%d %H:%M}"
