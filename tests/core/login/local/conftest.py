"""An operator, and a foster mother whom her school has invited; each with a code generator."""

from datetime import timedelta

import pyotp
import pytest
from django.test import Client
from django.utils import timezone
from fido2.utils import websafe_decode, websafe_encode

from core.login.local.codes import make_secret, set_up_codes
from core.login.local.models import LocalAccount, Passkey
from core.login.local.operations import digest_secret
from core.login.models import Session
from core.people.kinds import InstitutionKind, Relation, Role, Source
from core.people.models import Guardianship, Institution, Membership, Municipality, Person
from core.people.refresh import refresh_access
from indgang_sdk.levels import Level
from tests.core.login.local.soft_key import SoftKey

PASSWORD = "fire ord der ikke hører sammen"
SIGN_IN = "/log-ind/lokal/"
SECOND_STEP = "/log-ind/lokal/trin/"
SET_UP = "/log-ind/lokal/opsaet/"
KEYS = "/log-ind/lokal/noegler/"
STEP_UP = "/log-ind/lokal/bekraeft/"
ADDRESS = "203.0.113.5"
HALF_A_MINUTE = timedelta(seconds=30)


def give_account(person, *, kind="operator", institution=None):
    """An account with an app for codes, whose secret is `account.secret`."""
    account = LocalAccount.objects.create(
        person=person,
        kind=kind,
        institution=institution,
        made_at=timezone.now(),
        handle=digest_secret(person.unilogin)[:43],
    )
    account.secret = make_secret()
    set_up_codes(account, secret=account.secret, step=0, now=timezone.now())
    return account


@pytest.fixture
def operator(db):
    person = Person.objects.create_user(
        "drift001", PASSWORD, first_name="Gerda", family_name="Drift", is_superuser=True
    )
    return give_account(person)


@pytest.fixture
def school(db):
    municipality = Municipality.objects.create(code="998", name="Lindesø")
    return Institution.objects.create(
        key="998120", name="Lindesø Friskole", kind=InstitutionKind.SCHOOL,
        municipality=municipality,
    )  # fmt: skip


@pytest.fixture
def school_elsewhere(db):
    municipality = Municipality.objects.create(code="999", name="Klitnæs")
    return Institution.objects.create(
        key="999120", name="Klitnæs Skole", kind=InstitutionKind.SCHOOL, municipality=municipality
    )


def belong(person, institution, role):
    """A membership, with the keys that come with it."""
    made = Membership.objects.create(
        person=person, institution=institution, role=role, source=Source.ROSTER
    )
    refresh_access([person.pk], on=timezone.localdate())
    return made


def care_for_a_child_at(institution, guardian):
    """Another child, at another institution, for whom somebody acts."""
    child = Person.objects.create_user("kid00001", first_name="Kaj", family_name="Holm")
    belong(child, institution, Role.PUPIL)
    made = Guardianship.objects.create(
        guardian=guardian, child=child, institution=institution, relation=Relation.MOTHER,
        custody=True, source=Source.ROSTER,
    )  # fmt: skip
    refresh_access([guardian.pk], on=timezone.localdate())
    return made


@pytest.fixture
def liv(school):
    child = Person.objects.create_user("liv00001", first_name="Liv", family_name="Holm")
    Membership.objects.create(
        person=child, institution=school, role=Role.PUPIL, source=Source.ROSTER
    )
    return child


@pytest.fixture
def bente(school, liv):
    """Liv's foster mother, who acts for her by the school's decision."""
    person = Person.objects.create_user(
        "bente001", PASSWORD, first_name="Bente", family_name="Holm"
    )
    Guardianship.objects.create(
        guardian=person, child=liv, institution=school, relation=Relation.OFFICIAL,
        granted_locally=True, source=Source.LOCAL,
    )  # fmt: skip
    return person


@pytest.fixture
def invited(bente, school):
    return give_account(bente, kind="invited", institution=school)


def give_key(account, name=b"noegle", **named):
    """A key that the account knows already."""
    key = SoftKey(name, **named)
    key.handle = websafe_decode(account.handle)
    Passkey.objects.create(
        account=account, credential_id=websafe_encode(name), name="Telefon",
        public_key=websafe_encode(key.public), made_at=timezone.now(),
    )  # fmt: skip
    return key


def code_of(account, *, after=0):
    """What the account's app shows, now or some half minutes later."""
    return pyotp.TOTP(account.secret).at(timezone.now() + after * HALF_A_MINUTE)


def type_password(client, account, *, password=PASSWORD, address=ADDRESS, **more):
    unilogin = account.person.unilogin if hasattr(account, "person") else account
    sent = {"username": unilogin, "password": password, **more}
    return client.post(SIGN_IN, sent, REMOTE_ADDR=address)


def sign_in(account, *, after=0):
    """A browser that is signed in by password and code."""
    client = Client()
    assert type_password(client, account)["Location"] == SECOND_STEP
    answer = client.post(SECOND_STEP, {"code": code_of(account, after=after)})
    assert answer.status_code == 302, answer.text
    return client


def is_signed_in(client):
    return client.get("/").status_code == 200


def lower_level():
    """As two hours later: nobody counts as proved by two factors any more."""
    Session.objects.update(level_until=timezone.now() - timedelta(seconds=1))


def levels():
    return list(Session.objects.values_list("level", flat=True))


TWO = [Level.TWO_FACTOR]
