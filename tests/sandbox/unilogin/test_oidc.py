"""OpenID Connect: from the request to the token, and what is refused on the way."""

import time
import uuid

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from sandbox.servers.unilogin.clients import ASSERTION_TYPE
from tests.sandbox.asking import ask
from tests.sandbox.unilogin.browsing import BASIC, NONCE, STATE, Broker, Visitor, read_query

TWO_FACTORS = "dk:unilogin:loa:ToFaktor"


def sign_assertion(broker: Broker, key: RSAKey | None = None, **changes: object) -> str:
    now = int(time.time())
    claims = {
        "iss": "indgang",
        "sub": "indgang",
        "aud": broker.facts["token_endpoint"],
        "iat": now,
        "exp": now + 60,
        "jti": uuid.uuid4().hex,
        **changes,
    }
    key = key or broker.portal.key
    key.ensure_kid()
    return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)


def exchange_by_key(broker: Broker, code: str, assertion: str) -> int:
    return broker.exchange(
        code, headers=None, client_assertion_type=ASSERTION_TYPE, client_assertion=assertion
    ).status


def test_the_document_says_where_everything_is(broker: Broker) -> None:
    facts = broker.facts
    assert facts["issuer"] == broker.issuer
    assert facts["code_challenge_methods_supported"] == ["S256"]
    assert facts["authorization_response_iss_parameter_supported"] is True
    assert set(facts["token_endpoint_auth_methods_supported"]) == {
        "client_secret_basic", "client_secret_post", "private_key_jwt",
    }  # fmt: skip
    base = f"{broker.issuer}/protocol/openid-connect"
    assert [facts[name] for name in (
        "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "end_session_endpoint",
        "jwks_uri",
    )] == [f"{base}/{end}" for end in ("auth", "token", "userinfo", "logout", "certs")]  # fmt: skip


def test_a_person_comes_back_with_code_state_and_issuer(broker: Broker, visitor: Visitor) -> None:
    heard = visitor.sign_in(broker.make_address(), person="dorte001")
    assert heard.status == 303
    assert heard.headers["location"].startswith(f"{broker.portal.redirect_uri}?")
    values = read_query(heard)
    assert values.pop("code")
    assert values == {"state": STATE, "iss": broker.issuer}
    assert visitor.set_cookies[0].endswith("; Path=/; HttpOnly; SameSite=Lax")


def test_the_token_says_who_it_is_and_neither_name_nor_mail(
    broker: Broker, visitor: Visitor
) -> None:
    before = int(time.time())
    reply = broker.exchange(broker.get_code(visitor))
    assert reply.headers["cache-control"] == "no-store"
    token = broker.read_token(reply.json()["id_token"])
    assert (token.header["alg"], bool(token.header["kid"])) == ("RS256", True)
    claims = dict(token.claims)
    assert before <= claims.pop("auth_time") <= claims.pop("iat") <= time.time()
    assert claims.pop("exp") > time.time()
    assert claims.pop("sid")
    assert claims.pop("at_hash")
    assert uuid.UUID(claims.pop("sub")).version == 5
    assert claims == {
        "iss": broker.issuer,
        "aud": "indgang",
        "azp": "indgang",
        "nonce": NONCE,
        "acr": "dk:unilogin:loa:EnFaktor",
        "uniid": "dorte001",
        "aktoer_gruppe": "Kontaktperson",
        "unilogin_loa": "EnFaktor",
        "loa": "2",
        "institution_ids": "[998101,998111,G99901]",
        "has_license": "true",
        "spec_ver": "OIDC.3.0-UNILOGIN",
    }


@pytest.mark.parametrize(
    ("person", "actor", "institutions"),
    [
        ("anna0001", "Medarbejder", "[998101]"),
        ("bo000001", "Elev", "[998101,998111]"),
        ("thea0001", "Medarbejder", "[998001,999001]"),
        ("peter001", "Kontaktperson", "[998101]"),
        ("nanna001", "Ekstern", "[]"),
    ],
)
def test_the_roster_says_what_somebody_is(
    broker: Broker, visitor: Visitor, person: str, actor: str, institutions: str
) -> None:
    tokens = broker.get_tokens(visitor, person=person)
    claims = broker.read_token(tokens["id_token"]).claims
    assert (claims["aktoer_gruppe"], claims["institution_ids"]) == (actor, institutions)


def test_two_steps_are_told_as_they_were_asked_for(broker: Broker, visitor: Visitor) -> None:
    tokens = broker.get_tokens(visitor, acr_values=TWO_FACTORS)
    claims = broker.read_token(tokens["id_token"]).claims
    assert (claims["acr"], claims["unilogin_loa"], claims["loa"]) == (TWO_FACTORS, "ToFaktor", "3")


