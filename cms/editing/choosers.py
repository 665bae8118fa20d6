"""The choosers: of pages, links, images and tags, with one's own institutions' alone in them."""

from typing import Any

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.functional import cached_property
from taggit.models import Tag
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.views import chooser
from wagtail.admin.views.generic import chooser as generic
from wagtail.documents.views import chooser as document_chooser
from wagtail.images.views import chooser as image_chooser

from cms.editing.columns import ChooserParentColumn
from cms.editing.many_places import OwnCollections
from cms.editing.naming import read_ids
from cms.editing.queries import (
    explorable_root,
    is_own_page,
    pages_below,
    pages_for,
    popular_tags,
    tag_uses_for,
)
from cms.models import BasePage, InstitutionDocument, InstitutionImage

ALL_PAGES = chooser.base_page_type_string
# What the scripts of a text ask for, whichever model stands for a page.
PAGES_OF_A_TEXT = "wagtailcore.page"
PAGES_AT_ONCE = 25
TAGS_AT_ONCE = 10


class _PagesOfAText:
    """Takes Wagtail's name of all pages for ours, so that a text can link to them."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("page_type") == PAGES_OF_A_TEXT:
            asked = request.GET.copy()
            asked["page_type"] = ALL_PAGES
            request.GET = asked  # type: ignore[assignment]
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


class BrowsePages(_PagesOfAText, chooser.BrowseView):
    """The page chooser's tree: begins where one's own pages begin and shows no others."""

    is_multiple_choice: str | None

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        self.is_multiple_choice = request.GET.get("multiple")
        kinds = request.GET.get("page_type") or ALL_PAGES
        self.desired_classes = _read_kinds(kinds)
        root = explorable_root(request.user)
        if root is None:
            raise Http404
        # Wagtail opens the tree above the page last chosen, which may be somebody else's.
        is_own = parent_page_id is not None and is_own_page(request.user, parent_page_id)
        parent = pages_for(request.user).get(pk=parent_page_id) if is_own else root
        self.parent_page = parent.specific
        below = self.filter_object_list(
            pages_below(request.user, parent).defer_streamfields().specific()
        )
        pages = _take_page(below, request)
        for page in [self.parent_page, *pages]:
            page.can_choose = self._can_choose(page)
            page.can_descend = page is not self.parent_page and page.get_children_count()
            page.is_parent_page = page is self.parent_page
        return self._show(kinds, pages)

    @cached_property
    def moved_pages(self) -> list[BasePage]:
        """The pages that a place is being chosen for."""
        ids = _read_ids(self.request.GET.getlist("target_pages[]"))
        return list(pages_for(self.request.user).filter(pk__in=ids))

    def _can_choose(self, page: BasePage) -> bool:
        asked = self.request.GET
        return not page.is_root() and chooser.can_choose_page(
            page,
            self.request.user,
            self.desired_classes,
            can_choose_root=False,
            user_perm=asked.get("user_perms", False),
            target_pages=self.moved_pages,
            match_subclass=asked.get("match_subclass", True),
        )

    def _show(self, kinds: str, pages: Any) -> HttpResponse:
        rows = [self.parent_page, *pages]
        context = {
            "parent_page": self.parent_page,
            "parent_page_id": self.parent_page.pk,
            "table": chooser.PageChooserTable(self.columns, rows),
            "pagination_page": pages,
            "search_form": SearchForm(),
            "page_type_string": kinds,
            "page_type_names": [kind.get_verbose_name() for kind in self.desired_classes],
            "page_types_restricted": kinds != ALL_PAGES,
            "is_multiple_choice": self.is_multiple_choice,
        }
        return render_modal_workflow(
            self.request,
            "wagtailadmin/chooser/browse.html",
            None,
            chooser.shared_context(self.request, context),
            json_data={"step": "browse", "parent_page_id": self.parent_page.pk},
        )


class SearchPages(_PagesOfAText, chooser.SearchView):
    """The page chooser's search; the hook `construct_page_chooser_queryset` trims its results."""

    @property
    def columns(self) -> list[Any]:
        return [
            ChooserParentColumn("parent", label=column.label) if column.name == "parent" else column
            for column in super().columns
        ]


