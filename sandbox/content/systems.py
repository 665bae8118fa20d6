"""The systems that the demo's municipalities have connected, as a file of connections has them."""

from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.servers.timetables import list_classes, make_calendar_path, make_feed_path

Connection = dict[str, Any]

_LINDESOE, _KLITNAES = "998", "999"
_PUPILS, _PARENTS = ["pupil"], ["guardian"]
_FAMILY = [*_PARENTS, *_PUPILS]
_UNILOGIN: Connection = {"connector": "unilogin", "title": "Unilogin", "is_on": True}


def list_connection_files(addresses: Mapping[str, str]) -> list[dict[str, Any]]:
    """One for each municipality; `addresses` says where each of the played systems is."""
    return [
        {"municipality": _LINDESOE, "connections": _connect_lindesoe(addresses)},
        {"municipality": _KLITNAES, "connections": _connect_klitnaes(addresses)},
    ]


def describe_portal_connectors(addresses: Mapping[str, str]) -> dict[str, Any]:
    """What the demo's operator has filled in: how Unilogin is reached."""
    settings = {
        "protocol": "oidc",
        "issuer": f"{addresses['unilogin']}/auth/realms/broker",
        "client_id": "indgang",
        "client_secret": "proeve",
        "acr_two_factor": "ToFaktor",
        # Those of the cast who belong to no institution are let in, to see what they see.
        "lets_in_externals": True,
    }
    return {"connectors": [{"connector": "unilogin", "settings": settings}]}


def _connect_lindesoe(addresses: Mapping[str, str]) -> list[Connection]:
    return [
        _UNILOGIN,
        _own_login("Lindesøs eget login", addresses["unilogin"], of="Lindesø Kommunes"),
        _open_json("Læringsstien", "laeringsstien", addresses, unit=_LINDESOE),
        _timetable("Timeplan", addresses["timeplan"], unit=_LINDESOE),
        _links(
            [
                _absence(addresses["fravaersportalen"], title="Fravær", english="Absence"),
                _status(
                    "BogKassen",
                    addresses["bogkassen"],
                    "Lån på skolebiblioteket",
                    "School library loans",
                    "2",
                ),
                _status(
                    "Pladsen", addresses["pladsen"], "Plads og venteliste", "Childcare place", "3"
                ),
            ],
            keys=("fravaersportalen", "bogkassen", "pladsen"),
            unit=_LINDESOE,
            office="Ring til skolens kontor, hvis det haster.",
        ),
    ]


def _connect_klitnaes(addresses: Mapping[str, str]) -> list[Connection]:
    return [
        _UNILOGIN,
        _open_json("Tavlen", "tavlen", addresses, unit=_KLITNAES),
        _timetable("Ugeskema", addresses["ugeskema"], unit=_KLITNAES),
        _links(
            [
                _absence(addresses["meld_fra"], title="Fravær", english="Absence"),
                _status(
                    "Pladsen", addresses["pladsen"], "Plads og venteliste", "Childcare place", "2"
                ),
            ],
            keys=("meld_fra", "pladsen"),
            unit=_KLITNAES,
            office="Ring til institutionen, hvis det haster.",
        ),
    ]


def _own_login(title: str, address: str, *, of: str) -> Connection:
    """A municipality's own login, which the played one stands in for by SAML."""
    return {
        "connector": "municipal_login",
        "title": title,
        "settings": {
            "protocol": "saml",
            "metadata_address": f"{address}/saml/metadata",
            "title": f"Log ind med {of} login",
            "english_title": f"Log in with {of} login",
        },
        "is_on": True,
    }


def _open_json(title: str, name: str, addresses: Mapping[str, str], *, unit: str) -> Connection:
    address = addresses[name]
    return {
        "connector": "open_json",
        "title": title,
        "settings": {
            "kind": "learning_platform",
            "address": address,
            "token_address": f"{address}/token",
            "client_id": "indgang",
            "client_secret": f"{name}-hemmelighed",
        },
        "is_on": True,
        "tiles": [
            _tile("tasks", unit, "mandatory", 2, roles=_FAMILY),
            _tile("overview", unit, "offered", 5),
        ],
    }


def _timetable(title: str, address: str, *, unit: str) -> Connection:
    feeds: dict[str, list[dict[str, str]]] = {}
    for place in list_classes([unit]):
        row = {"class_name": place.group, "address": f"{address}{make_feed_path(place)}"}
        feeds.setdefault(place.institution, []).append(row)
    return {
        "connector": "calendar",
        "title": title,
        "is_on": True,
        "is_for_all": False,
        "institutions": {
            key: {
                "settings": {
                    "feeds": rows,
                    "events_address": f"{address}{make_calendar_path(key)}",
                }
            }
            for key, rows in feeds.items()
        },
        "tiles": [_tile("today", unit, "mandatory", 1)],
    }


def _links(
    links: list[dict[str, Any]], *, keys: tuple[str, ...], unit: str, office: str
) -> Connection:
    secrets = {f"key_{number}": f"{name}-noegle" for number, name in enumerate(keys, 1)}
    return {
        "connector": "link_catalogue",
        "title": "Selvbetjening",
        "settings": {"links": links, **secrets},
        "is_on": True,
        "when_down": office,
        "when_down_english": "Call the office if it is urgent.",
        "tiles": [_tile("links", unit, "locked", 0, roles=_PARENTS)],
    }


def _absence(address: str, *, title: str, english: str) -> dict[str, Any]:
    return {
        "title": title,
        "english_title": english,
        "address": address,
        "audience": "guardian",
        "for_each_child": True,
        "state_address": address,
        "key_number": "1",
        "is_about_absence": True,
        "words": "Meld {navn} syg",
        "english_words": "Report {navn} ill",
    }


def _status(title: str, address: str, words: str, english: str, key: str) -> dict[str, Any]:
    return {
        "title": words,
        "english_title": english,
        "address": address,
        "audience": "guardian",
        "for_each_child": True,
        "state_address": address,
        "key_number": key,
        "words": f"Åbn {title}",
        "english_words": f"Open {title}",
    }


def _tile(
    source: str, unit: str, standing: str, position: int, *, roles: Iterable[str] = ()
) -> dict[str, Any]:
    return {
        "source": source,
        "unit": unit,
        "standing": standing,
        "roles": list(roles),
        "position": position,
    }
