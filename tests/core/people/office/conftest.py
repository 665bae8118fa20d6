"""Ida's office at Egesøskolen, and Mette's in another municipality."""

import re

import pytest
import time_machine
from django.test import Client

from core.access.models import OFFICE_RIGHTS, Right
from core.access.operations import grant_rights
from core.people.local_groups import create_local_group
from core.people.models import Group, Institution, Person
from indgang_sdk.levels import Level
from tests.core.people.conftest import NOW, find
from tests.core.people.exports import contact, employee, person, pupil
from tests.core.people.roster_cast import klitnaes, lindesoe
from tests.signing_in import sign_in_at

LIV = pupil(
    person("liv", first="Liv", protected="true", alias=("Lea", "Holm"), BirthDate="2014-01-19"),
    "3B",
    contacts=contact("nina") + contact("peter", relation="Far", custody="false"),
)
MORE = employee("ida", role="TAP") + LIV


@pytest.fixture(autouse=True)
def at_moment():
    """The demo's Monday morning."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def school(bring):
    """Egesøskolen, with Ida who looks after access and Henrik who may do all."""
    bring(lindesoe(more=MORE))
    bring(klitnaes(), municipality="999")
    Person.objects.update(language="en")
    school = Institution.objects.get(key="998101")
    grant("ida", "998101", Right.ACCESS)
    grant("henrik", "998101", *OFFICE_RIGHTS)
    grant("mette", "G99901", *OFFICE_RIGHTS)
    return school


@pytest.fixture
def board(school):
    return create_local_group(institution=school, name="Skolebestyrelsen")


def grant(name, key, *rights):
    institution = Institution.objects.get(key=key)
    grant_rights(person_id=find(name).pk, institution_id=institution.pk, rights=rights)


def sign_in(name, *, level=Level.TWO_FACTOR):
    """A browser in which somebody is signed in, at the level that offices ask for at times."""
    return sign_in_at(Client(), find(name), level=level)


def address(name, *, at="998101"):
    """The address of a page of the office, with people by their names."""
    return f"/kontor/{at}/{name}"


def child_address(child, adult="", deed="", *, at="998101"):
    """The address of a child, or of what is done about one of its adults."""
    steps = [str(find(name).pk) for name in (child, adult) if name]
    return address("/".join(["boern", *steps, *([deed] if deed else [])]) + "/", at=at)


def unit_of(name, key="998101"):
    return f"g{Group.objects.get(institution__key=key, name=name).pk}"


def said_by(answer):
    """What a page says without what is new for every request: the token, and its own address."""
    text = re.sub(r'value="\w{64}"', "", answer.text)
    return text.replace(answer.request["PATH_INFO"], "")
