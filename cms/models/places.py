"""The homes of municipalities, institutions and groups, made when the roster brings them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms.blocks import BodyBlock
from cms.lifecycle.editor_form import ReviewedPageForm, review_panel
from cms.models.base import BasePage, HomePlace
from cms.shortcuts.blocks import ShortcutsBlock
from core.access.keys import make_group_unit

# What editors write right below a home.
WRITTEN = ["cms.ContentPage", "cms.NewsPage", "cms.EventPage", "cms.LibraryPage", "cms.FormPage"]

# Wagtail gives every page type a template of its own name unless the class itself says another.
HOME_TEMPLATE = "themes/place.html"


class PortalPage(BasePage):
    """The page that all homes lie under: shown to nobody, with the municipalities below."""

    parent_page_types = ["cms.BasePage"]
    subpage_types = ["cms.MunicipalityHome"]
    max_count = 1
    is_creatable = False
    made_by_roster = True
    template = HOME_TEMPLATE

    class Meta:
        verbose_name = _("the portal's page")
        verbose_name_plural = _("the portal's pages")


class Home(BasePage):
    """What the homes have in common: a text of welcome and an audience of their own."""

    owns_scope = True
    is_creatable = False
    made_by_roster = True
    template = HOME_TEMPLATE

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("Text"))

    base_form_class = ReviewedPageForm
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("body"),
        review_panel,
        *BasePage.audience_panels,
    ]

    class Meta:
        abstract = True


class HomeWithShortcuts(Home):
    """A home with the ways that those who belong there take often."""

    shortcuts = StreamField(ShortcutsBlock(), blank=True, verbose_name=_("Shortcuts"))

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("body"),
        FieldPanel("shortcuts"),
        review_panel,
        *BasePage.audience_panels,
    ]

    class Meta:
        abstract = True


class MunicipalityHome(HomeWithShortcuts):
    """A municipality's home; its pages belong to the municipality's administration."""

    home_of = models.OneToOneField(
        "people.Municipality", on_delete=models.PROTECT, related_name="home", editable=False
    )
    administration = models.ForeignKey(
        "people.Institution",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    template = HOME_TEMPLATE
    is_creatable = False
    parent_page_types = ["cms.PortalPage"]
    subpage_types = ["cms.InstitutionHome", *WRITTEN]

    class Meta:
        verbose_name = _("municipality page")
        verbose_name_plural = _("municipality pages")

    def home_place(self) -> HomePlace:
        return HomePlace(
            municipality_id=self.home_of_id,
            institution_id=self.administration_id,
            unit=self.home_of.code,
        )


class InstitutionHome(HomeWithShortcuts):
    """A school's, a daycare institution's or an after-school care's home."""

    home_of = models.OneToOneField(
        "people.Institution", on_delete=models.PROTECT, related_name="home", editable=False
    )

    template = HOME_TEMPLATE
    is_creatable = False
    parent_page_types = ["cms.MunicipalityHome"]
    subpage_types = ["cms.GroupHome", *WRITTEN, "cms.WeekMenuPage"]

    class Meta:
        verbose_name = _("institution page")
        verbose_name_plural = _("institution pages")

    def home_place(self) -> HomePlace:
        return HomePlace(
            municipality_id=self.home_of.municipality_id,
            institution_id=self.home_of_id,
            unit=self.home_of.key,
        )


class GroupHome(Home):
    """A class's, a room's or another group's home; archived when the group is gone."""

    home_of = models.OneToOneField(
        "people.Group", on_delete=models.PROTECT, related_name="home", editable=False
    )

    template = HOME_TEMPLATE
    is_creatable = False
    parent_page_types = ["cms.InstitutionHome"]
    subpage_types = [*WRITTEN, "cms.DailyNotePage"]

    class Meta:
        verbose_name = _("group page")
        verbose_name_plural = _("group pages")

    def home_place(self) -> HomePlace:
        return HomePlace(
            municipality_id=self.home_of.institution.municipality_id,
            institution_id=self.home_of.institution_id,
            unit=make_group_unit(self.home_of_id),
        )
