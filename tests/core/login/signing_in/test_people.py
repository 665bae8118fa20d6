"""Whom an answer signs in: the roster says, and for whom the provider may speak."""

from datetime import timedelta

import pytest
from django.test import Client

from core.access.models import Right
from core.access.operations import grant_rights
from core.audit.models import Action, Entry
from core.login.models import Identity, Session
from core.login.refusals import Reason
from core.login.signing_in.people import end_unvouched_sessions, forget_identities
from core.people.models import Institution, Person
from indgang_sdk.sign_in import Claims, SignInRefused
from indgang_sdk.texts import Text
from tests.core.login.systems import logins
from tests.core.people.conftest import NOW
from tests.identity_provider.received import read_redirect


def refuse(saml, who, reason, status=403, **changes):
    saml.begin()
    response = saml.post(saml.answer(who, **changes))
    assert (response.status_code, saml.refused_for[-1]) == (status, reason.value)
    assert saml.who() == ""
    return response.content.decode()


def test_XT_01_another_provider_signs_nobody_in_of_other_municipalities(make_login):
    """Anna works in 998 alone: her own provider may say so, that of 999 may not."""
    own, other = make_login("998"), make_login("999")
    text = refuse(other, "anna", Reason.NOT_VOUCHED_FOR)
    assert "Log ind med Unilogin i stedet." in text
    assert own.sign_in("anna").status_code == 302
    assert own.who() == "anna"
    assert other.sign_in("mette").status_code == 302


def test_XT_01_nor_somebody_who_also_belongs_elsewhere(make_login):
    """Dorte has children in both: neither municipality's provider opens what is the other's."""
    for mark in ("998", "999"):
        refuse(make_login(mark), "dorte", Reason.NOT_VOUCHED_FOR)
    assert make_login().sign_in("dorte").status_code == 302


def test_XT_01_nor_somebody_with_rights_elsewhere(make_login):
    saml = make_login("998")
    there = Institution.objects.get(key="999001")
    assert saml.sign_in("anna").status_code == 302
    saml.client.cookies.pop("indgang")
    anna = Person.objects.get(unilogin="anna")
    grant_rights(person_id=anna.pk, institution_id=there.pk, rights=[Right.EDIT])
    refuse(saml, "anna", Reason.NOT_VOUCHED_FOR)
    assert end_unvouched_sessions(now=NOW) == 1


def test_sessions_of_those_who_belong_where_they_did_go_on(make_login):
    own, national = make_login("998"), make_login()
    national.client = Client()
    assert own.sign_in("anna").status_code == 302
    assert national.sign_in("dorte").status_code == 302
    assert end_unvouched_sessions(now=NOW) == 0
    assert Session.objects.count() == 2


def test_XT_01_nor_an_operator(make_login):
    Person.objects.filter(unilogin="anna").update(is_superuser=True)
    refuse(make_login("998"), "anna", Reason.NOT_VOUCHED_FOR)


def test_XT_02_a_question_to_one_provider_is_not_answered_at_another(make_login):
    own, other = make_login("998"), make_login("999")
    asked = own.begin()
    other.begin()
    other.asked = asked
    response = other.post(other.answer("mette"))
    assert (response.status_code, other.refused_for) == (400, [Reason.NOT_ASKED_FOR])
    assert own.post(own.answer("anna")).status_code == 302


def test_XT_03_an_answer_of_one_provider_is_not_taken_at_another(make_login):
    own, other = make_login("998"), make_login("999")
    own.begin()
    answer = own.answer("anna")
    stray = other.post(answer)
    assert (stray.status_code, other.refused_for) == (400, [Reason.NOT_ASKED_FOR])
    assert own.post(answer).status_code == 302


def test_XT_04_what_a_provider_says_of_places_and_roles_opens_nothing(make_login):
    saml = make_login("999")
    attributes = {"institution_ids": ("998101",), "role": ("LEDER",), "loa": ("EnFaktor",)}
    refuse(saml, "anna", Reason.NOT_VOUCHED_FOR, attributes=attributes | {"uniid": ("anna",)})
    saml.begin()
    saml.post(saml.answer(attributes=attributes | {"uniid": ("mette",)}))
    assert saml.who() == "mette"
    # Mette works in 999, whatever her provider says: nothing of 998 is open to her.
    assert saml.client.get("/kontor/998101/").status_code in {403, 404}


def test_XT_05_one_person_with_two_places_is_one_session_with_both(saml):
    assert saml.sign_in("dorte").status_code == 302
    home = saml.client.get("/", follow=True).content.decode()
    assert Session.objects.get().person.unilogin == "dorte"
    assert "Dorte" in home


@pytest.mark.parametrize(
    "key", ["Logins-National", "logins%2dnational%20", "logins_national", "logins-nationaI", "x"]
)
def test_XT_07_another_spelling_is_no_provider(saml, client, key):
    for path in (f"/log-ind/med/{key}/", f"/log-ind/saml/{key}/metadata.xml"):
        assert client.get(path).status_code == 404
    assert client.get(f"/log-ind/med/{saml.key}/").status_code == 302
    assert client.get(f"/log-ind/saml/{saml.key}/metadata.xml").status_code == 200


