"""System checks: nothing of Wagtail's public side may be reachable past the access rules."""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.files.storage import storages
from django.urls import get_resolver

# Views that answer without asking who may see: modules whose name begins so.
PUBLIC_SIDE = (
    "ninja.",
    "wagtail.api.",
    "wagtail.contrib.sitemaps.",
    "wagtail.documents.api.v2.",
    "wagtail.documents.views.serve.",
    "wagtail.images.api.v2.",
    "wagtail.images.views.serve.",
    "wagtail.views.",
)
EDITORS_API = ("wagtail.admin.api.", "wagtail.documents.api.admin.", "wagtail.images.api.admin.")
FILE_FORMS = {
    "WAGTAILDOCS_DOCUMENT_FORM_BASE": "cms.editing.forms.DocumentForm",
    "WAGTAILIMAGES_IMAGE_FORM_BASE": "cms.editing.forms.ImageForm",
}


@register(Tags.urls, Tags.security)
def check_addresses(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Wagtail's API, sitemap and serve views would show what nobody chose to show."""
    return [
        Error(
            f"{path!r} leads to {module}, which does not ask who may see.",
            hint="Remove the address: `cms.views` and `cms.serving` show pages, files and images.",
            id="cms.E001",
        )
        for path, callback in list_views(get_resolver().url_patterns)
        if (module := _find_public_side(callback))
    ]


@register(Tags.files, Tags.security)
def check_storage(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A file with an address of its own is open to whoever knows the address."""
    if getattr(storages["default"], "base_url", None) is None:
        return []
    return [
        Error(
            "The default storage gives files an address of their own.",
            hint="Set `base_url` to None in STORAGES: `cms.serving` hands files over.",
            id="cms.E002",
        )
    ]


@register(Tags.models, Tags.security)
def check_page_models(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Wagtail's own privacy settings would promise what nothing here keeps."""
    from cms.models import BasePage  # noqa: PLC0415 - the models are not there when this is read

    return [
        Error(
            f"{model._meta.label} offers Wagtail's privacy settings.",
            hint="Leave `private_page_options` empty: who sees a page is its audience.",
            obj=model,
            id="cms.E003",
        )
        for model in apps.get_models()
        if issubclass(model, BasePage) and model.private_page_options != []
    ]


@register(Tags.urls, Tags.security)
def check_guard(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """An address of the editor without the guard would reach all municipalities."""
    from wagtail.admin import urls  # noqa: PLC0415 - needs the models

    from cms.editing.guard import GUARDED  # noqa: PLC0415 - needs the models

    _ = get_resolver().url_patterns
    return [
        Error(
            f"The editor's address {path!r} has no guard before it.",
            hint="Include `cms.editing.urls` before `wagtail.admin.urls`.",
            id="cms.E004",
        )
        for path, callback in list_views(urls.urlpatterns)
        if not getattr(callback, GUARDED, False)
    ]


@register(Tags.security)
def check_file_forms(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Wagtail's own forms know nobody's folders, and list the collections of everybody."""
    return [
        Error(
            f"{setting} is not the form that knows folders and institutions.",
            hint=f"Set it to {form!r}.",
            id="cms.E005",
        )
        for setting, form in FILE_FORMS.items()
        if getattr(settings, setting, "") != form
    ]


def list_views(patterns: Any, prefix: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """The path and the view of each pattern, and of those it includes."""
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from list_views(pattern.url_patterns, path)
        else:
            yield path, pattern.callback


def _find_public_side(callback: Any) -> str:
    """The module of the public side that a view, or a class it is made from, comes from.

    The editor's own API is made from the public one; the guard before it keeps it closed.
    """
    view = getattr(callback, "cls", None) or getattr(callback, "view_class", None) or callback
    modules = [f"{made_from.__module__}." for made_from in getattr(view, "__mro__", [view])]
    if modules[0].startswith(EDITORS_API):
        return ""
    return next((module.rstrip(".") for module in modules if module.startswith(PUBLIC_SIDE)), "")
