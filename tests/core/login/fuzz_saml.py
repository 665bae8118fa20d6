"""`python -m tests.core.login.fuzz_saml SECONDS FOLDER`: SAML messages, changed at random.

Only `Rejected` may come out of the readers, and their memory may grow by 200 MB at most. An input
is a letter that says how it is read, and the message: as it came, signed anew by the provider,
encrypted, a logout message in an address, or metadata. Coverage of the readers and of python3-saml
guides atheris; where there is no atheris for the machine, changes are drawn without a guide.
"""

import argparse
import json
import os
import random
import resource
import sys
import time
from base64 import b64encode
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import time_machine

try:
    import atheris
except ImportError:
    atheris = None

with ExitStack() as instrumenting:
    if atheris is not None:
        instrumenting.enter_context(
            atheris.instrument_imports(include=["core.login.saml", "onelogin"])
        )
    from core.login.refusals import Reason, Rejected
    from core.login.saml.answers import find_request_id, read_answer
    from core.login.saml.identity_providers import read_identity_provider
    from core.login.saml.logout import read_logout_answer, read_logout_request

from tests.core.login.saml_parties import BASE, NOW, REQUEST, make_answers, make_parties
from tests.identity_provider import doctypes, edits, forgery, insertions, wrapping
from tests.identity_provider.encryption import encrypt_assertions
from tests.identity_provider.logout import (
    make_logout_request,
    make_logout_response,
    send_by_redirect,
    write_logout,
)
from tests.identity_provider.mutants import make_mutant
from tests.identity_provider.redirects import write_redirect
from tests.identity_provider.signing import sign
from tests.identity_provider.vocabulary import find, parse, write

MOST_GROWTH_MB = 200
LONGEST_INPUT = 20_000
# One input must be done with after so many seconds.
TIMEOUT = 5
INPUTS, REPORT = "inputs", "report.json"
UNIT = 1 if sys.platform == "darwin" else 1024
EVIL = wrapping.Evil(name_id="name-of-henrik", attributes={"uniid": ("henrik",)})
Reader = Callable[[bytes], object]