def test_SAML_48_somebody_deactivated_here_is_refused_whatever_the_provider_says(saml):
    Person.objects.filter(unilogin="dorte").update(is_active=False)
    text = refuse(saml, "dorte", Reason.UNKNOWN_PERSON)
    assert "Vi kender dig ikke her endnu" in text
    Person.objects.filter(unilogin="dorte").update(is_active=True)
    assert saml.sign_in("dorte").status_code == 302


def test_SAML_49_an_id_that_comes_with_another_name_lets_nobody_in(saml):
    assert saml.sign_in("dorte").status_code == 302
    saml.client = Client()
    refuse(saml, "dorte", Reason.IDENTITY_CHANGED, name_id="somebody-else")
    dorte = Person.objects.get(unilogin="dorte")
    assert Identity.objects.get(person=dorte).doubted_at == NOW
    told = Entry.objects.filter(action=Action.SIGN_IN_REFUSED, subject_id=dorte.pk).get()
    assert "another name" in told.reason
    # Nor by the name that it had: nobody knows yet whose the id is.
    refuse(saml, "dorte", Reason.IDENTITY_CHANGED)
    henrik = Person.objects.get(unilogin="henrik")
    there = Institution.objects.get(key="998101")
    assert Session.objects.filter(person=dorte).count() == 1
    reason = "Dorte har fået et nyt login"
    forget_identities(dorte, at=there, accepted_by=henrik, reason=reason, now=NOW)
    assert Session.objects.filter(person=dorte).count() == 0
    assert Identity.objects.count() == 0
    assert Entry.objects.get(object_type="login.identity").actor_id == henrik.pk
    saml.client = Client()
    saml.begin()
    assert saml.post(saml.answer("dorte", name_id="somebody-else")).status_code == 302


def test_SAML_49_a_name_that_changes_each_time_recognises_nobody(saml):
    transient = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
    for name in ("once", "another time"):
        saml.begin()
        answer = saml.answer("dorte", name_id=name, name_id_format=transient)
        assert saml.post(answer).status_code == 302
    assert Identity.objects.count() == 0


def test_SAML_50_an_email_address_links_nobody(saml):
    Person.objects.filter(unilogin="dorte").update(email="dorte@example.dk")
    attributes = {"uniid": ("unknown1",), "email": ("dorte@example.dk",)}
    refuse(saml, "unknown1", Reason.UNKNOWN_PERSON, attributes=attributes)
    refuse(saml, "", Reason.UNKNOWN_PERSON, attributes={"email": ("dorte@example.dk",)})
    assert saml.sign_in("dorte").status_code == 302


def test_somebody_with_several_ids_chooses(saml):
    saml.begin(next="/kalender/")
    attributes = {"uniid": ("anna", "dorte", "unknown1"), "loa": ("ToFaktor",)}
    page = saml.post(saml.answer(attributes=attributes)).content.decode()
    assert "Vælg, hvem du vil logge ind som" in page
    assert "Egesøskolen" in page
    handle = page.partition('name="svar" value="')[2].partition('"')[0]
    henrik = Person.objects.get(unilogin="henrik")
    anna = Person.objects.get(unilogin="anna")
    assert saml.who() == ""
    response = saml.client.post("/log-ind/vaelg/", {"svar": handle, "person": anna.pk})
    assert (response.status_code, response["Location"]) == (302, "/kalender/")
    assert saml.who() == "anna"
    assert henrik.is_active


@pytest.mark.parametrize("chosen", ["henrik", "nonsense", "nobody"])
def test_nobody_chooses_whom_the_answer_did_not_name(saml, chosen):
    saml.begin()
    attributes = {"uniid": ("anna", "dorte"), "loa": ("EnFaktor",)}
    page = saml.post(saml.answer(attributes=attributes)).content.decode()
    handle = page.partition('name="svar" value="')[2].partition('"')[0]
    value = {"henrik": Person.objects.get(unilogin="henrik").pk, "nonsense": "1 OR 1=1"}
    response = saml.client.post(
        "/log-ind/vaelg/", {"svar": handle, "person": value.get(chosen, "")}
    )
    assert response.status_code == 403
    assert saml.who() == ""


def test_a_choice_is_made_in_the_browser_that_asked(saml):
    saml.begin()
    attributes = {"uniid": ("anna", "dorte"), "loa": ("EnFaktor",)}
    page = saml.post(saml.answer(attributes=attributes)).content.decode()
    handle = page.partition('name="svar" value="')[2].partition('"')[0]
    anna = Person.objects.get(unilogin="anna")
    stranger = Client()
    assert stranger.post("/log-ind/vaelg/", {"svar": handle, "person": anna.pk}).status_code == 400
    assert saml.who(stranger) == ""


