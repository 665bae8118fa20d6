"""`indgang-connector`: makes a connector, shows it without the portal, and records answers."""

import argparse
import sys
from datetime import datetime
from pathlib import Path

from indgang_sdk.command.new import NotMade, make_connector, make_package


def main(arguments: list[str] | None = None) -> int:
    """What the command line asks for; 0 when it was done."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    # `--record ADDRESS` is how people know it from other tools.
    given = ["record", *given[1:]] if given[:1] == ["--record"] else given
    asked = _make_parser().parse_args(given)
    return int(asked.run(asked))


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="indgang-connector", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    new = commands.add_parser("new", help="make a connector that works at once")
    new.add_argument("name", help="small letters, digits and _, such as school_library")
    new.add_argument("--into", type=Path, default=Path(), help="the folder that gets its folder")
    new.add_argument("--package", type=Path, metavar="DIR", help="make a package of its own here")
    new.set_defaults(run=_make_new)
    serve = commands.add_parser("serve", help="show a connector's tiles without the portal")
    serve.add_argument("module", help="its module or entry point, such as plugins.school_library")
    serve.add_argument("--port", type=int, default=8010)
    serve.set_defaults(run=_serve)
    record = commands.add_parser("record", help="make a fixture of one answer, without real people")
    record.add_argument("address", help="of a test system, never of one with real people in it")
    record.add_argument("--header", action="append", default=[], metavar="NAME:VALUE")
    record.add_argument(
        "--keep", action="append", default=[], metavar="KEY", help="what stands there is harmless"
    )
    record.add_argument(
        "--field", action="append", default=[], metavar="KEY", help="a field's name, and nobody's"
    )
    record.add_argument("--to", type=Path, metavar="FILE", help="write it here, not to the screen")
    record.set_defaults(run=_record)
    check = commands.add_parser("check-address", help="run the test kit against a test system")
    check.add_argument("connector", help="the connector that talks with it, such as open_json")
    check.add_argument("--set", action="append", default=[], metavar="SETTING=VALUE")
    check.add_argument("--secret", action="append", default=[], metavar="SETTING=VARIABLE")
    check.add_argument("--guardian", required=True, metavar="ID", help="whom the system knows")
    check.add_argument("--child", action="append", default=[], metavar="ID", required=True)
    check.add_argument("--words", default="a", help="what is searched for")
    check.set_defaults(run=_check_address)
    reference = commands.add_parser("reference", help="write the reference of the contract")
    reference.add_argument("folder", type=Path)
    reference.set_defaults(run=_write_reference)
    return parser


def _make_new(asked: argparse.Namespace) -> int:
    try:
        if asked.package:
            made = make_package(asked.name, folder=asked.package)
        else:
            made = make_connector(asked.name, into=asked.into)
    except NotMade as error:
        return _refuse(error)
    print(f"Made {made}. What is to do stands in its quality.toml.")  # noqa: T201 - for a terminal
    return 0


def _serve(asked: argparse.Namespace) -> int:
    from indgang_sdk.command.serve import serve_connector  # noqa: PLC0415

    try:
        serve_connector(asked.module, port=asked.port)
    except (ImportError, OSError) as error:
        return _refuse(error)
    return 0


def _record(asked: argparse.Namespace) -> int:
    from indgang_sdk.command.record import NotRecorded, record_answer  # noqa: PLC0415

    try:
        text = record_answer(
            asked.address, headers=asked.header, keep=asked.keep, fields=asked.field
        )
    except NotRecorded as error:
        return _refuse(error)
    if asked.to:
        asked.to.write_text(text, encoding="utf-8")
    else:
        print(text, end="")  # noqa: T201 - for a terminal
    return 0


def _check_address(asked: argparse.Namespace) -> int:
    from indgang_sdk.command.check import NotChecked, check_address  # noqa: PLC0415
    from indgang_sdk.testing.certificate import write_certificate  # noqa: PLC0415

    try:
        tried = check_address(
            asked.connector,
            values=_split(asked.set),
            secrets=_split(asked.secret),
            guardian=asked.guardian,
            children=asked.child,
            words=asked.words,
            now=datetime.now().astimezone(),
        )
    except NotChecked as error:
        return _refuse(error)
    for line in tried.failed:
        print(f"Asked in vain: {line}", file=sys.stderr)  # noqa: T201 - for a terminal
    print(write_certificate(tried.certificate))  # noqa: T201 - for a terminal
    states = {one["state"] for one in tried.certificate["trials"]}
    return int(bool(tried.failed) or "failed" in states)


def _split(pairs: list[str]) -> dict[str, str]:
    return {name: value for name, _, value in (pair.partition("=") for pair in pairs)}


def _write_reference(asked: argparse.Namespace) -> int:
    from indgang_sdk.command.reference import write_reference  # noqa: PLC0415

    write_reference(asked.folder)
    return 0


def _refuse(error: Exception) -> int:
    print(error, file=sys.stderr)  # noqa: T201 - for a terminal
    return 1


if __name__ == "__main__":
    sys.exit(main())
