"""What is personal in sessions and failed attempts to sign in."""

from django.utils.translation import gettext_lazy as _

from core.privacy.declarations import Personal, Shown, declare
from core.privacy.words import Category, Purpose, Receiver, Retention, Whom

_session = Personal(Category.CREDENTIALS, Purpose.SIGN_IN, Retention.SESSION, Receiver.NOBODY)
_attempt = _session.but(purpose=Purpose.ACCOUNT, retention=Retention.TWO_HOURS)

declare(
    "login.Session",
    _("Browsers that are logged in"),
    _session(expire_date=_("Ends at the latest"), person=_("Person")),
    _session.but(secret=True)(
        session_key=_("The browser's key"), session_data=_("What the portal remembers")
    ),
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
