"""SAML-52: of an answer that is refused nothing is shown, logged or kept but why, and a number."""

import logging
import re
from collections import Counter
from dataclasses import replace

import pytest
from django.http import HttpResponse
from django.test import Client

from core.audit.models import Entry
from core.login.limits import ATTEMPTS_PER_ADDRESS
from core.login.models import SignInAttempt
from core.login.refusals import Reason
from tests.identity_provider import doctypes, edits, forgery, insertions, wrapping
from tests.identity_provider.keys import make_key_pair
from tests.identity_provider.responses import encode_post, write_response
from tests.identity_provider.signing import RSA_SHA1
from tests.identity_provider.vocabulary import Signed

REFUSALS = 200
NUMBER = re.compile(r"<strong>([A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3})</strong>")
# What answers hold: of these not one may be found, and of XML not the beginning of a tag.
CPR, NAME, MAIL, CODE = "0102031234", "Kanarie Hemmelig", "kanarie@hemmelig.example", "kanarie-77"
CANARIES = (CPR, "010203-1234", "Kanarie", "Hemmelig", "hemmelig", "kanarie")
FIELDS = {
    "event", "reason", "detail", "provider", "reference",
    "request_id", "level", "logger", "timestamp",
}  # fmt: skip
XML = ("saml:", "saml2", "urn:oasis", "<ds:", "&lt;", "SAMLResponse", "Traceback")
EVIL = wrapping.Evil(name_id=CPR, attributes={"uniid": (CODE,), "cpr": (CPR,)})
FAR_AWAY = f"https://hemmelig.example/{CODE}"


class Heard(logging.Handler):
    """Every line of every logger, as it is written and with all that it was given."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines = []
        self.refusals = []

    def emit(self, record):
        if isinstance(record.msg, dict) and record.msg.get("event") == "sign-in refused":
            self.refusals.append(record.msg)
        self.lines.append(f"{record.name}: {record.getMessage()} {record.args!r} {record.exc_text}")
        if record.exc_info:
            self.lines.append(logging.Formatter().formatException(record.exc_info))


@pytest.fixture
def heard():
    heard, root = Heard(), logging.getLogger()
    before = {logger: logger.level for logger in (root, logging.getLogger("django.request"))}
    root.addHandler(heard)
    for logger in before:
        logger.setLevel(logging.DEBUG)
    yield heard
    root.removeHandler(heard)
    for logger, level in before.items():
        logger.setLevel(level)


def make_answer(saml, **changes):
    """An answer with canaries in all that a provider may fill as it likes."""
    honest = saml.answer(
        CODE,
        name_id=CPR,
        session_index=f"{CODE}-{CPR}",
        authn_context=f"urn:{CODE}",
        attributes={
            "uniid": (CODE,), "cpr": (CPR, "010203-1234"), "name": (NAME,), "mail": (MAIL,),
            f"{CODE}-attribute": (f"<saml:Assertion>{NAME}</saml:Assertion>",),
        },
    )  # fmt: skip
    return replace(honest, **changes)


def list_kinds(saml):
    """Each kind of refusal that there is, as what is posted."""
    mallory = make_key_pair("mallory")
    changed = {
        "an unknown person": {},
        "not signed": {"signed": Signed.NEITHER},
        "only the response signed": {"signed": Signed.RESPONSE},
        "weak": {"signature_algorithm": RSA_SHA1},
        "another key": {"key_pair": mallory},
        "another issuer": {"response_issuer": FAR_AWAY, "assertion_issuer": FAR_AWAY},
        "another audience": {"audiences": (FAR_AWAY,)},
        "another recipient": {"recipient": FAR_AWAY},
        "another destination": {"destination": FAR_AWAY},
        "another question": {"in_response_to": f"_{CODE}"},
        "another confirmation": {"confirmation_method": f"urn:{CODE}"},
        "no times": {"has_conditions": False},
        "no name": {"name_id": None},
        "a failure": {"status": f"urn:oasis:names:tc:SAML:2.0:status:{CODE}"},
        "for nobody": {"encrypt_for": mallory.certificate_pem},
    }
    answers = {name: write_response(make_answer(saml, **said)) for name, said in changed.items()}
    whole = answers["an unknown person"]
    answers |= {
        "wrapped": wrapping.WRAPPINGS["XSW3"](whole, EVIL),
        "an unknown part": whole.replace(b"samlp:Status>", f"samlp:{CODE}>".encode()),
        "inserted": next(iter(insertions.INSERTIONS.values()))(whole, EVIL),
        "stripped": forgery.remove_signatures(whole, EVIL),
        "an entity": doctypes.with_external_entity(whole, f"file:///{CODE}"),
        "changed": edits.after_signing(whole, edits.change_attribute("uniid", f"{CODE}-2")),
        "doubled": write_response(make_answer(saml), edit=edits.repeat_attribute("cpr", CPR)),
        "a comment": edits.after_signing(whole, edits.split_name_id(4)),
        "no XML": f"<saml:Assertion>{NAME} {CPR}".encode(),
        "no base64": f"{NAME} {CPR} %%%",
        "too large": whole + CPR.encode() * 40_000,
    }
    return answers


def tell(response: HttpResponse) -> str:
    """All that a browser is told: the line, the headers, the cookies and the page."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return f"{response.reason_phrase}\n{headers}\n{response.cookies.output()}\n{response.text}"


def find_leaks(text, *, beside=()):
    return [word for word in (*CANARIES, *beside) if word in text]


def post(saml, posted):
    """Brings an answer, and goes on as a browser does, with every log as it is written."""
    text = posted if isinstance(posted, str) else encode_post(posted)
    form = {"SAMLResponse": text, "RelayState": f"/{CODE}/{CPR}"}
    response = Client().post(saml.answer_path, form)
    return saml.client.get(response["Location"]) if response.status_code == 303 else response


def test_SAML_52_of_200_refusals_nothing_of_the_answer_is_seen_anywhere(saml, heard):
    reasons, references = Counter(), []
    while len(references) < REFUSALS:
        # What was refused before counts against nobody here.
        SignInAttempt.objects.all().delete()
        saml.begin(next="/kalender/")
        for kind, posted in list_kinds(saml).items():
            heard.refusals.clear()
            response = post(saml, posted)
            assert response.status_code >= 400, kind
            assert find_leaks(tell(response), beside=XML) == [], kind
            (line,) = heard.refusals
            assert NUMBER.findall(response.text) == [line["reference"]]
            assert set(line) == FIELDS
            reasons[line["reason"]] += 1
            references.append(line["reference"])
    logged = "\n".join(heard.lines)
    assert logged.count("sign-in refused") == logged.count("django.request: ") == len(references)
    assert find_leaks(logged, beside=XML) == []
    kept = "\n".join(str(row) for row in Entry.objects.values_list())
    assert "wrong_audience" in kept
    assert find_leaks(kept, beside=XML) == []
    # All kinds of them, and each with a number of its own.
    assert len(set(references)) >= REFUSALS
    assert len(reasons) >= 15, reasons
    # The control: what is looked for is in what was posted, and an honest answer is taken.
    assert {*CANARIES} == {*find_leaks(write_response(make_answer(saml)).decode())}
    saml.begin()
    assert post(saml, write_response(saml.answer())).status_code == 302


def test_SAML_52_a_flood_is_answered_as_silently(saml):
    saml.begin()
    for _ in range(ATTEMPTS_PER_ADDRESS + 1):
        response = saml.post(f"{NAME} {CPR} %%%")
    assert (response.status_code, saml.refused_for[-1]) == (429, Reason.TOO_OFTEN)
    assert find_leaks(tell(response), beside=XML) == []
