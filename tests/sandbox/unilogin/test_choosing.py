"""The page where one chooses whom to sign in as."""

import re

import pytest
from lxml import html

from sandbox.roster.cast import CAST
from sandbox.servers.unilogin.descriptions import ENGLISH
from sandbox.servers.unilogin.words import WORDS
from tests.sandbox.unilogin.browsing import Broker, Visitor, list_buttons, read_query

TWO_FACTORS = "dk:unilogin:loa:ToFaktor"


def find_checked(text: str) -> str:
    (value,) = html.fromstring(text).xpath("//input[@name='level' and @checked]/@value")
    return value


def read_words(text: str) -> str:
    return " ".join(html.fromstring(text).text_content().split())


def test_the_cast_stands_there_in_the_groups_of_the_portals_own_page(
    broker: Broker, visitor: Visitor
) -> None:
    page = html.fromstring(visitor.open(broker.make_address()).text)
    groups = {
        heading.text: heading.getnext().xpath(".//button/@value") for heading in page.iter("h2")
    }
    assert {name: set(ids) for name, ids in groups.items()} == {
        "I begge kommuner": {"dorte001", "jonas001", "thea0001"},
        "Lindesø Kommune": {
            "anna0001", "bo000001", "emil0001", "carla001", "ida00001", "henrik01", "sofie001",
            "rasmus01", "lea00001", "nora0001", "peter001", "bente001", "nanna001", "malthe01",
            "soren001",
        },
        "Klitnæs Kommune": {"ella0001", "mette001", "kirsten1", "noor0001", "amira001"},
    }  # fmt: skip


def test_nobody_else_is_to_be_had_from_the_page_without_typing_an_id(
    broker: Broker, visitor: Visitor
) -> None:
    address = broker.make_address()
    page = visitor.open(address)
    assert set(list_buttons(page)) == {member.unilogin for member in CAST.values()}
    for other in ("oskar001", "nobody01", ""):
        assert visitor.choose(page, address, person=other).status == 400
    assert visitor.cookie == ""
    assert visitor.choose(page, address, person="bo000001").status == 303


def test_an_id_that_is_typed_may_be_anybodys(broker: Broker) -> None:
    for typed, actor in (("oskar001", "Elev"), ("nobody01", "Ekstern")):
        visitor = Visitor()
        heard = visitor.sign_in(broker.make_address(), unilogin=f" {typed} ")
        token = broker.exchange(read_query(heard)["code"]).json()["id_token"]
        claims = broker.read_token(token).claims
        assert (claims["uniid"], claims["aktoer_gruppe"]) == (typed, actor)


@pytest.mark.parametrize("typed", ["", "x" * 61, "<b>", "a b"])
def test_what_is_no_id_is_asked_for_again(broker: Broker, visitor: Visitor, typed: str) -> None:
    address = broker.make_address()
    heard = visitor.sign_in(address, unilogin=typed, level="ToFaktor")
    assert heard.status == 400
    assert find_checked(heard.text) == "ToFaktor"
    assert html.fromstring(heard.text).get_element_by_id("unilogin").value == typed
    assert WORDS["no_id"][0] in read_words(heard.text)
    assert visitor.choose(heard, address, unilogin="bo000001").status == 303


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_page_is_whole_in_both_languages(broker: Broker, language: str) -> None:
    heard = Visitor(language=language).open(broker.make_address(acr_values=TWO_FACTORS))
    text, is_english = read_words(heard.text), language == "en"
    assert f'<html lang="{language}">' in heard.text
    shown = (
        "warning", "heading", "level", "EnFaktor", "ToFaktor", "asked", "other", "id", "id_help",
        "log_in", "cancel",
    )  # fmt: skip
    for key in shown:
        assert WORDS[key][is_english] in text
        assert WORDS[key][not is_english] not in text
    for key, member in CAST.items():
        words = (member.description, ENGLISH[key])
        expected = words[is_english].replace("49", "49" if key != "nanna" else "\\d+")
        assert member.shown_name in text
        assert re.search(re.escape(expected).replace("\\\\d\\+", "\\d+"), text)
        assert words[not is_english] not in text


