"""What the portal asks of a municipality's provider, and what becomes of its answers."""

from typing import Any

import pytest
from pydantic import ValidationError

from indgang_sdk.levels import Level
from indgang_sdk.nsis import AAL, IAL, LOA
from indgang_sdk.settings import Layer, words_of
from indgang_sdk.sign_in import Claims, OidcProvider, SamlProvider, SignInRefused
from indgang_sdk.testing import SignIn
from plugins.municipal_login.example import BY_PASSWORD, BY_TWO, SETTINGS, TEACHER, UNIID
from plugins.municipal_login.mapping import (
    SPEC_VERSION,
    TITLE,
    describe,
    find_hosts,
    find_title,
    read_claims,
)
from plugins.municipal_login.settings import (
    HALF_A_TITLE,
    NO_CLIENT,
    NO_METADATA,
    MunicipalLoginSettings,
)

SAML = MunicipalLoginSettings(
    protocol="saml", metadata_address="https://login.lindesoe.example/metadata"
)
REFERENCES = tuple(f"{LOA}/{word}" for word in ("Low", "Substantial", "High"))


def read(attributes: dict[str, tuple[str, ...]], *, context: str = "", **settings: Any) -> Claims:
    answer = SignIn(attributes=attributes, context=context).make_answer()
    return read_claims(answer, SETTINGS.model_copy(update=settings))


# --- the question ---------------------------------------------------------------------------------


def test_by_saml_a_level_is_asked_for_by_the_contexts_that_reach_it() -> None:
    described = describe(SAML)
    assert isinstance(described, SamlProvider)
    assert described.contexts == {
        Level.NSIS_LOW: REFERENCES,
        Level.TWO_FACTOR: REFERENCES[1:],
        Level.NSIS_SUBSTANTIAL: REFERENCES[1:],
        Level.NSIS_HIGH: REFERENCES[2:],
    }
    assert (described.is_encrypted, described.may_begin) == (True, False)
    assert find_hosts(SAML) == ("login.lindesoe.example",)


def test_the_municipalitys_own_contexts_are_asked_for_too() -> None:
    described = describe(SETTINGS)
    assert isinstance(described, OidcProvider)
    assert described.parameters[Level.TWO_FACTOR] == {
        "acr_values": " ".join([BY_TWO, *REFERENCES[1:]])
    }
    assert BY_PASSWORD not in str(described.parameters)


def test_a_provider_that_knows_no_contexts_is_asked_for_none() -> None:
    asked = describe(SAML.model_copy(update={"asks_for_level": False}))
    assert isinstance(asked, SamlProvider)
    assert asked.contexts == {}


def test_what_the_municipality_says_of_the_protocol_is_what_is_described() -> None:
    changed = {"may_begin": True, "is_encrypted": False, "metadata_certificate": "PEM"}
    described = describe(SAML.model_copy(update=changed))
    assert isinstance(described, SamlProvider)
    assert (described.may_begin, described.is_encrypted) == (True, False)
    assert described.metadata_certificate == "PEM"


def test_the_button_says_what_the_municipality_writes() -> None:
    assert find_title(SETTINGS).da == "Log ind med Lindesø Kommunes login"
    assert find_title(SAML) == TITLE


# --- who it is ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "unilogins"),
    [
        (("10000001a5",), ("10000001a5",)),
        ((" 10000001a5 ",), ("10000001a5",)),
        (("10000001a5", "10000001c9"), ("10000001a5", "10000001c9")),
        (("10000001a5", "10000001a5"), ("10000001a5",)),
        ((), ()),
        (("",), ()),
        (("10000001a5", ""), ()),
        (("10000001a5", "no id"), ()),
        (tuple(f"id{number}" for number in range(21)), ()),
    ],
)
def test_every_id_of_the_attribute_is_one_to_choose(
    values: tuple[str, ...], unilogins: tuple[str, ...]
) -> None:
    assert read({UNIID: values}).unilogins == unilogins


def test_only_the_attribute_that_is_named_says_who_it_is() -> None:
    said = {UNIID: ("10000001a5",), "employeeNumber": ("henr276q",)}
    assert read(said).unilogins == ("10000001a5",)
    assert read(said, id_attribute="employeeNumber").unilogins == ("henr276q",)
    assert read(said, id_attribute="mail").unilogins == ()


