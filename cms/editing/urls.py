"""Addresses of the editor that are ours instead of Wagtail's, looked up before Wagtail's own.

The paths are Wagtail's, so that `reverse` leads here. All other addresses of Wagtail's get the
guard, which opens those in `addresses.py` and no others.
"""

from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache
from wagtail.admin import urls as wagtail_urls
from wagtail.admin.auth import require_admin_access
from wagtail.images.views.images import IndexView as ImageList
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.audience import urls as audience_urls
from cms.audience import views as audience_views
from cms.editing import choosers, entrance, many_places, reports
from cms.editing.document_list import DocumentList
from cms.editing.filters import DocumentFilterSet, ImageFilterSet
from cms.editing.guard import guard_addresses, guard_own
from core.login.views import sign_out

_IMAGES = {"filterset_class": ImageFilterSet}
_DOCUMENTS = {"filterset_class": DocumentFilterSet}

for_editors: list[URLPattern] = [
    path("account/", entrance.OwnAccount.as_view(), name="wagtailadmin_account"),
    path("choose-page/", choosers.BrowsePages.as_view(), name="wagtailadmin_choose_page"),
    path(
        "choose-page/<int:parent_page_id>/",
        choosers.BrowsePages.as_view(),
        name="wagtailadmin_choose_page_child",
    ),
    path(
        "choose-page/search/",
        choosers.SearchPages.as_view(),
        name="wagtailadmin_choose_page_search",
    ),
    path(
        "choose-page/chosen-multiple/",
        choosers.PagesChosen.as_view(),
        name="wagtailadmin_choose_page_chosen_multiple",
    ),
    path(
        "choose-external-link/",
        choosers.ExternalLink.as_view(),
        name="wagtailadmin_choose_page_external_link",
    ),
    path("modtagere/find/", audience_views.find_places, name="find_audience_places"),
    path("tag-autocomplete/", choosers.complete_tag, name="wagtailadmin_tag_autocomplete"),
    path(
        "tag-autocomplete/<slug:app_name>/<slug:model_name>/",
        choosers.complete_tag,
        name="wagtailadmin_tag_model_autocomplete",
    ),
    path("images/", ImageList.as_view(**_IMAGES), name="own_images"),
    path("images/results/", ImageList.as_view(**_IMAGES, results_only=True), name="own_images_r"),
    path("images/chooser/", choosers.image_views.choose_view, name="choose_own_image"),
    path(
        "images/chooser/results/",
        choosers.image_views.choose_results_view,
        name="choose_own_image_r",
    ),
    path("images/multiple/add/", many_places.SendImages.as_view(), name="send_own_images"),
    path("documents/multiple/add/", many_places.SendDocuments.as_view(), name="send_own_documents"),
    path("documents/chooser/", choosers.document_views.choose_view, name="choose_own_document"),
    path(
        "documents/chooser/results/",
        choosers.document_views.choose_results_view,
        name="choose_own_document_r",
    ),
    path("documents/", DocumentList.as_view(**_DOCUMENTS), name="own_documents"),
    path(
        "documents/results/",
        DocumentList.as_view(**_DOCUMENTS, results_only=True),
        name="own_documents_r",
    ),
]

for address, view in (
    ("locked", reports.LockedPages),
    ("workflow", reports.Approvals),
    ("workflow_tasks", reports.ApprovalTasks),
    ("site-history", reports.PageHistory),
    ("aging-pages", reports.AgingPages),
    ("page-types-usage", reports.PageKinds),
):
    for_editors += [
        path(f"reports/{address}/", view.as_view(), name=f"report_{address}"),
        path(
            f"reports/{address}/results/",
            view.as_view(results_only=True),
            name=f"report_{address}_results",
        ),
    ]

for decorator in (require_admin_access, guard_own, never_cache):
    decorate_urlpatterns(for_editors, decorator)
decorate_urlpatterns(audience_urls.urlpatterns, guard_own)

urlpatterns: list[URLPattern] = [
    *for_editors,
    path("login/", entrance.go_to_sign_in, name="wagtailadmin_login"),
    path("logout/", sign_out, name="wagtailadmin_logout"),
]

guard_addresses(wagtail_urls.urlpatterns)
