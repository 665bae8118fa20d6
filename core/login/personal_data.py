"""What is personal in sessions and failed attempts to sign in."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from core.privacy.declarations import Personal, Shown, declare
from core.privacy.words import Category, Purpose, Receiver, Retention, Whom

_session = Personal(
    category=Category.CREDENTIALS,
    purpose=Purpose.SIGN_IN,
    retention=Retention.SESSION,
    receiver=Receiver.NOBODY,
)
_attempt = replace(_session, purpose=Purpose.ACCOUNT, retention=Retention.TWO_HOURS)

declare(
    "login.Session",
    title=_("Browsers that are logged in"),
    own_title=_("Where you are logged in"),
    whom=Whom.EVERYONE,
    subject="person",
    shown=Shown.ROWS,
    fields={
        "expire_date": replace(_session, label=_("Ends at the latest")),
        "person": replace(_session, label=_("Person")),
        "session_key": replace(_session, secret=True, label=_("The browser's key")),
        "session_data": replace(_session, secret=True, label=_("What the portal remembers")),
    },
)
# The account and the address are stored as digests that cannot be read back.
declare(
    "login.SignInAttempt",
    title=_("Failed attempts to log in"),
    whom=Whom.EVERYONE,
    subject="",
    fields={
        "bucket": replace(_attempt, secret=True, label=_("Digest of the account or the address")),
        "at": replace(_attempt, label=_("When")),
    },
    not_personal=("id",),
)
