"""The local accounts, and by what their owners prove who they are."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class LocalAccount(models.Model):
    """That a person may sign in here by a password and a second factor, or by a passkey.

    The account of somebody who was invited hangs on acting for a child at `institution`: it is of
    no use on a day on which the person does not. That of an operator hangs on being one.
    """

    class Kind(models.TextChoices):
        OPERATOR = "operator", _("Operator of the portal")
        INVITED = "invited", _("Invited by an institution")

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="local_account"
    )
    kind = models.CharField(max_length=8, choices=Kind.choices)
    institution = models.ForeignKey(
        "people.Institution", on_delete=models.CASCADE, null=True, related_name="+"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    # What passkeys call the person: it stands in devices, and so says nothing.
    handle = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="operator", institution=None)
                | Q(kind="invited", institution__isnull=False),
                name="login_account_hangs_on",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} account {self.pk}"


class Passkey(models.Model):
    """A passkey or security key; id and public key are written as base64url."""

    account = models.ForeignKey(LocalAccount, on_delete=models.CASCADE, related_name="passkeys")
    credential_id = models.CharField(max_length=1400, unique=True)
    public_key = models.TextField()
    sign_count = models.BigIntegerField(default=0)
    name = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"passkey {self.pk}"


class CodeGenerator(models.Model):
    """An app that shows codes of six digits (TOTP); its secret is encrypted.

    `last_step` is the half minute whose code was used last: neither it nor one before counts again.
    """

    account = models.OneToOneField(
        LocalAccount, on_delete=models.CASCADE, related_name="code_generator"
    )
    secret = models.TextField()
    confirmed_at = models.DateTimeField()
    last_step = models.BigIntegerField()

    def __str__(self) -> str:
        return f"codes of account {self.account_id}"


class RecoveryCode(models.Model):
    """A code on paper for who has lost everything else; only its digest is kept."""

    account = models.ForeignKey(
        LocalAccount, on_delete=models.CASCADE, related_name="recovery_codes"
    )
    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"recovery code {self.pk}"


class Invitation(models.Model):
    """A link, of which the digest is kept, by which a person sets up a local account once.

    One for who has an account already begins it anew: whatever it was opened by is gone then.
    """

    digest = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="local_invitations"
    )
    kind = models.CharField(max_length=8, choices=LocalAccount.Kind.choices)
    institution = models.ForeignKey(
        "people.Institution", on_delete=models.CASCADE, null=True, related_name="+"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"invitation {self.pk}"
