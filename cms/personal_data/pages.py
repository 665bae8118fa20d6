"""What is personal in pages: a text may name somebody, and a page knows who made it."""

from django.utils.translation import gettext_lazy as _

from cms.personal_data.kinds import (
    audience,
    content,
    declare_content,
    declare_of_editors,
    draft,
    editor,
    log,
)
from core.privacy.declarations import OWN_CHOICE, declare_impersonal
from core.privacy.words import Purpose

declare_of_editors(
    "cms.BasePage",
    _("Pages"),
    editor(owner=_("Made by"), locked_by=_("Locked by"), locked_at=_("Locked at")),
    content(title=_("Title")),
    draft(draft_title=_("Title of the draft")),
    content(
        slug=_("Name in the address"),
        url_path=_("Address"),
        summary=_("Summary"),
    ),
    audience(own_audience=_("Who can see the page, which may be one person")),
    own_title=_("Pages you have made"),
    subject="owner",
    not_personal=(
        *("id", "path", "depth", "numchild", "translation_key", "locale", "content_type"),
        *("latest_revision", "live_revision", "latest_revision_created_at", "alias_of"),
        *("live", "has_unpublished_changes", "first_published_at", "last_published_at"),
        *("go_live_at", "expire_at", "expired", "locked"),
        *("municipality", "institution", "scope", "owned_scope", "home_unit"),
        *("required_level", "effective_level"),
    ),
)
for _label, _state in (
    ("cms.ContentPage", ("related", "keywords")),
    ("cms.DailyNotePage", ("day",)),
    (
        "cms.EventPage",
        (
            *("starts_on", "ends_on", "starts_at", "ends_at", "hours_each_day"),
            *("location",),
            *("is_closing_day", "repeats", "repeats_until", "skips"),
        ),
    ),
    (
        "cms.NewsPage",
        (
            *("important_until", "picture", "asked", "confirm_by", "is_major_change"),
            *("related", "keywords"),
        ),
    ),
    ("cms.MunicipalityHome", ("home_of", "administration", "shortcuts")),
    ("cms.InstitutionHome", ("home_of", "shortcuts")),
    ("cms.GroupHome", ("home_of",)),
):
    declare_content(
        _label, _("Pages"), content(body=_("Text")), not_personal=("basepage_ptr", *_state)
    )
declare_content(
    "cms.RenderedBody",
    _("Texts of pages, ready to be shown"),
    content(segments=_("Text")),
    not_personal=("id", "page", "language", "template_version", "revision_id"),
)
declare_impersonal("cms.Occurrence", "id", "page", "begins_at", "ends_at", "all_day")
declare_impersonal("cms.LibraryPage", "basepage_ptr")
declare_impersonal(
    "cms.LegalPublication", "id", "institution", "requirement", "page", "document", "address"
)
_DAYS = [f"{kind}_{number}" for kind in ("dish", "note") for number in range(1, 6)]
declare_impersonal("cms.WeekMenuPage", "basepage_ptr", "monday", *_DAYS)
declare_impersonal(
    *("cms.Shortcut", "id", "page", "position", "title", "target", "address", "icon", "key")
)
declare_impersonal("cms.PageKeyword", "id", "page", "slug", "word")
declare_impersonal("cms.PortalPage", "basepage_ptr")
declare_impersonal("cms.FooterPages", "id", "municipality", "accessibility", "privacy", "cookies")
declare_impersonal("cms.ContentCounter", "institution", "unit", "changes")
declare_impersonal("cms.LeaderApprovalTask", "task_ptr")
declare_of_editors(
    "cms.RecentAudience",
    _("Audiences chosen lately"),
    OWN_CHOICE(
        audience=_("Audience"),
        person=_("Person"),
        used_at=_("Chosen last"),
        times=_("How often"),
    ),
    own_title=_("Audiences you have chosen"),
    subject="person",
    not_personal=("id", "institution", "digest"),
)

declare_of_editors(
    "cms.PageReview",
    _("Who answers for pages, and their review"),
    editor(owner=_("Page owner"), reviewed_by=_("Reviewed by"), reviewed_at=_("Reviewed at")),
    own_title=_("Pages that you answer for"),
    subject="owner",
    not_personal=("id", "page", "review_by", "reminded_at", "escalated_at", "archived_at"),
)

declare_content(
    "cms.OldAddress",
    _("Addresses that pages had before"),
    content(url_path=_("Address")),
    not_personal=("id", "page"),
)
declare_content(
    "cms.BrokenLink",
    _("Links that do not work"),
    draft(text=_("Text of the link")),
    not_personal=("id", "page", "reason"),
)

declare_of_editors(
    "cms.KeptPage",
    _("Pages kept for the record"),
    log(kept_by=_("Kept by"), kept_at=_("Kept since")),
    draft.but(purpose=Purpose.ACCOUNT)(reason=_("Why it is kept")),
    own_title=_("Pages you keep for the record"),
    subject="kept_by",
    not_personal=("id", "page", "answers"),
)
