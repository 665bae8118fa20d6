"""How each municipality and institution has connected which system, and how that goes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.access.levels import LEVEL_CHOICES
from indgang_sdk.levels import Level


class Filled(models.Model):
    """What somebody has filled in of a connector's settings at one layer.

    `secrets` are encrypted, each by its setting's name, and are never shown again.
    """

    values = models.JSONField(default=dict)
    secrets = models.JSONField(default=dict)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        abstract = True


class PortalConnector(Filled):
    """What the operator has decided of a connector for all; without a row it may be used."""

    connector = models.CharField(max_length=40, unique=True)
    is_available = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.connector


class Connection(Filled):
    """A system that a municipality has connected, under the name that people know it by.

    `approved_needs` and `approved_hosts` are what the municipality has agreed to; what the
    connector needs beyond them keeps it from running.
    """

    municipality = models.ForeignKey(
        "people.Municipality", on_delete=models.CASCADE, related_name="connections"
    )
    connector = models.CharField(max_length=40)
    title = models.CharField(_("Name of the system"), max_length=60)
    # The connector's version that the settings were last saved for.
    version = models.CharField(max_length=40, blank=True)
    is_on = models.BooleanField(default=False)
    # Institutions without a row of their own use it where this says so.
    is_for_all = models.BooleanField(default=True)
    is_paused = models.BooleanField(default=False)
    # What the municipality asks for before anybody's information is fetched, where the connector
    # does not ask for more itself.
    required_level = models.PositiveSmallIntegerField(
        _("How sure must it be who is looking?"),
        choices=LEVEL_CHOICES,
        default=Level.ONE_FACTOR.value,
    )
    approved_needs = models.JSONField(default=list)
    approved_hosts = models.JSONField(default=list)
    # Whom to ask while the system does not answer: "Ring til kontoret på ...".
    when_down = models.CharField(max_length=200, blank=True)
    when_down_english = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "title"], name="connectors_title_once_in_municipality"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def advice_in(self, language: str) -> str:
        """Whom to ask while the system is down; in Danish where there are no English words."""
        english = self.when_down_english if language.startswith("en") else ""
        return str(english or self.when_down)


class InstitutionConnection(Filled):
    """An institution's own answer to a connection: whether it uses it, and its settings.

    Where `is_on` is None, it has not said so, and the municipality's word counts.
    """

    connection = models.ForeignKey(
        Connection, on_delete=models.CASCADE, related_name="institution_rows"
    )
    institution = models.ForeignKey(
        "people.Institution", on_delete=models.CASCADE, related_name="+"
    )
    is_on = models.BooleanField(null=True, default=None)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "institution"], name="connectors_institution_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.connection_id} at {self.institution_id}"


class Circuit(models.Model):
    """Whether a connection is asked at all, for all processes alike, and since when it fails.

    While `probe_at` is set, the circuit is open: one call at that moment tries again.
    """

    connection = models.OneToOneField(
        Connection, on_delete=models.CASCADE, primary_key=True, related_name="circuit"
    )
    failures = models.PositiveIntegerField(default=0)
    successes = models.PositiveIntegerField(default=0)
    # Questions about people that were refused since the last answer.
    refusals = models.PositiveIntegerField(default=0)
    probe_at = models.DateTimeField(null=True)
    # Since when any of its sources fails.
    failing_since = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"circuit of {self.connection_id}"


class FailingSource(models.Model):
    """A source that has not answered since it began to fail, and whether somebody was told."""

    connection = models.ForeignKey(
        Connection, on_delete=models.CASCADE, related_name="failing_sources"
    )
    source = models.CharField(max_length=40)
    failing_since = models.DateTimeField()
    failed_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "source"], name="connectors_failing_source_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} of {self.connection_id}"


class FailedCall(models.Model):
    """One of the last calls of a connection that failed, without anything of its answer."""

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="failed")
    source = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["connection", "at"], name="connectors_failed_at")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.connection_id}"


class CallCount(models.Model):
    """How many calls a source has had in an hour, how many failed, and how long they took."""

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=40)
    hour = models.DateTimeField()
    calls = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    milliseconds = models.PositiveBigIntegerField(default=0)
    slowest = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "source", "hour"], name="connectors_count_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} of {self.connection_id}"


class Standing(models.TextChoices):
    """How a tile stands on people's pages."""

    LOCKED = "locked", _("Fixed place")
    MANDATORY = "mandatory", _("Always there")
    OFFERED = "offered", _("Can be added")


class TileRule(models.Model):
    """Where a tile stands: for those with a role in a municipality, institution or group.

    `unit` is the part of a key that names the place; without `roles`, a rule is for all of them.
    In each institution the nearest rule counts for each role: group before institution before
    municipality, and in one place the one that names the role.
    """

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="rules")
    source = models.CharField(max_length=40)
    unit = models.CharField(max_length=20)
    roles = models.JSONField(default=list)
    standing = models.CharField(max_length=10, choices=Standing.choices)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "source", "unit", "roles"], name="connectors_rule_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} in {self.unit}"


class TileChoice(models.Model):
    """Where a person has put a tile, or that the person does without it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=40)
    is_shown = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "connection", "source"], name="connectors_choice_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} of {self.person_id}"


class SystemEntry(models.Model):
    """Something of a connected system that is found here: what it says and where it leads."""

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="entries")
    # By whose settings it was read, as the unit of keys that names the place.
    unit = models.CharField(max_length=20)
    source = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=255)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=8, default="da")
    dated_at = models.DateTimeField()
    launcher = models.CharField(max_length=40)
    target = models.CharField(max_length=500, blank=True)
    scope = models.ForeignKey("access.Scope", on_delete=models.CASCADE, related_name="+")
    # Which reading named it last, so that a whole list can tell what is gone.
    reading = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "unit", "source", "key"], name="connectors_entry_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.pk}"


class EntryReading(models.Model):
    """How far the entries of a source have been read, by whose settings."""

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="+")
    unit = models.CharField(max_length=20)
    source = models.CharField(max_length=40)
    cursor = models.CharField(max_length=2000, blank=True)
    number = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "unit", "source"], name="connectors_reading_once"
            ),
        ]

    def __str__(self) -> str:
        return f"reading of {self.source}"
