"""OIDC-01, -03, -07 and the whole way: from the question to what a provider has said."""

import json
from dataclasses import replace
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest

from core.login.keys import list_keys, make_keys, use_newest_keys
from core.login.models import KeyPurpose
from core.login.oidc.answers import fetch_answer
from core.login.oidc.callbacks import find_state, read_callback
from core.login.oidc.questions import make_challenge, make_question, make_sign_in_address
from core.login.oidc.relying_party import write_key_set
from core.login.refusals import Reason
from sandbox.servers.exchange import Reply
from tests.core.login.oidc.conftest import NOW
from tests.core.login.oidc.played_provider import (
    ANSWER_ADDRESS,
    CLIENT_ID,
    LEFT_OUT,
    PlayedProvider,
    make_ec_key,
    write,
)
from tests.core.login.refusing import refused


@pytest.fixture
def asked(db, provider: PlayedProvider, client, relying_party):
    """A question that is under way: with it, and what the browser brings back for it."""
    found = provider.find(client)
    question = make_question(now=NOW)
    address = make_sign_in_address(question, relying_party=relying_party, provider=found)
    return found, question, provider.sign_in(address)


def alter(query_string: str, **changes) -> str:
    query = dict(parse_qsl(query_string)) | changes
    return urlencode({name: value for name, value in query.items() if value is not LEFT_OUT})


def test_an_honest_answer_is_read_whole(sign_in, provider) -> None:
    answer = sign_in()
    assert answer.issuer == provider.issuer
    assert answer.subject == "f3a1c2d4-0000-4000-8000-000000000156"
    assert (answer.context, answer.authenticated_at) == ("1", NOW)
    assert answer.provider_session == "provider-session-1"
    assert answer.claims["uniid"] == ("1000000156",)
    # As it really comes: no JSON, so one text, which the connector takes apart.
    assert answer.claims["institution_ids"] == ("[A04441,101047]",)


def test_claims_that_are_no_texts_are_written_as_json(sign_in, provider) -> None:
    provider.claims = {
        "roles": ["Elev", "Ærø", 3],
        "active": True,
        "place": {"nr": 7},
        "nothing": None,
        "empty": [],
    }
    claims = sign_in().claims
    assert claims["roles"] == ("Elev", "Ærø", "3")
    assert (claims["active"], claims["place"]) == (("true",), ('{"nr": 7}',))
    assert (claims["nothing"], claims["empty"]) == ((), ())


def test_nothing_of_an_answer_shows_when_it_is_printed(sign_in) -> None:
    answer = sign_in()
    assert not any(
        secret in repr(answer)
        for secret in (answer.subject, answer.id_token, answer.nonce, "1000000156")
    )


def test_OIDC_01_a_callback_counts_for_its_own_question_alone(asked) -> None:
    found, question, came = asked
    assert find_state(came) == question.state
    assert read_callback(came, provider=found, state=question.state).code == "code-0"
    for state in (LEFT_OUT, "", "another", question.state + "0", question.state.upper() + "X"):
        with refused(Reason.NOT_ASKED_FOR):
            read_callback(alter(came, state=state), provider=found, state=question.state)
    # Whoever has no question open expects no answer, not even an empty one.
    with refused(Reason.NOT_ASKED_FOR):
        read_callback(alter(came, state=""), provider=found, state="")


@pytest.mark.parametrize("name", ["code", "state", "iss", "session_state", "error"])
def test_OIDC_01_no_parameter_comes_twice(asked, name) -> None:
    found, question, came = asked
    assert read_callback(came, provider=found, state=question.state)
    with refused(Reason.MISSHAPEN, "a parameter twice"):
        read_callback(f"{came}&{name}=a&{name}=b", provider=found, state=question.state)


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("code=%ff", Reason.UNREADABLE),
        ("code=%00", Reason.UNREADABLE),
        ("&".join(f"a{number}=1" for number in range(60)), Reason.UNREADABLE),
        ("code=" + "a" * 20_000, Reason.TOO_LARGE),
    ],
)
def test_what_is_no_callback_is_not_read(query, reason) -> None:
    assert find_state("code=a&state=b") == "b"
    with refused(reason):
        find_state(query)


@pytest.mark.parametrize(
    ("changes", "reason", "detail"),
    [
        ({"error": "access_denied"}, Reason.CANCELLED, "access_denied"),
        ({"error": "login_required"}, Reason.NOT_SUCCESSFUL, "login_required"),
        ({"error": "temporarily_unavailable"}, Reason.PROVIDER_DOWN, None),
        ({"error": "Anna, 010203-1234"}, Reason.PROVIDER_ERROR, "another error"),
        ({}, Reason.MISSHAPEN, "no code"),
    ],
)
def test_an_error_comes_in_place_of_a_code(asked, changes, reason, detail) -> None:
    found, question, came = asked
    assert read_callback(came, provider=found, state=question.state)
    with refused(reason, detail):
        read_callback(alter(came, code=LEFT_OUT, **changes), provider=found, state=question.state)
    if changes:
        with refused(Reason.MISSHAPEN, "a code and an error"):
            read_callback(alter(came, **changes), provider=found, state=question.state)
        # Nobody else can cancel what somebody is doing.
        with refused(Reason.NOT_ASKED_FOR):
            read_callback(
                alter(came, code=LEFT_OUT, state="another", **changes),
                provider=found,
                state=question.state,
            )


