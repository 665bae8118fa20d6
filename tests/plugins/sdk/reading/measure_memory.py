"""How much memory reading takes: from rows (name, reader, file) on stdin to bytes by name."""

import contextlib
import json
import os
import resource
import sys
from pathlib import Path

import lxml.etree  # noqa: F401 - so that its own size is not counted

from indgang_sdk.errors import UnexpectedAnswer
from indgang_sdk.reading.csv import read_csv
from indgang_sdk.reading.json import read_json
from indgang_sdk.reading.xml import read_xml
from indgang_sdk.reading.zip import read_zip


def hold_much(_body: bytes) -> None:
    """What the measurement has to notice."""
    _ = [[] for _ in range(2_000_000)]


READERS = {
    "control": hold_much,
    **{reader.__name__: reader for reader in (read_csv, read_json, read_xml, read_zip)},
}
UNIT = 1 if sys.platform == "darwin" else 1024


def find_peak() -> int:
    """The most memory that this process has held so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT


def measure(reader: str, file: str) -> int:
    """How much the peak grows when a file is read, in a process that has done nothing else."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        body = Path(file).read_bytes()
        before = find_peak()
        with contextlib.suppress(UnexpectedAnswer):
            READERS[reader](body)
        os.write(writing, str(find_peak() - before).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        taken = int(answer.read())
    os.wait()
    return taken


if __name__ == "__main__":
    rows = json.load(sys.stdin)
    json.dump({name: measure(reader, file) for name, reader, file in rows}, sys.stdout)
