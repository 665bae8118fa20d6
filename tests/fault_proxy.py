"""A proxy on loopback that does to a connection what networks and dying systems do.

It stands between a client and a server that both work. Faults hold for connections that are made
after they were set; sizes count the bytes of answers, from the server to the client.
"""

import contextlib
import random
import socket
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, fields

AT_ONCE = struct.pack("ii", 1, 0)
PIECE = 16_384


@dataclass(frozen=True, kw_only=True)
class Faults:
    """What goes wrong; without any, everything passes.

    `latency` and `jitter` (seconds) hold up each piece of an answer, `slow_close` its end.
    After so many bytes of answers the connection is reset (`reset_after`), ended in order
    (`limit_data`), ended towards the client alone (`half_close_after`), or says nothing more and
    stays open (`stall_after`). `piece` is how many bytes go on at a time.
    """

    latency: float = 0
    jitter: float = 0
    slow_close: float = 0
    reset_after: int | None = None
    limit_data: int | None = None
    half_close_after: int | None = None
    stall_after: int | None = None
    piece: int = PIECE

    def __str__(self) -> str:
        named = {field.name: getattr(self, field.name) for field in fields(self)}
        usual = {field.name: field.default for field in fields(self)}
        return ", ".join(f"{name} {named[name]}" for name in named if named[name] != usual[name])


class FaultProxy:
    """Listens at `port` and hands on to a server; `closing` it ends all that it holds."""

    def __init__(self, *, to_port: int, faults: Faults | None = None, seed: int = 1) -> None:
        self.faults = faults or Faults()
        self.connections = 0
        self._to_port = to_port
        self._random = random.Random(seed)
        self._closing = threading.Event()
        self._open: set[socket.socket] = set()
        self._listener = self._listen(0)
        self.port = self._listener.getsockname()[1]

    def take_down(self) -> None:
        """Nobody listens any more, as when the system has died."""
        # A thread that waits in accept() keeps the port open; shutting down wakes it.
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def bring_up(self) -> None:
        """Listens again at the same port."""
        self._listener = self._listen(self.port)

    def close(self) -> None:
        self._closing.set()
        self.take_down()
        for held in list(self._open):
            held.close()

    def _listen(self, port: int) -> socket.socket:
        listener = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()
        return listener

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = listener.accept()
                self.connections += 1
                threading.Thread(target=self._join, args=(client,), daemon=True).start()

    def _join(self, client: socket.socket) -> None:
        """Hands on in both directions until one of them is over."""
        faults = self.faults
        with self._held(client), contextlib.suppress(OSError):
            server = socket.create_connection(("127.0.0.1", self._to_port))
            with self._held(server):
                asking = threading.Thread(target=hand_on, args=(client, server), daemon=True)
                asking.start()
                self._answer(server, client, faults=faults)
                if faults.reset_after is not None:
                    # A thread that waits in recv() keeps the connection; this wakes it unseen.
                    client.shutdown(socket.SHUT_RD)
                    asking.join()
                    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
                    client.close()

    @contextlib.contextmanager
    def _held(self, connection: socket.socket) -> Iterator[None]:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._open.add(connection)
        try:
            yield
        finally:
            self._open.discard(connection)
            end(connection)

    def _answer(self, server: socket.socket, client: socket.socket, *, faults: Faults) -> None:
        handed_on = 0
        while not self._closing.is_set():
            if self._is_over(client, handed_on, faults=faults):
                return
            piece = server.recv(min(faults.piece, find_room(handed_on, faults)))
            if not piece:
                break
            self._wait(max(faults.latency + self._random.uniform(-1, 1) * faults.jitter, 0))
            client.sendall(piece)
            handed_on += len(piece)
        self._wait(faults.slow_close)

    def _is_over(self, client: socket.socket, handed_on: int, *, faults: Faults) -> bool:
        if handed_on == faults.half_close_after:
            client.shutdown(socket.SHUT_WR)
            self._closing.wait()
        if handed_on == faults.stall_after:
            self._closing.wait()
        return handed_on in {faults.limit_data, faults.reset_after}

    def _wait(self, seconds: float) -> None:
        if seconds:
            self._closing.wait(seconds)


def find_room(handed_on: int, faults: Faults) -> int:
    """How many bytes may go on before the next fault."""
    bounds = (faults.reset_after, faults.limit_data, faults.half_close_after, faults.stall_after)
    rooms = [bound - handed_on for bound in bounds if bound is not None and bound > handed_on]
    return min(rooms, default=PIECE)


def hand_on(client: socket.socket, server: socket.socket) -> None:
    """Gives the server what the client asks, to its end."""
    with contextlib.suppress(OSError):
        while piece := client.recv(PIECE):
            server.sendall(piece)
        server.shutdown(socket.SHUT_WR)


def end(connection: socket.socket) -> None:
    """Ends a connection, also for a thread that waits in it."""
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()
