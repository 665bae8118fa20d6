"""`manage.py connectors`: which there are, what the operator says of them, one asked by hand."""

import os
import subprocess  # noqa: TID251 - runs the test kit, which no portal process should hold
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access.viewer import Viewer
from core.audit.models import Action
from core.audit.operations import record
from core.connectors.configuration.file_parts import InvalidFile
from core.connectors.configuration.operations import Actor, make_available
from core.connectors.configuration.portal_files import (
    ConnectorPart,
    PortalFile,
    apply_portal_file,
    read_portal_file,
    write_portal_file,
)
from core.connectors.configuration.reaches import connections_with_circuits, read_configured
from core.connectors.configuration.statuses import Status
from core.connectors.management.reading import read_text, refuse_file
from core.connectors.models import Connection, PortalConnector
from core.connectors.registry.installed import read_registry
from core.connectors.tiles.places import find_tile
from core.connectors.tiles.reading import read_tiles
from core.numbers import read_id
from core.people.management.arguments import read_person, read_reason

LANGUAGE = "da"
SWITCHES = {
    "off": "switch a connector off for all municipalities",
    "on": "let municipalities use it again",
}


class Command(BaseCommand):
    """Lists connectors and connections, and says what holds of a connector for all.

    Also runs the test kit on one, and asks one tile for a person.
    """

    help = "List connectors, switch them off or on for all, fill in what the portal has of them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed")
        deeds.add_parser("list", help="what is installed, and what is connected (the default)")
        check = deeds.add_parser("check", help="run the test kit on a connector")
        check.add_argument("connector")
        for deed, words in SWITCHES.items():
            deeds.add_parser(deed, help=words).add_argument("connector")
        fill = deeds.add_parser("fill", help="fill in settings of the portal's own layer")
        fill.add_argument("connector")
        fill.add_argument("values", nargs="*", metavar="SETTING=VALUE", help="others stay")
        fill.add_argument(
            "--secret",
            action="append",
            default=[],
            metavar="SETTING=VARIABLE",
            help="a secret, from a variable of the environment",
        )
        reading = deeds.add_parser("read", help="decide of connectors for all as a file says")
        reading.add_argument("file", help="a JSON file, or - for what comes in")
        deeds.add_parser("write", help="write down what is decided for all, without secrets")
        ask = deeds.add_parser("ask", help="read one tile as a person does")
        ask.add_argument("connection", help="the connection's number, as in the list")
        ask.add_argument("source", help="the tile's name")
        ask.add_argument("--person", required=True, help="the person's UNI-Login")
        ask.add_argument("--reason", required=True, help="why; it is written into the log")

    def handle(self, *args: Any, **options: Any) -> None:
        deed = options["deed"] or "list"
        if deed == "check":
            self._check(options["connector"])
        elif deed in SWITCHES:
            self._switch(options["connector"], is_available=deed == "on")
        elif deed == "fill":
            self._fill(options["connector"], options["values"], options["secret"])
        elif deed == "read":
            self._apply(_read_file(options["file"]))
        elif deed == "write":
            self.stdout.write(write_portal_file().model_dump_json(indent=2))
        elif deed == "ask":
            self._ask(options)
        else:
            self._list()

    def _switch(self, name: str, *, is_available: bool) -> None:
        _require_connector(name)
        make_available(name, is_available=is_available, by=_make_actor())
        if is_available:
            self.stdout.write(_("Municipalities may use the connector."))
        else:
            self.stdout.write(_("The connector is switched off for all municipalities."))

    def _fill(self, name: str, values: list[str], secrets: list[str]) -> None:
        _require_connector(name)
        row = PortalConnector.objects.filter(connector=name).first()
        part = ConnectorPart(
            connector=name,
            is_available=row is None or row.is_available,
            settings={**(row.values if row else {}), **_split(values)},
            secrets_from=_split(secrets),
        )
        self._apply(PortalFile(connectors=[part]))

    def _apply(self, file: PortalFile) -> None:
        try:
            apply_portal_file(file, by=_make_actor(), environment=os.environ)
        except InvalidFile as error:
            raise refuse_file(error) from None
        self.stdout.write(_("It holds for all municipalities from now on."))

    def _list(self) -> None:
        registry = read_registry()
        rows = PortalConnector.objects.filter(is_available=False)
        withdrawn = set(rows.values_list("connector", flat=True))
        for name, offer in sorted(registry.offers.items()):
            title = offer.connector.title.in_language(LANGUAGE)
            self.stdout.write(f"{name} {offer.connector.version}  {title}")
            if name in withdrawn:
                self.stdout.write(f"  {Status.WITHDRAWN.label}")
            for hook, sources in offer.sources.items():
                self.stdout.write(f"  {hook}: {', '.join(sources)}")
        for failed in registry.failed:
            self.stdout.write(_("%(place)s cannot be used: %(reason)s") % vars(failed))
        for configured in read_configured(connections_with_circuits()):
            connection = configured.connection
            standing = ", ".join(str(status.label) for status in configured.statuses) or _("In use")
            self.stdout.write(
                f"{connection.pk}  {connection.municipality.code}  {connection.title} "
                f"({connection.connector}): {standing}"
            )

    def _check(self, name: str) -> None:
        if read_registry().find(name) is None:
            raise _refuse_name()
        command = [sys.executable, "-m", "pytest", "-p", "indgang_sdk.testing.plugin"]
        done = subprocess.run(  # noqa: S603 - a name from the registry
            [*command, f"--connector={name}"], check=False
        )
        if done.returncode:
            raise CommandError(_("The connector does not keep the contract; see above."))

    def _ask(self, options: dict[str, Any]) -> None:
        reason = read_reason(options["reason"])
        person = read_person(options["person"])
        now = timezone.now()
        viewer = Viewer(person_id=person.pk, now=now)
        number = read_id(options["connection"])
        is_written = number is not None and options["source"].isprintable()
        tile = (
            find_tile(viewer, connection_id=number or 0, name=options["source"])
            if is_written
            else None
        )
        if tile is None:
            raise CommandError(_("This person has no such tile."))
        record(
            Action.OPEN,
            now=now,
            actor_id=None,
            subject_id=person.pk,
            object_type=Connection._meta.label_lower,
            object_id=tile.connection_id,
            municipality_code=tile.configured.connection.municipality.code,
            reason=reason,
        )
        shown = read_tiles([tile], viewer, session_key="by-hand", language=LANGUAGE)[0]
        if shown.failure is not None:
            self.stdout.write(_("Failed: %s") % shown.failure.value)
        for answer in shown.answers:
            for child in answer["children"]:
                for run in child["runs"]:
                    for part in run["parts"]:
                        words = (part["title"], part["detail"], part["mark_words"])
                        self.stdout.write("  ".join(str(word) for word in words if word))


def _require_connector(name: str) -> None:
    """Also one that is not installed may be decided of, once something has been decided of it."""
    is_decided = name.isprintable() and PortalConnector.objects.filter(connector=name).exists()
    if read_registry().find(name) is None and not is_decided:
        raise _refuse_name()


def _refuse_name() -> CommandError:
    return CommandError(_("No connector has this name. See `manage.py connectors`."))


def _make_actor() -> Actor:
    return Actor(person=None, now=timezone.now())


def _read_file(name: str) -> PortalFile:
    try:
        return read_portal_file(read_text(name))
    except InvalidFile as error:
        raise refuse_file(error) from None


def _split(pairs: list[str]) -> dict[str, str]:
    """Settings from `NAME=VALUE`."""
    for pair in pairs:
        if "=" not in pair:
            raise CommandError(_("Write each setting as SETTING=VALUE."))
    return dict(pair.split("=", 1) for pair in pairs)
