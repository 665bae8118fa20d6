"""What lies in `deploy/` can be read, and starts the same processes as `manage.py serve`."""

import configparser
import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from core.tasks.management.commands.serve import list_background_parts, make_web

ROOT = Path(settings.BASE_DIR)
UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
PROCESSES = ("web", "worker", "scheduler")
INSTALLED_AT = "/opt/indgang/.venv/bin/python"


def read_unit(path: Path) -> configparser.ConfigParser:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign] # systemd minds the case
    unit.read(path, encoding="utf-8")
    return unit


def read_compose() -> dict[str, Any]:
    text = (ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def read_instructions() -> list[tuple[str, str]]:
    """Name and arguments of the Dockerfile's instructions, continued lines joined."""
    text = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    text = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ")
    return [tuple(line.split(None, 1)) for line in text.splitlines() if line.strip()]  # type: ignore[misc]


def list_arguments(name: str) -> list[str]:
    """What `serve` gives the Python of a part: the one truth about it."""
    web = make_web(host="HOST", port=8000, workers=2, threads=8)
    parts = {part.name: part.command for part in (web, *list_background_parts())}
    arguments = [Path(parts[name][1]).name, *parts[name][2:]]
    # How much the worker tells follows the level of the log, which differs from run to run.
    return arguments[: arguments.index("--verbosity")] if "--verbosity" in arguments else arguments


def without_host(arguments: list[str]) -> list[str]:
    return [
        "HOST" if before == "--host" else word
        for before, word in zip(["", *arguments], arguments, strict=False)
    ]


@pytest.mark.parametrize("name", PROCESSES)
def test_units_start_what_serve_starts(name: str) -> None:
    unit = read_unit(ROOT / "deploy" / "systemd" / f"indgang-{name}.service")
    program, *arguments = shlex.split(unit["Service"]["ExecStart"])
    assert program == INSTALLED_AT
    assert without_host(arguments) == list_arguments(name)


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_units_run_as_nobody_special_and_come_back(path: Path) -> None:
    service = read_unit(path)["Service"]
    assert service["User"] == "indgang"
    assert service["NoNewPrivileges"] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert "EnvironmentFile" in service
    if service["Type"] != "oneshot":
        assert service["Restart"] == "always"


def test_one_target_starts_every_process_and_postgresql() -> None:
    target = read_unit(ROOT / "deploy" / "systemd" / "indgang.target")
    wanted = set(target["Unit"]["Wants"].split())
    assert wanted == {"postgresql.service", *(f"indgang-{name}.service" for name in PROCESSES)}


def test_systemd_itself_finds_no_fault_in_the_units(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    for path in (ROOT / "deploy" / "systemd").iterdir():
        text = path.read_text(encoding="utf-8")
        # The program is not installed where the test runs; systemd would only say that.
        text = text.replace(INSTALLED_AT, "/bin/sh")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    assert len(list(tmp_path.iterdir())) == len(UNITS) + 1
    if analyze:
        files = [str(path) for path in tmp_path.iterdir()]
        done = subprocess.run(  # noqa: S603 - systemd's own tool
            [analyze, "verify", "--man=no", *files], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")


def test_compose_starts_what_serve_starts() -> None:
    services = read_compose()["services"]
    assert set(services) == {*PROCESSES, "migrations", "postgres"}
    for name in ("worker", "scheduler"):
        program, *arguments = services[name]["command"]
        assert (program, arguments) == ("python", list_arguments(name))
    assert "command" not in services["web"]  # the image's own


def test_compose_closes_what_it_can() -> None:
    for name, service in read_compose()["services"].items():
        assert "privileged" not in service, name
        for port in service.get("ports", []):
            assert port.startswith("127.0.0.1:"), name
        if name != "postgres":
            assert service["read_only"], name
            assert service["cap_drop"] == ["ALL"], name


def test_compose_sets_only_what_is_documented() -> None:
    documented = set(
        re.findall(r"^#?(INDGANG_\w+)=", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE)
    )
    named = set(read_compose()["x-portal"]["environment"])
    assert {"INDGANG_URL", "INDGANG_SECRET_KEY", "INDGANG_DATABASE_URL"} <= named <= documented


def test_no_secret_has_a_value_in_compose() -> None:
    text = (ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8")
    for name in ("INDGANG_SECRET_KEY", "POSTGRES_PASSWORD"):
        values = re.findall(rf"\${{{name}(:\?|[^:])", text)
        assert values, name
        assert set(values) == {":?"}, name


def test_the_image_runs_as_a_user_without_rights() -> None:
    instructions = read_instructions()
    last_stage = max(i for i, (name, _) in enumerate(instructions) if name == "FROM")
    names = [name for name, _ in instructions]
    assert names.count("FROM") == 2
    assert ("USER", "indgang") in instructions[last_stage:]
    assert names.index("USER") < names.index("CMD")
    assert any("collectstatic" in text for name, text in instructions if name == "RUN")


def test_the_image_starts_what_serve_starts() -> None:
    command = dict(read_instructions())["CMD"]
    program, *arguments = json.loads(command)
    assert (program, without_host(arguments)) == ("python", list_arguments("web"))


def test_the_image_holds_every_app_of_ours() -> None:
    copied = {text.split()[0] for name, text in read_instructions() if name == "COPY"}
    ours = {app.split(".")[0] for app in settings.INSTALLED_APPS}
    ours = {name for name in ours if (ROOT / name).is_dir()}
    assert {"core", "cms"} <= ours
    assert ours <= copied
    allowed = set((ROOT / ".dockerignore").read_text(encoding="utf-8").split())
    assert {f"!{name}" for name in ours | {"locale", "requirements", "manage.py"}} <= allowed
