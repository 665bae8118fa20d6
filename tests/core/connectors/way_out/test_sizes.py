"""CON-12: no answer takes more than its share of time, of the wire, or of memory."""

import gzip
import itertools
import tracemalloc
import zlib

import pytest

from core.connectors.way_out import Limits
from indgang_sdk.errors import Unavailable, UnexpectedAnswer
from tests.core.connectors.way_out.loopback import Countdown, Shrinking, answer_with

MEGABYTE = 1_000_000
HEAD = b"HTTP/1.1 200 OK\r\n"
ENDLESS = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
TOO_LARGE = "the answer is too large"
MOST_MEMORY = 40 * MEGABYTE


@pytest.fixture
def ask(internet):
    """What a client gets when a server answers like this."""

    def get(answers, *, deadline=None, limits=None):
        server = internet.serve("portal.example", answers)
        client = internet.open(
            "portal.example", way_out=internet.make_way_out(limits), deadline=deadline
        )
        try:
            return client.get("https://portal.example/")
        finally:
            if server.questions:
                get.server = server

    return get


@pytest.fixture
def little_memory():
    """Fails when the test has held more than a few answers at a time."""
    tracemalloc.start()
    yield
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MOST_MEMORY


def test_CON_12_an_answer_of_five_megabytes_is_read(ask, little_memory) -> None:
    body = b"x" * (5 * MEGABYTE)
    assert ask(lambda _: answer_with("200 OK", body)).body == body


def test_CON_12_one_byte_more_is_refused(ask) -> None:
    body = b"x" * (5 * MEGABYTE + 1)
    with pytest.raises(UnexpectedAnswer, match=TOO_LARGE):
        ask(lambda _: [HEAD + b"\r\n", body, b""])


def test_CON_12_an_answer_that_says_it_is_too_large_is_not_read(ask) -> None:
    with pytest.raises(UnexpectedAnswer, match=TOO_LARGE):
        ask(lambda _: HEAD + b"Content-Length: 1000000000\r\n\r\n")


