"""Links and people for these tests; the sandbox knows the same people."""

from collections.abc import Iterable
from typing import Any

from indgang_sdk.people import Child, Need, Role, Viewer
from plugins.link_catalogue.settings import CatalogueLink

SCHOOL, DAYCARE = "998101", "999201"
NAMES = {"bo000001": "Bo", "emil0001": "Emil", "ask00001": "Ask", "ella0001": "Ella"}


def make_link(**values: Any) -> CatalogueLink:
    given = {
        "title": "Fravær",
        "english_title": "Absence",
        "address": "https://fravaer.example/",
        "audience": "guardian",
        "for_each_child": True,
    }
    return CatalogueLink(**(given | values))


def make_child(child_id: str, *, institution: str = SCHOOL) -> Child:
    return Child(
        {
            Need.CHILD_ID: child_id,
            Need.CHILD_FIRST_NAME: NAMES[child_id],
            Need.CHILD_INSTITUTIONS: (institution,),
        }
    )


def make_viewer(*roles: Role, children: Iterable[Child] = (), person: str = "dorte001") -> Viewer:
    values = {
        Need.VIEWER_ID: person,
        Need.VIEWER_ROLES: frozenset(roles),
        Need.VIEWER_INSTITUTIONS: (SCHOOL,),
    }
    return Viewer(values, children)
