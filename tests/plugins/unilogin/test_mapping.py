"""What the portal asks of Unilogin, and what becomes of its answers."""

from typing import Any

import pytest

from indgang_sdk.levels import Level
from indgang_sdk.nsis import LOA
from indgang_sdk.sign_in import Claims, OidcProvider, SamlProvider, SignInRefused
from indgang_sdk.testing import SignIn
from plugins.unilogin.example import MOTHER, PUPIL, SETTINGS, TEACHER
from plugins.unilogin.mapping import describe, find_hosts, read_claims, read_institution_ids
from plugins.unilogin.settings import PRODUCTION, UniloginSettings

METADATA = f"{PRODUCTION}/protocol/saml-stil/descriptor"


def read(attributes: dict[str, tuple[str, ...]], **settings: Any) -> Claims:
    answer = SignIn(attributes=attributes).make_answer()
    return read_claims(answer, SETTINGS.model_copy(update=settings))


# --- the question ---------------------------------------------------------------------------------


def test_by_openid_connect_two_factors_are_asked_for_by_a_new_sign_in_alone() -> None:
    described = describe(SETTINGS)
    assert isinstance(described, OidcProvider)
    anew = {"prompt": "login"}
    assert described.parameters == {Level.TWO_FACTOR: anew, Level.NSIS_SUBSTANTIAL: anew}
    assert described.scope == "openid"
    assert find_hosts(SETTINGS) == ("et-broker.unilogin.dk",)


def test_what_is_asked_for_is_what_the_operator_says() -> None:
    changed = {"acr_two_factor": "ToFaktor", "asks_anew": False}
    described = describe(SETTINGS.model_copy(update=changed))
    assert isinstance(described, OidcProvider)
    assert described.parameters == {Level.TWO_FACTOR: {"acr_values": "ToFaktor"}}


def test_without_a_secret_the_portal_uses_its_own_key() -> None:
    described = describe(UniloginSettings(protocol="oidc", client_id="indgang"))
    assert isinstance(described, OidcProvider)
    assert described.client_secret is None
    assert described.issuer == PRODUCTION


def test_by_saml_levels_are_asked_for_by_contexts() -> None:
    settings = UniloginSettings(
        protocol="saml", metadata_address=METADATA, context_two_factor="a:two b:three"
    )
    described = describe(settings)
    assert isinstance(described, SamlProvider)
    assert described.contexts == {
        Level.TWO_FACTOR: ("a:two", "b:three"),
        Level.NSIS_SUBSTANTIAL: (f"{LOA}/Substantial",),
    }
    assert (described.is_encrypted, described.may_begin) == (True, False)
    assert find_hosts(settings) == ("broker.unilogin.dk",)


def test_with_metadata_as_a_text_no_host_is_called() -> None:
    settings = UniloginSettings(protocol="saml", metadata="<EntityDescriptor/>")
    assert find_hosts(settings) == ()


# --- who it is ------------------------------------------------------------------------------------


@pytest.mark.parametrize("attributes", [TEACHER, PUPIL, MOTHER], ids=["staff", "pupil", "contact"])
def test_the_id_is_read_by_either_name(attributes: dict[str, tuple[str, ...]]) -> None:
    (unilogin,) = read(attributes).unilogins
    assert (unilogin,) in attributes.values()


@pytest.mark.parametrize(
    "ids",
    [
        {},
        {"uniid": ()},
        {"uniid": ("",)},
        {"uniid": ("a1", "b2")},
        {"uniid": ("a1",), "dk:unilogin:uniid": ("b2",)},
        {"uniid": ("a1 b2",)},
        {"uniid": ("x" * 51,)},
        {"sub": ("a1",)},
    ],
)
def test_an_id_that_is_not_one_signs_nobody_in(ids: dict[str, tuple[str, ...]]) -> None:
    assert read({"aktoer_gruppe": ("Elev",), **ids}).unilogins == ()


def test_the_same_id_by_both_names_is_one() -> None:
    both = {"uniid": ("a1",), "dk:unilogin:uniid": (" a1 ",)}
    assert read({"aktoer_gruppe": ("Elev",), **both}).unilogins == ("a1",)


# --- who may --------------------------------------------------------------------------------------

GROUPS = {
    "Medarbejder": "lets_in_staff",
    "Elev": "lets_in_pupils",
    "Kontaktperson": "lets_in_contacts",
    "Ekstern": "lets_in_externals",
}


@pytest.mark.parametrize(("group", "setting"), GROUPS.items())
def test_a_group_signs_in_where_the_operator_lets_it(group: str, setting: str) -> None:
    attributes = {**PUPIL, "aktoer_gruppe": (group,)}
    assert read(attributes, **{setting: True}).unilogins == PUPIL["uniid"]
    with pytest.raises(SignInRefused) as refused:
        read(attributes, **{setting: False})
    assert refused.value.code == "actor_group"
    assert refused.value.words.da != refused.value.words.en