def test_the_subject_stays_and_is_each_persons_own(broker: Broker) -> None:
    people = ("dorte001", "dorte001", "jonas001")
    tokens = [broker.get_tokens(Visitor(), person=person)["id_token"] for person in people]
    first, again, other = (broker.read_token(token).claims["sub"] for token in tokens)
    assert first == again != other


def test_userinfo_is_about_the_same_person(broker: Broker, visitor: Visitor) -> None:
    tokens = broker.get_tokens(visitor)
    address = broker.facts["userinfo_endpoint"]
    heard = ask(address, headers={"Authorization": f"Bearer {tokens['access_token']}"})
    assert heard.json()["sub"] == broker.read_token(tokens["id_token"]).claims["sub"]
    assert heard.json()["inst_brugere"][0] == {"instnr": "998101", "instnavn": "Egesøskolen"}
    assert ask(address, headers={"Authorization": "Bearer x"}).status == 401
    assert ask(address).status == 401


def test_the_secret_may_come_in_the_form(broker: Broker, visitor: Visitor) -> None:
    first, second = broker.get_code(visitor), broker.get_code(visitor, prompt="login")
    right = {"client_id": "indgang", "client_secret": "proeve"}
    assert broker.exchange(first, headers=None, **right).status == 200
    wrong = broker.exchange(second, headers=None, client_id="indgang", client_secret="x")
    assert (wrong.status, wrong.json()) == (401, {"error": "invalid_client"})


def test_the_client_may_prove_itself_with_its_key(broker: Broker, visitor: Visitor) -> None:
    code = broker.get_code(visitor)
    assert exchange_by_key(broker, code, sign_assertion(broker)) == 200
    assert broker.portal.fetched == ["/log-ind/oidc/unilogin/jwks.json"]


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "http://127.0.0.1/other"}, {"iss": "other"}, {"sub": "other"}, {"jti": None},
        {"exp": 1}, {"exp": int(time.time()) + 100_000}, {"exp": None},
    ],
)  # fmt: skip
def test_an_assertion_that_is_wrong_is_refused(
    broker: Broker, visitor: Visitor, changes: dict[str, object]
) -> None:
    good, bad = broker.get_code(visitor), broker.get_code(visitor, prompt="login")
    assert exchange_by_key(broker, bad, sign_assertion(broker, **changes)) == 401
    assert exchange_by_key(broker, good, sign_assertion(broker)) == 200


def test_an_assertion_by_another_key_or_used_twice_is_refused(
    broker: Broker, visitor: Visitor
) -> None:
    first, second, third = (broker.get_code(visitor, prompt="login") for _ in range(3))
    assertion = sign_assertion(broker)
    assert exchange_by_key(broker, first, assertion) == 200
    assert exchange_by_key(broker, second, assertion) == 401
    assert exchange_by_key(broker, third, sign_assertion(broker, RSAKey.generate_key(2048))) == 401


def test_a_new_key_of_the_clients_is_fetched_at_once(broker: Broker, visitor: Visitor) -> None:
    assert exchange_by_key(broker, broker.get_code(visitor), sign_assertion(broker)) == 200
    broker.portal.key = RSAKey.generate_key(2048)
    code = broker.get_code(visitor, prompt="login")
    assert exchange_by_key(broker, code, sign_assertion(broker)) == 200


def test_a_code_counts_once(broker: Broker, visitor: Visitor) -> None:
    code = broker.get_code(visitor)
    assert broker.exchange(code).status == 200
    again = broker.exchange(code)
    assert (again.status, again.json()) == (400, {"error": "invalid_grant"})


@pytest.mark.parametrize(
    "changes",
    [
        {"code_verifier": "w" * 43}, {"code_verifier": ""}, {"code": "made-up"},
        {"redirect_uri": "http://localhost/log-ind/oidc/andet/"},
    ],
)  # fmt: skip
def test_a_code_is_for_who_asked_for_it(
    broker: Broker, visitor: Visitor, changes: dict[str, str]
) -> None:
    good, bad = broker.get_code(visitor), broker.get_code(visitor, prompt="login")
    code = changes.pop("code", bad)
    refused = broker.exchange(code, **changes)
    assert (refused.status, refused.json()) == (400, {"error": "invalid_grant"})
    assert broker.exchange(good).status == 200


def test_a_wrong_secret_is_refused(broker: Broker, visitor: Visitor) -> None:
    good, bad = broker.get_code(visitor), broker.get_code(visitor, prompt="login")
    refused = broker.exchange(bad, headers={"Authorization": "Basic aW5kZ2FuZzp4"})
    assert (refused.status, refused.json()) == (401, {"error": "invalid_client"})
    assert refused.headers["www-authenticate"].startswith("Basic")
    assert broker.exchange(good, headers=BASIC).status == 200


