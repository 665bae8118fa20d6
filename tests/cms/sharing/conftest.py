"""A municipality that shares with its institutions, and somebody who looks."""

import pytest

from cms.models import MunicipalityHome
from core.access.operations import Holding, replace_holdings
from core.people.models import Person


@pytest.fixture
def municipality_home(egesoeskolen):
    return MunicipalityHome.objects.get(home_of__code="998")


@pytest.fixture
def sign_in(client):
    def enter(*keys):
        person = Person.objects.create_user("dorte001", first_name="Dorte")
        replace_holdings({person.pk: [Holding(key=key) for key in keys]})
        client.force_login(person)
        return client

    return enter
