"""What the portal's operator has to fill in, once for all municipalities."""

from enum import StrEnum
from typing import Any, Literal, Self

from pydantic import model_validator

from indgang_sdk.nsis import LOA
from indgang_sdk.settings import Address, InvalidSetting, Layer, Secret, Settings, setting
from indgang_sdk.texts import Text

PRODUCTION = "https://broker.unilogin.dk/auth/realms/broker"
EXTERNAL_TEST = "https://et-broker.unilogin.dk/auth/realms/broker"
TEST_METADATA = f"{EXTERNAL_TEST}/protocol/saml-stil/descriptor"
LONGEST = 200
LONGEST_METADATA = 200_000
LONGEST_CERTIFICATE = 10_000
NO_CLIENT_ID = Text(
    da="Skriv portalens id hos Unilogin (client id), når der logges ind med OpenID Connect.",
    en="Write the portal's id at Unilogin (client id) where people sign in by OpenID Connect.",
)
NO_METADATA = Text(
    da="Skriv adressen på Unilogins metadata, eller indsæt dem, når der logges ind med SAML.",
    en="Write the address of Unilogin's metadata, or paste them, where people sign in by SAML.",
)


class ActorGroup(StrEnum):
    """As whom somebody signs in, in Unilogin's own words."""

    STAFF = "Medarbejder"
    PUPIL = "Elev"
    CONTACT = "Kontaktperson"
    EXTERNAL = "Ekstern"


def portal_setting(**words: Any) -> Any:
    """A setting of the portal's own layer."""
    return setting(layer=Layer.PORTAL, **words)


