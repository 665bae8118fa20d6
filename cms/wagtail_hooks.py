"""What Wagtail's editor is told about institutions, at the places it offers for it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.action_menu import PublishMenuItem, SubmitForModerationMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.pages import PageViewSet

from cms.editing import panels
from cms.editing.breadcrumbs import replace_breadcrumbs
from cms.editing.bulk import BULK_ACTIONS
from cms.editing.comparing import register_comparisons
from cms.editing.field_names import name_fields
from cms.editing.forms import refuse_foreign_choices
from cms.editing.mails import connect_mails
from cms.editing.page_views import OwnPagesViewSet
from cms.editing.policies import register_policies
from cms.editing.queries import explorable_root, pages_for
from cms.models import BasePage
from cms.records.editing import refuse_to_delete_kept_pages, say_that_page_is_kept
from core.access.models import Right
from core.access.queries import institutions_where

# Before anything asks for a policy, and after images and documents have registered theirs.
register_policies()
replace_breadcrumbs()
connect_mails()
name_fields()
register_comparisons()

LAST = 1000
# The button that is seen at once is the first of these that there is; saving a draft, which is
# Wagtail's, stands right below it.
FIRST = ("approve", PublishMenuItem.name, SubmitForModerationMenuItem.name)

for action in BULK_ACTIONS:
    hooks.register("register_bulk_action", action, order=LAST)


@hooks.register("register_admin_viewset", order=LAST)
def register_page_views() -> PageViewSet:
    return OwnPagesViewSet()


@hooks.register("construct_page_chooser_queryset")
def trim_chosen_pages(pages: Any, request: HttpRequest) -> Any:
    return pages & pages_for(request.user)


@hooks.register("before_edit_page")
def refuse_foreign_choices_of_page(request: HttpRequest, page: BasePage) -> None:
    if request.method == "POST":
        refuse_foreign_choices(request, page)


@hooks.register("before_create_page")
def refuse_foreign_choices_of_new_page(
    request: HttpRequest, parent_page: BasePage, page_class: type[BasePage]
) -> None:
    if request.method == "POST":
        refuse_foreign_choices(request, page_class())


hooks.register("before_edit_page", say_that_page_is_kept)
hooks.register("before_delete_page", refuse_to_delete_kept_pages)
hooks.register("construct_homepage_panels", panels.choose_panels)
hooks.register("construct_homepage_summary_items", panels.choose_summary_items, order=LAST)


class PagesMenuItem(MenuItem):
    """Leads to where one's own pages begin, in the place of Wagtail's tree of all."""

    def is_shown(self, request: HttpRequest) -> bool:
        return explorable_root(request.user) is not None


@hooks.register("construct_main_menu")
def choose_menu_items(request: HttpRequest, items: list[Any]) -> None:
    """No settings, no tree from an address that is closed, no help on foreign hosts."""
    left_out = {"explorer", "settings", "help"}
    items[:] = [item for item in items if item.name not in left_out]
    pages = PagesMenuItem(
        _("Pages"),
        reverse("wagtailadmin_explore_root"),
        name="own-pages",
        icon_name="folder-open-inverse",
        order=100,
    )
    if pages.is_shown(request):
        items.append(pages)
    person_id = request.user.pk
    if person_id and institutions_where(person_id, [Right.CONNECT]).exists():
        where = reverse("connections_where")
        items.append(MenuItem(_("Connected systems"), where, name="systems", icon_name="link"))
    # With its host: the menu marks what the present address begins with, and »/« begins all.
    portal = request.build_absolute_uri(reverse("home"))
    items.append(MenuItem(_("To the portal"), portal, name="portal", icon_name="home", order=1))


@hooks.register("construct_settings_menu")
def choose_settings(request: HttpRequest, items: list[Any]) -> None:
    """None: what is set for all knows no tenants, and editors get none of it."""
    items.clear()


class SendForApproval(SubmitForModerationMenuItem):
    """Asks whoever leads the institution to publish the page."""

    label = _("Send for approval")

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        context["label"] = self.label
        return context


@hooks.register("construct_page_action_menu")
def offer_approval_or_publishing(
    items: list[Any], request: HttpRequest, context: dict[str, Any]
) -> None:
    """Offers to publish first to those who may, and to ask for it to all others."""
    offered = {item.name for item in items}
    kept = [item for item in items if item.name != SubmitForModerationMenuItem.name]
    if len(kept) < len(items) and "action-publish" not in offered:
        kept.append(SendForApproval(order=SubmitForModerationMenuItem.order))
    order = {name: place for place, name in enumerate(FIRST)}
    items[:] = sorted(kept, key=lambda item: order.get(item.name, len(FIRST)))