class Fuzzing:
    """The readers with the parties that they know, and how often each outcome came."""

    def __init__(self, *, has_fault: bool = False) -> None:
        self.provider, self.service, self.own = make_parties()
        self.known = read_identity_provider(self.provider.metadata())
        self.has_fault = has_fault
        self.outcomes: Counter[str] = Counter()
        self.readers: dict[bytes, Reader] = {
            b"A": self._read_answer,
            b"S": lambda message: self._read_answer(self._sign_anew(message)),
            b"E": lambda message: self._read_answer(self._encrypt(message)),
            b"B": lambda message: find_request_id(message.decode("latin-1")),
            b"L": lambda message: self._read_logout(message.decode("latin-1")),
            b"R": lambda message: self._read_logout(self._send(message)),
            b"M": lambda message: read_identity_provider(message.decode("utf-8", "replace")),
        }

    def try_one(self, data: bytes) -> None:
        """Reads one input; whatever is raised beside `Rejected` has been found."""
        read = self.readers.get(data[:1])
        if read is None:
            return
        try:
            read(data[1:])
        except Rejected as rejected:
            if self.has_fault and rejected.reason is Reason.WRONG_AUDIENCE:
                raise ValueError("the fault that the control has to find") from None
            self.outcomes[f"{data[:1].decode()} {rejected.reason.value}"] += 1
        else:
            self.outcomes[f"{data[:1].decode()} read"] += 1

    def make_corpus(self) -> list[bytes]:
        """Right messages of each kind, and the attacks of the table."""
        once, twice, evil = make_answers(self.provider)
        answers = [once, twice, evil, encrypt_assertions(once, self.own.certificate_pem)]
        answers += [attack(once, EVIL) for attack in insertions.INSERTIONS.values()]
        answers += [attack(once, EVIL) for attack in forgery.FORGERIES.values()]
        answers += [
            wrap(twice if name in wrapping.OF_RESPONSE else once, EVIL)
            for name, wrap in wrapping.WRAPPINGS.items()
        ]
        answers += [doctypes.with_internal_entity(once), doctypes.billion_laughs(once)]
        answers += [
            edits.after_signing(once, edit)
            for edit in (
                edits.split_name_id(4),
                edits.repeat_attribute("uniid", "henrik"),
                edits.add_audience_restriction("https://another.example"),
                edits.remove_part("Conditions"),
            )
        ]
        asked, answered = self._make_logouts()
        certificate = self.provider.key_pair
        addresses = [
            send_by_redirect(message, f"{BASE}/log-ud", sign_with=certificate, relay_state="x")
            for message in (asked, answered)
        ]
        metadata = [
            self.provider.metadata().encode(),
            self.provider.metadata(sign_with=certificate, valid_until=NOW).encode(),
        ]
        return [
            *(kind + xml for kind in (b"A", b"S", b"E") for xml in answers),
            *(b"B" + b64encode(xml) for xml in answers[:3]),
            *(b"L" + address.partition("?")[2].encode() for address in addresses),
            *(b"R" + write_logout(message) for message in (asked, answered)),
            *(b"M" + xml for xml in metadata),
        ]

    def mutate(self, data: bytes, seed: int) -> bytes:
        """An input whose message is changed as a tree; as it is where it is no XML."""
        try:
            return data[:1] + make_mutant(seed, data[1:], self.evil)
        except (ValueError, SyntaxError, LookupError, AttributeError, IndexError, TypeError):
            return data

    @property
    def evil(self) -> bytes:
        if not hasattr(self, "_evil"):
            self._evil = make_answers(self.provider)[2]
        return self._evil

    def _read_answer(self, message: bytes) -> object:
        return read_answer(
            b64encode(message).decode(),
            service=self.service,
            provider=self.known,
            request_id=REQUEST,
            now=NOW,
            is_encrypted=False,
        )

    def _read_logout(self, query: str) -> None:
        for read in (read_logout_request, read_logout_answer):
            try:
                read(query, service=self.service, provider=self.known, now=NOW)
            except Rejected:
                if read is read_logout_answer:
                    raise
            else:
                return

    def _sign_anew(self, message: bytes) -> bytes:
        """The message with its first assertion signed by the provider; as it is if that fails."""
        try:
            root = parse(message)
            assertion = find(root, "/samlp:Response/saml:Assertion")[0]
            for signature in find(assertion, "ds:Signature"):
                assertion.remove(signature)
            root.replace(assertion, sign(assertion, self.provider.key_pair))
            return write(root)
        # What cannot be signed is read unsigned.
        except Exception:  # noqa: BLE001
            return message

    def _encrypt(self, message: bytes) -> bytes:
        try:
            return encrypt_assertions(self._sign_anew(message), self.own.certificate_pem)
        # What cannot be encrypted is read in the open.
        except Exception:  # noqa: BLE001
            return message

    def _send(self, message: bytes) -> str:
        """Any message in an address that the provider has signed."""
        name = "SAMLResponse" if b"LogoutResponse" in message[:300] else "SAMLRequest"
        address = write_redirect(
            f"{BASE}/log-ud", message, parameter=name, sign_with=self.provider.key_pair
        )
        return address.partition("?")[2]

    def _make_logouts(self) -> tuple[Any, Any]:
        said = {
            "now": NOW,
            "issuer": self.provider.entity_id,
            "destination": f"{BASE}/log-ud",
        }
        return (
            make_logout_request(**said, name_id="name-of-dorte", session_indexes=("one",)),
            make_logout_response(**said, in_response_to=REQUEST),
        )


