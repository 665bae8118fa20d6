"""What a municipality fills in to connect the library."""

from indgang_sdk.settings import Address, Secret, Settings, setting
from indgang_sdk.texts import Text


class LibrarySettings(Settings):
    address: Address = setting(title=Text(da="Adresse", en="Address"))
    secret: Secret = setting(
        title=Text(da="Adgangsnøgle", en="Access key"),
        help=Text(da="Den står i aftalen.", en="It stands in the agreement."),
    )
