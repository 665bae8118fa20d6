"""Plain text becomes paragraphs, lists and links, and comes back as it was typed."""

import pytest

from cms.writing.plain_text import LONGEST_SUMMARY, begins_with, make_html, make_summary, read_html

TYPED = [
    ("Hej", "<p>Hej</p>"),
    ("Hej\nmed jer", "<p>Hej<br/>med jer</p>"),
    ("Et\n\nTo", "<p>Et</p><p>To</p>"),
    ("Husk:\n\n- kop\n- sko", "<p>Husk:</p><ul><li>kop</li><li>sko</li></ul>"),
    ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
    ("a & b < c", "<p>a &amp; b &lt; c</p>"),
]


@pytest.mark.parametrize(("text", "html"), TYPED)
def test_it_becomes_html_and_comes_back(text, html):
    assert make_html(text) == html
    assert read_html(html) == text


@pytest.mark.parametrize("bullet", ["- ", "* ", "• ", "·\t", "o\t", "§\t", "\uf0b7\t"])
def test_lines_of_a_list_are_one_between_others_too(bullet):
    html = make_html(f"Husk:\r\n{bullet}kop\r\n{bullet}sko\r\nVi ses")
    assert html == "<p>Husk:</p><ul><li>kop</li><li>sko</li></ul><p>Vi ses</p>"
    assert read_html(html) == "Husk:\n\n- kop\n- sko\n\nVi ses"


def test_a_word_that_begins_as_a_bullet_does_is_a_word():
    assert make_html("o ve\n·prik") == "<p>o ve<br/>·prik</p>"


def test_an_address_becomes_a_link():
    html = make_html("Se https://www.example.dk/svoem?uge=49&dag=2 i dag")
    assert '<a href="https://www.example.dk/svoem?uge=49&amp;dag=2">' in html
    assert read_html(html) == "Se https://www.example.dk/svoem?uge=49&dag=2 i dag"


@pytest.mark.parametrize("line", ["javascript:alert(1)", '" onmouseover="x', "data:text/html,x"])
def test_nothing_that_runs_becomes_a_link(line):
    assert "<a" not in make_html(line)


@pytest.mark.parametrize(
    "html",
    [
        "<p>Hej <b>med</b> jer</p>",
        '<p><a linktype="page" id="7">Side</a></p>',
        "<p>En</p><ol><li>to</li></ol>",
        '<p>Se <a href="https://example.dk/">her</a></p>',
    ],
)
def test_what_it_could_not_write_is_left_to_the_editor(html):
    assert read_html(html) is None


def test_the_summary_is_whole_sentences():
    text = "Vi går i skoven. " * 40
    summary = make_summary(text)
    assert summary.endswith("skoven.")
    assert len(summary) <= LONGEST_SUMMARY
    assert make_summary("ord" * 200) == "ord" * 99 + "or…"
    assert make_summary("Kort nyhed") == "Kort nyhed"


@pytest.mark.parametrize(
    ("text", "summary", "begins"),
    [
        ("Husk støvler.\n\n- mad\n- regntøj", "Husk støvler. - mad - regntøj", True),
        ("Se https://www.example.dk/?a=1&b=2 i dag. Kom!", None, True),
        ("ord " * 200, None, True),
        ("Husk støvler.", "Husk støvler i morgen.", False),
        ("Husk støvlerne.", "Husk støvler", False),
        ("Husk støvler.", "", False),
        ("", "Husk støvler.", False),
    ],
)
def test_a_summary_that_is_the_beginning_of_the_text_is_known(text, summary, begins):
    summary = make_summary(text) if summary is None else summary
    assert begins_with(make_html(text), summary) is begins
