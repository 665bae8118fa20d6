"""A page in pieces is one gzip file, and tells nothing of its secrets by its length."""

import gzip

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from core.config.compression import CompressionMiddleware, KeptPiece, LivePiece, PageInPieces

TEXT = "<p>Vi øver os på løbehjul. </p>" * 300


def send(page, accepts="br, gzip"):
    request = RequestFactory().get("/", headers={"accept-encoding": accepts})
    return CompressionMiddleware(lambda _: page)(request)


@pytest.mark.parametrize(
    "pieces",
    [
        [],
        [KeptPiece("")],
        [LivePiece("")],
        [LivePiece("Æble")],
        [KeptPiece(TEXT), LivePiece("Anna & Bo"), KeptPiece(TEXT), LivePiece(""), KeptPiece("Å")],
        # More than one stored block holds.
        [LivePiece("æ" * 100_000), KeptPiece("Slut")],
    ],
    ids=["nothing", "kept", "live", "short", "mixed", "long"],
)
def test_pieces_are_read_as_they_were(pieces):
    plain = b"".join(piece.plain for piece in pieces)
    for _ in range(2):
        sent = send(PageInPieces(pieces))
        assert gzip.decompress(sent.content) == plain
        assert sent["Content-Length"] == str(len(sent.content))
        assert (sent["Content-Encoding"], sent["Vary"]) == ("gzip", "Accept-Encoding")


def test_a_kept_piece_is_compressed_once_and_well():
    piece = KeptPiece(TEXT)
    first = send(PageInPieces([piece, LivePiece("Anna")]))
    assert len(first.content) < len(TEXT.encode()) / 20
    packed = piece.packed
    send(PageInPieces([piece, LivePiece("Bo")]))
    assert piece.packed is packed


def test_who_does_not_take_compressed_pages_gets_them_plain():
    sent = send(PageInPieces([KeptPiece(TEXT)]), accepts="identity")
    assert sent.content == TEXT.encode()
    assert "Content-Encoding" not in sent
    assert sent["Vary"] == "Accept-Encoding"


def test_the_length_of_a_page_does_not_tell_whether_a_guess_is_right():
    secret = "q7TfLm2XzR9vKp4N"
    guesses = [secret, secret[::-1]]
    lengths = {
        len(send(PageInPieces([KeptPiece(TEXT), LivePiece(f"{secret} {guess}")])).content)
        for guess in guesses
    }
    assert len(lengths) == 1
    # The control: compressed together, the right guess is shorter.
    told = [len(gzip.compress(f"{TEXT} {secret} {guess}".encode())) for guess in guesses]
    assert told[0] < told[1]


def test_another_page_is_compressed_whole_and_a_file_is_not():
    page = send(HttpResponse(TEXT))
    assert gzip.decompress(page.content) == TEXT.encode()
    file = send(HttpResponse(TEXT, content_type="text/csv"))
    assert file.content == TEXT.encode()
