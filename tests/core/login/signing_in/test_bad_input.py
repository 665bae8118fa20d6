"""Whatever is sent to the addresses of signing in, they answer: never a crash, and no session."""

import pytest

from core.login.models import Session, WaitingAnswer

WRONG = ["", "\0", "æ" * 3000, "9" * 400, "-1", "\ud7ff\U0010ffff", "[]", "{}", "%00", "../.."]
ANSWERS = {200, 302, 303, 400, 403, 404, 405, 413, 429, 502, 503}
ASKED = ["next", "niveau", "egen", "ny", "kommune", "svar", "state", "code", "iss", "error", "sid"]
SENT = ["SAMLResponse", "SAMLRequest", "RelayState", "logout_token", "svar", "person", "next"]


@pytest.mark.parametrize("key", ["logins-national", "nobody", "998-99999999999999999999-own"])
@pytest.mark.parametrize("wrong", WRONG)
def test_addresses_answer_whatever_they_are_sent(make_login, client, key, wrong):
    saml = make_login()
    client.raise_request_exception = False
    paths = [
        "/log-ind/",
        "/log-ind/bekraeft/",
        "/log-ind/bekraeftet/",
        "/log-ind/videre/",
        "/log-ind/vaelg/",
        f"/log-ind/med/{key}/",
        *(f"/log-ind/saml/{key}/{end}" for end in ("metadata.xml", "svar", "log-ud")),
        *(
            f"/log-ind/oidc/{key}/{end}"
            for end in ("svar", "jwks.json", "logget-ud", "frontkanal", "bagkanal")
        ),
    ]
    statuses = {}
    for path in paths:
        for field in ASKED:
            statuses[path, field] = client.get(path, {field: wrong}).status_code
        statuses[path, "all"] = client.post(path, dict.fromkeys(SENT, wrong)).status_code
        for message in ("SAMLRequest", "SAMLResponse"):
            query = {message: wrong, "SigAlg": wrong, "Signature": wrong}
            statuses[path, message] = client.get(path, query).status_code
    assert {where: status for where, status in statuses.items() if status not in ANSWERS} == {}
    assert (Session.objects.count(), WaitingAnswer.objects.count()) == (0, 0)
    # The control: what is right is taken all the same.
    assert saml.sign_in().status_code == 302
