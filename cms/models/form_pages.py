"""Forms that people answer, and their answers, which are erased on time."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from cms.blocks import BodyBlock
from cms.form_pages.forms import FormPageForm
from cms.form_pages.questions import QuestionsBlock
from cms.lifecycle.editor_form import review_panel
from cms.models.base import BasePage
from cms.models.content import PLACES, SUMMARY_HELP
from core.access.audiences import make_audience
from core.access.models import Scope
from core.access.operations import find_shared_scope

LONGEST_REPLY = 500
KEPT_HELP = _(
    "Counted from the last day to answer, or else from the answer. Nobody can read it afterwards."
)


class FormKind(models.TextChoices):
    """How often one answers, and whether the institution answers back."""

    ONCE = "once", _("Sign-up or answer: once, and it can be changed")
    REQUEST = "request", _("Request: as often as needed, and we answer each")


class FormPage(BasePage):
    """A form: who sees the page may answer, and only its receivers see the answers."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("Text"))
    questions = StreamField(QuestionsBlock(), verbose_name=_("Questions"))
    kind = models.CharField(
        _("What kind of form is it?"),
        max_length=8,
        choices=FormKind.choices,
        default=FormKind.ONCE,
    )
    for_each_child = models.BooleanField(
        _("Parents answer for each child"),
        default=False,
        help_text=_("Without it, everybody answers once for themselves."),
    )
    closes_on = models.DateField(_("Can be answered through"), null=True, blank=True)
    places = models.PositiveIntegerField(
        _("Number of places"),
        null=True,
        blank=True,
        help_text=_("When they are taken, nobody more can sign up. Empty: no limit."),
    )
    kept_days = models.PositiveSmallIntegerField(
        _("Answers are erased after"),
        choices=[
            (30, _("30 days")),
            (90, _("3 months")),
            (180, _("6 months")),
            (365, _("1 year")),
        ],
        default=90,
        help_text=KEPT_HELP,
    )
    # Content, as `own_audience` is; `receivers_scope` is what is in force.
    receivers = models.JSONField(_("Who can see the answers?"), default=list, blank=True)
    receivers_scope = models.ForeignKey(
        Scope, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    base_form_class = FormPageForm
    # Whether somebody has answered, and for whom, is that person's own.
    is_personal = True
    audience_missing_message = _("Choose who can see the form before you publish it.")
    exclude_fields_in_copy = [*BasePage.exclude_fields_in_copy, "receivers_scope"]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary", help_text=SUMMARY_HELP),
        FieldPanel("body"),
        FieldPanel("questions"),
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldPanel("for_each_child"),
                FieldPanel("closes_on"),
                FieldPanel("places"),
            ],
            heading=_("Answering"),
        ),
        MultiFieldPanel(
            [FieldPanel("receivers"), FieldPanel("kept_days")], heading=_("The answers")
        ),
        review_panel,
        *BasePage.audience_panels,
    ]
    parent_page_types = [*PLACES, "cms.ContentPage"]
    subpage_types: list[str] = []
    template = "themes/form_page.html"

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")

    def save(self, clean: bool = True, **kwargs: Any) -> None:  # type: ignore[override]
        """Saves the form, and whom it is answered to with it."""
        update_fields = kwargs.get("update_fields")
        if update_fields is None or "receivers" in update_fields:
            self.receivers_scope_id = (
                find_shared_scope(make_audience(self.receivers)).pk if self.receivers else None
            )
        super().save(clean=clean, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> "FormPage":
        page: FormPage = super().with_content_json(content)
        page.receivers_scope_id = self.receivers_scope_id
        return page


class AnswerState(models.TextChoices):
    """What has become of a request."""

    RECEIVED = "received", _("Received")
    GRANTED = "granted", pgettext_lazy("request", "Granted")
    DECLINED = "declined", pgettext_lazy("request", "Not granted")


class FormAnswer(models.Model):
    """What somebody answered, with the questions as they were asked then.

    `answers` is a list of `{"name", "kind", "question", "value"}`. On `erased_on` nobody sees
    the row any more, and the worker deletes it.
    """

    page = models.ForeignKey(FormPage, on_delete=models.CASCADE, related_name="answers")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="form_answers"
    )
    child = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    # Who saw the answers when this one was given: nobody gets to see it who is chosen later.
    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, related_name="+")
    # Zero where one answers once; requests are numbered, so that the same is not sent twice.
    turn = models.PositiveIntegerField(default=0)
    answers = models.JSONField()
    sent_at = models.DateTimeField()
    state = models.CharField(
        max_length=8, choices=AnswerState.choices, default=AnswerState.RECEIVED
    )
    reply = models.CharField(max_length=LONGEST_REPLY, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    erased_on = models.DateField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["page", "person", "turn"],
                condition=models.Q(child__isnull=True),
                name="cms_form_answer_once",
            ),
            models.UniqueConstraint(
                fields=["page", "child", "turn"],
                condition=models.Q(child__isnull=False),
                name="cms_form_answer_for_child_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} answered {self.page_id}"
