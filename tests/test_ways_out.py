"""The linter knows every way out but the one, and every way to run what others have written."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import ROOT

FORBIDDEN = """\
import socket
import ssl
import http.client
import urllib.request
from urllib import request
from urllib.request import urlopen
import urllib3
import requests
import requests.sessions
import httpx
import httpx2
import httpcore
import httpcore2
from httpcore2 import ConnectionPool
import aiohttp
import ftplib
import smtplib
import telnetlib
import subprocess
from subprocess import run
import pickle
import shelve
from yaml import load
from yaml import unsafe_load
from os import system
"""
ALLOWED = """\
import json
import http
import yaml
import urllib.parse
from urllib.parse import urlsplit
from yaml import safe_load
from os import environ
import pluggy
"""


def find_banned_lines(text: str, *, place: str) -> set[str]:
    """The lines of a file in that place for which the linter names a banned import."""
    checked = subprocess.run(  # noqa: S603 - our own linter
        [
            Path(sys.executable).with_name("ruff"),
            *("check", "--select", "TID251", "--output-format", "json", "--no-cache"),
            *("--stdin-filename", place, "-"),
        ],
        input=text.encode(),
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    lines = text.splitlines()
    found = json.loads(checked.stdout)
    assert {finding["code"] for finding in found} <= {"TID251"}
    return {lines[finding["location"]["row"] - 1] for finding in found}


@pytest.mark.parametrize(
    "place", ["plugins/made_up/client.py", "plugins/sdk/indgang_sdk/x.py", "core/people/x.py"]
)
def test_no_connector_and_nothing_else_has_a_way_out_of_its_own(place) -> None:
    assert find_banned_lines(FORBIDDEN + ALLOWED, place=place) == set(FORBIDDEN.splitlines())


@pytest.mark.parametrize(
    "text",
    [
        "import os\n\nos.system('true')\n",
        "import yaml\n\nyaml.load('a')\n",
        "import urllib\n\nurllib.request.urlopen('https://portal.example')\n",
    ],
)
def test_a_way_out_is_found_where_it_is_taken(text) -> None:
    assert find_banned_lines(text, place="plugins/made_up/client.py") == {text.splitlines()[2]}


def test_the_one_way_out_is_where_it_is() -> None:
    assert find_banned_lines(FORBIDDEN, place="core/connectors/way_out/network.py") == set()


def test_what_stands_behind_every_exception_is_a_reason() -> None:
    """An exception is for one line and says why, so that a file of exceptions is not found."""
    exceptions = [
        line
        for folder in ("core", "cms", "search", "themes", "plugins")
        for path in (ROOT / folder).rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "TID251" in line
    ]
    assert exceptions
    assert [line for line in exceptions if "noqa: TID251 - " not in line] == []
