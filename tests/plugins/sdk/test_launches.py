"""What the kit opens: what the example names, or else a link that somebody is shown."""

from dataclasses import replace

import pytest

from indgang_sdk.testing import ANNA, BO, DORTE, Person
from indgang_sdk.testing.subject import Subject, find_subject


@pytest.fixture
def library() -> Subject:
    return find_subject("tests.plugins.sdk.good_connector")


def open_as(subject: Subject, person: Person) -> str:
    (launcher,) = [offer for offer in subject.offers if offer.kind.word == "launcher"]
    address: str = subject.run(launcher, person).result.address
    return address.rpartition("/")[2]


def test_the_example_says_what_is_opened(library: Subject) -> None:
    assert library.example
    library.__dict__["example"] = replace(library.example, targets={"book": "99"})
    assert [open_as(library, person) for person in (DORTE, BO, ANNA)] == ["99", "99", "99"]


def test_without_a_word_of_the_example_everybody_opens_what_they_are_shown(
    library: Subject,
) -> None:
    assert library.example
    library.__dict__["example"] = replace(library.example, targets={})
    # Dorte and Bo see loans, of which Bo's is the first; Anna finds a book.
    assert [open_as(library, person) for person in (DORTE, BO, ANNA)] == ["17", "17", "30"]
