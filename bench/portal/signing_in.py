"""CPU of answers of identity providers in the portal's process, beside the bare libraries."""

import io
import json
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone
from joserfc import jwt
from joserfc.jwk import RSAKey
from onelogin.saml2.response import OneLogin_Saml2_Response as LibraryResponse

from bench.portal.connecting import CODE
from bench.portal.login import described
from core.config.wsgi import application
from core.connectors.configuration.files import apply_file, read_file
from core.connectors.configuration.operations import Actor
from core.login.keys import make_keys
from core.login.limits import ATTEMPTS_PER_ADDRESS
from core.login.oidc.answers import read_answer as read_oidc_answer
from core.login.oidc.identity_providers import OidcIdentityProvider
from core.login.oidc.questions import Question
from core.login.oidc.relying_party import RelyingParty
from core.login.oidc.tokens import read_keys, read_token
from core.login.providers import make_service_provider
from core.login.saml.answers import read_answer
from core.login.saml.identity_providers import read_identity_provider
from core.login.saml.service_provider import describe_request, make_library_settings
from core.login.signing_in.begun import make_number
from indgang_sdk.sign_in import SamlProvider
from tests.identity_provider.answers import IdentityProvider
from tests.identity_provider.keys import make_key_pair
from tests.identity_provider.responses import encode_post, write_response

KEY = "login"
PATH = f"/log-ind/saml/{KEY}/svar"
TIMES = 60
FLOOD = 1_000
RUBBISH = encode_post(b"<a/>")
OIDC = "https://login.example"
Work = Callable[[], object]


class Unexpected(Exception):
    """An answer was not read as it must be to be measured."""


def time_sign_in(*, rounds: int) -> dict[str, Any]:
    """CPU milliseconds of each piece of work, round by round, and of a flood."""
    now = timezone.now()
    make_keys(now=now)
    provider = IdentityProvider(
        entity_id="https://login.example/saml",
        key_pair=make_key_pair("provider"),
        sso_address="https://login.example/sso",
    )
    described["bench"] = SamlProvider(metadata=provider.metadata(), is_encrypted=False)
    _connect(now)
    found: dict[str, list[float]] = {}
    for number in range(rounds):
        # Answers last for five minutes, and each is posted once.
        works = [*_list_saml(provider), *_list_oidc(), _post_whole(provider)]
        for name, work in works[:: 1 if number % 2 == 0 else -1]:
            work()
            found.setdefault(name, []).append(_time(work, times=TIMES))
    return {"cpu_ms_rounds": found, "flood": _flood()}


def _connect(now: datetime) -> None:
    connection = {"connector": "login", "title": "Log ind", "settings": {}, "is_on": True}
    content = {"municipality": CODE, "connections": [connection]}
    apply_file(read_file(json.dumps(content)), by=Actor(person=None, now=now))


def _answer(provider: IdentityProvider, **changes: Any) -> tuple[str, str]:
    """An honest answer as it is posted, and the number of the question."""
    now = timezone.now()
    service, number = make_service_provider(KEY), make_number(KEY, now=now)
    attributes = {"uniid": ("laerer",), "loa": ("ToFaktor",), "name": ("Anna Lærer",)}
    answer = provider.answer(
        now=now,
        name_id="name-of-laerer",
        acs_address=service.answer_address,
        audience=service.entity_id,
        in_response_to=number,
        attributes=attributes,
        **changes,
    )
    return encode_post(write_response(answer)), number


def _list_saml(provider: IdentityProvider) -> Iterator[tuple[str, Work]]:
    """Each kind of answer, read by the portal and by python3-saml with the same settings."""
    service = make_service_provider(KEY)
    known = read_identity_provider(provider.metadata())
    certificate = service.encryption_keys[0].certificate.encode()
    for kind, changes in (("signed", {}), ("signed, encrypted", {"encrypt_for": certificate})):
        text, number = _answer(provider, **changes)
        key = service.encryption_keys[0] if changes else None
        settings = make_library_settings(
            service, known, encryption_key=key, is_encrypted=bool(changes)
        )

        def read(text: str = text, number: str = number, *, has_key: bool = bool(changes)) -> None:
            read_answer(
                text,
                service=service,
                provider=known,
                request_id=number,
                now=timezone.now(),
                is_encrypted=has_key,
            )

        def check(text: str = text, number: str = number, settings: Any = settings) -> None:
            response = LibraryResponse(settings, text)
            if not response.is_valid(describe_request(service.answer_address), number):
                raise Unexpected(response.get_error())

        yield f"SAML, {kind}: portal", read
        yield f"SAML, {kind}: python3-saml", check


