"""The words in which the portal says what it keeps about people, why and for how long."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """What kind of information a field is."""

    IDENTITY = "identity", _("Name and identification")
    CONTACT = "contact", _("Contact information")
    BIRTH = "birth", _("Date of birth")
    AFFILIATION = "affiliation", _("Where somebody belongs and as what")
    FAMILY = "family", _("Children, parents and custody")
    PROTECTION = "protection", _("Name and address protection, and blocked access")
    CREDENTIALS = "credentials", _("Password and sign-in")
    RIGHTS = "rights", _("Access and rights")
    CHOICES = "choices", _("Own choices")
    ACTIVITY = "activity", _("What somebody did in the portal, and when")
    CONTENT = "content", _("Texts, files and pictures that editors add")
    MESSAGES = "messages", _("Mails from the portal")

    @property
    def is_confidential(self) -> bool:
        """Whether it does harm when it reaches the wrong person."""
        return self in (Category.FAMILY, Category.PROTECTION, Category.CREDENTIALS)


class Purpose(models.TextChoices):
    """What a field is needed for."""

    SIGN_IN = "sign_in", _("To know who signs in")
    RECOGNISE = "recognise", _("To show who is who to those who may know")
    REACH = "reach", _("To reach the person")
    DECIDE_ACCESS = "decide_access", _("To decide what the person may see and do")
    PROTECT = "protect", _("To protect the person against being found")
    PUBLISH = "publish", _("To write, approve and show pages and files")
    ACCOUNT = "account", _("To answer who saw or changed what, and to find misuse")
    ADAPT = "adapt", _("To show the portal as the person has chosen")
    OPERATE = "operate", _("To keep the portal running")


class Retention(models.TextChoices):
    """When a field is deleted; the words stand behind "Deleted after:"."""

    MEMBER = "member", _("13 months without an institution")
    RIGHT = "right", _("The right is withdrawn")
    RIGHT_OF_LEADER = "right_of_leader", _("The right is withdrawn, or a leader no longer leads")
    SESSION = "session", _("Log-out, or at most 90 days")
    TWO_HOURS = "two_hours", _("2 hours")
    TWO_WEEKS = "two_weeks", _("14 days")
    THREE_MONTHS = "three_months", _("3 months")
    TWO_YEARS = "two_years", _("24 months")
    PAGE = "page", _("The page or file is deleted")
    FORM = (
        "form",
        _("The time that stands at the form, one year at most, unless it is kept for the record"),
    )

    @property
    def is_automatic(self) -> bool:
        """Whether the portal already deletes by itself; the others wait for retention rules."""
        return self in (
            Retention.SESSION,
            Retention.TWO_HOURS,
            Retention.TWO_WEEKS,
            Retention.THREE_MONTHS,
            Retention.FORM,
        )


class Receiver(models.TextChoices):
    """Who gets to see a field, beside the person and those who run the portal."""

    NOBODY = "nobody", _("Nobody")
    THOSE_ALLOWED = "those_allowed", _("Those whom the rules of access let see the person")
    AS_CHOSEN = "as_chosen", _("Those to whom the person has chosen to show it")
    GUARDIANS = "guardians", _("Those who have custody of the child")
    LEADERS = "leaders", _("The institution's leader and office")
    EDITORS = "editors", _("Those who edit in the same institution")
    CHOSEN_STAFF = "chosen_staff", _("The staff whom the form names")
    AUDIENCE = "audience", _("Those for whom the page is meant")
    OFFICER = "officer", _("The municipality's staff who control the log")


class Source(models.TextChoices):
    """Where a field comes from."""

    ROSTER = "roster", _("The institution's administrative system")
    INSTITUTION = "institution", _("The institution, here in the portal")
    PERSON = "person", _("The person")
    EDITOR = "editor", _("Editors, here in the portal")
    PORTAL = "portal", _("The portal itself")


class Whom(models.TextChoices):
    """About what kind of people a table is."""

    EVERYONE = "everyone", _("Pupils, children, parents, staff and partners")
    CHILDREN = "children", _("Pupils and children")
    FAMILIES = "families", _("Children and their parents")
    PROTECTED = "protected", _("People with name and address protection")
    STAFF = "staff", _("Staff")
    EDITORS = "editors", _("Editors and approvers")
    IN_CONTENT = "in_content", _("People whom pages, files and pictures are about")
