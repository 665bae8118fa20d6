"""What may be filled in as an address."""

import pytest

from indgang_sdk.settings import NOT_WHOLE, InvalidSetting, check_address


@pytest.mark.parametrize(
    "address",
    [
        "https://library.example/api",
        "https://library.example:8443",
        "https://bøger.example./",
        "http://localhost:8901/api",
        "http://127.0.0.1:8901/api",
    ],
)
def test_an_address_is_kept_as_it_is_written(address: str) -> None:
    assert check_address(address) == address


@pytest.mark.parametrize(
    "address", ["http://library.example/api", "http://localhost.example/", "library.example", ""]
)
def test_an_address_that_would_never_be_asked_is_refused_at_once(address: str) -> None:
    with pytest.raises(InvalidSetting) as refused:
        check_address(address)
    assert refused.value.words == NOT_WHOLE
