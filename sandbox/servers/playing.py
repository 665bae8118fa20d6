"""All systems together: what they are, on which ports, started and stopped as one."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from sandbox.servers.bogkassen import BogKassen
from sandbox.servers.exchange import System
from sandbox.servers.fravaersportalen import Fravaersportalen
from sandbox.servers.laeringsstien import Laeringsstien
from sandbox.servers.meld_fra import MeldFra
from sandbox.servers.overview import Overview
from sandbox.servers.people import People
from sandbox.servers.pladsen import Pladsen
from sandbox.servers.school_week import SchoolWeek, read_clock
from sandbox.servers.serving import HOST, Server
from sandbox.servers.switches import Switchboard
from sandbox.servers.tavlen import Tavlen
from sandbox.servers.timetables import Timeplan, Ugeskema
from sandbox.servers.unilogin.system import Unilogin

# In the order of their ports, which others count on: new ones come last.
SYSTEMS = (
    Laeringsstien, Tavlen, Fravaersportalen, MeldFra, BogKassen, Pladsen, Timeplan, Ugeskema,
    Unilogin,
)  # fmt: skip


def list_addresses(port: int) -> dict[str, str]:
    """Where each system is, with the page's port; `sandbox` is the page itself."""
    names = ["sandbox", *(system.name for system in SYSTEMS)]
    return {name: f"http://{HOST}:{port + number}" for number, name in enumerate(names)}


def make_systems(clock: Callable[[], date] = read_clock) -> list[System]:
    """The systems themselves, which say with which keys the portal reaches them."""
    year = SchoolWeek(today=clock()).school_year
    return [make(People(*make.municipalities, year=year), clock) for make in SYSTEMS]


class Sandbox:
    """The servers of the page and of every system, on this port and the following ones.

    With port 0 each takes a free one. What is to outlive a restart is kept in `folder`, or lost.
    Raises `OSError` when a port is taken.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        clock: Callable[[], date] = read_clock,
        folder: Path | None = None,
    ) -> None:
        self.systems = make_systems(clock)
        if folder is not None:
            for system in self.systems:
                system.keep_in(folder)
        self.board = Switchboard(system.name for system in self.systems)
        self._servers: dict[str, Server] = {}
        try:
            self._open(port)
        except OSError:
            self._close()
            raise

    @property
    def addresses(self) -> dict[str, str]:
        """Where the page and each system are."""
        return {name: server.address for name, server in self._servers.items()}

    def start(self) -> "Sandbox":
        for server in self._servers.values():
            server.start()
        return self

    def stop(self) -> None:
        """Ends every server, also those in the middle of a slow answer."""
        self.board.ending.set()
        for server in self._servers.values():
            server.shutdown()
        self._close()

    def __enter__(self) -> "Sandbox":
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _open(self, port: int) -> None:
        for number, system in enumerate(self.systems, 1):
            answer = partial(self.board.answer, system)
            self._servers[system.name] = Server(port + number if port else 0, answer)
        overview = Overview(self.systems, self.addresses, self.board)
        self._servers = {"sandbox": Server(port, overview.answer), **self._servers}

    def _close(self) -> None:
        for server in self._servers.values():
            server.server_close()