class UniloginSettings(Settings):
    """The agreement with STIL: how the portal is registered, and who may sign in."""

    protocol: Literal["oidc", "saml"] = portal_setting(
        title=Text(da="Protokol", en="Protocol"),
        choices={
            "oidc": Text(da="OpenID Connect (OIDC)", en="OpenID Connect (OIDC)"),
            "saml": Text(da="SAML 2.0", en="SAML 2.0"),
        },
    )
    issuer: Address = portal_setting(
        title=Text(da="Udstederens adresse (OIDC)", en="Address of the issuer (OIDC)"),
        help=Text(
            da=f"Feltet er udfyldt med produktion. Testmiljøet er {EXTERNAL_TEST}.",
            en=f"It is filled in for production. The test environment is {EXTERNAL_TEST}.",
        ),
        default=PRODUCTION,
    )
    client_id: str = portal_setting(
        title=Text(da="Portalens id hos Unilogin (client id)", en="The portal's id (client id)"),
        help=Text(
            da="Det står i den fil, som STIL sender, når tjenesten er registreret.",
            en="It stands in the file that STIL sends once the service is registered.",
        ),
        default="",
        max_length=LONGEST,
    )
    client_secret: Secret | None = portal_setting(
        title=Text(da="Portalens adgangskode (client secret)", en="The portal's client secret"),
        help=Text(
            da="Lad feltet stå tomt, hvis portalen viser, hvem den er, med sin egen nøgle "
            "(private_key_jwt).",
            en="Leave it empty if the portal shows who it is by a key of its own "
            "(private_key_jwt).",
        ),
        default=None,
    )
    metadata_address: Address = portal_setting(
        title=Text(da="Adressen på metadata (SAML)", en="Address of the metadata (SAML)"),
        help=Text(
            da=f"I testmiljøet er det {TEST_METADATA}.",
            en=f"In the test environment it is {TEST_METADATA}.",
        ),
        default="",
    )
    metadata: str = portal_setting(
        title=Text(da="Metadata som tekst (SAML)", en="Metadata as a text (SAML)"),
        help=Text(
            da="Indsæt dem kun her, hvis portalen ikke skal hente dem fra adressen.",
            en="Paste them here only if the portal is not to read them from the address.",
        ),
        default="",
        max_length=LONGEST_METADATA,
    )
    metadata_certificate: str = portal_setting(
        title=Text(
            da="Certifikat, som metadata er underskrevet med (SAML)",
            en="Certificate by which the metadata are signed (SAML)",
        ),
        help=Text(
            da="I PEM. Med det bruges kun metadata, som er rigtigt underskrevet.",
            en="In PEM. With it, only metadata that are signed rightly are used.",
        ),
        default="",
        max_length=LONGEST_CERTIFICATE,
    )
    asks_anew: bool = portal_setting(
        title=Text(
            da="Bed om nyt login, når noget kræver to faktorer (prompt=login)",
            en="Ask for a new sign-in where two factors are needed (prompt=login)",
        ),
        default=True,
    )
    acr_two_factor: str = portal_setting(
        title=Text(da="acr_values for to faktorer (OIDC)", en="acr_values for two factors (OIDC)"),
        help=Text(
            da="Udfyld kun feltet, hvis STIL har oplyst en værdi.",
            en="Fill it in only if STIL has named a value.",
        ),
        default="",
        max_length=LONGEST,
    )
    acr_substantial: str = portal_setting(
        title=Text(da="acr_values for Betydelig (OIDC)", en="acr_values for Substantial (OIDC)"),
        default="",
        max_length=LONGEST,
    )
    context_two_factor: str = portal_setting(
        title=Text(da="Kontekst for to faktorer (SAML)", en="Context for two factors (SAML)"),
        help=Text(
            da="Sådan beder portalen om niveauet. Flere skrives med mellemrum.",
            en="By it the portal asks for the level. Put blanks between several.",
        ),
        default="dk:unilogin:loa:ToFaktor",
        max_length=LONGEST,
    )
    context_substantial: str = portal_setting(
        title=Text(da="Kontekst for Betydelig (SAML)", en="Context for Substantial (SAML)"),
        default=f"{LOA}/Substantial",
        max_length=LONGEST,
    )
    nsis_claim: str = portal_setting(
        title=Text(da="Navnet på NSIS-niveauet (OIDC)", en="Name of the NSIS level (OIDC)"),
        default=LOA,
        min_length=1,
        max_length=LONGEST,
    )
    institutions_claim: str = portal_setting(
        title=Text(da="Navnet på institutionerne i svaret", en="Name of the institutions"),
        default="institution_ids",
        min_length=1,
        max_length=LONGEST,
    )
    adult_verified: Literal["one_factor", "two_factor"] = portal_setting(
        title=Text(da="VoksenVerificeret tæller som", en="VoksenVerificeret counts as"),
        help=Text(
            da="Sådan skriver Unilogin, at en voksen har hjulpet eleven med at logge ind.",
            en="Unilogin writes so where an adult has helped the pupil to sign in.",
        ),
        choices={
            "one_factor": Text(da="Én faktor", en="One factor"),
            "two_factor": Text(da="To faktorer", en="Two factors"),
        },
        default="one_factor",
    )
    lets_in_staff: bool = portal_setting(
        title=Text(da="Medarbejdere kan logge ind", en="Staff can sign in"), default=True
    )
    lets_in_pupils: bool = portal_setting(
        title=Text(da="Elever kan logge ind", en="Pupils can sign in"), default=True
    )
    lets_in_contacts: bool = portal_setting(
        title=Text(
            da="Kontaktpersoner, det vil sige forældre, kan logge ind",
            en="Contact persons, that is parents, can sign in",
        ),
        default=True,
    )
    lets_in_externals: bool = portal_setting(
        title=Text(da="Eksterne kan logge ind", en="Externals can sign in"),
        help=Text(
            da="Det er for eksempel vikarer fra et bureau og sundhedsplejersker.",
            en="Those are, for example, substitutes of an agency and health visitors.",
        ),
        default=False,
    )
    requires_institution: bool = portal_setting(
        title=Text(
            da="Kræv, at svaret nævner en institution", en="Require that the answer names a school"
        ),
        help=Text(
            da="Hvad den enkelte må, følger altid af skolens eget system og ikke af svaret.",
            en="What somebody may do always follows from the roster and not from the answer.",
        ),
        default=False,
    )

    @model_validator(mode="after")
    def check_protocol(self) -> Self:
        """The same settings if those of the protocol are there."""
        if self.protocol == "oidc" and not self.client_id:
            raise InvalidSetting(NO_CLIENT_ID)
        if self.protocol == "saml" and not (self.metadata or self.metadata_address):
            raise InvalidSetting(NO_METADATA)
        return self

    @property
    def actor_groups(self) -> frozenset[ActorGroup]:
        """Those who may sign in."""
        let_in = {
            ActorGroup.STAFF: self.lets_in_staff,
            ActorGroup.PUPIL: self.lets_in_pupils,
            ActorGroup.CONTACT: self.lets_in_contacts,
            ActorGroup.EXTERNAL: self.lets_in_externals,
        }
        return frozenset(group for group, may in let_in.items() if may)