@pytest.mark.parametrize(
    "address",
    [
        "http://evil.example/log-ind/oidc/svar/", "http://localhost/andet/",
        "https://localhost/log-ind/oidc/", "http://localhost@evil.example/log-ind/oidc/",
        "http://localhost/log-ind/oidc/../../ud", "http://localhost/log-ind/oidc/%2e%2e/%2E%2E/ud",
        "http://localhost\\@evil.example/log-ind/oidc/", "http://localhost/log-ind/oidc/#x",
        "//evil.example/log-ind/oidc/", "http://localhost.evil.example/log-ind/oidc/",
        "http://localhost/log-ind/oidc/\r\nX: y", "http://localhost:x/log-ind/oidc/", "",
    ],
)  # fmt: skip
def test_nobody_is_sent_to_an_address_that_is_not_the_clients(
    broker: Broker, visitor: Visitor, address: str
) -> None:
    heard = visitor.open(broker.make_address(redirect_uri=address))
    assert (heard.status, "location" in heard.headers) == (400, False)


@pytest.mark.parametrize(
    "address", ["http://localhost:8000/log-ind/oidc/x/", "http://127.0.0.1/log-ind/oidc/svar?a=b"]
)
def test_any_address_of_the_client_on_this_machine_will_do(
    broker: Broker, visitor: Visitor, address: str
) -> None:
    heard = visitor.sign_in(broker.make_address(redirect_uri=address), person="bo000001")
    assert heard.headers["location"].startswith(address)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"code_challenge": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"nonce": "short"}, "invalid_request"),
        ({"state": None}, "invalid_request"),
        ({"max_age": "-1"}, "invalid_request"),
        ({"prompt": "none"}, "login_required"),
    ],
)
def test_a_request_that_will_not_do_goes_back_with_its_reason(
    broker: Broker, visitor: Visitor, changes: dict[str, str | None], error: str
) -> None:
    heard = visitor.open(broker.make_address(**changes))
    assert heard.headers["location"].startswith(broker.portal.redirect_uri)
    values = read_query(heard)
    assert (values["error"], values["iss"], "code" in values) == (error, broker.issuer, False)


def test_an_unknown_client_gets_nowhere(broker: Broker, visitor: Visitor) -> None:
    assert visitor.open(broker.make_address(client_id="other")).status == 400


def test_cancel_goes_back_with_nobody_signed_in(broker: Broker, visitor: Visitor) -> None:
    heard = visitor.sign_in(broker.make_address(), cancel="1")
    values = read_query(heard)
    assert (values["error"], values["state"]) == ("access_denied", STATE)
    assert visitor.cookie == ""


def test_whoever_is_signed_in_is_not_asked_again(broker: Broker, visitor: Visitor) -> None:
    first = broker.get_tokens(visitor)
    heard = visitor.open(broker.make_address(prompt="none"))
    again = broker.exchange(read_query(heard)["code"]).json()
    one, two = (broker.read_token(each["id_token"]).claims for each in (first, again))
    assert (one["sid"], one["auth_time"], one["uniid"]) == (
        two["sid"], two["auth_time"], two["uniid"],
    )  # fmt: skip
    assert Visitor().open(broker.make_address()).status == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"prompt": "login"}, {"prompt": "select_account"}, {"max_age": "0"},
        {"acr_values": TWO_FACTORS},
    ],
)  # fmt: skip
def test_a_new_sign_in_may_be_demanded(
    broker: Broker, visitor: Visitor, changes: dict[str, str]
) -> None:
    broker.get_tokens(visitor)
    assert visitor.open(broker.make_address()).status == 303
    assert visitor.open(broker.make_address(max_age="600")).status == 303
    assert visitor.open(broker.make_address(**changes)).status == 200


def test_signing_in_again_goes_on_under_the_same_name_unless_it_is_somebody_else(
    broker: Broker, visitor: Visitor
) -> None:
    people = ("dorte001", "dorte001", "jonas001")
    tokens = [broker.get_tokens(visitor, person=each, prompt="login") for each in people]
    first, again, other = (broker.read_token(each["id_token"]).claims["sid"] for each in tokens)
    assert first == again != other


def test_after_two_steps_one_is_enough(broker: Broker, visitor: Visitor) -> None:
    broker.get_tokens(visitor, acr_values=TWO_FACTORS)
    assert visitor.open(broker.make_address(acr_values="dk:unilogin:loa:EnFaktor")).status == 303
