"""What may be found: one row for each entry that a source offers, and the scopes that open it."""

from django.db import models
from django.utils.translation import pgettext_lazy

from indgang_sdk.search import EntryKind


class Kind(models.TextChoices):
    """The kinds of entries as a search names them."""

    NEWS = EntryKind.NEWS.value, pgettext_lazy("kind of hit", "News")
    PAGE = EntryKind.PAGE.value, pgettext_lazy("kind of hit", "Pages")
    DOCUMENT = EntryKind.DOCUMENT.value, pgettext_lazy("kind of hit", "Documents")
    EVENT = EntryKind.EVENT.value, pgettext_lazy("kind of hit", "Events")
    PERSON = EntryKind.PERSON.value, pgettext_lazy("kind of hit", "People")


class Entry(models.Model):
    """An entry as its source offered it; its words stand in the engines' own indexes."""

    source = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=255)
    headings = models.TextField(blank=True)
    text = models.TextField(blank=True)
    url = models.TextField()
    language = models.CharField(max_length=8)
    municipality = models.ForeignKey(
        "people.Municipality", on_delete=models.CASCADE, null=True, related_name="+"
    )
    institution = models.ForeignKey(
        "people.Institution", on_delete=models.CASCADE, null=True, related_name="+"
    )
    # The unit, as in keys, of the nearest home that it lies in.
    unit = models.CharField(max_length=20, blank=True)
    boost = models.FloatField(default=1.0)
    # By which the newest come first.
    dated_at = models.DateTimeField()
    # Another number whenever it is written, so that an index can be compared with it.
    version = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="search_entry_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.key}"


class EntryScope(models.Model):
    """A scope whose holders find an entry, and the two moments between which they do.

    One is enough, and without one nobody finds it.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="scopes")
    scope = models.ForeignKey("access.Scope", on_delete=models.CASCADE, related_name="+")
    begins_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.entry_id} in {self.scope_id}"


class Change(models.Model):
    """An entry that an engine has not taken yet, or has to forget, in the order of writing.

    Written in the transaction of the change itself, so that none is lost whatever dies after it.
    """

    engine = models.CharField(max_length=16)
    # No foreign key: of an entry that is gone, this is what is left.
    entry_id = models.BigIntegerField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["engine", "id"], name="search_change_waiting")]

    def __str__(self) -> str:
        return f"{self.entry_id} for {self.engine}"


class LexiconVersion(models.Model):
    """The words of the texts that everybody in a municipality may read, as they were counted."""

    made_at = models.DateTimeField()
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"lexicon {self.pk}"


class SearchCount(models.Model):
    """How often somebody has searched in a minute; who that is cannot be read back."""

    bucket = models.CharField(max_length=64)
    minute = models.DateTimeField(db_index=True)
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bucket", "minute"], name="search_count_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} at {self.minute:%H:%M}"
