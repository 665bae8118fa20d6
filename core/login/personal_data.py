"""What is personal in sessions and failed attempts to sign in."""

from django.utils.translation import gettext_lazy as _

from core.login.local import personal_data as local_accounts  # noqa: F401 - it declares
from core.privacy.declarations import Personal, Shown, declare, declare_impersonal
from core.privacy.words import Category, Purpose, Receiver, Retention, Whom

_session = Personal(Category.CREDENTIALS, Purpose.SIGN_IN, Retention.SESSION, Receiver.NOBODY)
_identity = _session.but(retention=Retention.MEMBER)
_waiting = _session.but(retention=Retention.TWO_HOURS)
_attempt = _session.but(purpose=Purpose.ACCOUNT, retention=Retention.TWO_HOURS)

declare(
    "login.Session",
    _("Browsers that are logged in"),
    _session(
        browser=_("Browser"),
        started_at=_("Since"),
        seen_at=_("Last used"),
        is_own_device=_("Your own device"),
        provider=_("Logged in by"),
        expire_date=_("Ends if it is not used"),
        ends_at=_("Ends at the latest"),
        level=_("How surely it is you"),
        level_until=_("Until when that counts"),
        person=_("Person"),
    ),
    _session.but(secret=True)(
        session_key=_("The browser's key"),
        session_data=_("What the portal remembers"),
        issuer=_("The identity provider's name for itself"),
        subject=_("The identity provider's name for you"),
        provider_session=_("The identity provider's name for its session"),
        logout_hint=_("What the identity provider wants to see at log-out"),
    ),
    not_personal=("idle_seconds",),
    own_title=_("Where you are logged in"),
    whom=Whom.EVERYONE,
    subject="person",
    shown=Shown.ROWS,
)
# The account and the address are stored as digests that cannot be read back.
declare(
    "login.SignInAttempt",
    _("Failed attempts to log in, or to guess the address of a calendar"),
    _attempt.but(secret=True)(bucket=_("Digest of the account or the address")),
    _attempt(at=_("When")),
    whom=Whom.EVERYONE,
    not_personal=("id",),
)
declare(
    "login.Identity",
    _("What logins call a person"),
    _identity(
        provider=_("Logged in by"),
        issuer=_("What the login calls itself"),
        first_at=_("First logged in"),
        last_at=_("Last logged in"),
        doubted_at=_("When it did not fit"),
        person=_("Person"),
    ),
    _identity.but(secret=True)(subject=_("What the login calls the person")),
    not_personal=("id",),
    own_title=_("How logins know you"),
    whom=Whom.EVERYONE,
    subject="person",
    shown=Shown.ROWS,
)
declare(
    "login.WaitingAnswer",
    _("Logins that are about to be finished"),
    _waiting.but(secret=True)(
        handle=_("Digest of its handle"), payload=_("What the login has said, encrypted")
    ),
    _waiting(ends_at=_("Ends at the latest")),
    whom=Whom.EVERYONE,
    not_personal=("id",),
)
declare_impersonal(
    "login.IdleTimes",
    *("id", "municipality", "staff_own_hours", "guardian_own_days", "pupil_own_hours"),
    "shared_minutes",
)
# Digests of names of messages, the portal's own keys, and what providers publish of themselves.
declare_impersonal("login.UsedOnce", "id", "digest", "ends_at")
declare_impersonal(
    "login.KeyPair",
    *("id", "purpose", "private", "certificate", "made_at", "used_from", "retired_at"),
)
declare_impersonal(
    "login.ProviderDocument", "id", "address", "kind", "text", "fetched_at", "tried_at"
)
