"""Families as `tests.core.people.families` plays them, who also search.

Who may find an entry is worked out from the rows of memberships and guardianships in plain Python,
by the oracle of keys and what was offered; neither knows `core.access` or `search`.
"""

import random
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from core.access.operations import create_owned_scope, find_shared_scope, rewrite_owned_scope
from core.access.viewer import Viewer
from core.index_sources.entries import Opening, ScopedEntry
from core.people.models import Group, Person
from indgang_sdk.search import EntryKind
from search.engines.chosen import list_engines
from search.indexing.handing import hand_changes_on
from search.operations import forget_entries, store_entries
from search.queries import FEW, find_entries
from tests.core.people.families import BIRTH_DATES, DAY, Families
from tests.core.people.oracle import read_rows, work_out_keys

# None is a part, a form or a synonym of another.
WORDS = ("lus", "fest", "zebra", "musik")
SEARCHES_A_STEP = 4
some_words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True)
numbers = st.integers(0, 11)
windows = st.sampled_from([(None, None), (None, None), (-1, 3), (1, None), (None, 0), (0, 2)])


@dataclass(kw_only=True)
class Offered:
    """An entry as it was offered last, and the audience that it has now."""

    words: list[str]
    audience: list[str]
    kind: EntryKind
    begins_at: datetime | None
    ends_at: datetime | None
    owned_scope: int = 0


@dataclass(kw_only=True)
class Tally:
    """How much was asked and found, so that a run that tries nothing is seen."""

    searches: int = 0
    hits: int = 0
    hidden: int = 0
    waiting: int = 0


