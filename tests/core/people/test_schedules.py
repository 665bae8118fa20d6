"""What has ended by itself is cleared away without anybody asking."""

from core.access.models import PersonKey
from core.people.kinds import Role
from core.people.local_groups import add_local_membership
from core.people.models import Institution, Person
from core.people.schedules import clear_ended_access
from core.tasks.queue import Run
from core.tasks.schedules import registered_schedules
from tests.core.people.conftest import DAY, NOW, TODAY


def test_keys_that_have_ended_are_removed_and_others_stay(world: dict[str, Institution]) -> None:
    nanna = Person.objects.create_user("nanna", first_name="Nanna")
    for key, ends in (("998101", TODAY), ("998102", TODAY + DAY)):
        add_local_membership(
            person=nanna, institution=world[key], role=Role.LEADER, ends_on=ends, now=NOW
        )
    run = Run(job_id=1, municipality_code="", attempt=1, now=NOW + DAY)
    assert PersonKey.objects.filter(key="998101/staff").exists()
    clear_ended_access.function(run)
    assert not PersonKey.objects.filter(key="998101/staff").exists()
    assert PersonKey.objects.filter(key="998102/staff").exists()


def test_it_is_among_the_work_that_comes_again() -> None:
    assert "clear_ended_access" in [work.name for work in registered_schedules()]
