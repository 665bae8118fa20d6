"""Pladsen, the place allocation of both municipalities."""

from sandbox.roster.world import INSTITUTIONS
from sandbox.servers.people import Somebody
from sandbox.servers.school_week import SchoolWeek
from sandbox.servers.statuses import Status, StatusSystem

_ELLA = "ella0001"
_LINK = ("Se plads og venteliste", "See place and waiting list")


class Pladsen(StatusSystem):
    """Where a child has a place in daycare or after school, and until when."""

    name, title, municipalities = "pladsen", "Pladsen", ("998", "999")

    def find_status(self, child: Somebody, week: SchoolWeek) -> Status | None:
        keys = child.care or [place.institution for place in child.places if place.level == "DT"]
        if not keys:
            return None
        year = week.school_year + 1
        name = INSTITUTIONS[keys[0]].name.removeprefix("Børnehuset ")
        danish = f"Plads i {name} til og med den 31. juli {year}"
        english = f"Place in {name} until 31 July {year}"
        if child.unilogin == _ELLA:
            danish, english = f"{danish}, derefter skolestart", f"{english}, then school"
        return Status(words=(danish, english), link=_LINK, target="place")
