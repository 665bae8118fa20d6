"""Made-up answers of a municipality's provider, by OIOSAML 3, by contexts and by tokens."""

from indgang_sdk.levels import Level
from indgang_sdk.nsis import AAL, IAL, LOA
from indgang_sdk.settings import Secret
from indgang_sdk.testing.example import Example, Recorded, SignIn
from plugins.municipal_login.mapping import SPEC_VERSION
from plugins.municipal_login.settings import KnownContext, MunicipalLoginSettings

ISSUER = "https://login.lindesoe.example/oidc"
BY_TWO = "urn:oasis:names:tc:SAML:2.0:ac:classes:TimeSyncToken"
BY_PASSWORD = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"  # noqa: S105
SETTINGS = MunicipalLoginSettings(
    protocol="oidc",
    issuer=ISSUER,
    client_id="indgang",
    client_secret=Secret("made-up-for-the-example"),
    contexts=(
        KnownContext(reference=BY_TWO, level="two_factor"),
        KnownContext(reference=BY_PASSWORD, level="one_factor"),
    ),
    title="Log ind med Lindesø Kommunes login",
    english_title="Log in with Lindesø Kommune",
)
UNIID = "dk:unilogin:uniid"
# As a local identity provider sends them by OIOSAML 3, though nobody has these.
TEACHER = {
    SPEC_VERSION: ("OIO-SAML-3.0",),
    UNIID: ("10000001a5",),
    LOA: ("Substantial",),
    IAL: ("Substantial",),
    AAL: ("High",),
    "https://data.gov.dk/model/core/eid/fullName": ("Anna Lysholt",),
    "https://data.gov.dk/model/core/eid/professional/cvr": ("00000998",),
}
BY_PARTS = {name: values for name, values in TEACHER.items() if name != LOA}

EXAMPLE = Example(
    settings=SETTINGS,
    answers=(
        Recorded(
            address=f"{ISSUER}/.well-known/openid-configuration",
            body={
                "issuer": ISSUER,
                "authorization_endpoint": f"{ISSUER}/authorize",
                "token_endpoint": f"{ISSUER}/token",
                "jwks_uri": f"{ISSUER}/keys",
            },
        ),
    ),
    sign_ins=(
        SignIn(attributes=TEACHER, unilogins=("10000001a5",), level=Level.NSIS_SUBSTANTIAL),
        SignIn(attributes=BY_PARTS, unilogins=("10000001a5",), level=Level.NSIS_SUBSTANTIAL),
        SignIn(
            attributes={**BY_PARTS, IAL: ("Low",)},
            unilogins=("10000001a5",),
            level=Level.NSIS_LOW,
        ),
        SignIn(
            attributes={UNIID: ("10000001a5", "10000001c9")},
            unilogins=("10000001a5", "10000001c9"),
            context=BY_TWO,
            level=Level.TWO_FACTOR,
        ),
        SignIn(attributes={UNIID: ("10000001a5",)}, unilogins=("10000001a5",), context=BY_PASSWORD),
        SignIn(
            attributes={UNIID: ("10000001a5",)},
            unilogins=("10000001a5",),
            context=f"{LOA}/High",
            level=Level.NSIS_HIGH,
        ),
        SignIn(
            attributes={**TEACHER, SPEC_VERSION: ("DK-SAML-2.0",)},
            refused="not_oiosaml",
            settings=SETTINGS.model_copy(update={"requires_oiosaml": True}),
        ),
        SignIn(
            attributes={"employeeNumber": ("henr276q",)},
            unilogins=("henr276q",),
            settings=SETTINGS.model_copy(update={"id_attribute": "employeeNumber"}),
        ),
    ),
)
