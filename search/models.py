"""What may be found: one row for each entry that a source offers, and the scopes that open it."""

from django.db import models


class Kind(models.TextChoices):
    """What an entry is, by which people narrow a search."""

    NEWS = "news"
    PAGE = "page"
    DOCUMENT = "document"
    EVENT = "event"
    PERSON = "person"


class Entry(models.Model):
    """An entry as its source offered it; its words stand in the engine's own table."""

    source = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=255)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=500)
    language = models.CharField(max_length=8)
    municipality = models.ForeignKey(
        "people.Municipality", on_delete=models.CASCADE, null=True, related_name="+"
    )
    institution = models.ForeignKey(
        "people.Institution", on_delete=models.CASCADE, null=True, related_name="+"
    )
    # By which the newest come first; the two moments between which it is found at all.
    dated_at = models.DateTimeField()
    begins_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="search_entry_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.key}"


class EntryScope(models.Model):
    """A scope whose holders find an entry; one is enough, and without one nobody does."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="scopes")
    scope = models.ForeignKey("access.Scope", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "scope"], name="search_entry_scope_once"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} in {self.scope_id}"
