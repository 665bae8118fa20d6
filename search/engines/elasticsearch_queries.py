"""A question as Elasticsearch reads it; the only module that imports elasticsearch_dsl."""

from collections.abc import Sequence
from typing import Any

from elasticsearch_dsl import Q

from search.analysis.questions import Alternative, QueryWord
from search.engines.contract import Wanted
from search.engines.moments import count_moment


def write_query(wanted: Wanted, *, only_titles: bool = False) -> Any:
    """The query for entries with all words of a group that a scope opens; nothing is scored."""
    groups = [
        Q("bool", filter=[_write_word(word, only_titles=only_titles) for word in words])
        for words in wanted.groups
    ]
    filters = [_any_of(groups), _write_opening(wanted)]
    for name, values in (
        ("kind", wanted.kinds),
        ("institution", wanted.institutions),
        ("municipality", wanted.municipalities),
    ):
        if values:
            filters.append(Q("terms", **{name: sorted(values)}))
    if wanted.since is not None:
        filters.append(Q("range", dated_at={"gte": count_moment(wanted.since)}))
    return Q("bool", filter=filters)


def _write_opening(wanted: Wanted) -> Any:
    scopes, now = sorted(wanted.scopes), count_moment(wanted.now)
    window = [
        Q("terms", windows__scope=scopes),
        Q("range", windows__begins_at={"lte": now}),
        Q("range", windows__ends_at={"gt": now}),
    ]
    return _any_of(
        [
            Q("terms", scopes=scopes),
            Q("nested", path="windows", query=Q("bool", filter=window)),
        ]
    )


def _write_word(word: QueryWord, *, only_titles: bool) -> Any:
    field = "title" if only_titles else "words"
    some = word.list_alternatives(only_titles=only_titles)
    return _any_of([_write_alternative(one, field) for one in some])


def _write_alternative(alternative: Alternative, field: str) -> Any:
    if alternative.beginning:
        return Q("prefix", **{field: alternative.beginning})
    terms = [Q("term", **{field: token}) for token in alternative.tokens]
    return terms[0] if len(terms) == 1 else Q("bool", filter=terms)


def _any_of(queries: Sequence[Any]) -> Any:
    return Q("bool", should=list(queries), minimum_should_match=1)
