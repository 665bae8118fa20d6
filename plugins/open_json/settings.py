"""What a municipality has to fill in."""

from collections.abc import Iterable
from typing import Literal
from urllib.parse import urlsplit

from indgang_sdk.connectors import Category
from indgang_sdk.settings import Address, Secret, Settings, setting
from indgang_sdk.texts import Text

LONGEST_ID = 200
# Nobody signs in by open_json.
Kind = Literal[
    Category.LEARNING_PLATFORM,
    Category.TIMETABLE,
    Category.ABSENCE,
    Category.LIBRARY,
    Category.LINKS,
    Category.OTHER,
]


class OpenJsonSettings(Settings):
    """Where the system is, and how the portal shows who it is."""

    kind: Kind = setting(
        title=Text(da="Slags system", en="Kind of system"),
        help=Text(
            da="Bokse på sider vælger systemer efter slags. Hver institution bruger kun én "
            "læringsplatform og ét skema ad gangen.",
            en="Boxes on pages choose systems by their kind. Each institution uses one learning "
            "platform and one timetable at a time.",
        ),
    )
    address: Address = setting(
        title=Text(da="Systemets adresse", en="The system's address"),
        help=Text(
            da="Den adresse, som leverandøren har oplyst til open_json.",
            en="The address that the supplier has given for open_json.",
        ),
    )
    pages_address: Address = setting(
        title=Text(da="Adressen på systemets sider", en="The address of the system's pages"),
        help=Text(
            da="Udfyld kun feltet, hvis de sider, man åbner fra portalen, ligger et andet sted.",
            en="Fill it in only if the pages that people open from the portal are elsewhere.",
        ),
        default="",
    )
    token_address: Address = setting(
        title=Text(da="Adresse til adgangsnøgler", en="Address for tokens"),
        help=Text(
            da="Her henter portalen en adgangsnøgle (OAuth 2.0, client credentials).",
            en="Here the portal gets a token (OAuth 2.0, client credentials).",
        ),
    )
    client_id: str = setting(
        title=Text(
            da="Portalens id hos leverandøren (client id)",
            en="The portal's id at the supplier (client id)",
        ),
        min_length=1,
        max_length=LONGEST_ID,
    )
    client_secret: Secret = setting(
        title=Text(
            da="Portalens adgangskode (client secret)", en="The portal's password (client secret)"
        ),
        help=Text(
            da="Vises ikke igen, når den er gemt.", en="It is not shown again once it is saved."
        ),
        min_length=1,
    )


def find_hosts(settings: OpenJsonSettings) -> Iterable[str]:
    """The hosts that the portal calls, and those that its launches lead to."""
    addresses = (settings.address, settings.token_address, settings.pages_address)
    return tuple(dict.fromkeys(urlsplit(each).netloc.lower() for each in addresses if each))
