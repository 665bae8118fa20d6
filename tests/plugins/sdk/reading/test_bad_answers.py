"""CON-13 and CON-14: answers that are made to do harm are refused, in little memory."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from indgang_sdk.errors import UnexpectedAnswer
from tests.plugins.sdk.reading.bad_answers import CON_13, CON_14

MOST_MEMORY = 50_000_000


@pytest.mark.parametrize("name", CON_13)
def test_CON_13_a_bad_answer_is_refused_with_its_reason(name) -> None:
    bad = CON_13[name]
    with pytest.raises(UnexpectedAnswer, match=bad.reason):
        bad.read(bad.make())


@pytest.mark.parametrize("name", CON_14)
def test_CON_14_a_bad_zip_is_refused_with_its_reason(name) -> None:
    bad = CON_14[name]
    with pytest.raises(UnexpectedAnswer, match=bad.reason):
        bad.read(bad.make())


def test_CON_13_and_CON_14_refusing_takes_little_memory(tmp_path) -> None:
    """Each answer is read in a process of its own, which has held nothing else before."""
    asked = [["control", "control", __file__]]
    for number, (name, bad) in enumerate({**CON_13, **CON_14}.items()):
        file = tmp_path / str(number)
        file.write_bytes(bad.make())
        asked.append([name, bad.read.__name__, str(file)])
    most = tmp_path / "most"
    most.write_bytes(b"<x>" + b'<a b="%s"/>' % (b"c" * 46) * 83_000 + b"</x>")
    asked.append(["most nodes", "read_xml", str(most)])
    measured = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, Path(__file__).with_name("measure_memory.py")],
        input=json.dumps(asked).encode(),
        capture_output=True,
        check=True,
    )
    taken = json.loads(measured.stdout)
    # What is just not refused takes no more.
    assert 5_000_000 < taken.pop("most nodes") < MOST_MEMORY
    assert taken.pop("control") > MOST_MEMORY
    assert taken.keys() == CON_13.keys() | CON_14.keys()
    assert {name: size for name, size in taken.items() if size > MOST_MEMORY} == {}