def test_OIDC_03_each_question_has_a_challenge_of_its_own(asked, provider, relying_party) -> None:
    found, question, _ = asked
    address = make_sign_in_address(question, relying_party=relying_party, provider=found)
    assert address.startswith(f"{provider.issuer}/auth?")
    assert parse_qs(urlsplit(address).query) == {
        "response_type": ["code"],
        "client_id": [CLIENT_ID],
        "redirect_uri": [ANSWER_ADDRESS],
        "scope": ["openid"],
        "state": [question.state],
        "nonce": [question.nonce],
        "code_challenge": [make_challenge(question.verifier)],
        "code_challenge_method": ["S256"],
        # So that the provider says when it authenticated the person.
        "max_age": ["43200"],
    }
    assert question.verifier not in address
    others = [make_question(now=NOW) for _ in range(50)]
    assert len({text for q in others for text in (q.state, q.nonce, q.verifier)}) == 150
    # UNI-Login: letters and digits, sixteen at least; and PKCE: 43 to 128 letters.
    assert all(q.state.isalnum() and q.nonce.isalnum() and len(q.state) >= 16 for q in others)
    assert all(43 <= len(q.verifier) <= 128 for q in others)


def test_OIDC_03_the_challenge_is_that_of_the_standard() -> None:
    # RFC 7636, appendix B.
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    assert make_challenge(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_OIDC_03_a_code_is_worth_nothing_without_its_verifier(sign_in) -> None:
    assert sign_in()
    with refused(Reason.PROVIDER_ERROR, "invalid_grant"):
        sign_in(verifier=make_question(now=NOW).verifier)


@pytest.mark.parametrize(
    "name", ["state", "nonce", "scope", "redirect_uri", "code_challenge_method", "request_uri"]
)
def test_a_connector_adds_parameters_and_changes_none(asked, relying_party, name) -> None:
    found, question, _ = asked

    def ask(**parameters):
        return make_sign_in_address(
            question, relying_party=relying_party, provider=found, parameters=parameters
        )

    assert "acr_values=ToFaktor" in ask(acr_values="ToFaktor")
    with refused(Reason.CONNECTOR_FAILED):
        ask(**{name: "plain"})


def test_a_scope_has_openid_in_it(asked, relying_party) -> None:
    found, question, _ = asked
    for scope in ("openid", "profile openid"):
        party = replace(relying_party, scope=scope)
        assert make_sign_in_address(question, relying_party=party, provider=found)
    with refused(Reason.CONNECTOR_FAILED):
        party = replace(relying_party, scope="openidish")
        make_sign_in_address(question, relying_party=party, provider=found)


def test_OIDC_07_a_code_that_comes_again_is_refused_by_the_provider(
    asked, provider, relying_party, client
) -> None:
    found, question, came = asked
    callback = read_callback(came, provider=found, state=question.state)

    def fetch():
        return fetch_answer(
            callback,
            question=question,
            relying_party=relying_party,
            provider=found,
            client=client,
            now=NOW,
        )

    assert fetch()
    with refused(Reason.PROVIDER_ERROR, "invalid_grant"):
        fetch()
    # Asked once for each time: a code is not tried again by itself.
    assert provider.asked["/token"] == 2


def test_OIDC_07_a_code_is_not_sent_again_when_its_answer_is_lost(sign_in, provider) -> None:
    assert sign_in()
    provider.replies["/token"] = write({}, status=503)
    with refused(Reason.PROVIDER_DOWN, "token endpoint"):
        sign_in()
    assert provider.asked["/token"] == 2


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(body=b"<html>"), Reason.PROVIDER_ERROR),
        (write([]), Reason.PROVIDER_ERROR),
        (write({"access_token": "a"}), Reason.PROVIDER_ERROR),
        (write({"id_token": 7}), Reason.PROVIDER_ERROR),
        (write({"error": "invalid_client"}, status=401), Reason.NOT_SET_UP),
        (Reply(status=400, body=b"Anna"), Reason.PROVIDER_ERROR),
        (write({"error": ["Anna"]}, status=400), Reason.PROVIDER_ERROR),
        (write({}, status=404), Reason.PROVIDER_ERROR),
        (write({}, status=429), Reason.PROVIDER_DOWN),
        (write({"id_token": "a.b.c"}), Reason.MISSHAPEN),
    ],
)
def test_an_answer_without_a_good_token_has_a_reason(sign_in, provider, reply, reason) -> None:
    assert sign_in()
    provider.replies["/token"] = reply
    with refused(reason):
        sign_in()


