"""The people of the portal and where they belong."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.access.models import ALWAYS, FOREVER
from core.access.operations import replace_holdings
from core.people.holdings import hold_keys
from core.people.kinds import (
    Appearance,
    GroupKind,
    InstitutionKind,
    Relation,
    Role,
    SharedWith,
    Source,
)

check_municipality_code = RegexValidator(r"^[0-9]{3}\Z", _("A municipality code has three digits."))
check_institution_key = RegexValidator(
    r"^[0-9A-Z]{6}\Z", _("An institution's key has six digits or capital letters.")
)


class Municipality(models.Model):
    """A municipality; its code is its name in keys and addresses."""

    code = models.CharField(max_length=3, unique=True, validators=[check_municipality_code])
    name = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.name


class Institution(models.Model):
    """A school, a daycare institution, an after-school care or an administration.

    The municipality's own pages and rights are those of its administration without a parent.
    """

    key = models.CharField(max_length=6, unique=True, validators=[check_institution_key])
    name = models.CharField(max_length=132)
    kind = models.CharField(max_length=14, choices=InstitutionKind.choices)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="institutions"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="units"
    )
    address = models.CharField(max_length=200, blank=True)
    # Whether who may write must have it approved before it is published.
    needs_approval = models.BooleanField(default=False)
    # When the roster that is in force here was exported: an older one is refused.
    roster_exported_at = models.DateTimeField(null=True, blank=True, editable=False)

    def __str__(self) -> str:
        return self.name


class Group(models.Model):
    """A class, room, year group or team from the roster, or a group an institution keeps itself."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="groups")
    source = models.CharField(max_length=6, choices=Source.choices)
    external_id = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=8, choices=GroupKind.choices)
    level = models.CharField(max_length=6, blank=True)
    starts_on = models.DateField(default=ALWAYS)
    ends_on = models.DateField(default=FOREVER)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "external_id"],
                condition=Q(source=Source.ROSTER),
                name="people_roster_group_once",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")), name="people_group_days"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    """Finds people by UNI-Login id; who is made here sees what is for that person alone."""

    def create_user(self, unilogin: str, password: str | None = None, **fields: Any) -> "Person":
        person = self.model(unilogin=unilogin, **fields)
        person.set_password(password)
        with transaction.atomic(using=self._db):
            person.save(using=self._db)
            if person.is_active:
                replace_holdings({person.pk: hold_keys(person.pk, belongings=(), cares=())})
        return person

    def create_superuser(self, unilogin: str, password: str, **fields: Any) -> "Person":
        """An operator of the whole installation; never somebody who edits pages."""
        return self.create_user(unilogin, password, is_superuser=True, **fields)


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody who may sign in, or is known to those who may.

    The names of a protected person are the alias; the real name is in `ProtectedName`, so that
    no template, report or mail can show it by mistake.
    """

    unilogin = models.CharField(_("UNI-Login"), max_length=50, unique=True)
    first_name = models.CharField(_("First name"), max_length=100)
    family_name = models.CharField(_("Family name"), max_length=100, blank=True)
    protected = models.BooleanField(_("Name and address protected"), default=False)
    email = models.EmailField(_("E-mail"), blank=True)
    phone = models.CharField(_("Work telephone"), max_length=20, blank=True)
    title = models.CharField(_("Job title"), max_length=100, blank=True)
    initials = models.CharField(_("Initials"), max_length=20, blank=True)
    birth_date = models.DateField(_("Date of birth"), null=True, blank=True)
    shares_email_with = models.CharField(
        _("Who may see my e-mail"),
        max_length=11,
        choices=SharedWith.choices,
        default=SharedWith.NOBODY,
    )
    shares_phone_with = models.CharField(
        _("Who may see my telephone"),
        max_length=11,
        choices=SharedWith.choices,
        default=SharedWith.NOBODY,
    )
    language = models.CharField(
        _("Language"), max_length=2, choices=[("da", "Dansk"), ("en", "English")], default="da"
    )
    appearance = models.CharField(
        _("Appearance"),
        max_length=5,
        choices=Appearance.choices,
        default=Appearance.DEVICE,
        blank=True,
    )
    wants_mail = models.BooleanField(_("Mails about important news"), default=True)
    is_active = models.BooleanField(_("May sign in"), default=True)

    objects = PersonManager()

    USERNAME_FIELD = "unilogin"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.family_name}".strip()

    def get_short_name(self) -> str:
        return self.first_name

    @property
    def is_staff(self) -> bool:
        """Django's own admin is not installed; nobody is its staff."""
        return False


class ProtectedName(models.Model):
    """The real name of a protected person, read through one logged query only."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    first_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        return f"name of {self.person_id}"


class RosterEntry(models.Model):
    """That an institution's roster has a person, and what others may not overrule.

    A person is protected when one entry says so. Name and contact details are those of the
    institution that employs the person, or else of the one with the lowest key.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roster_entries")
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    protected = models.BooleanField(default=True)
    employed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "institution"], name="people_roster_entry_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.institution_id}"


class Membership(models.Model):
    """A person's role in an institution, or in one of its groups, from day to day."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, related_name="memberships"
    )
    group = models.ForeignKey(
        Group, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    role = models.CharField(max_length=14, choices=Role.choices)
    source = models.CharField(max_length=6, choices=Source.choices)
    starts_on = models.DateField(default=ALWAYS)
    ends_on = models.DateField(default=FOREVER)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "institution", "role", "source", "starts_on"],
                condition=Q(group__isnull=True),
                name="people_membership_once",
            ),
            models.UniqueConstraint(
                fields=["person", "group", "role", "source", "starts_on"],
                condition=Q(group__isnull=False),
                name="people_group_membership_once",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")), name="people_membership_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} as {self.role}"


class Guardianship(models.Model):
    """What an institution's roster says of an adult and a child.

    The adult sees what guardians of the child see there when custody is stated, or when the
    institution has decided so for an adult without it, as for a foster parent. Unknown custody
    is none.
    """

    guardian = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="guardianships")
    child = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="guardians")
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    relation = models.CharField(max_length=8, choices=Relation.choices)
    custody = models.BooleanField(default=False)
    granted_locally = models.BooleanField(default=False)
    source = models.CharField(max_length=6, choices=Source.choices)
    starts_on = models.DateField(default=ALWAYS)
    ends_on = models.DateField(default=FOREVER)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["guardian", "child", "institution", "source"],
                name="people_guardianship_once",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")), name="people_guardianship_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guardian_id} for {self.child_id}"


class GuardianBlock(models.Model):
    """An acute block of one adult for one child: in force everywhere until it is lifted.

    The institution that decided it lifts it; a block without one is the operator's.
    """

    guardian = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="blocks")
    child = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    placed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    reason = models.CharField(max_length=200)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["guardian", "child"],
                condition=Q(lifted_at__isnull=True),
                name="people_block_in_force_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guardian_id} blocked for {self.child_id}"