def test_another_profile_than_oiosaml_is_refused_only_where_it_is_required() -> None:
    old = {**TEACHER, SPEC_VERSION: ("DK-SAML-2.0",)}
    assert read(old).unilogins == TEACHER[UNIID]
    assert read(TEACHER, requires_oiosaml=True).unilogins == TEACHER[UNIID]
    with pytest.raises(SignInRefused) as refused:
        read(old, requires_oiosaml=True)
    assert refused.value.code == "not_oiosaml"


# --- how surely -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "context", "level"),
    [
        ({}, "", Level.ONE_FACTOR),
        ({LOA: ("Low",)}, "", Level.NSIS_LOW),
        ({LOA: ("Substantial",)}, "", Level.NSIS_SUBSTANTIAL),
        ({LOA: ("High",)}, "", Level.NSIS_HIGH),
        ({LOA: ("substantial",)}, "", Level.ONE_FACTOR),
        ({LOA: ("Not Substantial",)}, "", Level.ONE_FACTOR),
        ({LOA: ("Low", "High")}, "", Level.ONE_FACTOR),
        ({IAL: ("High",), AAL: ("Substantial",)}, "", Level.NSIS_SUBSTANTIAL),
        ({IAL: ("Low",), AAL: ("High",)}, "", Level.NSIS_LOW),
        ({IAL: ("High",)}, "", Level.ONE_FACTOR),
        ({AAL: ("High",)}, "", Level.ONE_FACTOR),
        # What is said of the whole counts, and not its parts.
        ({LOA: ("Low",), IAL: ("High",), AAL: ("High",)}, "", Level.NSIS_LOW),
        ({LOA: ("?",), IAL: ("High",), AAL: ("High",)}, "", Level.ONE_FACTOR),
        ({}, BY_TWO, Level.TWO_FACTOR),
        ({}, BY_PASSWORD, Level.ONE_FACTOR),
        ({}, f"{BY_TWO}x", Level.ONE_FACTOR),
        ({}, REFERENCES[1], Level.NSIS_SUBSTANTIAL),
        # A context raises nothing that NSIS has said.
        ({LOA: ("Low",)}, BY_TWO, Level.NSIS_LOW),
        ({LOA: ("?",)}, BY_TWO, Level.ONE_FACTOR),
    ],
)
def test_nsis_counts_before_the_context_and_known_words_alone(
    said: dict[str, tuple[str, ...]], context: str, level: Level
) -> None:
    assert read({UNIID: ("10000001a5",), **said}, context=context).level is level


def test_the_level_stands_where_the_municipality_says() -> None:
    said = {UNIID: ("10000001a5",), "nsis": ("High",)}
    assert read(said).level is Level.ONE_FACTOR
    assert read(said, level_attribute="nsis").level is Level.NSIS_HIGH


# --- settings -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"protocol": "oidc", "client_id": "indgang"}, NO_CLIENT),
        ({"protocol": "oidc", "issuer": "https://login.example"}, NO_CLIENT),
        ({"protocol": "oidc", "issuer": "https://login.example", "client_id": "indgang"}, None),
        ({"protocol": "saml"}, NO_METADATA),
        ({"protocol": "saml", "metadata": "<EntityDescriptor/>"}, None),
        ({"protocol": "saml", "metadata": "<EntityDescriptor/>", "title": "Log ind"}, HALF_A_TITLE),
    ],
)
def test_what_belongs_together_is_filled_in_together(values: dict[str, Any], words: Any) -> None:
    if words is None:
        assert MunicipalLoginSettings(**values)
        return
    with pytest.raises(ValidationError) as failed:
        MunicipalLoginSettings(**values)
    (error,) = failed.value.errors()
    assert error["ctx"]["error"].words == words


@pytest.mark.parametrize(
    ("scope", "fits"), [("openid", True), ("openid uni", True), ("uni", False)]
)
def test_openid_is_always_among_the_scopes(scope: str, fits: bool) -> None:
    named = {"protocol": "oidc", "issuer": "https://login.example", "client_id": "indgang"}
    values: dict[str, Any] = {**named, "scope": scope}
    if fits:
        assert MunicipalLoginSettings(**values).scope == scope
        return
    with pytest.raises(ValidationError):
        MunicipalLoginSettings(**values)


def test_all_of_it_is_the_municipalitys() -> None:
    model = MunicipalLoginSettings
    assert {words_of(model, name)[2] for name in model.model_fields} == {Layer.MUNICIPALITY}
