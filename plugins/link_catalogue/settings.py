"""What a municipality has to fill in: its links, and the keys of the services behind them."""

from typing import Literal
from urllib.parse import urlsplit

from pydantic import field_validator

from indgang_sdk.settings import (
    Address,
    InvalidSetting,
    Secret,
    Settings,
    SettingsRow,
    setting,
)
from indgang_sdk.texts import Text

MOST_LINKS = 30
LONGEST = 100
NAME = "{navn}"
FOR_EACH_CHILD = Text(da="Et link til hvert barn", en="One link for each child")
ASKED_ABOUT_NOBODY = Text(
    da=f"En statustjeneste bliver spurgt om børn. Sæt flueben ved »{FOR_EACH_CHILD.da}«.",
    en=f"A status service is asked about children. Tick “{FOR_EACH_CHILD.en}”.",
)
KEY_FOR_NOTHING = Text(
    da="Nøglen hører til en statustjeneste. Skriv statustjenestens adresse.",
    en="The key is for a status service. Write the address of the status service.",
)
KEY_FOR_TWO = Text(
    da="Den samme nøgle ville blive sendt til to systemer. Giv hvert system sin egen.",
    en="One key would be sent to two systems. Give each its own.",
)


class CatalogueLink(SettingsRow):
    """One link, for whom it is, and where to ask how things stand."""

    title: str = setting(title=Text(da="Titel", en="Title"), min_length=1, max_length=LONGEST)
    english_title: str = setting(
        title=Text(da="Titel på engelsk", en="Title in English"), min_length=1, max_length=LONGEST
    )
    address: Address = setting(title=Text(da="Adresse", en="Address"))
    audience: Literal["guardian", "pupil", "staff", "everyone"] = setting(
        title=Text(da="Synlig for", en="Visible to"),
        choices={
            "guardian": Text(da="Forældre", en="Parents"),
            "pupil": Text(da="Elever", en="Pupils"),
            "staff": Text(da="Personale", en="Staff"),
            "everyone": Text(da="Alle", en="Everybody"),
        },
    )
    for_each_child: bool = setting(title=FOR_EACH_CHILD, default=False)
    institutions: str = setting(
        title=Text(
            da="Kun i disse institutioner (numre)", en="Only at these institutions (numbers)"
        ),
        default="",
        max_length=500,
    )
    state_address: Address = setting(
        title=Text(da="Statustjenestens adresse", en="Address of the status service"), default=""
    )
    key_number: Literal["1", "2", "3"] | None = setting(
        title=Text(da="Nøgle nr.", en="Key no."), default=None
    )
    is_about_absence: bool = setting(
        title=Text(da="Handler om fravær", en="Is about absence"), default=False
    )
    words: str = setting(
        title=Text(da="Linkets tekst", en="Text of the link"), default="", max_length=LONGEST
    )
    english_words: str = setting(
        title=Text(da="Linkets tekst på engelsk", en="Text of the link in English"),
        default="",
        max_length=LONGEST,
    )

    @property
    def only_at(self) -> frozenset[str]:
        """The institutions that the link is for; without any it is for all."""
        return frozenset(self.institutions.replace(",", " ").split())


class LinkCatalogueSettings(Settings):
    """The links, and up to three keys for the services that tell how things stand."""

    links: tuple[CatalogueLink, ...] = setting(
        title=Text(da="Links", en="Links"),
        help=Text(
            da=f"Skriv {NAME} i linkets tekst dér, hvor barnets fornavn skal stå, for eksempel: "
            f"Meld {NAME} syg.",
            en=f"Write {NAME} in the text of the link where the child's first name is to stand, "
            f"for example: Report {NAME} ill.",
        ),
        min_length=1,
        max_length=MOST_LINKS,
    )
    key_1: Secret | None = setting(title=Text(da="Nøgle 1", en="Key 1"), default=None)
    key_2: Secret | None = setting(title=Text(da="Nøgle 2", en="Key 2"), default=None)
    key_3: Secret | None = setting(title=Text(da="Nøgle 3", en="Key 3"), default=None)

    @field_validator("links")
    @classmethod
    def check_links(cls, links: tuple[CatalogueLink, ...]) -> tuple[CatalogueLink, ...]:
        """The same links if what belongs together is there, and no key goes to two hosts."""
        hosts: dict[str, str] = {}
        for link in links:
            if link.state_address and not link.for_each_child:
                raise InvalidSetting(ASKED_ABOUT_NOBODY)
            if link.key_number and not link.state_address:
                raise InvalidSetting(KEY_FOR_NOTHING)
            host = urlsplit(link.state_address).netloc.lower()
            if link.key_number and hosts.setdefault(link.key_number, host) != host:
                raise InvalidSetting(KEY_FOR_TWO)
        return links

    def find_key(self, link: CatalogueLink) -> Secret | None:
        """The key that a link names, if it is filled in."""
        return {"1": self.key_1, "2": self.key_2, "3": self.key_3}.get(link.key_number or "")