def test_it_says_that_it_is_not_the_real_one(broker: Broker, visitor: Visitor) -> None:
    assert (
        "Dette er ikke Unilogin. Her logger man ind som opdigtede personer i Indgangs prøveverden."
    ) in visitor.open(broker.make_address()).text


def test_everybody_of_the_cast_is_described_in_english() -> None:
    assert ENGLISH.keys() == CAST.keys()


def test_every_word_is_there_in_two_languages() -> None:
    same = {key for key, (danish, english) in WORDS.items() if danish == english}
    assert same == {"metadata"}


def test_the_language_is_turned_at_the_same_request(broker: Broker, visitor: Visitor) -> None:
    page = html.fromstring(visitor.open(broker.make_address()).text)
    (link,) = page.xpath("//a[@class='language']/@href")
    english = visitor.open(f"{broker.root}{link}")
    assert 'lang="en"' in english.text
    chosen = visitor.choose(english, broker.root, person="bo000001")
    assert read_query(chosen)["state"] == "s" * 20


@pytest.mark.parametrize(("locales", "language"), [("en da", "en"), ("fr da", "da"), ("fr", "da")])
def test_the_portal_may_say_the_language(
    broker: Broker, visitor: Visitor, locales: str, language: str
) -> None:
    heard = visitor.open(broker.make_address(ui_locales=locales))
    assert f'<html lang="{language}">' in heard.text


def test_no_protected_name_stands_there(broker: Broker) -> None:
    for language in ("da", "en"):
        text = Visitor(language=language).open(broker.make_address()).text
        assert "Lea Holm" in text
        assert not {"Liv ", "Thorsager", "Nina"} & set(re.findall(r"Liv |Thorsager|Nina", text))


def test_the_asked_level_is_preselected_and_a_lower_one_may_be_chosen(broker: Broker) -> None:
    assert find_checked(Visitor().open(broker.make_address()).text) == "EnFaktor"
    for asked in (TWO_FACTORS, "https://data.gov.dk/concept/core/nsis/loa/Substantial"):
        address = broker.make_address(acr_values=asked)
        visitor = Visitor()
        page = visitor.open(address)
        assert find_checked(page.text) == "ToFaktor"
        heard = visitor.choose(page, address, person="anna0001", level="EnFaktor")
        token = broker.exchange(read_query(heard)["code"]).json()["id_token"]
        assert broker.read_token(token).claims["acr"] == "dk:unilogin:loa:EnFaktor"


def test_an_unknown_level_is_refused(broker: Broker, visitor: Visitor) -> None:
    page = visitor.open(broker.make_address())
    assert visitor.choose(page, broker.root, person="bo000001", level="x").status == 400


def test_a_choice_counts_once(broker: Broker, visitor: Visitor) -> None:
    page = visitor.open(broker.make_address())
    assert visitor.choose(page, broker.root, person="bo000001").status == 303
    again = visitor.choose(page, broker.root, person="bo000001")
    assert (again.status, WORDS["stale"][0] in again.text) == (400, True)


def test_the_page_needs_no_scripts_and_takes_none_from_elsewhere(
    broker: Broker, visitor: Visitor
) -> None:
    heard = visitor.open(broker.make_address())
    assert "<script" not in heard.text
    policy = heard.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert f"form-action 'self' {broker.portal.address}" in policy
    assert heard.headers["cache-control"] == "no-store"


def test_the_enter_key_in_the_field_presses_no_person(broker: Broker, visitor: Visitor) -> None:
    page = html.fromstring(visitor.open(broker.make_address()).text)
    first = page.xpath("//form//button")[0]
    assert first.get("name") is None
    assert first.text == WORDS["log_in"][0]


def test_every_field_has_a_label(broker: Broker, visitor: Visitor) -> None:
    page = html.fromstring(visitor.open(broker.make_address()).text)
    fields = page.xpath("//input[not(@type='hidden')]")
    assert len(fields) == 3
    assert all(field.label is not None or field.xpath("ancestor::label") for field in fields)
