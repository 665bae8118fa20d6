"""OIDC-02, -04 and -05: an id token is signed by the provider, and is for us, this and now."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc.jwk import RSAKey

from core.login.oidc.answers import read_answer
from core.login.oidc.identity_providers import OidcIdentityProvider
from core.login.oidc.questions import make_question
from core.login.oidc.relying_party import RelyingParty
from core.login.oidc.tokens import Token, read_keys, read_token
from core.login.refusals import Reason, Rejected
from tests.core.login.oidc.conftest import NOW
from tests.core.login.oidc.played_provider import LEFT_OUT, make_ec_key, make_rsa_key
from tests.core.login.refusing import refused

SECONDS = int(NOW.timestamp())


@pytest.mark.parametrize("nonce", [LEFT_OUT, "", "another", None, 7, ["a"]])
def test_OIDC_02_an_answer_has_the_nonce_of_its_question(sign_in, provider, nonce) -> None:
    assert sign_in()
    provider.claims = {"nonce": nonce}
    with refused(Reason.WRONG_NONCE):
        sign_in()


@pytest.mark.parametrize("algorithm", ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"])
def test_OIDC_04_good_algorithms_are_taken(sign_in, provider, algorithm) -> None:
    provider.algorithm = algorithm
    assert sign_in()


@pytest.mark.parametrize(
    ("curve", "algorithm"), [("P-256", "ES256"), ("P-384", "ES384"), ("P-521", "ES512")]
)
def test_OIDC_04_each_curve_has_its_algorithm(sign_in, provider, curve, algorithm) -> None:
    provider.key = make_ec_key(curve, curve)
    provider.published, provider.algorithm = [provider.key], algorithm
    assert sign_in()


@pytest.mark.parametrize("named", ["none", "None", "NONE", "nOnE"])
def test_OIDC_04_without_a_signature_nobody_is_believed(sign_in, provider, named) -> None:
    assert sign_in()
    honest = provider.sign_id_token({})
    provider.answer = {"id_token": rewrite(honest, header={"alg": named}, signature="")}
    with refused(Reason.NO_SIGNATURE):
        sign_in()


@pytest.mark.parametrize("algorithm", ["HS256", "HS384", "HS512"])
def test_OIDC_04_the_public_key_is_no_secret(sign_in, provider, algorithm) -> None:
    """What is published would do to sign, were it taken for the secret of HS256."""
    assert sign_in()
    public = make_rsa_key("first").as_pem(private=False)
    head, body, _ = rewrite(provider.sign_id_token({}), header={"alg": algorithm}).split(".")
    digest = hmac.digest(public, f"{head}.{body}".encode(), f"sha{algorithm[2:]}")
    signature = urlsafe_b64encode(digest).rstrip(b"=").decode()
    provider.answer = {"id_token": f"{head}.{body}.{signature}"}
    with refused(Reason.WEAK_ALGORITHM, "not allowed"):
        sign_in()


@pytest.mark.parametrize("algorithm", ["", "RS1", "rs256", "EdDSA", "ES256K", "dir"])
def test_OIDC_04_no_other_algorithm_is_known(sign_in, provider, algorithm) -> None:
    assert sign_in()
    honest = provider.sign_id_token({})
    provider.answer = {"id_token": rewrite(honest, header={"alg": algorithm})}
    with refused(Reason.WEAK_ALGORITHM, "not allowed"):
        sign_in()


@pytest.mark.parametrize("name", [LEFT_OUT, "", "second", None, 1, ["first"]])
def test_OIDC_04_a_key_that_is_not_published_signs_nothing(sign_in, provider, name) -> None:
    assert sign_in()
    honest = provider.sign_id_token({})
    provider.answer = {"id_token": rewrite(honest, header={"kid": name})}
    # What is no text is no name: the library says so itself.
    with pytest.raises(Rejected) as raised:
        sign_in()
    assert raised.value.reason is Reason.UNKNOWN_KEY


def test_OIDC_04_an_attackers_key_does_not_come_along(sign_in, provider) -> None:
    """Neither in the header, nor by an address, nor under the name of a good one."""
    assert sign_in()
    evil = make_rsa_key("evil")
    provider.key = evil
    provider.header = {"jwk": evil.as_dict(private=False), "jku": "https://evil.example/keys"}
    with refused(Reason.UNKNOWN_KEY):
        sign_in()
    provider.header |= {"kid": "first"}
    with refused(Reason.BAD_SIGNATURE):
        sign_in()


def test_OIDC_04_a_key_signs_by_its_own_algorithms(sign_in, provider) -> None:
    described = make_rsa_key("first").as_dict(private=False)
    provider.published = [described | {"alg": "RS256"}]
    assert sign_in()
    provider.algorithm = "PS256"
    with refused(Reason.WEAK_ALGORITHM, "not the key's own"):
        sign_in()


def test_OIDC_04_a_curve_is_not_swapped(sign_in, provider) -> None:
    provider.key = make_ec_key("P-256", "P-256")
    provider.published, provider.algorithm = [make_ec_key("P-256", "P-256")], "ES256"
    assert sign_in()
    honest = provider.sign_id_token({})
    provider.answer = {"id_token": rewrite(honest, header={"alg": "ES384"})}
    with refused(Reason.WEAK_ALGORITHM, "not the key's own"):
        sign_in()


def test_what_was_changed_after_signing_is_refused(sign_in, provider) -> None:
    assert sign_in()
    honest = provider.sign_id_token({})
    provider.answer = {"id_token": rewrite(honest, claims={"uniid": "another"})}
    with refused(Reason.BAD_SIGNATURE):
        sign_in()


@pytest.mark.parametrize(
    "header",
    [
        {"crit": ["exp"], "exp": 1},
        {"crit": []},
        {"b64": True},
        {"b64": False, "crit": ["b64"]},
        {"alg": None},
        {"alg": ["RS256"]},
    ],
)
def test_what_a_header_demands_is_not_overlooked(sign_in, provider, header) -> None:
    provider.header = {"x-provider": "something unknown"}
    assert sign_in()
    honest = provider.sign_id_token({})
    provider.answer = {"id_token": rewrite(honest, header=header)}
    with refused(Reason.MISSHAPEN):
        sign_in()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        # The six of OIDC-05, each in several ways.
        ({"iss": "https://evil.example"}, Reason.WRONG_ISSUER),
        ({"iss": LEFT_OUT}, Reason.WRONG_ISSUER),
        ({"iss": None}, Reason.WRONG_ISSUER),
        ({"aud": "another"}, Reason.WRONG_AUDIENCE),
        ({"aud": LEFT_OUT}, Reason.WRONG_AUDIENCE),
        ({"aud": []}, Reason.WRONG_AUDIENCE),
        ({"aud": ["indgang", "another"]}, Reason.WRONG_AUDIENCE),
        ({"aud": "indgang2"}, Reason.WRONG_AUDIENCE),
        ({"azp": "another"}, Reason.WRONG_AUDIENCE),
        ({"azp": None}, Reason.WRONG_AUDIENCE),
        ({"exp": SECONDS - 60}, Reason.TOO_LATE),
        ({"exp": LEFT_OUT}, Reason.NO_TIMES),
        ({"exp": str(SECONDS + 300)}, Reason.NO_TIMES),
        ({"exp": True}, Reason.NO_TIMES),
        ({"exp": 10**30}, Reason.NO_TIMES),
        ({"exp": SECONDS + 86_401}, Reason.TOO_LONG),
        ({"iat": SECONDS + 61}, Reason.TOO_EARLY),
        ({"iat": SECONDS - 661}, Reason.TOO_LATE),
        ({"iat": LEFT_OUT}, Reason.NO_TIMES),
        ({"iat": None}, Reason.NO_TIMES),
        ({"nbf": SECONDS + 61}, Reason.TOO_EARLY),
        ({"nbf": "now"}, Reason.NO_TIMES),
        # And what stands beside them.
        ({"auth_time": SECONDS + 61}, Reason.TOO_EARLY),
        ({"sub": LEFT_OUT}, Reason.NO_SUBJECT),
        ({"sub": ""}, Reason.NO_SUBJECT),
        ({"sub": 17}, Reason.NO_SUBJECT),
        ({"sub": "a" * 256}, Reason.NO_SUBJECT),
        ({"sub": "a\0b"}, Reason.MISSHAPEN),
        ({"sub": "\ud800"}, Reason.MISSHAPEN),
        ({"sid": "a" * 256}, Reason.MISSHAPEN),
    ],
)
def test_OIDC_05_a_claim_that_is_wrong_is_named(sign_in, provider, changes, reason) -> None:
    assert sign_in()
    provider.claims = changes
    with refused(reason):
        sign_in()


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": ["indgang"]},
        {"azp": LEFT_OUT},
        {"exp": SECONDS - 59},
        {"exp": SECONDS + 86_400},
        {"exp": SECONDS + 300.5},
        {"iat": SECONDS + 60},
        {"iat": SECONDS - 660},
        {"nbf": SECONDS + 60},
        {"auth_time": LEFT_OUT, "sid": LEFT_OUT, "acr": LEFT_OUT},
        {"sub": "a" * 255},
    ],
)
def test_OIDC_05_what_is_just_right_is_taken(sign_in, provider, changes) -> None:
    provider.claims = changes
    assert sign_in()


@pytest.mark.parametrize("type_", ["at+jwt", "logout+jwt", "dpop+jwt"])
def test_a_token_of_another_kind_is_no_id_token(sign_in, provider, type_) -> None:
    for good in ("JWT", "jwt", LEFT_OUT):
        provider.header = {"typ": good}
        assert sign_in()
    provider.header = {"typ": type_}
    with refused(Reason.MISSHAPEN, "another type"):
        sign_in()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
NAMES = ("iss", "aud", "azp", "exp", "iat", "nbf", "nonce", "sub", "auth_time", "sid", "acr")
ISSUER = "https://broker.example"
FOUND = OidcIdentityProvider(
    issuer=ISSUER,
    authorization_address=f"{ISSUER}/auth",
    token_address=f"{ISSUER}/token",
    keys_address=f"{ISSUER}/certs",
    logout_address="",
    names_itself=True,
    token_methods=frozenset(),
    assertion_algorithms=frozenset(),
)
PARTY = RelyingParty(
    client_id="indgang", answer_address="https://portal.example/a", signed_out_address=""
)
QUESTION = make_question(now=NOW, is_forced=True)


@given(st.dictionaries(st.sampled_from(NAMES), json_values, max_size=4), st.data())
def test_OIDC_05_whatever_is_claimed_is_right_or_refused(changes, data) -> None:
    honest = {
        "iss": ISSUER,
        "aud": "indgang",
        "exp": SECONDS + 300,
        "iat": SECONDS,
        "nonce": QUESTION.nonce,
        "sub": "somebody",
        "auth_time": SECONDS,
    }
    dropped = data.draw(st.sets(st.sampled_from(sorted(honest)), max_size=2))
    claims = {name: value for name, value in (honest | changes).items() if name not in dropped}
    token = Token(type="JWT", claims=claims)
    try:
        answer = read_answer(
            token, id_token="", question=QUESTION, relying_party=PARTY, provider=FOUND, now=NOW
        )
    except Rejected:
        return
    assert (answer.issuer, answer.nonce) == (ISSUER, QUESTION.nonce)
    assert claims["aud"] in ("indgang", ["indgang"])
    assert claims.get("azp", "indgang") == "indgang"
    assert claims["exp"] > SECONDS - 60
    assert abs(claims["iat"] - SECONDS) <= 660
    assert answer.authenticated_at is not None
    assert answer.authenticated_at >= NOW - timedelta(seconds=60)
    assert 0 < len(answer.subject) <= 255


KEYS = read_keys(json.dumps({"keys": [make_rsa_key("first").as_dict(private=False)]}))


@given(st.text(max_size=200) | st.from_regex(r"[\w-]{0,80}\.[\w-]{0,80}\.[\w-]{0,80}"))
def test_what_is_no_token_is_refused_and_nothing_breaks(text) -> None:
    with pytest.raises(Rejected):
        read_token(text, keys=KEYS)


@given(json_values)
def test_a_header_may_be_anything_and_nothing_breaks(header) -> None:
    with pytest.raises(Rejected):
        read_token(f"{encode(header)}.{encode({})}.AAAA", keys=KEYS)


@pytest.mark.parametrize("text", ["[" * 5_000, '{"a":' * 1_000, "a" * 70_000])
def test_a_token_made_to_do_harm_is_refused(text) -> None:
    head = urlsafe_b64encode(text.encode()).rstrip(b"=").decode()
    with pytest.raises(Rejected):
        read_token(f"{head}.{encode({})}.AAAA", keys=KEYS)


@pytest.mark.filterwarnings("ignore:Key size should be")
def test_of_a_key_set_what_is_good_is_read_and_the_rest_left_out() -> None:
    good = make_rsa_key("first").as_dict(private=False)
    others = [
        make_rsa_key("private").as_dict(private=True),
        {"kty": "oct", "kid": "secret", "k": "AAAA"},
        {"kty": "AKP", "kid": "future", "pub": "AAAA"},
        good | {"kid": "for encryption", "use": "enc"},
        {name: value for name, value in good.items() if name != "kid"},
        good | {"kid": 7},
        good | {"kid": "broken", "n": "!"},
        {"kty": "RSA", "kid": "empty"},
        {"kty": "EC", "kid": "off the curve", "crv": "P-256", "x": "AAAA", "y": "AAAA"},
        RSAKey.generate_key(1024, {"kid": "short"}).as_dict(private=False),
        "not a key",
        None,
    ]
    assert list(read_keys(json.dumps({"keys": [*others, good]}))) == ["first"]
    with refused(Reason.NOT_SET_UP, "keys: none that may be used"):
        read_keys(json.dumps({"keys": others}))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"keys": {}}', '{"keys": [], "keys": []}', "7"])
def test_what_is_no_key_set_is_none(text) -> None:
    with refused(Reason.NOT_SET_UP):
        read_keys(text)


def test_two_keys_of_one_name_are_told_apart_by_their_kind(sign_in, provider) -> None:
    rsa, curve = make_rsa_key("same"), make_ec_key("same")
    provider.published, provider.key = [rsa, curve], rsa
    assert sign_in()
    provider.key, provider.algorithm = curve, "ES256"
    assert sign_in()


def encode(value) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def decode(part: str) -> dict:
    return json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def rewrite(token: str, *, header=None, claims=None, signature=None) -> str:
    """The same token with something changed, and the signature as it was unless it is given."""
    head, body, signed = token.split(".")
    parts = [decode(head) | (header or {}), decode(body) | (claims or {})]
    written = [
        encode({name: value for name, value in part.items() if value is not LEFT_OUT})
        for part in parts
    ]
    return ".".join([*written, signed if signature is None else signature])
