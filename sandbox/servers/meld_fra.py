"""Meld Fra, the absence system of Klitnæs, for schools and daycare."""

from sandbox.servers.people import Somebody
from sandbox.servers.school_week import SchoolWeek
from sandbox.servers.statuses import Status, StatusSystem


class MeldFra(StatusSystem):
    """Whether a child is expected today."""

    name, title, municipalities = "meld_fra", "Meld Fra", ("999",)

    def find_status(self, child: Somebody, week: SchoolWeek) -> Status | None:
        name = child.first_name
        return Status(
            words=(f"Vi venter {name} i dag", f"{name} is expected today"),
            link=(f"Meld {name} fra", f"Report {name} absent"),
            target="absence",
        )
