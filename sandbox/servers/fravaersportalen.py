"""Fraværsportalen, the absence system of Lindesø's schools."""

from sandbox.servers.people import Somebody
from sandbox.servers.school_week import SchoolWeek
from sandbox.servers.statuses import Status, StatusSystem

# Of the cast's classmates one is ill, so that both answers can be seen.
_ILL = "ask00001"


class Fravaersportalen(StatusSystem):
    """Whether a pupil is reported absent today."""

    name, title, municipalities = "fravaersportalen", "Fraværsportalen", ("998",)

    def find_status(self, child: Somebody, week: SchoolWeek) -> Status | None:
        if child.places[0].level == "DT":
            return None
        if child.unilogin == _ILL:
            return Status(
                words=("Meldt syg i dag", "Reported ill today"),
                mark="warning",
                link=(f"Meld {child.first_name} rask", f"Report {child.first_name} well again"),
                target="well",
            )
        return Status(
            words=("Ikke meldt fraværende", "Not reported absent"),
            link=(f"Meld {child.first_name} syg", f"Report {child.first_name} ill"),
            target="ill",
        )
