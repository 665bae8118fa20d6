"""What the operator fills in for Unilogin."""

from typing import Any

import pytest
from pydantic import ValidationError

from indgang_sdk.settings import Layer, words_of
from plugins.unilogin.settings import NO_CLIENT_ID, NO_METADATA, UniloginSettings


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"protocol": "oidc", "client_id": "indgang"}, None),
        ({"protocol": "oidc"}, NO_CLIENT_ID),
        ({"protocol": "saml", "client_id": "indgang"}, NO_METADATA),
        ({"protocol": "saml", "metadata": "<EntityDescriptor/>"}, None),
        ({"protocol": "saml", "metadata_address": "https://broker.example/saml"}, None),
    ],
)
def test_a_protocol_wants_what_is_its_own(values: dict[str, Any], words: Any) -> None:
    if words is None:
        assert UniloginSettings(**values)
        return
    with pytest.raises(ValidationError) as failed:
        UniloginSettings(**values)
    (error,) = failed.value.errors()
    assert error["ctx"]["error"].words == words


def test_all_of_it_is_the_portals_own() -> None:
    layers = {words_of(UniloginSettings, name)[2] for name in UniloginSettings.model_fields}
    assert layers == {Layer.PORTAL}


def test_nothing_but_the_protocol_is_missing_at_first() -> None:
    with pytest.raises(ValidationError) as failed:
        UniloginSettings()
    assert [error["loc"] for error in failed.value.errors()] == [("protocol",)]
