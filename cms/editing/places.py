"""Choosing among many institutions' collections: some tens are listed, all are found by name."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, Exists, OuterRef, QuerySet, When
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from cms.audience.finding import hold_all_words
from cms.editing.queries import collections_for
from cms.models import InstitutionCollection

MOST_LISTED = 30
MOST_NAMED = 5
# The guard reads ids from Wagtail's own fields of collections; what is typed has its own name.
FIELD = "institution"


class CollectionNameField(forms.CharField):
    """An institution's collection, typed as the institution's name or a part of it.

    Finds none but those of `queryset`.
    """

    default_error_messages = {
        "unknown": _("You have no institution called “%(name)s”."),
        "several": _("Several are called so: %(names)s. Type more of the name."),
    }

    def __init__(self, *, queryset: QuerySet[Collection], **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Institution"))
        kwargs.setdefault("help_text", _("Type the name of the institution."))
        super().__init__(**kwargs)
        self.queryset = queryset

    def clean(self, value: Any) -> Any:
        name = super().clean(value)
        return self._find(name) if name else None

    def _find(self, name: str) -> Collection:
        exact = list(self.queryset.filter(name=name)[:2])
        alike = self.queryset.filter(hold_all_words(name, "name")).order_by("name")
        found = exact or list(alike[: MOST_NAMED + 1])
        if not found:
            raise ValidationError(
                self.error_messages["unknown"], code="unknown", params={"name": name}
            )
        if len(found) > 1:
            names = ", ".join(item.name for item in found[:MOST_NAMED])
            names += " …" if len(found) > MOST_NAMED else ""
            raise ValidationError(
                self.error_messages["several"], code="several", params={"names": names}
            )
        return found[0]


def files_of(files: Any, name: str, *, user: Any) -> Any:
    """Those files that lie at somebody's institutions of that name, or of a name like it."""
    if not name:
        return files
    collections = collections_for(user).filter(hold_all_words(name, "name"))
    # As numbers: a search engine cannot look into another table.
    return files.filter(collection__in=list(collections.values_list("pk", flat=True)))


class CollectionNameFilter(django_filters.CharFilter):
    """Files of the institutions whose name is typed."""

    def filter(self, qs: Any, value: str) -> Any:
        return files_of(qs, value, user=self.parent.request.user)


class NamesCollection:
    """Of a file's form: asks for the institution's name where there are many to choose among.

    The id stays as a hidden field, which uploads send; a name that is typed goes before it.
    """

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(self.collections) <= MOST_LISTED:
            return
        listed = self.fields["collection"]
        listed.required, listed.widget = False, forms.HiddenInput()
        present = self.instance.collection.name if self.instance.pk else ""
        self.fields[FIELD] = CollectionNameField(
            queryset=self.collections, required=False, initial=present
        )

    def clean(self: Any) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc]
        if FIELD in cleaned:
            cleaned["collection"] = cleaned[FIELD] or cleaned.get("collection")
            if cleaned["collection"] is None:
                self.add_error(FIELD, self.fields[FIELD].error_messages["required"])
        return cleaned

    def find_institutions(self: Any, cleaned: dict[str, Any]) -> set[int]:
        """The institution of the chosen collection; of the only one, where there is no choice."""
        chosen = cleaned.get("collection")
        collections = [chosen] if chosen else list(self.collections)
        links = InstitutionCollection.objects.filter(collection__in=collections)
        return set(links.values_list("institution_id", flat=True))


def list_collections(user: Any, model: type[Any], *, first: str | None) -> QuerySet[Collection]:
    """Some tens of somebody's collections to put files into: those put files into before first.

    `first` is the id of the one to begin with, as an address has it.
    """
    own = model.objects.filter(uploaded_by_user=user, collection_id=OuterRef("pk"))
    rank = Case(When(pk=first or 0, then=0), When(Exists(own), then=1), default=2)
    return collections_for(user, {"add"}).order_by(rank, "name")[:MOST_LISTED]
