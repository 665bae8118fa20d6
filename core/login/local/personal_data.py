"""What is personal in the local accounts."""

from django.utils.translation import gettext_lazy as _

from core.privacy.declarations import Personal, Shown, declare
from core.privacy.words import Category, Purpose, Receiver, Retention, Whom

_credential = Personal(Category.CREDENTIALS, Purpose.SIGN_IN, Retention.MEMBER, Receiver.NOBODY)
_secret = _credential.but(secret=True)
_given = _credential.but(receiver=Receiver.LEADERS)
_link = _given.but(retention=Retention.THREE_MONTHS)

declare(
    "login.LocalAccount",
    _("Local logins"),
    _given(
        person=_("Person"),
        kind=_("Why there is one"),
        institution=_("Institution"),
        made_by=_("Given by"),
        made_at=_("Given on"),
    ),
    _secret(handle=_("What passkeys call the person")),
    own_title=_("Your local login"),
    whom=Whom.FAMILIES,
    subject="person",
    shown=Shown.ROWS,
    not_personal=("id",),
)
declare(
    "login.Passkey",
    _("Passkeys of local logins"),
    _credential(name=_("Name"), made_at=_("Added on"), used_at=_("Last used")),
    _secret(
        credential_id=_("The key's own name"),
        public_key=_("Public key"),
        sign_count=_("How often it was used"),
    ),
    whom=Whom.FAMILIES,
    not_personal=("id", "account"),
)
declare(
    "login.CodeGenerator",
    _("Apps with codes of local logins"),
    _secret(secret=_("The app's secret"), last_step=_("Last code used")),
    _credential(confirmed_at=_("Added on")),
    whom=Whom.FAMILIES,
    not_personal=("id", "account"),
)
declare(
    "login.RecoveryCode",
    _("Recovery codes of local logins"),
    _secret(digest=_("Digest of the code")),
    _credential(used_at=_("Used on")),
    whom=Whom.FAMILIES,
    not_personal=("id", "account"),
)
declare(
    "login.Invitation",
    _("Links to local logins"),
    _link(
        person=_("Person"),
        kind=_("Why there is one"),
        institution=_("Institution"),
        made_by=_("Given by"),
        made_at=_("Given on"),
        ends_at=_("Ends at the latest"),
        used_at=_("Used on"),
        revoked_at=_("Taken back on"),
    ),
    _link.but(secret=True)(digest=_("Digest of the link")),
    own_title=_("Links to your local login"),
    whom=Whom.FAMILIES,
    subject="person",
    shown=Shown.COUNT,
    not_personal=("id",),
)
