"""The judgments are sound: what is graded exists, nothing is twice, and the measure measures."""

from collections import Counter
from itertools import pairwise
from math import log2

import pytest

from tests.search.judgments.corpus import make_corpus
from tests.search.judgments.entries import KINDS, JudgedEntry, list_places, read_written
from tests.search.judgments.making import ASKED_CLASSES, SHORTEST_TEXT, list_topics
from tests.search.judgments.measuring import (
    TAGS,
    JudgedQuery,
    is_held_out,
    measure_ndcg,
    read_queries,
)


@pytest.fixture(scope="module")
def corpus() -> list[JudgedEntry]:
    return make_corpus()


@pytest.fixture(scope="module")
def queries() -> list[JudgedQuery]:
    return read_queries()


def test_there_are_entries_enough_of_every_kind(corpus: list[JudgedEntry]) -> None:
    assert len(corpus) >= 2_000
    assert 250 <= len(read_written()) <= 300
    assert {entry.kind for entry in corpus} == set(KINDS)
    assert sum(entry.language == "en" for entry in corpus) == 25
    assert {entry.language for entry in corpus} == {"da", "en"}


def test_the_demo_world_is_in_it(corpus: list[JudgedEntry]) -> None:
    keys = {entry.key for entry in corpus}
    for letter, count in {"N": 15, "S": 10, "D": 12, "E": 31}.items():
        assert {f"{letter}{number:02}" for number in range(1, count + 1)} <= keys


def test_keys_are_unique_and_the_corpus_is_the_same_each_time(corpus: list[JudgedEntry]) -> None:
    keys = [entry.key for entry in corpus]
    assert len(set(keys)) == len(keys)
    assert make_corpus() == corpus


def test_texts_have_a_length_and_no_hole_left_open(corpus: list[JudgedEntry]) -> None:
    for entry in corpus:
        most = 330 if entry.kind == "document" else 120
        assert SHORTEST_TEXT <= len(entry.text.split()) <= most, entry.key
        assert not set("{}") & set(entry.title + entry.text), entry.key
        assert entry.days_old >= 0


def test_every_place_is_one_of_the_places(corpus: list[JudgedEntry]) -> None:
    places = {(institution, municipality) for institution, municipality, _ in list_places()}
    assert {(entry.institution, entry.municipality) for entry in corpus} == places


def test_made_texts_name_no_class_that_is_asked_for(corpus: list[JudgedEntry]) -> None:
    made = [entry for entry in corpus if entry.key.startswith("made-")]
    names = (*ASKED_CLASSES, "0.", "M1")
    texts = [f" {entry.title} {entry.text}" for entry in made]
    assert [text for text in texts if any(f" {name}" in text for name in names)] == []
    assert any(" 3.A" in text for text in texts)
    assert len({entry.key.partition("-")[2] for entry in made}) == len(made)
    assert len(list_topics()) >= 40


def test_queries_are_enough_unique_and_of_every_tag(queries: list[JudgedQuery]) -> None:
    assert len(queries) >= 160
    assert len({query.query.casefold() for query in queries}) == len(queries)
    tags = Counter(query.why for query in queries if query.why)
    assert set(tags) == set(TAGS)
    assert min(tags.values()) >= 6


def test_grades_are_of_entries_that_exist(
    corpus: list[JudgedEntry], queries: list[JudgedQuery]
) -> None:
    keys = {entry.key for entry in corpus}
    for query in queries:
        assert set(query.grades) <= keys, query.query
        assert 1 <= len(query.grades) <= 10, query.query
        assert set(query.grades.values()) <= {1, 2, 3}, query.query
        assert max(query.grades.values()) == 3, query.query


def test_a_third_is_held_out_of_every_tag(queries: list[JudgedQuery]) -> None:
    every = Counter(query.why for query in queries)
    held = Counter(query.why for index, query in enumerate(queries) if is_held_out(index))
    assert 3 * held.total() == pytest.approx(every.total(), abs=3)
    assert all(3 * held[tag] == pytest.approx(every[tag], abs=3) for tag in every)


def test_the_best_ranking_is_worth_one_and_others_less(queries: list[JudgedQuery]) -> None:
    for query in queries:
        best = sorted(query.grades, key=lambda key: -query.grades[key])
        assert measure_ndcg(best, query.grades) == pytest.approx(1.0)
        assert measure_ndcg([*best, "other"], query.grades) == pytest.approx(1.0)
        assert measure_ndcg(["other", *best], query.grades) < 1.0
        assert measure_ndcg([], query.grades) == 0.0
        if len(set(query.grades.values())) > 1:
            assert measure_ndcg(best[::-1], query.grades) < 1.0


def test_the_measure_by_hand() -> None:
    grades = {"a": 3, "b": 1}
    assert measure_ndcg(["b", "a"], grades) == pytest.approx((1 + 7 / log2(3)) / (7 + 1 / log2(3)))
    assert measure_ndcg(["a", "a"], grades) == pytest.approx(7 / (7 + 1 / log2(3)))
    assert measure_ndcg(["x"] * 3 + ["a"], grades, at=1) == 0.0
    assert measure_ndcg(["a"], {}) == 0.0


def test_later_is_worth_less() -> None:
    worth = [measure_ndcg([*"x" * place, "a"], {"a": 3}) for place in (0, 1)]
    worth += [measure_ndcg([*"vwxyzopqrs"[:place], "a"], {"a": 3}) for place in (2, 5, 9, 10)]
    assert all(one > other for one, other in pairwise(worth))
    assert worth[-1] == 0.0
