"""The system checks fail when something of Wagtail's public side becomes reachable."""

import pytest
from django.contrib.sitemaps.views import sitemap as django_sitemap
from django.urls import include, path
from wagtail.admin import urls as wagtail_admin_urls
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.api.v3.api import api as wagtail_api
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtail_documents_urls
from wagtail.images import urls as wagtail_images_urls
from wagtail.images.views.serve import ServeView

from cms import checks
from cms.models import NewsPage
from core.config import urls as portal_urls

router = WagtailAPIRouter("offentlig")
router.register_endpoint("pages", PagesAPIViewSet)


class OwnServeView(ServeView):
    """A view of ours that is Wagtail's all the same."""


PUBLIC_SIDE = {
    "pages": path("sider/", include("wagtail.urls")),
    "documents": path("filer/", include(wagtail_documents_urls)),
    "images": path("billeder/", include(wagtail_images_urls)),
    "one image view": path("b/<s>/<int:image_id>/<filter_spec>", ServeView.as_view()),
    "sitemap": path("sitemap.xml", sitemap),
    "api": path("api/", router.urls),
    "new api": path("api/v3/", wagtail_api.urls),
    "a subclass": path("c/<s>/<int:image_id>/<filter_spec>", OwnServeView.as_view()),
}


class Patterns:
    """An URLconf with more addresses than the portal's."""

    def __init__(self, *more):
        self.urlpatterns = [*portal_urls.urlpatterns, *more]


@pytest.fixture
def use_addresses(monkeypatch):
    def use(*more):
        monkeypatch.setattr(checks, "get_resolver", lambda: type("R", (), {
            "url_patterns": Patterns(*more).urlpatterns
        }))  # fmt: skip

    return use


def ids(messages):
    return {message.id for message in messages}


def test_the_portal_passes():
    assert checks.check_addresses(None) == []
    assert checks.check_storage(None) == []
    assert checks.check_page_models(None) == []
    assert checks.check_guard(None) == []


@pytest.mark.parametrize("name", PUBLIC_SIDE)
def test_wagtails_public_side_is_refused(name, use_addresses):
    use_addresses()
    assert checks.check_addresses(None) == []
    use_addresses(PUBLIC_SIDE[name])
    assert ids(checks.check_addresses(None)) == {"cms.E001"}


def test_addresses_of_ones_own_are_let_be(use_addresses):
    use_addresses(path("kort.xml", django_sitemap))
    assert checks.check_addresses(None) == []


def test_a_storage_with_addresses_is_refused(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    }
    assert ids(checks.check_storage(None)) == {"cms.E002"}


def test_wagtails_privacy_settings_are_refused(monkeypatch):
    monkeypatch.setattr(NewsPage, "private_page_options", ["password"])
    found = checks.check_page_models(None)
    assert ids(found) == {"cms.E003"}
    assert [message.obj for message in found] == [NewsPage]


def test_an_address_without_the_guard_is_refused(monkeypatch):
    def show(request):
        raise AssertionError

    monkeypatch.setattr(
        wagtail_admin_urls, "urlpatterns", [*wagtail_admin_urls.urlpatterns, path("ny/", show)]
    )
    found = checks.check_guard(None)
    assert ids(found) == {"cms.E004"}
    assert "'ny/'" in found[0].msg


@pytest.mark.parametrize("setting", checks.FILE_FORMS)
def test_files_without_our_form_are_refused(settings, setting):
    assert checks.check_file_forms(None) == []
    setattr(settings, setting, "")
    assert ids(checks.check_file_forms(None)) == {"cms.E005"}
