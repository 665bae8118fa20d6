"""Sessions, and the attempts to sign in that are counted."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.compiled_queries import CompiledQuery
from core.login.local.models import (
    CodeGenerator,
    Invitation,
    LocalAccount,
    Passkey,
    RecoveryCode,
)

# Django looks for an app's tables here; those of the local accounts lie in a folder of their own.
LOCAL_ACCOUNTS = (LocalAccount, Passkey, CodeGenerator, RecoveryCode, Invitation)

# Every request asks for its session.
_with_person: "CompiledQuery[Session]" = CompiledQuery(
    lambda key, now: Session.objects.select_related("person").filter(
        session_key=key, expire_date__gt=now
    )
)


class SessionManager(BaseSessionManager["Session"]):
    """Finds sessions with their person in one query."""

    def find_with_person(self, session_key: str, *, now: datetime) -> "Session | None":
        """The session with its person in `person`, unless it has run out."""
        return next(iter(_with_person.ask(key=session_key, now=now)), None)


class Session(AbstractBaseSession):
    """A browser that is signed in, with the person who signed in, how, and how surely.

    `provider` is the key of who vouched, `issuer`, `subject` and `provider_session` are what that
    one calls itself, the person and its own session: by these it ends the session again. The
    level counts until `level_until`, and then as that of one factor. A session counts until
    `expire_date`: as long after it was last used as `idle_seconds` says, and never after
    `ends_at`. Both are decided when it begins, so that no request asks for the person's roles.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="sessions"
    )
    started_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    # What the browser says that it is, in a few words such as "Firefox, Windows".
    browser = models.CharField(max_length=60, blank=True)
    is_own_device = models.BooleanField(default=False)
    idle_seconds = models.PositiveIntegerField(null=True)
    ends_at = models.DateTimeField(null=True)
    level = models.PositiveSmallIntegerField(default=1)
    level_until = models.DateTimeField(null=True)
    provider = models.CharField(max_length=60, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    provider_session = models.CharField(max_length=300, blank=True)
    # What the provider wants to see when it is told of a sign-out; encrypted.
    logout_hint = models.TextField(blank=True)

    objects = SessionManager()  # type: ignore[misc]

    class Meta:
        indexes = [
            models.Index(fields=["provider", "subject"], name="login_session_subject"),
            models.Index(fields=["provider", "provider_session"], name="login_session_provider"),
        ]

    @classmethod
    def get_session_store_class(cls) -> type:
        from core.login.sessions import SessionStore  # noqa: PLC0415 - it imports this module

        return SessionStore

    def save(self, *args: Any, force_update: bool = False, **options: Any) -> None:
        """Writes the whole row the first time, and then what the session store knows of it."""
        if force_update:
            options.setdefault("update_fields", ["session_data", "person", *self._own_end()])
        super().save(*args, force_update=force_update, **options)

    def _own_end(self) -> list[str]:
        # Only uses move the end of a session that somebody has begun.
        return ["expire_date"] if self.idle_seconds is None else []


class IdleTimes(models.Model):
    """How long people of a municipality stay signed in without doing anything.

    Without a row the times are those that stand here.
    """

    municipality = models.OneToOneField(
        "people.Municipality", on_delete=models.CASCADE, related_name="+"
    )
    staff_own_hours = models.PositiveSmallIntegerField(
        _("Staff, on their own device: hours"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    guardian_own_days = models.PositiveSmallIntegerField(
        _("Parents, on their own device: days"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
    )
    pupil_own_hours = models.PositiveSmallIntegerField(
        _("Pupils, on their own device: hours"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(24)],
    )
    shared_minutes = models.PositiveSmallIntegerField(
        _("Everybody, on a shared device: minutes"),
        default=60,
        validators=[MinValueValidator(5), MaxValueValidator(120)],
    )

    def __str__(self) -> str:
        return f"idle times of municipality {self.municipality_id}"

    @property
    def staff_own(self) -> timedelta:
        return timedelta(hours=self.staff_own_hours)

    @property
    def guardian_own(self) -> timedelta:
        return timedelta(days=self.guardian_own_days)

    @property
    def pupil_own(self) -> timedelta:
        return timedelta(hours=self.pupil_own_hours)

    @property
    def shared(self) -> timedelta:
        return timedelta(minutes=self.shared_minutes)


class SignInAttempt(models.Model):
    """A failed attempt, counted by account and by address; neither is stored readable."""

    at = models.DateTimeField(db_index=True)
    bucket = models.CharField(max_length=64, db_index=True)

    def __str__(self) -> str:
        return f"attempt at {self.at:%H:%M:%S}"


class UsedOnce(models.Model):
    """Something that counts once, such as an assertion: the digest of its name, until it ends."""

    digest = models.CharField(max_length=64, unique=True)
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"used, until {self.ends_at:%Y-%m-%d %H:%M}"


class WaitingAnswer(models.Model):
    """A checked answer between two requests of one browser, found by a digest of its handle.

    Forms that come from another site bring no cookies, so that whose browser it is shows at the
    next request alone. What it holds is encrypted, and gone when it is taken.
    """

    handle = models.CharField(max_length=64, unique=True)
    payload = models.TextField()
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"answer, until {self.ends_at:%H:%M:%S}"


class Identity(models.Model):
    """A person as an identity provider calls them, since they first signed in by it.

    When a UNI-Login id comes with another name of the provider than before, it may have passed to
    somebody else: nobody is signed in by it until an administrator has said that it is right.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="identities"
    )
    # The key of the provider: two may call themselves the same.
    provider = models.CharField(max_length=60)
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=300)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    # When the id last came with another name, and nobody has looked into it yet.
    doubted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "issuer", "subject", "person"], name="login_identity_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.issuer}"


class KeyPurpose(models.TextChoices):
    SIGNING = "signing", _("Signing")
    ENCRYPTION = "encryption", _("Encryption")


class KeyPair(models.Model):
    """A key of the portal's own with its certificate; the private part is encrypted.

    One that is not in use yet is announced in the metadata, one that was in use still is, so
    that both sides may change at different times.
    """

    purpose = models.CharField(max_length=10, choices=KeyPurpose.choices)
    private = models.TextField()
    certificate = models.TextField()
    made_at = models.DateTimeField()
    used_from = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.purpose} key {self.pk}"


class ProviderDocument(models.Model):
    """What an identity provider publishes of itself, as it was last fetched: for all processes."""

    class Kind(models.TextChoices):
        SAML_METADATA = "saml_metadata", "SAML metadata"
        OIDC_DISCOVERY = "oidc_discovery", "OIDC discovery"
        OIDC_KEYS = "oidc_keys", "OIDC keys"

    address = models.CharField(max_length=1000)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    text = models.TextField(blank=True)
    fetched_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address", "kind"], name="login_document_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, fetched {self.fetched_at:%Y-%m-%d %H:%M}" if self.text else self.kind
