"""A thousand editing rights ask the database no more often than one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.access.models import EditingRight
from core.people.models import Institution
from tests.cms.editing.conftest import sign_in

MANY = 1000


def count_queries(person, address):
    client = sign_in(person)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def give_many_rights(place):
    municipality = place.institution.municipality
    institutions = Institution.objects.bulk_create(
        Institution(
            key=f"M{number:05}", name=f"Nr. {number}", kind="sfo", municipality=municipality
        )
        for number in range(MANY)
    )
    EditingRight.objects.bulk_create(
        EditingRight(person=place.editor, institution=institution, right=right)
        for institution in institutions
        for right in ("edit", "publish")
    )


@pytest.mark.parametrize(
    "address",
    ["pages/{home}/", "pages/{page}/edit/", "choose-page/", "images/", "documents/", ""],
)
def test_the_number_of_queries_is_that_of_one_right(address, lindesoe):
    path = "/redaktion/" + address.format(home=lindesoe.home.pk, page=lindesoe.page.pk)
    one = count_queries(lindesoe.editor, path)
    give_many_rights(lindesoe)
    assert EditingRight.objects.filter(person=lindesoe.editor).count() == 2 * MANY + 2
    assert count_queries(lindesoe.editor, path) == one
