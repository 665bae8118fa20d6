"""Made-up answers of Unilogin: tokens of a teacher, a pupil and a mother, and assertions."""

from indgang_sdk.levels import Level
from indgang_sdk.nsis import LOA
from indgang_sdk.settings import Secret
from indgang_sdk.testing.example import Example, Recorded, SignIn
from plugins.unilogin.settings import EXTERNAL_TEST, UniloginSettings

CONNECT = f"{EXTERNAL_TEST}/protocol/openid-connect"
SETTINGS = UniloginSettings(
    protocol="oidc",
    issuer=EXTERNAL_TEST,
    client_id="https://indgang.example",
    client_secret=Secret("made-up-for-the-example"),
)
# As the broker sends them, though no real person has these.
TEACHER = {
    "uniid": ("10000001a5",),
    "aktoer_gruppe": ("Medarbejder",),
    "institution_ids": ("[998101,A98104]",),
    "spec_ver": ("OIDC.3.0-UNILOGIN",),
}
PUPIL = {
    "uniid": ("10000002b6",),
    "aktoer_gruppe": ("Elev",),
    "unilogin_loa": ("EnFaktor",),
    "loa": ("2",),
    "institution_ids": ("[998101]",),
}
MOTHER = {
    "dk:unilogin:uniid": ("dort276q",),
    "dk:unilogin:aktoergruppe": ("Kontaktperson",),
    "dk:unilogin:loa": ("ToFaktor",),
    "dk:gov:saml:attribute:AssuranceLevel": ("3",),
    LOA: ("Substantial",),
}

EXAMPLE = Example(
    settings=SETTINGS,
    answers=(
        Recorded(
            address=f"{EXTERNAL_TEST}/.well-known/openid-configuration",
            body={
                "issuer": EXTERNAL_TEST,
                "authorization_endpoint": f"{CONNECT}/auth",
                "token_endpoint": f"{CONNECT}/token",
                "jwks_uri": f"{CONNECT}/certs",
                "end_session_endpoint": f"{CONNECT}/logout",
                "code_challenge_methods_supported": ["plain", "S256"],
            },
        ),
    ),
    same_words=frozenset({"Unilogin"}),
    sign_ins=(
        SignIn(
            attributes={**TEACHER, "unilogin_loa": ("ToFaktor",), "loa": ("3",)},
            unilogins=("10000001a5",),
            level=Level.TWO_FACTOR,
        ),
        SignIn(attributes={**TEACHER, "unilogin_loa": ("EnFaktor",)}, unilogins=("10000001a5",)),
        SignIn(attributes=PUPIL, unilogins=("10000002b6",)),
        SignIn(
            attributes={**PUPIL, "unilogin_loa": ("VoksenVerificeret",)}, unilogins=("10000002b6",)
        ),
        SignIn(
            attributes={**PUPIL, "unilogin_loa": ("VoksenVerificeret",)},
            unilogins=("10000002b6",),
            level=Level.TWO_FACTOR,
            settings=SETTINGS.model_copy(update={"adult_verified": "two_factor"}),
        ),
        SignIn(attributes=MOTHER, unilogins=("dort276q",), level=Level.NSIS_SUBSTANTIAL),
        SignIn(
            attributes={**MOTHER, LOA: ("High",)}, unilogins=("dort276q",), level=Level.NSIS_HIGH
        ),
        SignIn(attributes={**TEACHER, "aktoer_gruppe": ("Ekstern",)}, refused="actor_group"),
        SignIn(
            attributes={**TEACHER, "institution_ids": ("[]",)},
            refused="institution",
            settings=SETTINGS.model_copy(update={"requires_institution": True}),
        ),
    ),
)
