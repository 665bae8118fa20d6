"""The proxy does what it says, so that what is tested behind it is what happens."""

import socket

import pytest

from tests.fault_proxy import FaultProxy, Faults

SENT = 50_000


@pytest.fixture
def proxy():
    """A proxy before a server that says "hello" back and a lot more, and then is done."""
    listener = socket.create_server(("127.0.0.1", 0))
    made = FaultProxy(to_port=listener.getsockname()[1])
    made.listener = listener
    yield made
    made.close()
    listener.close()


def converse(proxy):
    """What a client gets: how many bytes, and how it ended."""
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=30) as client:
        received = 0
        try:
            client.sendall(b"hello")
            server, _ = proxy.listener.accept()
            with server:
                assert server.recv(5) == b"hello"
                server.sendall(b"x" * SENT)
            while part := client.recv(65536):
                received += len(part)
        except ConnectionResetError:
            return received, "reset"
        return received, "end"


@pytest.mark.parametrize(
    ("faults", "outcome"),
    [
        (Faults(), (SENT, "end")),
        (Faults(piece=777), (SENT, "end")),
        (Faults(latency=0.01, jitter=0.01), (SENT, "end")),
        (Faults(slow_close=0.01), (SENT, "end")),
        (Faults(limit_data=20_000), (20_000, "end")),
        (Faults(half_close_after=20_000), (20_000, "end")),
        (Faults(reset_after=20_000), (20_000, "reset")),
    ],
    ids=str,
)
def test_a_fault_comes_after_exactly_so_many_bytes(proxy, faults, outcome) -> None:
    proxy.faults = faults
    assert converse(proxy) == outcome


def test_who_says_nothing_more_keeps_the_connection(proxy) -> None:
    proxy.faults = Faults(stall_after=5)
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=30) as client:
        server, _ = proxy.listener.accept()
        with server:
            server.sendall(b"x" * SENT)
            assert client.recv(65536) == b"x" * 5
            client.sendall(b"still there?")
            assert server.recv(100) == b"still there?"
            client.settimeout(0.05)
            with pytest.raises(TimeoutError):
                client.recv(1)


def test_who_is_down_takes_no_connection_until_it_is_up(proxy) -> None:
    proxy.take_down()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", proxy.port), timeout=30)
    proxy.bring_up()
    assert converse(proxy) == (SENT, "end")