def _list_oidc() -> Iterator[tuple[str, Work]]:
    """An id token, read by the portal and by joserfc alone."""
    key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
    now = int(time.time())
    claims = {
        "iss": OIDC, "aud": "indgang", "sub": "somebody", "iat": now, "exp": now + 300,
        "auth_time": now, "nonce": "nonce", "sid": "session", "uniid": "laerer",
    }  # fmt: skip
    text = jwt.encode({"alg": "RS256", "kid": "one", "typ": "JWT"}, claims, key)
    published = json.dumps({"keys": [key.as_dict(private=False)]})
    party = RelyingParty(
        client_id="indgang",
        client_secret="-",  # noqa: S106 - nobody is asked
        answer_address=f"{OIDC}/svar",
        signed_out_address=f"{OIDC}/ude",
    )
    provider = OidcIdentityProvider(
        issuer=OIDC,
        authorization_address=f"{OIDC}/auth",
        token_address=f"{OIDC}/token",
        keys_address=f"{OIDC}/keys",
        logout_address="",
        names_itself=False,
        token_methods=frozenset(),
        assertion_algorithms=frozenset(),
    )
    question = Question(state="state", nonce="nonce", verifier="verifier")

    def read() -> None:
        read_oidc_answer(
            read_token(text, keys=read_keys(published)),
            id_token=text,
            question=question,
            relying_party=party,
            provider=provider,
            now=timezone.now(),
        )

    yield "OIDC: portal", read
    yield "OIDC: joserfc", lambda: jwt.decode(text, key, algorithms=["RS256"])


def _post_whole(provider: IdentityProvider) -> tuple[str, Work]:
    """An answer as a browser brings it, through all of the portal, with what it stores."""
    texts = iter([_answer(provider)[0] for _ in range(TIMES + 1)])

    def work() -> None:
        status = post(next(texts))
        if status != "303":
            raise Unexpected(status)

    return "SAML, signed: the whole POST", work


def _flood() -> dict[str, float]:
    """CPU milliseconds of each of a thousand pieces of rubbish, before the limit and after."""
    spent = []
    for number in range(FLOOD):
        started = time.process_time()
        status = post(RUBBISH, address="203.0.113.7")
        spent.append((time.process_time() - started) * 1000)
        if status != ("400" if number < ATTEMPTS_PER_ADDRESS else "429"):
            raise Unexpected(status)
    before, after = spent[:ATTEMPTS_PER_ADDRESS], spent[ATTEMPTS_PER_ADDRESS:]
    return {
        "posts": FLOOD,
        "limit": ATTEMPTS_PER_ADDRESS,
        "before_ms": statistics.mean(before),
        "after_ms": statistics.mean(after),
    }


def post(text: str, *, address: str = "203.0.113.5") -> str:
    """The status of a POST to the address for answers, through the WSGI application."""
    body = urlencode({"SAMLResponse": text}).encode()
    told: list[str] = []
    environment = {
        "REQUEST_METHOD": "POST", "PATH_INFO": PATH, "SCRIPT_NAME": "", "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1:8000", "REMOTE_ADDR": address,
        "CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body), "wsgi.errors": io.StringIO(), "wsgi.url_scheme": "http",
    }  # fmt: skip
    answer = application(environment, lambda status, _headers, *_: told.append(status))
    for _ in answer:
        pass
    answer.close()
    return told[0][:3]


def _time(work: Work, *, times: int) -> float:
    started = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - started) * 1000 / times
