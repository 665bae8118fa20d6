"""The library's answers, as they came over the wire."""

from pydantic import SecretStr

from indgang_sdk.levels import Level
from indgang_sdk.nsis import LOA
from indgang_sdk.testing import ANNA, BO, DORTE, Example, Recorded, SignIn

from .settings import LibrarySettings

ADDRESS = "https://library.example/api"
BOS = {"child": "bo000001", "number": "17", "title": "Ronja Røverdatter", "due": "2026-11-27"}
EMILS = {"child": "emil0001", "number": "21", "title": "Skammerens datter", "due": "2026-12-01"}
GUIDE = {"number": "3", "title": "Sådan låner klassen", "changed_at": "2026-11-20T09:00:00+01:00"}
READING = {
    "title": "Højtlæsning på biblioteket",
    "group": "3.B",
    "starts_at": "2026-11-24T10:15:00+01:00",
    "ends_at": "2026-11-24T11:00:00+01:00",
}

EXAMPLE = Example(
    settings=LibrarySettings(address=ADDRESS, secret=SecretStr("made up")),
    people=(DORTE, BO, ANNA),
    targets={"book": "17"},
    sign_ins=(
        SignIn(
            attributes={"reader": ("anna0001",), "card": ("valid",), LOA: ("Substantial",)},
            unilogins=("anna0001",),
            level=Level.NSIS_SUBSTANTIAL,
        ),
        SignIn(
            attributes={"reader": ("bo000001",), "card": ("valid",), "factors": ("2",)},
            unilogins=("bo000001",),
            level=Level.TWO_FACTOR,
        ),
        SignIn(attributes={"reader": ("emil0001",)}, unilogins=("emil0001",)),
        SignIn(attributes={"reader": ("dorte001",), "card": ("mistet",)}, refused="lost_card"),
    ),
    answers=(
        Recorded(
            method="POST",
            address=f"{ADDRESS}/loans",
            contains="emil0001",
            body={"loans": [BOS, EMILS]},
        ),
        Recorded(method="POST", address=f"{ADDRESS}/loans", body={"loans": [BOS]}),
        Recorded(
            method="POST",
            address=f"{ADDRESS}/books",
            body=[{"number": "30", "title": "Svømning for begyndere", "shelf": "Hylde fire"}],
        ),
        Recorded(
            address=f"{ADDRESS}/guides?from=",
            headers={"ETag": '"first"'},
            body={"guides": [GUIDE], "next": "4"},
        ),
        Recorded(
            address=f"{ADDRESS}/guides?from=4",
            headers={"ETag": '"last"'},
            body={"guides": [], "next": ""},
        ),
        Recorded(method="POST", address=f"{ADDRESS}/readings", body=[READING]),
        Recorded(method="POST", address=f"{ADDRESS}/state", body={"state": "ok"}),
    ),
)
