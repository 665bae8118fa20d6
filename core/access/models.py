"""Who holds which key, which scope carries which key, and who may edit where."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

KEY_LENGTH = 40
ALWAYS = date(1900, 1, 1)
FOREVER = date(9999, 12, 31)


class Scope(models.Model):
    """A stored audience; leaves with equal audiences share one, found by its digest.

    A page that may have pages below owns its scope alone: its digest is empty, so that nobody
    else finds it, and changing the page's audience rewrites key rows only.
    """

    digest = models.CharField(max_length=32, null=True, unique=True, editable=False)  # noqa: DJ001 - unique where present

    def __str__(self) -> str:
        return f"scope {self.pk}"


class ScopeKey(models.Model):
    """One key that opens a scope."""

    scope = models.ForeignKey(Scope, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=KEY_LENGTH)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "key"], name="access_scope_key_once"),
        ]
        indexes = [models.Index(fields=["key", "scope"], name="access_scope_key_key")]

    def __str__(self) -> str:
        return f"{self.scope_id}: {self.key}"


class PersonKey(models.Model):
    """A key that a person holds from one day to another, both included."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="keys"
    )
    key = models.CharField(max_length=KEY_LENGTH)
    # The part of the key before the holder, by which a person's places are found.
    unit = models.CharField(max_length=20)
    starts_on = models.DateField(default=ALWAYS)
    ends_on = models.DateField(default=FOREVER)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "key", "starts_on"], name="access_person_key_once"
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on__lte=models.F("ends_on")),
                name="access_person_key_days",
            ),
        ]
        indexes = [models.Index(fields=["key", "person"], name="access_person_key_key")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.key}"


class PersonScope(models.Model):
    """A scope whose holders see a person; one is enough."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="scopes"
    )
    scope = models.ForeignKey(Scope, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "scope"], name="access_person_scope_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.scope_id}"


class Right(models.TextChoices):
    """What somebody may do with an institution's pages and files, or for its people."""

    EDIT = "edit", _("Write")
    PUBLISH = "publish", _("Approve and publish")
    PUBLIC = "public", _("Show to everyone on the internet")
    MUNICIPALITY = "municipality", _("Show to the whole municipality")
    ACCESS = "access", _("Look after groups and the access of adults")
    PROTECTED = "protected", _("See the names of protected people")
    CONNECT = "connect", _("Look after connected systems")
    ADMINISTER = "administer", _("Give and take rights")


# These open the institution's office; all others belong to editors.
OFFICE_RIGHTS = (Right.ACCESS, Right.PROTECTED, Right.CONNECT, Right.ADMINISTER)
# What the roster's leaders begin with.
RIGHTS_OF_LEADERS = (Right.EDIT, Right.PUBLISH, Right.ADMINISTER)


class RightOrigin(models.TextChoices):
    """Who keeps a right: somebody has given it, or the roster says that a person leads.

    What somebody has taken from a leader stays as a row that has ended, so that no roster gives
    it again.
    """

    GIVEN = "given", _("Given here")
    ROSTER = "roster", _("Comes with leading the institution")
    TAKEN = "taken", _("Taken back here")


class EditingRight(models.Model):
    """One right of one person in one institution through a day; no other table gives one."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="editing_rights"
    )
    institution = models.ForeignKey(
        "people.Institution", on_delete=models.CASCADE, related_name="+"
    )
    right = models.CharField(max_length=12, choices=Right.choices)
    ends_on = models.DateField(default=FOREVER)
    origin = models.CharField(max_length=6, choices=RightOrigin.choices, default=RightOrigin.GIVEN)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "institution", "right"], name="access_editing_right_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.right} in {self.institution_id}"
