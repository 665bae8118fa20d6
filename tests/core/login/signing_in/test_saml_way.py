"""The way there and back: who is signed in by a right answer, and what the portal asks."""

from core.audit.models import Action, Entry
from core.login.models import Session


def test_SAML_01_a_right_answer_signs_in(saml):
    response = saml.sign_in()
    assert (response.status_code, response["Location"]) == (302, "/")
    session = Session.objects.get()
    assert session.person.unilogin == "dorte"
    assert session.provider == "logins-national"
    assert Entry.objects.get(action=Action.SIGN_IN).reason == "logins-national"
    assert saml.who() == "dorte"
