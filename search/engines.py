"""Where the words of entries stand: FTS5 on SQLite, tsvector on PostgreSQL, the same tokens.

The two databases differ in this file only, and each word reaches them as letters and digits.
The table has one row an entry: the words of its title, and all its words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from search.analysis import SHORTEST_PREFIX


@dataclass(frozen=True, kw_only=True)
class Engine:
    """How one database creates, fills and asks the table of words.

    `of_query` and `of_title` find the numbers of entries by the parameter `words`, which is made
    of `word` and, for the last one, `beginning`, with `both` between words.
    """

    create: tuple[str, ...]
    insert: str
    of_query: str
    of_title: str
    word: str
    beginning: str
    both: str

    def write_words(self, words: Sequence[tuple[str, str]]) -> str:
        """The parameter by which entries with all words are found; the last may be a beginning."""
        *first, (token, typed) = words
        last = self.beginning if len(typed) >= SHORTEST_PREFIX else self.word
        parts = [self.word.format(token=token) for token, _ in first]
        return self.both.join([*parts, last.format(token=token, typed=typed)])


_ENGINES = {
    "sqlite": Engine(
        create=(
            "CREATE VIRTUAL TABLE search_words USING fts5"
            "(title, words, tokenize='ascii', prefix='3 4')",
        ),
        insert="INSERT INTO search_words (rowid, title, words) VALUES (%s, %s, %s)",
        of_query="SELECT rowid FROM search_words WHERE words MATCH %(words)s",
        of_title="SELECT rowid FROM search_words WHERE title MATCH %(words)s",
        word='"{token}"',
        beginning='("{token}" OR "{typed}"*)',
        both=" AND ",
    ),
    "postgresql": Engine(
        create=(
            "CREATE TABLE search_words "
            "(rowid bigint PRIMARY KEY, title tsvector NOT NULL, words tsvector NOT NULL)",
            "CREATE INDEX search_words_title ON search_words USING gin (title)",
            "CREATE INDEX search_words_words ON search_words USING gin (words)",
        ),
        insert=(
            "INSERT INTO search_words (rowid, title, words) VALUES (%s, "
            "array_to_tsvector(string_to_array(%s, ' ')), "
            "array_to_tsvector(string_to_array(%s, ' ')))"
        ),
        of_query="SELECT rowid FROM search_words WHERE words @@ %(words)s::tsquery",
        of_title="SELECT rowid FROM search_words WHERE title @@ %(words)s::tsquery",
        word="'{token}'",
        beginning="('{token}' | '{typed}':*)",
        both=" & ",
    ),
}


def engine_of(vendor: str) -> Engine:
    """The engine of a database, by the name that Django's connection gives it."""
    return _ENGINES[vendor]
