"""What a municipality fills in to connect My system."""

from indgang_sdk.settings import Address, Secret, Settings, setting
from indgang_sdk.texts import Text


class MySystemSettings(Settings):
    is_made_up: bool = setting(
        title=Text(da="Vis opdigtede svar", en="Show made-up answers"),
        help=Text(
            da="Så længe systemet ikke er klar, vises opgaver og sider, der ikke findes.",
            en="While the system is not ready, tasks and pages that do not exist are shown.",
        ),
        default=True,
    )
    address: Address = setting(
        title=Text(da="Systemets adresse", en="Address of the system"),
        default="https://my-system.example/api",
    )
    key: Secret = setting(title=Text(da="Adgangsnøgle", en="Access key"), default=Secret(""))