def test_CON_12_an_answer_of_one_gigabyte_is_read_to_its_fifth_megabyte(ask, little_memory) -> None:
    def answers(_question):
        yield HEAD + b"\r\n"  # the connection's end would be the answer's
        yield from itertools.repeat(b"x" * MEGABYTE, 1000)
        yield b""

    with pytest.raises(UnexpectedAnswer, match=TOO_LARGE):
        ask(answers)
    assert ask.server.was_hung_up_on.wait(30)


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(b"10000\r\n" + b"x" * 65536 + b"\r\n", id="large"),
        pytest.param(b"1\r\nx\r\n", id="a byte each"),
        pytest.param(b"1;" + b"y" * 900 + b"\r\nx\r\n", id="mostly beside the body"),
    ],
)
def test_CON_12_endless_parts_end(ask, little_memory, part) -> None:
    many = part * (200_000 // len(part))
    with pytest.raises(UnexpectedAnswer, match=r"too large|too many parts"):
        ask(lambda _: itertools.chain([ENDLESS], itertools.repeat(many)))
    assert ask.server.was_hung_up_on.wait(30)


def test_CON_12_an_answer_comes_in_twenty_thousand_parts_and_no_more(ask) -> None:
    part, end = b"1\r\nx\r\n", b"0\r\n\r\n"
    assert len(ask(lambda _: ENDLESS + part * 19_000 + end).body) == 19_000
    with pytest.raises(UnexpectedAnswer, match="too many parts"):
        ask(lambda _: ENDLESS + part * 20_001 + end)


@pytest.mark.parametrize(
    ("start", "byte"),
    [(b"", b"H"), (HEAD + b"X-A: ", b"a"), (HEAD + b"Content-Length: 4000000\r\n\r\n", b"x")],
    ids=["status", "headers", "body"],
)
def test_CON_12_a_byte_now_and_then_does_not_hold_the_call_beyond_its_time(
    ask, start, byte
) -> None:
    """Each step of the client takes a second of its clock, and the server has bytes for ever."""

    def answers(_question):
        yield from itertools.chain([start] if start else [], itertools.repeat(byte))

    with pytest.raises(Unavailable, match="did not answer in time"):
        ask(answers, deadline=Countdown(20))
    assert ask.server.was_hung_up_on.wait(30)


def test_CON_12_a_server_that_says_nothing_is_left_when_the_time_is_over(internet) -> None:
    def answers(question):
        server.was_hung_up_on.wait(30)
        return b""

    server = internet.serve("portal.example", answers)
    deadline = Shrinking(30, 30, 30, 30, 0.01)
    with pytest.raises(Unavailable, match="did not answer in time"):
        internet.open("portal.example", deadline=deadline).get("https://portal.example/")
    server.was_hung_up_on.set()


def test_CON_12_a_call_whose_time_is_over_asks_nobody(internet) -> None:
    internet.serve("portal.example")
    with pytest.raises(Unavailable, match="did not answer in time"):
        internet.open("portal.example", deadline=Countdown(0)).get("https://portal.example/")
    assert internet.looked_up == internet.dialled == []


def make_bomb(megabytes: int) -> bytes:
    """So many megabytes of nothing as gzip, by one packed megabyte over and over."""
    packing = zlib.compressobj(9, wbits=31)
    start = packing.compress(b"") + packing.flush(zlib.Z_FULL_FLUSH)
    once = packing.compress(b"\0" * MEGABYTE) + packing.flush(zlib.Z_FULL_FLUSH)
    return start + once * megabytes


@pytest.mark.parametrize("megabytes", [6, 1_000, 4_000])
def test_CON_12_a_packed_answer_is_not_unpacked_beyond_five_megabytes(
    ask, little_memory, megabytes
) -> None:
    bomb = make_bomb(megabytes)
    assert len(bomb) < 5 * MEGABYTE
    with pytest.raises(UnexpectedAnswer, match="too large when it is unpacked"):
        ask(lambda _: answer_with("200 OK", bomb, Content_Encoding="gzip"))


def test_CON_12_ten_megabytes_that_hold_ten_gigabytes_are_not_even_read(ask, little_memory) -> None:
    bomb = make_bomb(10_000)
    assert len(bomb) > 9 * MEGABYTE
    chunked = ENDLESS.replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n")
    with pytest.raises(UnexpectedAnswer, match=TOO_LARGE):
        ask(lambda _: [chunked, f"{len(bomb):x}\r\n".encode(), bomb, b"\r\n0\r\n\r\n"])


def pack_bare(data: bytes) -> bytes:
    packing = zlib.compressobj(wbits=-15)
    return packing.compress(data) + packing.flush()


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("GZIP", gzip.compress),
        ("x-gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", pack_bare),
        ("identity", bytes),
        ("", bytes),
    ],
)
def test_CON_12_what_is_packed_is_unpacked_and_no_longer_called_packed(ask, encoding, pack) -> None:
    body = "Smørrebrød på Ærø ".encode() * 1000
    answer = ask(lambda _: answer_with("200 OK", pack(body), Content_Encoding=encoding, X_A="1"))
    assert answer.body == body
    assert answer.headers == {"x-a": "1"}
    assert ask.server.questions[0].headers["accept-encoding"] == "gzip"


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "gzip, gzip", "gzip, br", "x"])
def test_CON_12_what_is_packed_in_another_way_is_refused(ask, encoding) -> None:
    body = gzip.compress(b"x", mtime=0)
    with pytest.raises(UnexpectedAnswer, match="was not asked for"):
        ask(lambda _: answer_with("200 OK", body, Content_Encoding=encoding))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"not packed at all", "cannot be unpacked"),
        (gzip.compress(b"x" * 1000, mtime=0)[:-4], "not packed as one whole"),
        (gzip.compress(b"x", mtime=0) * 2, "not packed as one whole"),
    ],
)
def test_CON_12_what_is_packed_badly_is_refused(ask, body, reason) -> None:
    with pytest.raises(UnexpectedAnswer, match=reason):
        ask(lambda _: answer_with("200 OK", body, Content_Encoding="gzip"))


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (b"X-A: 1\r\n" * 101, "too many headers"),
        (b"X-A: " + b"a" * 70_000 + b"\r\n", "too many headers"),
        (b"X-A: " + b"a" * 200_000 + b"\r\n", "is not HTTP"),
        (b"Content-Length: 2\r\nContent-Length: 3\r\n", "is not HTTP"),
        (b"X-A: a\x00b\r\n", "is not HTTP"),
        (b"no colon\r\n", "is not HTTP"),
    ],
)
def test_CON_12_headers_have_limits_too(ask, lines, reason) -> None:
    with pytest.raises(UnexpectedAnswer, match=reason):
        ask(lambda _: HEAD + lines + b"\r\n")


def test_CON_12_endless_announcements_end(ask, little_memory) -> None:
    many = b"HTTP/1.1 102 Processing\r\n\r\n" * 1000
    with pytest.raises(UnexpectedAnswer, match=TOO_LARGE):
        ask(lambda _: itertools.repeat(many))


@pytest.mark.parametrize(
    ("answer", "failure", "reason"),
    [
        ([b""], Unavailable, "ended before the answer did"),
        ([b"HTTP/1.1 200", b""], Unavailable, "ended before the answer did"),
        ([HEAD + b"Content-Length: 9\r\n\r\nok", b""], Unavailable, "ended before the answer did"),
        ([ENDLESS + b"2\r\nok\r\n", b""], Unavailable, "ended before the answer did"),
        ([b"SSH-2.0-OpenSSH_9.6\r\n\r\n"], UnexpectedAnswer, "is not HTTP"),
        ([b"<html>\r\n\r\n"], UnexpectedAnswer, "is not HTTP"),
        ([ENDLESS + b"zz\r\n"], UnexpectedAnswer, "is not HTTP"),
    ],
)
def test_what_is_no_whole_answer_is_named(ask, answer, failure, reason) -> None:
    with pytest.raises(failure, match=reason):
        ask(lambda _: answer, limits=Limits(repeats=0))
