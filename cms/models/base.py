"""The base of every page: where it belongs and who may see it."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractPage
from wagtail.models.pages import AbstractPageMeta
from wagtail.search import index

from cms.audience.panels import AudiencePanel
from cms.slugs import make_slug
from core.access.audiences import Audience, InvalidAudience, make_audience
from core.access.levels import LEVEL_CHOICES, name_level
from core.access.models import Scope
from indgang_sdk.levels import Level

# What follows from the tree and the audience: written by `cms.placing`, held by the database.
PLACED = ("scope", "owned_scope", "institution", "municipality", "effective_level")
# Others are Wagtail's notes about versions: nothing follows from them.
DECIDING = {"path", "own_audience", "required_level", "live", "title"}
# The root of the tree and the portal below it are shown to nobody and need no audience.
PORTAL_DEPTH = 2


@dataclass(frozen=True, kw_only=True)
class HomePlace:
    """The municipality, institution and unit of keys that a page is the home of."""

    municipality_id: int
    institution_id: int | None
    unit: str


class BasePage(AbstractPage):
    """A page with its institution and its audience.

    `own_audience` is content: it is drafted, compared and published like the text; null means
    the audience of the page above. So is `required_level`, how sure it must be who reads it.
    `scope`, `effective_level`, `institution` and `municipality` are state: they follow from what
    is published and from the place in the tree, are written by `save` alone, and never come from
    a revision.
    """

    # A page that owns its scope can have pages below; leaves share scopes of equal audiences.
    owns_scope = False
    # Made, moved and archived when the roster says so, never by hand.
    made_by_roster = False
    # Shows each viewer what is that viewer's own: rendered anew each time and kept nowhere.
    is_personal = False
    private_page_options: list[str] = []
    # Page types that people write put it last among their panels, and take `AudiencePageForm`:
    # Wagtail gives this class a form of its own when it starts.
    audience_panels = [AudiencePanel()]
    audience_missing_message = _("Choose who can see the page before you publish it.")

    municipality = models.ForeignKey(
        "people.Municipality", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    institution = models.ForeignKey(
        "people.Institution", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    own_audience = models.JSONField(_("Who can see it?"), null=True, blank=True)
    required_level = models.PositiveSmallIntegerField(
        _("How sure must it be who is reading?"),
        choices=LEVEL_CHOICES,
        default=Level.ONE_FACTOR.value,
        help_text=_(
            "Others see the title and are asked to confirm that it is them. Pages below ask for "
            "at least the same."
        ),
    )
    # The highest of the page's own level and of those of the pages above it.
    effective_level = models.PositiveSmallIntegerField(
        default=Level.ONE_FACTOR.value, editable=False
    )
    # Indexed together with the type, below.
    scope = models.ForeignKey(
        Scope,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    # Null until the page has had an audience of its own while it may have pages below.
    owned_scope = models.OneToOneField(
        Scope, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    summary = models.CharField(_("Summary"), max_length=300, blank=True)
    # The unit in keys whose home the page is, by which a person's places are found.
    home_unit = models.CharField(max_length=20, default="", editable=False, db_index=True)

    # `cms.wagtail_indices` does it, where the title has changed.
    search_auto_update = False
    # The editor's searches are trimmed by it.
    search_fields = [*AbstractPage.search_fields, index.FilterField("institution")]
    exclude_fields_in_copy = [*PLACED, "home_unit"]

    class Meta(AbstractPageMeta):
        indexes = [
            models.Index(fields=["url_path"], name="cms_page_url_path"),
            models.Index(fields=["institution", "path"], name="cms_page_institution_path"),
            models.Index(fields=["scope", "content_type"], name="cms_page_scope_type"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        self.own_audience = self.clean_audience()

    def clean_fields(self, exclude: Any = None) -> None:
        """Checks what people write; each part of the state would cost a query to be found again."""
        super().clean_fields({*(exclude or ()), *self.list_state()})

    def validate_unique(self, exclude: Any = None) -> None:
        """Leaves to the database what nobody writes."""
        super().validate_unique({*(exclude or ()), "path", "translation_key", *self.list_state()})

    @classmethod
    @cache
    def list_state(cls) -> frozenset[str]:
        """Names of what refers to other rows and is written by nobody, and in no version's text."""
        fields = cls._meta.concrete_fields
        noted = {field.name for field in fields if field.is_relation and not field.editable}
        return frozenset(noted | {"content_type", "owner"})

    def clean_audience(self) -> list[str] | None:
        """The own audience in its stored form, or null where the page inherits."""
        if self.own_audience is None:
            return None
        try:
            return list(make_audience(self.own_audience))
        except InvalidAudience as error:
            raise ValidationError(
                {"own_audience": _("Choose who can see the page, or let it follow the page above.")}
            ) from error

    @property
    def published_audience(self) -> Audience | None:
        """The own audience as an audience, or None where the page inherits.

        Raises `ValidationError` when what is stored is no audience.
        """
        keys = self.clean_audience()
        return tuple(keys) if keys is not None else None

    def home_place(self) -> HomePlace | None:
        """What the page is the home of, or None."""
        return None

    def save(self, clean: bool = True, **kwargs: Any) -> None:  # type: ignore[override]
        """Saves the page and, in the same transaction, the place and scope that follow from it."""
        from cms.bodies import write_bodies  # noqa: PLC0415 - needs the models
        from cms.daily.narrowing import narrow_stories_below  # noqa: PLC0415 - as above
        from cms.placing import (  # noqa: PLC0415 - as above
            let_page_be_found,
            place_page,
            spread_placing,
        )
        from cms.wagtail_indices import (  # noqa: PLC0415 - as above
            let_editors_find,
            without_tasks,
            write_references,
        )

        update_fields = kwargs.get("update_fields")
        if update_fields is not None and not DECIDING & set(update_fields):
            with without_tasks():
                super().save(clean=clean, **kwargs)
            return
        with transaction.atomic(), without_tasks():
            before = place_page(self)
            super().save(clean=clean, **kwargs)
            # The base row alone has no text; the specific page stores it when it is saved.
            if self.cached_content_type.model_class() is type(self):
                write_bodies(self)
                write_references(self)
            spread_placing(self, before=before)
            if self.home_unit and before.path is not None:
                narrow_stories_below(self)
            let_page_be_found(self, before=before)
            if self.title != before.title:
                let_editors_find(self)

    @transaction.atomic
    def publish(self, *args: Any, **kwargs: Any) -> Any:
        """Publishes a version: all that follows from it is written with it, or none of it."""
        return super().publish(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> "BasePage":
        # The state is not looked up as the version had it, only to be replaced.
        state = self.list_state()
        page = super().with_content_json(
            {name: value for name, value in content.items() if name not in state}
        )
        for name in state:
            attribute = self._meta.get_field(name).attname
            setattr(page, attribute, getattr(self, attribute))
        return page

    @property
    def higher_level_words(self) -> str:
        """What the page asks for beyond what everybody who signs in has; "" for nothing."""
        level = self.effective_level
        return name_level(level) if level > Level.ONE_FACTOR else ""

    def is_site_root(self) -> bool:
        """Whether the page is the portal's own, below which all others lie."""
        return self.depth == PORTAL_DEPTH

    def permissions_for_user(self, user: Any) -> Any:
        """What somebody may do with the page, by editing rights alone."""
        from cms.editing.page_rights import PageRights  # noqa: PLC0415 - above the models

        return PageRights(user, self)

    def _get_autogenerated_slug(self, base_slug: str) -> str:
        return super()._get_autogenerated_slug(make_slug(self.title))

    def get_url_parts(self, request: Any = None) -> tuple[None, str, str]:
        """One host and one tree: no site is looked up to know a page's address."""
        return None, settings.WAGTAILADMIN_BASE_URL, self.get_url()

    def get_url(self, request: Any = None, current_site: Any = None) -> str:
        return self.url_path.removeprefix("/indgang") or "/"

    def get_site(self) -> None:
        """None: a page lies on the one portal, and the editor names no other."""

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """The page itself, and the page as a made-up parent, pupil or colleague sees it."""
        from cms.audience.preview import list_preview_modes  # noqa: PLC0415 - needs the models

        return list_preview_modes(self)

    def serve_preview(self, request: Any, mode_name: str) -> Any:
        from cms.audience.preview import show_preview  # noqa: PLC0415 - needs the models

        return show_preview(self, request, mode_name)

    def get_sitemap_urls(self, request: Any = None) -> list[Any]:
        """Nothing: pages for people who sign in are in no sitemap."""
        return []
