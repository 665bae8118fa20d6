"""What a portal shows of an installed connector, as JSON; a process of its own runs this."""

import json
from io import BytesIO
from typing import Any

import django

django.setup()

from django.test import Client  # noqa: E402 - after the setup
from django.utils import timezone  # noqa: E402

from core.connectors.configuration.files import apply_file, read_file  # noqa: E402
from core.connectors.configuration.operations import Actor  # noqa: E402
from core.connectors.models import Connection  # noqa: E402
from core.connectors.registry.installed import read_registry  # noqa: E402
from core.people.institutions import import_institutions  # noqa: E402
from core.people.institutions_file import read_institution_rows  # noqa: E402
from core.people.models import Municipality, Person  # noqa: E402
from core.people.operations import create_municipality  # noqa: E402
from core.people.roster.importing import RosterOptions, import_roster  # noqa: E402
from tests.core.people.conftest import INSTITUTIONS  # noqa: E402
from tests.core.people.roster_cast import lindesoe  # noqa: E402

NAME = "school_library"


def main() -> None:
    """Connects the connector as an administrator does, and reads as Dorte."""
    now = timezone.now()
    make_people(now)
    offer = read_registry().find(NAME)
    found: dict[str, Any] = {"installed": offer is not None}
    if offer is not None:
        found["in_the_way"] = apply_file(
            read_file(json.dumps(make_file())), by=Actor(person=None, now=now)
        )
        client = Client(headers={"host": "localhost"})
        client.force_login(Person.objects.get(unilogin="dorte"))
        connection = Connection.objects.get()
        found["list"] = client.get("/bokse/liste/").content.decode()
        found["box"] = client.get(f"/boks/{connection.pk}/tasks/").content.decode()
        found["search"] = client.get("/soeg/systemer/", {"q": "bibliotek"}).content.decode()
    print(json.dumps(found))  # noqa: T201 - this is what the test reads


def make_people(now: Any) -> None:
    create_municipality(code="998", name="Lindesø Kommune")
    create_municipality(code="999", name="Klitnæs Kommune")
    import_institutions(read_institution_rows(INSTITUTIONS.encode()), on=now.date())
    import_roster(
        BytesIO(lindesoe().encode()),
        municipality=Municipality.objects.get(code="998"),
        now=now,
        options=RosterOptions(),
    )


def make_file() -> dict[str, Any]:
    return {
        "municipality": "998",
        "connections": [
            {
                "connector": NAME,
                "title": "Skolens bibliotek",
                "is_on": True,
                "approved_needs": ["child.id", "search.words"],
                "approved_hosts": ["school-library.example"],
                "tiles": [{"source": "tasks", "unit": "998", "standing": "mandatory"}],
            }
        ],
    }


if __name__ == "__main__":
    main()