def test_a_token_endpoint_does_not_send_the_secret_elsewhere(sign_in, provider) -> None:
    assert sign_in()
    for status in (302, 303, 307, 308):
        where = {"Location": "https://evil.example/token"}
        provider.replies["/token"] = Reply(status=status, headers=where)
        with refused(Reason.PROVIDER_ERROR):
            sign_in()


def test_a_forced_question_is_answered_by_authenticating_anew(
    sign_in, provider, asked, relying_party
) -> None:
    found, *_ = asked
    forced = make_question(now=NOW, is_forced=True)
    address = make_sign_in_address(forced, relying_party=relying_party, provider=found)
    query = parse_qs(urlsplit(address).query)
    assert (query["prompt"], query["max_age"]) == (["login"], ["0"])
    began = int(NOW.timestamp())
    for moment in (began, began - 60):
        provider.claims = {"auth_time": moment}
        assert sign_in(is_forced=True)
    provider.claims = {"auth_time": began - 61}
    assert sign_in()
    with refused(Reason.TOO_LATE, "authenticated before"):
        sign_in(is_forced=True)
    provider.claims = {"auth_time": LEFT_OUT}
    assert sign_in().authenticated_at is None
    with refused(Reason.NO_TIMES, "no auth_time"):
        sign_in(is_forced=True)


def test_the_portal_shows_who_it_is_by_a_secret(sign_in, provider, relying_party) -> None:
    assert sign_in()
    assert "client_secret" not in provider.forms[-1]
    with refused(Reason.NOT_SET_UP, "invalid_client"):
        sign_in(party=replace(relying_party, client_secret="another"))


@pytest.mark.parametrize(
    ("methods", "is_in_form"),
    [
        (["client_secret_post"], True),
        (["client_secret_post", "client_secret_basic"], False),
        (LEFT_OUT, False),
        (None, False),
    ],
)
def test_a_secret_goes_where_the_provider_wants_it(sign_in, provider, methods, is_in_form) -> None:
    provider.discovery = {"token_endpoint_auth_methods_supported": methods}
    assert sign_in()
    assert ("client_secret" in provider.forms[-1]) is is_in_form


def test_a_secret_is_not_shown_to_who_takes_none(sign_in, provider) -> None:
    provider.discovery = {"token_endpoint_auth_methods_supported": ["private_key_jwt"]}
    with refused(Reason.NOT_SET_UP, "the provider takes no client_secret"):
        sign_in()
    assert provider.asked["/token"] == 0


@pytest.mark.parametrize("algorithms", [LEFT_OUT, ["PS256"], ["ES256", "RS256"]])
def test_the_portal_shows_who_it_is_by_its_key(sign_in, provider, keyed_party, algorithms) -> None:
    provider.discovery = {"token_endpoint_auth_signing_alg_values_supported": algorithms}
    provider.portal_keys = write_key_set(keyed_party.signing_keys)
    assert sign_in(party=keyed_party)
    assert sign_in(party=keyed_party)
    sent = [form["client_assertion"] for form in provider.forms]
    assert len(set(sent)) == 2


def test_a_key_is_not_used_where_it_would_not_do(sign_in, provider, keyed_party) -> None:
    provider.discovery = {"token_endpoint_auth_signing_alg_values_supported": ["ES256"]}
    with refused(Reason.NOT_SET_UP, "the provider takes none of our signatures"):
        sign_in(party=keyed_party)


def test_a_provider_that_takes_secrets_alone_is_shown_no_key(
    sign_in, provider, keyed_party
) -> None:
    provider.discovery = {"token_endpoint_auth_methods_supported": ["client_secret_basic"]}
    with refused(Reason.NOT_SET_UP, "the provider takes no private_key_jwt"):
        sign_in(party=keyed_party)


def test_without_secret_and_key_nobody_is_asked(sign_in, relying_party, provider) -> None:
    with refused(Reason.NOT_SET_UP, "neither a secret nor a key"):
        sign_in(party=replace(relying_party, client_secret=None))
    assert provider.asked["/token"] == 0


def test_a_new_key_is_announced_before_it_is_used(sign_in, provider, keyed_party) -> None:
    make_keys(now=NOW, purposes=(KeyPurpose.SIGNING,))
    both = list_keys(KeyPurpose.SIGNING)
    assert both[0] == keyed_party.signing_keys[0]
    provider.portal_keys = write_key_set(both)
    assert sign_in(party=replace(keyed_party, signing_keys=both))
    use_newest_keys(now=NOW)
    now_used = list_keys(KeyPurpose.SIGNING)
    assert now_used[0] != both[0]
    assert sign_in(party=replace(keyed_party, signing_keys=now_used))


def test_our_key_set_shows_no_private_key(keyed_party) -> None:
    (described,) = json.loads(write_key_set(keyed_party.signing_keys))["keys"]
    assert set(described) == {"kty", "n", "e", "use", "kid"}
    assert (described["kty"], described["use"]) == ("RSA", "sig")


def test_a_provider_may_sign_by_an_elliptic_curve(sign_in, provider) -> None:
    provider.key, provider.algorithm = make_ec_key("curve"), "ES256"
    provider.published = [make_ec_key("curve")]
    assert sign_in()