class SearchedFamilies(Families):
    """The same families, and entries for random audiences among them."""

    tally = Tally()

    def __init__(self) -> None:
        super().__init__()
        self.offered: dict[str, Offered] = {}
        self.indexed: dict[str, list[str]] = {}
        self.draws = random.Random(0)
        for engine in list_engines():
            with engine.writing():
                pass
            engine.clear()
            with engine.writing():
                pass

    @initialize(
        births=st.permutations(BIRTH_DATES),
        custody=st.lists(st.booleans(), min_size=8),
        seed=st.integers(0, 2**32),
    )
    def begin(self, births: list[str], custody: list[bool], seed: int = 0) -> None:
        """As the families begin, and a dozen entries for some of those who are there."""
        super().begin(births, custody)
        self.draws.seed(seed)
        held = sorted({key for _, key in work_out_keys(read_rows(), self.today)})
        for number in range(12):
            audience = self.draws.sample([*held, "public"], self.draws.randint(1, 3))
            words = self.draws.sample(WORDS, self.draws.randint(1, 3))
            kind = self.draws.choice(list(EntryKind))
            self.put(f"e{number}", words, audience, kind, is_owned=number % 2 == 0)
        self.let_the_worker_run()

    def list_keys(self) -> list[str]:
        """Keys of all sorts that somebody may hold, and one that nobody does."""
        groups = [f"g{pk}" for pk in Group.objects.order_by("pk").values_list("pk", flat=True)]
        units = ["998101", "998102", "G99901", "998", "999", "998.school", "999.daycare", *groups]
        holders = ("pupil", "guardian", "staff", "pedagogical", "member", "leader")
        people = [f"p{pk}" for pk in Person.objects.order_by("pk").values_list("pk", flat=True)]
        return ["public", *people, *(f"{unit}/{holder}" for unit in units for holder in holders)]

    @rule(
        number=numbers, words=some_words, kind=st.sampled_from(list(EntryKind)), window=windows,
        many=st.integers(1, 3), is_owned=st.booleans(), data=st.data(),
    )  # fmt: skip
    def offer(
        self, number: int, words: list[str], kind: EntryKind, window: Any, many: int,
        is_owned: bool, data: st.DataObject,
    ) -> None:  # fmt: skip
        keys = st.sampled_from(self.list_keys())
        audience = data.draw(st.lists(keys, min_size=many, max_size=many, unique=True))
        begins_at, ends_at = (None if days is None else self.now + days * DAY for days in window)
        self.put(
            f"e{number}", words, audience, kind,
            is_owned=is_owned, begins_at=begins_at, ends_at=ends_at,
        )  # fmt: skip

    def put(
        self, key: str, words: list[str], audience: list[str], kind: EntryKind, *,
        is_owned: bool, begins_at: datetime | None = None, ends_at: datetime | None = None,
    ) -> None:  # fmt: skip
        scope = create_owned_scope if is_owned else find_shared_scope
        scope_id = scope(tuple(sorted(audience))).pk
        self.offered[key] = Offered(
            words=words, audience=audience, kind=kind, begins_at=begins_at, ends_at=ends_at,
            owned_scope=scope_id if is_owned else 0,
        )  # fmt: skip
        opening = Opening(scope=scope_id, begins_at=begins_at, ends_at=ends_at)
        entry = ScopedEntry(
            key=key, kind=kind, title=key.upper(), text=" ".join(words), url=f"/{key}/",
            dated_at=self.now, openings=(opening,),
        )  # fmt: skip
        store_entries("families", [entry])

    @precondition(lambda self: self.offered)
    @rule(data=st.data())
    def forget(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(self.offered)))
        del self.offered[key]
        forget_entries(source="families", keys=[key])

    @precondition(lambda self: any(one.owned_scope for one in self.offered.values()))
    @rule(data=st.data())
    def change_an_audience(self, data: st.DataObject) -> None:
        owned = sorted(key for key, one in self.offered.items() if one.owned_scope)
        one = self.offered[data.draw(st.sampled_from(owned))]
        one.audience = data.draw(
            st.lists(st.sampled_from(self.list_keys()), min_size=1, max_size=3, unique=True)
        )
        rewrite_owned_scope(one.owned_scope, tuple(sorted(one.audience)))

    @rule()
    def let_the_worker_run(self) -> None:
        hand_changes_on()
        self.indexed = {key: one.words for key, one in self.offered.items()}

    @invariant()
    def nobody_finds_what_is_not_theirs(self) -> None:
        rows = read_rows()
        held = work_out_keys(rows, self.today)
        is_waiting = self.indexed != {key: one.words for key, one in self.offered.items()}
        for _ in range(SEARCHES_A_STEP):
            person = self.draws.choice([None, *rows.people])
            query = self.draws.sample(WORDS, self.draws.randint(1, 2))
            person_id = person.pk if person else None
            found = find_entries(" ".join(query), Viewer(person_id=person_id, now=self.now))
            keys = {"public"} | {key for pk, key in held if pk == person_id}
            seen = {key for key, one in self.offered.items() if self.opens(one, keys)}
            got = [hit.url.strip("/") for hit in found.hits]
            # However far the index is behind, and in numbers too.
            assert set(got) <= seen
            assert sum(found.totals.values()) == found.total == len(got)
            assert set(found.totals) == {str(self.offered[key].kind) for key in got} or is_waiting
            if not is_waiting:
                assert set(got) == self.expect(query, seen)
                assert all(hit.title == hit.url.strip("/").upper() for hit in found.hits)
            self.count(found, got, is_waiting=is_waiting, seen=seen)

    def opens(self, one: Offered, keys: set[str]) -> bool:
        begun = one.begins_at is None or one.begins_at <= self.now
        ended = one.ends_at is not None and one.ends_at <= self.now
        return begun and not ended and bool(keys.intersection(one.audience))

    def expect(self, query: list[str], seen: set[str]) -> set[str]:
        missing = {key: len(set(query) - set(self.offered[key].words)) for key in seen}
        whole = {key for key, number in missing.items() if not number}
        if len(query) > 1 and len(whole) < FEW:
            return {key for key, number in missing.items() if number <= 1}
        return whole

    def count(self, found: Any, got: list[str], *, is_waiting: bool, seen: set[str]) -> None:
        tally = SearchedFamilies.tally
        tally.searches += 1
        tally.hits += len(got)
        tally.hidden += len(self.offered) - len(seen)
        tally.waiting += is_waiting
