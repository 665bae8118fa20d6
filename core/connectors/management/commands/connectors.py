"""`manage.py connectors`: which there are, whether they keep the contract, one asked by hand."""

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
from core.connectors.configuration.reaches import connections_with_circuits, read_configured
from core.connectors.models import Connection
from core.connectors.registry.installed import read_registry
from core.connectors.tiles.places import find_tile
from core.connectors.tiles.reading import read_tiles
from core.numbers import read_id
from core.people.management.arguments import read_person, read_reason

LANGUAGE = "da"


class Command(BaseCommand):
    """Lists connectors and connections, checks one, or asks one tile for a person."""

    help = "List connectors and connections, run the test kit on one, or ask one by hand."

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed")
        deeds.add_parser("list", help="what is installed, and what is connected (the default)")
        check = deeds.add_parser("check", help="run the test kit on a connector")
        check.add_argument("connector")
        ask = deeds.add_parser("ask", help="read one tile as a person does")
        ask.add_argument("connection", help="the connection's number, as in the list")
        ask.add_argument("source", help="the tile's name")
        ask.add_argument("--person", required=True, help="the person's UNI-Login")
        ask.add_argument("--reason", required=True, help="why; it is written into the log")

    def handle(self, *args: Any, **options: Any) -> None:
        deed = options["deed"] or "list"
        if deed == "check":
            self._check(options["connector"])
        elif deed == "ask":
            self._ask(options)
        else:
            self._list()

    def _list(self) -> None:
        registry = read_registry()
        for name, offer in sorted(registry.offers.items()):
            title = offer.connector.title.in_language(LANGUAGE)
            self.stdout.write(f"{name} {offer.connector.version}  {title}")
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
            raise CommandError(_("No connector has this name. See `manage.py connectors`."))
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