def test_what_a_connector_refuses_is_said_in_its_words(saml):
    def refuse_all(answer, settings):
        raise SignInRefused("actor_group", Text(da="Kun for ansatte", en="Employees only"))

    logins.behaviour["claims"] = refuse_all
    assert "Kun for ansatte" in refuse(saml, "dorte", Reason.OF_CONNECTOR)
    logins.behaviour.clear()
    assert saml.sign_in().status_code == 302


@pytest.mark.parametrize(
    "claims",
    [
        lambda answer, settings: None,
        lambda answer, settings: 1 / 0,
        lambda answer, settings: Claims(unilogins=("",)),
        lambda answer, settings: Claims(unilogins=("dorte",), level=9),
        lambda answer, settings: Claims(unilogins=(17,)),
    ],
)
def test_what_a_connector_makes_of_an_answer_is_not_believed_unseen(saml, claims):
    logins.behaviour["claims"] = claims
    refuse(saml, "dorte", Reason.CONNECTOR_FAILED, status=502)
    logins.behaviour.clear()
    assert saml.sign_in().status_code == 302


def test_a_refusal_is_recorded_with_its_number_and_nothing_of_the_answer(saml):
    text = refuse(saml, "unknown1", Reason.UNKNOWN_PERSON)
    entry = Entry.objects.get(action=Action.SIGN_IN_REFUSED)
    reference = entry.reason.partition("(")[2].rstrip(")")
    assert reference in text
    assert entry.reason.startswith("logins-national: unknown_person")
    assert "unknown1" not in entry.reason


def test_step_up_raises_the_level_of_the_same_person_and_goes_on(saml, at_moment):
    # On her own device she stays signed in for longer than the level counts.
    saml.begin(egen=1)
    saml.post(saml.answer(loa="EnFaktor"))
    assert Session.objects.get().level == 1
    response = saml.client.get("/log-ind/bekraeft/", {"niveau": 3, "next": "/kalender/"})
    saml.asked = read(response)
    assert saml.asked.root.get("ForceAuthn") == "true"
    response = saml.post(saml.answer(loa="ToFaktor"))
    assert response["Location"] == "/kalender/"
    session = Session.objects.get()
    assert (session.level, session.level_until) == (3, NOW + timedelta(hours=2))
    assert Entry.objects.filter(action=Action.STEP_UP).count() == 1
    # Once is enough, until it is too long ago.
    again = saml.client.get("/log-ind/bekraeft/", {"niveau": 3, "next": "/kalender/"})
    assert again["Location"] == "/kalender/"
    at_moment.shift(timedelta(hours=2))
    aged = saml.client.get("/log-ind/bekraeft/", {"niveau": 3, "next": "/kalender/"})
    assert aged["Location"].startswith(saml.provider.sso_address)


def test_step_up_wants_somebody_who_authenticated_anew(saml, at_moment):
    saml.begin(egen=1)
    saml.post(saml.answer(loa="EnFaktor"))
    at_moment.shift(timedelta(minutes=90))
    saml.asked = read(saml.client.get("/log-ind/bekraeft/", {"niveau": 3}))
    response = saml.post(saml.answer(loa="ToFaktor", authn_instant=NOW))
    assert (response.status_code, saml.refused_for) == (400, [Reason.TOO_LATE])
    assert Session.objects.get().level == 1
    saml.asked = read(saml.client.get("/log-ind/bekraeft/", {"niveau": 3}))
    assert saml.post(saml.answer(loa="ToFaktor")).status_code == 302
    assert Session.objects.get().level == 3


def test_step_up_gives_the_session_a_new_key(saml):
    saml.begin()
    saml.post(saml.answer(loa="EnFaktor"))
    before = Session.objects.get().session_key
    saml.asked = read(saml.client.get("/log-ind/bekraeft/", {"niveau": 3}))
    saml.post(saml.answer(loa="ToFaktor"))
    after = Session.objects.get()
    assert (after.level, after.person.unilogin) == (3, "dorte")
    assert after.session_key != before
    assert saml.who() == "dorte"


def test_step_up_by_somebody_else_changes_nothing(saml):
    saml.sign_in("dorte")
    saml.asked = read(saml.client.get("/log-ind/bekraeft/", {"niveau": 3}))
    response = saml.post(saml.answer("henrik", loa="ToFaktor"))
    assert (response.status_code, saml.refused_for) == (403, [Reason.OTHER_PERSON])
    assert saml.who() == "dorte"
    assert Session.objects.get().level == 1


def test_step_up_that_is_not_high_enough_is_told_and_asked_once(saml):
    saml.sign_in("dorte")
    saml.asked = read(saml.client.get("/log-ind/bekraeft/", {"niveau": 3}))
    response = saml.post(saml.answer("dorte", loa="EnFaktor"))
    assert (response.status_code, saml.refused_for) == (403, [Reason.LEVEL_TOO_LOW])
    assert "MitID" in response.content.decode()


def test_step_up_of_nobody_is_a_sign_in_that_asks_for_the_level_at_once(saml):
    response = Client().get("/log-ind/bekraeft/", {"niveau": 3, "next": "/kalender/"})
    assert response["Location"] == "/log-ind/?next=/kalender/&niveau=3"


def read(response):
    return read_redirect(response["Location"])
