"""Two who switch systems on at the same moment: the second waits, and is refused."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connections as databases
from django.db import transaction

from core.connectors.configuration import operations
from core.connectors.configuration.operations import AnotherInUse
from core.connectors.models import Connection
from core.people.models import Institution
from tests.core.connectors.conftest import BY, at_moment, connect_platform, families, install
from tests.core.people.conftest import bring, english, heard, world

__all__ = [
    "at_moment",
    "bring",
    "connect_platform",
    "english",
    "families",
    "heard",
    "install",
    "world",
]

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]
SOON = 0.5


def switch_on(pk):
    operations.switch(Connection.objects.get(pk=pk), on=True, by=BY)


def use_at_school(pk):
    # Read while it was off, as a page reads it.
    connection = Connection.objects.get(pk=pk)
    school = Institution.objects.get(key="998101")
    operations.choose_for_institution(connection, school, is_on=True, by=BY)


@pytest.mark.parametrize("second", [switch_on, use_at_school])
def test_no_two_platforms_are_switched_on_at_the_same_moment(connect_platform, second):
    first = connect_platform("MinPlan", on=False)
    other = connect_platform("KlarUge", on=False)
    if second is use_at_school:
        operations.choose_institutions(other, is_for_all=False, by=BY)
        operations.switch(other, on=True, by=BY)
    waits = Event()

    def come_second():
        try:
            waits.set()
            second(other.pk)
        finally:
            databases.close_all()

    with ThreadPoolExecutor() as threads:
        with transaction.atomic():
            switch_on(first.pk)
            later = threads.submit(come_second)
            waits.wait()
            with pytest.raises(TimeoutError):
                later.result(timeout=SOON)
        with pytest.raises(AnotherInUse, match="MinPlan"):
            later.result()
    assert Connection.objects.get(pk=first.pk).is_on
