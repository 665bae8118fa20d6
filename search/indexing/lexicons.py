"""The lexicon that entries are analysed by, built of what everybody in a municipality may read."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from core.access.models import ScopeKey
from search.analysis.folding import list_folded
from search.analysis.lexicon import Lexicon, build_lexicon, read_lexicon
from search.analysis.stems import DANISH
from search.models import Entry, EntryScope, LexiconVersion

# `public`, and the whole of a municipality or of its institutions of one kind.
_WIDE = Q(key="public") | Q(key__regex=r"^[0-9]{3}(\.[a-z]+)?/")
# So many words have to be new, or gone, before all entries are analysed anew for them.
SHARE_CHANGED = 0.02

_kept: dict[int, Lexicon] = {}
_EMPTY = Lexicon()


def read_current_lexicon() -> Lexicon:
    """The newest version, kept in the process; before there is one, the project's own words."""
    version = LexiconVersion.objects.order_by("-pk").values_list("pk", flat=True).first()
    return read_lexicon_of(version or 0)


def read_lexicon_of(version: int) -> Lexicon:
    """The lexicon of a version; the project's own words where it is not there any more."""
    if not version:
        return _EMPTY
    if version not in _kept:
        row = LexiconVersion.objects.filter(pk=version).first()
        if row is None:
            return _EMPTY
        _kept.clear()
        _kept[version] = read_lexicon(version, bytes(row.content))
    return _kept[version]


def forget_kept_lexicon() -> None:
    """Reads the lexicon anew when it is next asked for."""
    _kept.clear()


def renew_lexicon(*, now: datetime) -> bool:
    """Builds the lexicon anew, and keeps it as a version if enough of its words have changed."""
    before = read_current_lexicon()
    built = build_lexicon(0, _read_wide_texts(now))
    if before.version and not _differs(before, built):
        return False
    row = LexiconVersion.objects.create(made_at=now, content=built.write())
    LexiconVersion.objects.exclude(pk=row.pk).delete()
    return True


def _differs(before: Lexicon, built: Lexicon) -> bool:
    changed = before.parts ^ built.parts
    return len(changed) > SHARE_CHANGED * max(len(before.parts), 1)


def _read_wide_texts(now: datetime) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """The words of Danish entries that are open now to everybody, or to a whole municipality."""
    wide = ScopeKey.objects.filter(_WIDE).values("scope")
    openings = EntryScope.objects.filter(
        Q(begins_at=None) | Q(begins_at__lte=now),
        Q(ends_at=None) | Q(ends_at__gt=now),
        scope__in=wide,
    )
    entries = Entry.objects.filter(language=DANISH, pk__in=openings.values("entry"))
    for fields in entries.order_by("pk").values_list("title", "headings", "text").iterator():
        title, headings, text = map(list_folded, fields)
        yield title, headings, text
