"""Choosers and uploads of files for editors of many institutions: no list holds them all."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.documents.views import multiple as document_uploads
from wagtail.images.views import multiple as image_uploads

from cms.editing.places import FIELD, MOST_LISTED, files_of, list_collections
from cms.editing.queries import collections_for


class OwnCollections:
    """Of a chooser of files: asks for the institution by name where there are many."""

    @cached_property
    def collections(self: Any) -> Any:
        some = collections_for(self.request.user)[: MOST_LISTED + 1]
        return some if len(some) > 1 else None

    def get_object_list(self: Any) -> Any:
        # A column names it.
        return super().get_object_list().select_related("collection")  # type: ignore[misc]

    def get_filter_form(self: Any) -> Any:
        if not self.collections or len(self.collections) <= MOST_LISTED:
            return super().get_filter_form()  # type: ignore[misc]
        form = self.get_filter_form_class()(self.request.GET)
        form.fields[FIELD] = forms.CharField(
            label=_("Institution"),
            required=False,
            widget=forms.TextInput(attrs={"data-chooser-modal-search-filter": True}),
        )
        return form

    def filter_object_list(self: Any, objects: Any) -> Any:
        if self.filter_form.is_valid():
            name = self.filter_form.cleaned_data.get(FIELD, "")
            objects = files_of(objects, name, user=self.request.user)
        return super().filter_object_list(objects)  # type: ignore[misc]


class _ListsSomeCollections:
    """Of a page to send several files: lists some tens of collections; each file names others."""

    def get_context_data(self: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        if context["collections"] and len(context["collections"]) > MOST_LISTED:
            context["collections"] = list_collections(
                self.request.user, self.get_model(), first=context["selected_collection_id"]
            )
        return context


class SendImages(_ListsSomeCollections, image_uploads.AddView):
    """The page to send several images."""


class SendDocuments(_ListsSomeCollections, document_uploads.AddView):
    """The page to send several documents."""
