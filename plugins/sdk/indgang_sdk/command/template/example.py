"""Answers as they came over the wire; the test kit plays them, and every fault."""

from indgang_sdk.settings import Secret
from indgang_sdk.testing import BO, DORTE, Example, Recorded

from .settings import MySystemSettings

ADDRESS = "https://my-system.example/api"
BOS = {
    "child": "bo000001",
    "number": "1",
    "title": "Læs kapitel 4",
    "due": "2026-11-26",
    "is_done": False,
}
EMILS = {
    "child": "emil0001",
    "number": "2",
    "title": "Billedanalyse",
    "due": "2026-11-27",
    "is_done": True,
}
PAGE = {"number": "7", "title": "Svømning", "text": "Det skal du have med"}

EXAMPLE = Example(
    settings=MySystemSettings(is_made_up=False, address=ADDRESS, key=Secret("made up")),
    people=(DORTE, BO),
    targets={"open": "tasks/1"},
    # A product has one name in all languages.
    same_words=frozenset({"My system"}),
    answers=(
        # Dorte is asked about both of her children at once, and Bo about himself.
        Recorded(method="POST", address=f"{ADDRESS}/tasks", contains="emil0001", body=[BOS, EMILS]),
        Recorded(method="POST", address=f"{ADDRESS}/tasks", body=[BOS]),
        Recorded(method="POST", address=f"{ADDRESS}/pages", body=[PAGE]),
    ),
)
