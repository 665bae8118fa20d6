"""That a page asks its readers to confirm, and that somebody has."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ConfirmationMode(models.TextChoices):
    """Who of those who see the page is asked."""

    STAFF = "staff", _("Staff")
    ONE_GUARDIAN = "one_guardian", _("One parent")
    EACH_GUARDIAN = "each_guardian", _("Both parents")
    GUARDIAN_AND_PUPIL = "guardian_pupil", _("Parent and pupil")


class ConfirmationMethod(models.TextChoices):
    """How the answer came; the last is why there will be none."""

    READ = "read", _("In the portal")
    PAPER = "paper", _("On paper")
    NOT_POSSIBLE = "not_possible", _("Not possible")


class ConfirmationRequest(models.Model):
    """What a published page, or a document in a published folder, asks today.

    Answers to an earlier version do not count.
    """

    page = models.OneToOneField(
        "cms.BasePage", on_delete=models.CASCADE, null=True, related_name="+"
    )
    document = models.OneToOneField(
        "cms.InstitutionDocument",
        on_delete=models.CASCADE,
        null=True,
        related_name="confirmation_request",
    )
    mode = models.CharField(max_length=14, choices=ConfirmationMode.choices)
    due_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    # Which revision asked last: publishing the same one again asks nobody anew.
    revision_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(page__isnull=True) ^ Q(document__isnull=True),
                name="cms_confirmation_asked_of_one",
            )
        ]

    def __str__(self) -> str:
        about = f"page {self.page_id}" if self.page_id else f"document {self.document_id}"
        return f"{about}: {self.mode}, version {self.version}"


class Confirmation(models.Model):
    """One answer to one version of a page or document, of which it has one at most.

    It outlives edits, memberships and the page itself; `page_title` is the document's, too.

    `child` is the child for whom an adult answers, the pupil in the pupil's own answer, and
    empty for staff.
    """

    page = models.ForeignKey("cms.BasePage", on_delete=models.SET_NULL, null=True, related_name="+")
    document = models.ForeignKey(
        "cms.InstitutionDocument", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    page_title = models.CharField(max_length=255)
    version = models.PositiveIntegerField()
    mode = models.CharField(max_length=14, choices=ConfirmationMode.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    child = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    method = models.CharField(max_length=12, choices=ConfirmationMethod.choices)
    reason = models.CharField(max_length=200, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["page", "version", "person", "child"],
                condition=Q(child__isnull=False),
                name="cms_confirmation_for_child_once",
            ),
            models.UniqueConstraint(
                fields=["page", "version", "person"],
                condition=Q(child__isnull=True),
                name="cms_confirmation_of_staff_once",
            ),
            models.UniqueConstraint(
                fields=["document", "version", "person", "child"],
                condition=Q(child__isnull=False),
                name="cms_confirmation_doc_child_once",
            ),
            models.UniqueConstraint(
                fields=["document", "version", "person"],
                condition=Q(child__isnull=True),
                name="cms_confirmation_doc_staff_once",
            ),
            models.CheckConstraint(
                condition=Q(page__isnull=True) | Q(document__isnull=True),
                name="cms_confirmation_of_one",
            ),
        ]

    def __str__(self) -> str:
        about = f"document {self.document_id}" if self.document_id else f"page {self.page_id}"
        return f"{about}, version {self.version}: {self.person_id}"
