"""What a municipality has to fill in of its own identity provider."""

from typing import Literal, Self

from pydantic import model_validator

from indgang_sdk.levels import Level
from indgang_sdk.nsis import LOA
from indgang_sdk.settings import Address, InvalidSetting, Secret, Settings, SettingsRow, setting
from indgang_sdk.texts import Text

LONGEST = 200
LONGEST_TITLE = 60
LONGEST_METADATA = 200_000
LONGEST_CERTIFICATE = 10_000
MOST_CONTEXTS = 20
ONE_FACTOR = Text(da="Én faktor", en="One factor")
TWO_FACTORS = Text(da="To faktorer", en="Two factors")
NO_CLIENT = Text(
    da="Skriv udstederens adresse og portalens id (client id), når der logges ind med OpenID "
    "Connect.",
    en="Write the issuer's address and the portal's id (client id) where people sign in by OpenID "
    "Connect.",
)
NO_METADATA = Text(
    da="Skriv adressen på metadata, eller indsæt dem, når der logges ind med SAML.",
    en="Write the address of the metadata, or paste them, where people sign in by SAML.",
)
HALF_A_TITLE = Text(
    da="Skriv knappens tekst på begge sprog, eller lad begge felter stå tomme.",
    en="Write the words of the button in both languages, or leave both empty.",
)


class KnownContext(SettingsRow):
    """How sure a way of authenticating is."""

    reference: str = setting(
        title=Text(da="Kontekst (AuthnContextClassRef eller acr)", en="Context (class ref or acr)"),
        min_length=1,
        max_length=LONGEST,
    )
    level: Literal["one_factor", "two_factor", "nsis_low", "nsis_substantial", "nsis_high"] = (
        setting(
            title=Text(da="Tæller som", en="Counts as"),
            choices={
                "one_factor": ONE_FACTOR,
                "two_factor": TWO_FACTORS,
                "nsis_low": Text(da="NSIS Lav", en="NSIS Low"),
                "nsis_substantial": Text(da="NSIS Betydelig", en="NSIS Substantial"),
                "nsis_high": Text(da="NSIS Høj", en="NSIS High"),
            },
        )
    )

    @property
    def reached(self) -> Level:
        return Level[self.level.upper()]


class MunicipalLoginSettings(Settings):
    """The provider, the attributes by which it says who somebody is, and how sure that is."""

    protocol: Literal["saml", "oidc"] = setting(
        title=Text(da="Protokol", en="Protocol"),
        choices={
            "saml": Text(da="SAML 2.0", en="SAML 2.0"),
            "oidc": Text(da="OpenID Connect (OIDC)", en="OpenID Connect (OIDC)"),
        },
    )
    metadata_address: Address = setting(
        title=Text(da="Adressen på metadata (SAML)", en="Address of the metadata (SAML)"),
        default="",
    )
    metadata: str = setting(
        title=Text(da="Metadata som tekst (SAML)", en="Metadata as a text (SAML)"),
        help=Text(
            da="Indsæt dem kun her, hvis portalen ikke kan hente dem fra en adresse.",
            en="Paste them here only if the portal cannot read them from an address.",
        ),
        default="",
        max_length=LONGEST_METADATA,
    )
    metadata_certificate: str = setting(
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
    is_encrypted: bool = setting(
        title=Text(da="Svarene skal være krypterede (SAML)", en="Answers must be encrypted (SAML)"),
        default=True,
    )
    may_begin: bool = setting(
        title=Text(
            da="Man kan begynde på kommunens egen startside (SAML)",
            en="People can begin at the municipality's own start page (SAML)",
        ),
        help=Text(
            da="Så tager portalen også imod svar, som den ikke har bedt om.",
            en="The portal then takes answers, too, that it has not asked for.",
        ),
        default=False,
    )
    issuer: Address = setting(
        title=Text(da="Udstederens adresse (OIDC)", en="Address of the issuer (OIDC)"), default=""
    )
    client_id: str = setting(
        title=Text(da="Portalens id (client id, OIDC)", en="The portal's id (client id, OIDC)"),
        default="",
        max_length=LONGEST,
    )
    client_secret: Secret | None = setting(
        title=Text(da="Portalens adgangskode (client secret)", en="The portal's client secret"),
        help=Text(
            da="Lad feltet stå tomt, hvis portalen viser, hvem den er, med sin egen nøgle "
            "(private_key_jwt).",
            en="Leave it empty if the portal shows who it is by a key of its own "
            "(private_key_jwt).",
        ),
        default=None,
    )
    scope: str = setting(
        title=Text(da="Scope (OIDC)", en="Scopes (OIDC)"),
        default="openid",
        pattern=r"^(.* )?openid( .*)?$",
        max_length=LONGEST,
    )
    id_attribute: str = setting(
        title=Text(da="Feltet med id'et i Unilogin", en="The attribute with the UNI-Login id"),
        help=Text(
            da="Har feltet flere værdier, vælger man selv, hvem man vil logge ind som.",
            en="If it has several values, people choose as whom they sign in.",
        ),
        default="dk:unilogin:uniid",
        min_length=1,
        max_length=LONGEST,
    )
    level_attribute: str = setting(
        title=Text(da="Feltet med NSIS-niveauet", en="The attribute with the NSIS level"),
        default=LOA,
        min_length=1,
        max_length=LONGEST,
    )
    contexts: tuple[KnownContext, ...] = setting(
        title=Text(da="Kontekster, som portalen kender", en="Contexts that the portal knows"),
        help=Text(
            da="Udfyld dem, hvis udbyderen kun siger på denne måde, hvor sikkert man er logget "
            "ind. En kontekst, der ikke står her, tæller som en faktor.",
            en="Fill them in if the provider says in this way alone how surely somebody is signed "
            "in. A context that does not stand here counts as one factor.",
        ),
        default=(),
        max_length=MOST_CONTEXTS,
    )
    asks_for_level: bool = setting(
        title=Text(
            da="Bed udbyderen om et niveau, når noget kræver mere end en faktor",
            en="Ask the provider for a level where more than one factor is needed",
        ),
        help=Text(
            da="Portalen beder om NSIS-niveauerne og om konteksterne ovenfor.",
            en="The portal asks for the levels of NSIS and for the contexts above.",
        ),
        default=True,
    )
    requires_oiosaml: bool = setting(
        title=Text(da="Kræv, at svaret følger OIOSAML 3", en="Require answers by OIOSAML 3"),
        default=False,
    )
    title: str = setting(
        title=Text(da="Knappens tekst", en="The words of the button"),
        help=Text(
            da="For eksempel »Log ind med Lindesø Kommunes login«.",
            en="Such as “Log ind med Lindesø Kommunes login”, in Danish.",
        ),
        default="",
        max_length=LONGEST_TITLE,
    )
    english_title: str = setting(
        title=Text(da="Knappens tekst på engelsk", en="The words of the button in English"),
        default="",
        max_length=LONGEST_TITLE,
    )

    @model_validator(mode="after")
    def check_together(self) -> Self:
        """The same settings if those that need each other are there."""
        if self.protocol == "oidc" and not (self.issuer and self.client_id):
            raise InvalidSetting(NO_CLIENT)
        if self.protocol == "saml" and not (self.metadata or self.metadata_address):
            raise InvalidSetting(NO_METADATA)
        if bool(self.title.strip()) != bool(self.english_title.strip()):
            raise InvalidSetting(HALF_A_TITLE)
        return self
