"""A question as FTS5 reads it: every token quoted, so that nothing in it is a command."""

from collections.abc import Sequence

from search.analysis.questions import Alternative, QueryWord


def write_match(groups: Sequence[Sequence[QueryWord]], *, only_titles: bool = False) -> str:
    """What `MATCH` finds all words of a group by, anywhere or in the title."""
    column = "title" if only_titles else "words"
    found = " OR ".join(
        f"({' AND '.join(_write_word(word, only_titles=only_titles) for word in words)})"
        for words in groups
    )
    return f"{column} : ({found})"


def _write_word(word: QueryWord, *, only_titles: bool) -> str:
    some = word.list_alternatives(only_titles=only_titles)
    return f"({' OR '.join(map(_write_alternative, some))})"


def _write_alternative(alternative: Alternative) -> str:
    if alternative.beginning:
        return f"{_quote(alternative.beginning)} *"
    return f"({' AND '.join(map(_quote, alternative.tokens))})"


def _quote(token: str) -> str:
    doubled = token.replace('"', '""')
    return f'"{doubled}"'
