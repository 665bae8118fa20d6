"""What of a catalogue does not fit together is refused when it is filled in."""

from typing import Any

import pytest
from pydantic import ValidationError

from indgang_sdk.settings import Secret
from plugins.link_catalogue.settings import LinkCatalogueSettings
from tests.plugins.link_catalogue.catalogue import make_link

FRAVAER, BOGER = "https://fravaer.example/api", "https://boger.example/api"


def fill_in(*links: dict[str, Any], **keys: Secret) -> LinkCatalogueSettings:
    return LinkCatalogueSettings(links=tuple(make_link(**link) for link in links), **keys)


@pytest.mark.parametrize(
    ("links", "reason"),
    [
        ([{"state_address": FRAVAER, "for_each_child": False}], "asked about children"),
        ([{"key_number": "1"}], "Write the address of the status service"),
        (
            [
                {"state_address": FRAVAER, "key_number": "1"},
                {"state_address": BOGER, "key_number": "1"},
            ],
            "One key would be sent to two systems",
        ),
    ],
)
def test_links_that_do_not_fit_are_refused(links: list[dict[str, Any]], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        fill_in(*links)


def test_each_service_has_a_key_of_its_own() -> None:
    settings = fill_in(
        {"state_address": FRAVAER, "key_number": "1"},
        {"state_address": f"{FRAVAER}/other", "key_number": "1"},
        {"state_address": BOGER, "key_number": "2"},
        {"state_address": BOGER},
        key_1=Secret("one"),
        key_2=Secret("two"),
    )
    keys = [settings.find_key(link) for link in settings.links]
    assert [key.get_secret_value() if key else None for key in keys] == ["one", "one", "two", None]


def test_no_key_is_in_what_is_printed() -> None:
    settings = fill_in({"state_address": FRAVAER, "key_number": "1"}, key_1=Secret("canary"))
    assert "canary" not in repr(settings)
    assert "fravaer.example" in repr(settings)


@pytest.mark.parametrize("text", ["998101 998102", "998101,998102", " 998101,  998102 "])
def test_institutions_are_written_with_commas_or_without(text: str) -> None:
    assert make_link(institutions=text).only_at == {"998101", "998102"}