def test_two_groups_by_two_names_are_none() -> None:
    with pytest.raises(SignInRefused):
        read({**PUPIL, "dk:unilogin:aktoergruppe": ("Medarbejder",)})
    same = {**PUPIL, "dk:unilogin:aktoergruppe": ("Elev",)}
    assert read(same).unilogins == PUPIL["uniid"]


def test_of_externals_nobody_signs_in_unless_somebody_says_so() -> None:
    fresh = UniloginSettings(protocol="oidc", client_id="indgang")
    assert {group.value for group in fresh.actor_groups} == set(GROUPS) - {"Ekstern"}


@pytest.mark.parametrize("groups", [(), ("",), ("elev",), ("Elev", "Medarbejder"), ("Elever",)])
def test_a_group_that_is_not_one_known_word_is_refused(groups: tuple[str, ...]) -> None:
    with pytest.raises(SignInRefused):
        read({**PUPIL, "aktoer_gruppe": groups})


def test_institutions_refuse_only_where_that_is_asked_for() -> None:
    nowhere = {**PUPIL, "institution_ids": ("[]",)}
    assert read(nowhere).unilogins == PUPIL["uniid"]
    assert read(PUPIL, requires_institution=True).unilogins == PUPIL["uniid"]
    named = {**nowhere, "dk:institutions": ("A04441",)}
    found = read(named, requires_institution=True, institutions_claim="dk:institutions")
    assert found.unilogins == PUPIL["uniid"]
    with pytest.raises(SignInRefused) as refused:
        read(nowhere, requires_institution=True)
    assert refused.value.code == "institution"


# --- how surely -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ({}, Level.ONE_FACTOR),
        ({"unilogin_loa": ("EnFaktor",)}, Level.ONE_FACTOR),
        ({"unilogin_loa": ("ToFaktor",)}, Level.TWO_FACTOR),
        ({"dk:unilogin:loa": ("ToFaktor",)}, Level.TWO_FACTOR),
        ({"unilogin_loa": ("VoksenVerificeret",)}, Level.ONE_FACTOR),
        ({"unilogin_loa": ("IkkeToFaktor",)}, Level.ONE_FACTOR),
        ({"unilogin_loa": ("tofaktor",)}, Level.ONE_FACTOR),
        ({"unilogin_loa": ("ToFaktor", "EnFaktor")}, Level.ONE_FACTOR),
        ({"unilogin_loa": ("ToFaktor", "ToFaktor")}, Level.ONE_FACTOR),
        ({"loa": ("2",)}, Level.ONE_FACTOR),
        ({"loa": ("3",)}, Level.TWO_FACTOR),
        ({"loa": ("4",)}, Level.ONE_FACTOR),
        ({"loa": ("High",)}, Level.ONE_FACTOR),
        ({LOA: ("Low",)}, Level.NSIS_LOW),
        ({LOA: ("Low",), "loa": ("3",)}, Level.TWO_FACTOR),
        ({LOA: ("Substantial",), "unilogin_loa": ("EnFaktor",)}, Level.NSIS_SUBSTANTIAL),
        ({LOA: ("High",)}, Level.NSIS_HIGH),
        ({LOA: ("3",)}, Level.ONE_FACTOR),
    ],
)
def test_the_highest_level_counts_that_one_known_word_says(
    said: dict[str, tuple[str, ...]], level: Level
) -> None:
    plain = {"uniid": ("a1",), "aktoer_gruppe": ("Elev",)}
    assert read({**plain, **said}).level is level


def test_what_an_adult_verified_counts_as_is_the_operators_to_say() -> None:
    verified = {**PUPIL, "unilogin_loa": ("VoksenVerificeret",)}
    assert read(verified, adult_verified="two_factor").level is Level.TWO_FACTOR


def test_the_name_of_the_nsis_level_can_be_another() -> None:
    named = {**PUPIL, "nsis": ("Substantial",)}
    assert read(named).level is Level.ONE_FACTOR
    assert read(named, nsis_claim="nsis").level is Level.NSIS_SUBSTANTIAL


# --- institutions ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "keys"),
    [
        (("[A04441,101047]",), ("A04441", "101047")),
        (("[ A04441 , 101047 ]",), ("A04441", "101047")),
        (("A04441", "101047"), ("A04441", "101047")),
        (("a04441",), ("A04441",)),
        (("[A04441]", "[A04441,101047]"), ("A04441", "101047")),
        (("A04441;101047",), ("A04441", "101047")),
        ((), ()),
        (("",), ()),
        (("[]",), ()),
        (("[[A04441]]",), ()),
        (("A0444", "A044411", "A0444!", "Æ04441"), ()),
        (('["A04441", "101047"]',), ("A04441", "101047")),
        (("{A04441}",), ()),
        (("[A04441,nonsense,101047]",), ("A04441", "101047")),
    ],
)
def test_institutions_are_read_as_they_come(values: tuple[str, ...], keys: tuple[str, ...]) -> None:
    assert read_institution_ids(values) == keys