class PagesChosen(chooser.ChosenMultipleView):
    """Several pages that were ticked in the chooser."""

    def get(self, request: HttpRequest) -> HttpResponse:
        pages = pages_for(request.user).filter(pk__in=_read_ids(request.GET.getlist("id")))
        chosen = [
            {
                "id": page.pk,
                "parentId": page.get_parent().pk,
                "adminTitle": page.get_admin_display_title(),
                "editUrl": reverse("wagtailadmin_pages:edit", args=(page.pk,)),
                "url": page.url,
            }
            for page in pages.specific()
        ]
        return self.render_chosen_response(chosen)


class ExternalLink(chooser.ExternalLinkView):
    """A link to elsewhere; it stays what was typed, so that no page tells that it is there."""

    def post(self, request: HttpRequest) -> HttpResponse:
        sent = request.POST.copy()
        # Wagtail's field takes an address that was not sent at all for a text.
        sent.setdefault(f"{self.form_prefix}-url", "")
        request.POST = sent  # type: ignore[assignment]
        return chooser.BaseLinkFormView.post(self, request)


class _TaggedImages:
    """Finds images by tag in a way that they can be searched as well."""

    def filter_object_list(self: Any, images: Any) -> Any:
        tag = self.request.GET.get("tag")
        if tag:
            tagged = InstitutionImage.objects.filter(tags__name=tag)
            images = images.filter(pk__in=tagged.values("pk"))
        return generic.BaseChooseView.filter_object_list(self, images)


class ChooseImage(OwnCollections, _TaggedImages, image_chooser.ImageChooseView):
    """The image chooser with the tags of one's own institutions."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        # The template asks each for its name.
        names = popular_tags(self.request.user, InstitutionImage)
        context["popular_tags"] = [Tag(name=name) for name in names]
        return context


class ImageResults(OwnCollections, _TaggedImages, image_chooser.ImageChooseResultsView):
    """The images that the chooser finds."""


# Set up as Wagtail's own, which it only takes views from.
image_views = image_chooser.ImageChooserViewSet(
    image_chooser.viewset.name,
    model=InstitutionImage,
    choose_view_class=ChooseImage,
    choose_results_view_class=ImageResults,
)


class ChooseDocument(OwnCollections, document_chooser.DocumentChooseView):
    """The document chooser."""


class DocumentResults(OwnCollections, document_chooser.DocumentChooseResultsView):
    """The documents that the chooser finds."""


document_views = document_chooser.DocumentChooserViewSet(
    document_chooser.viewset.name,
    model=InstitutionDocument,
    choose_view_class=ChooseDocument,
    choose_results_view_class=DocumentResults,
)


def complete_tag(request: HttpRequest, app_name: str = "", model_name: str = "") -> HttpResponse:
    """Tags that begin with what was typed, of those in use in one's own institutions."""
    if (app_name, model_name) not in {("", ""), ("taggit", "tag")}:
        raise Http404
    term = request.GET.get("term", "")
    names = (
        tag_uses_for(request.user)
        .filter(tag__name__istartswith=term)
        .order_by("tag__name")
        .values_list("tag__name", flat=True)
        .distinct()
    )
    return JsonResponse(list(names[:TAGS_AT_ONCE]) if term else [], safe=False)


def _read_kinds(text: str) -> tuple[type[BasePage], ...]:
    try:
        return chooser.page_models_from_string(text)
    except (ValueError, LookupError) as error:
        raise Http404 from error


def _read_ids(texts: list[str]) -> list[int]:
    ids = read_ids(text for text in texts if text)
    if ids is None:
        raise Http404
    return ids


def _take_page(pages: Any, request: HttpRequest) -> Any:
    try:
        return Paginator(pages, per_page=PAGES_AT_ONCE).page(request.GET.get("p", 1))
    except InvalidPage as error:
        raise Http404 from error
