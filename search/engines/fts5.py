"""A question as FTS5 reads it: every token quoted, so that nothing in it is a command."""

from collections.abc import Iterable, Sequence

from search.analysis.questions import Alternative, Level, QueryWord


def write_match(
    groups: Sequence[Sequence[QueryWord]],
    *,
    only_titles: bool = False,
    scopes: Iterable[int] = (),
) -> str:
    """What `MATCH` finds all words of a group by, anywhere or in the title.

    With `scopes` only what is in one of them.
    """
    column = "title" if only_titles else "words"
    found = " OR ".join(
        f"({' AND '.join(_write_word(word, only_titles=only_titles) for word in words)})"
        for words in groups
    )
    match = f"{column} : ({found})"
    opened = " OR ".join(f'"s{scope}"' for scope in scopes)
    return f"{match} AND scopes : ({opened})" if opened else match


def _write_word(word: QueryWord, *, only_titles: bool) -> str:
    # What is only near it is no word of the title.
    some = [one for one in word.alternatives if not only_titles or one.level <= Level.SYNONYM]
    return f"({' OR '.join(map(_write_alternative, some))})"


def _write_alternative(alternative: Alternative) -> str:
    if alternative.beginning:
        return f"{_quote(alternative.beginning)} *"
    return f"({' AND '.join(map(_quote, alternative.tokens))})"


def _quote(token: str) -> str:
    doubled = token.replace('"', '""')
    return f'"{doubled}"'