def find_peak_mb() -> float:
    """The most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT / 1e6


def close_network() -> None:
    """Ends the process when anything is looked up or dialled."""

    def watch(event: str, _arguments: tuple[Any, ...]) -> None:
        if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname"}:
            sys.stderr.write(f"a reader reaches out: {event}\n")
            os._exit(3)

    sys.addaudithook(watch)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seconds", type=int)
    parser.add_argument("folder", type=Path, help="a new one, for the inputs and what is found")
    parser.add_argument("--with-fault", action="store_true", help="the control: one is found")
    options = parser.parse_args()
    inputs = options.folder / INPUTS
    inputs.mkdir(parents=True)
    with time_machine.travel(NOW, tick=False):
        fuzzing = Fuzzing(has_fault=options.with_fault)
        corpus = fuzzing.make_corpus()
        for number, data in enumerate(corpus):
            (inputs / str(number)).write_bytes(data)
            if not options.with_fault:
                fuzzing.try_one(data)
        check_controls(fuzzing, corpus, has_fault=options.with_fault)
        close_network()
        run = run_guided if atheris is not None else run_unguided
        run(fuzzing, options.folder, seconds=options.seconds)


def check_controls(fuzzing: Fuzzing, corpus: list[bytes], *, has_fault: bool) -> None:
    """Right messages are read by each reader, or nothing that follows means anything."""
    if has_fault:
        return
    for kind in fuzzing.readers:
        assert fuzzing.outcomes[f"{kind.decode()} read"], f"nothing is read as {kind!r}"
    assert len(corpus) == sum(fuzzing.outcomes.values())


class Meter:
    """Counts inputs, holds memory to its limit, and tells of both now and then."""

    def __init__(self, fuzzing: Fuzzing, folder: Path) -> None:
        self.fuzzing, self.report = fuzzing, folder / REPORT
        self.before, self.count = find_peak_mb(), 0

    def try_one(self, data: bytes) -> None:
        self.fuzzing.try_one(data)
        self.count += 1
        if self.count % 200 == 0:
            self.tell()

    def tell(self) -> None:
        growth = find_peak_mb() - self.before
        assert growth < MOST_GROWTH_MB, f"memory has grown by {growth:.0f} MB"
        told = {
            "guide": "atheris" if atheris is not None else "none",
            "inputs": self.count,
            "growth_mb": round(growth, 1),
            "outcomes": dict(self.fuzzing.outcomes.most_common()),
        }
        self.report.write_text(json.dumps(told))


def run_guided(fuzzing: Fuzzing, folder: Path, *, seconds: int) -> None:
    """atheris, with every other change one of the tree."""
    meter = Meter(fuzzing, folder)

    def change(data: bytes, most: int, seed: int) -> bytes:
        if seed % 2:
            return bytes(fuzzing.mutate(data, seed)[:most])
        return bytes(atheris.Mutate(data, most))

    options = [
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST_INPUT}",
        f"-timeout={TIMEOUT}",
        f"-rss_limit_mb={int(meter.before) + MOST_GROWTH_MB}",
        f"-artifact_prefix={folder}/",
        "-print_final_stats=1",
        "-verbosity=0",
        str(folder / INPUTS),
    ]
    atheris.Setup([sys.argv[0], *options], meter.try_one, custom_mutator=change)
    atheris.Fuzz()


def run_unguided(fuzzing: Fuzzing, folder: Path, *, seconds: int) -> None:
    """Changes of the tree and of bytes in turn, of the first inputs and of what came of them."""
    meter = Meter(fuzzing, folder)
    chance = random.Random()
    kept = [path.read_bytes() for path in sorted((folder / INPUTS).iterdir())]
    ends = time.monotonic() + timedelta(seconds=seconds).total_seconds()
    while time.monotonic() < ends:
        place = chance.randrange(len(kept))
        seed = chance.getrandbits(30)
        data = fuzzing.mutate(kept[place], seed) if seed % 2 else change_bytes(kept[place], chance)
        meter.try_one(data[:LONGEST_INPUT])
        if chance.random() < 0.1:
            kept.append(data[:LONGEST_INPUT])
            del kept[: max(0, len(kept) - 500)]
    meter.tell()


def change_bytes(data: bytes, chance: random.Random) -> bytes:
    """A few bytes of the message replaced, left out, doubled or put in."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(1, len(changed) + 1)
        until = at + chance.choice((0, 1, 1, 4, 100))
        piece = bytes(changed[at:until])
        changed[at:until] = chance.choice((chance.randbytes(len(piece) or 1), b"", piece * 2))
    return bytes(changed)


if __name__ == "__main__":
    main()
