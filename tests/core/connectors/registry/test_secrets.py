"""Secrets stand where they are kept encrypted, or the connector is refused with the reason."""

from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple

import pydantic
import pytest
from pydantic import Field, SecretBytes, create_model
from typing_extensions import TypeAliasType, TypedDict

from core.connectors.registry.checking import InvalidConnector, check_connector
from indgang_sdk import EPOCH
from indgang_sdk.settings import Secret, Settings, SettingsRow, is_secret
from tests.core.connectors.registry.test_offers import make_connector


class Key(Secret):
    """A secret of an author's own."""


class Row(SettingsRow):
    password: Secret


class Rows(SettingsRow):
    rows: "tuple[Rows | Row, ...]"


@dataclass
class Pair:
    password: Secret


class Triple(NamedTuple):
    password: Secret


class Entry(TypedDict):
    password: Secret


def make_settings(kind: Any) -> type[Settings]:
    return create_model("MadeSettings", __base__=Settings, password=(kind, ...))


@pytest.mark.parametrize(
    "kind",
    [
        tuple[Row, ...],
        Rows,
        tuple[Secret, ...],
        dict[str, Secret],
        Secret | int,
        tuple[Secret | None, ...],
        Annotated[Secret, Field(min_length=9)] | None,
        SecretBytes,
        pydantic.Secret[str],
        Key,
        Pair,
        Triple,
        Entry,
        TypeAliasType("Named", Secret),
    ],
    ids=repr,
)
def test_CON_16_a_secret_that_would_be_kept_as_it_is_is_refused(kind: object) -> None:
    settings = make_settings(kind)
    with pytest.raises(InvalidConnector) as refused:
        check_connector(make_connector(settings=settings), epoch=EPOCH)
    assert str(refused.value) == (
        "the setting password holds a Secret that nothing encrypts:"
        " a Secret is a setting of its own"
    )
    assert not is_secret(settings, "password")


@pytest.mark.parametrize("kind", [Secret, Secret | None, Annotated[Secret, Field(min_length=9)]])
def test_a_secret_of_its_own_is_kept_encrypted(kind: object) -> None:
    settings = make_settings(kind)
    check_connector(make_connector(settings=settings), epoch=EPOCH)
    assert is_secret(settings, "password")


def test_what_is_no_secret_may_stand_in_rows() -> None:
    plain = create_model("PlainRow", __base__=SettingsRow, name=(str, ...))
    settings = make_settings(tuple[plain, ...])  # type: ignore[valid-type]
    check_connector(make_connector(settings=settings), epoch=EPOCH)
    assert not is_secret(settings, "password")
