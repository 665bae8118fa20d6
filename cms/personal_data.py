"""What is personal in pages and files, and in the tables of Wagtail and others beneath them."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from core.privacy.declarations import (
    OWN_CHOICE,
    THE_REST,
    Personal,
    Shown,
    declare,
    declare_impersonal,
)
from core.privacy.words import Category, Purpose, Receiver, Retention, Source, Whom

_content = Personal(
    *(Category.CONTENT, Purpose.PUBLISH, Retention.PAGE, Receiver.AUDIENCE),
    source=Source.EDITOR,
    whom=Whom.IN_CONTENT,
)
_draft = _content.but(receiver=Receiver.EDITORS)
_audience = _draft.but(category=Category.RIGHTS, purpose=Purpose.DECIDE_ACCESS)
_editor = Personal(Category.ACTIVITY, Purpose.PUBLISH, Retention.PAGE, Receiver.EDITORS)
_log = _editor.but(purpose=Purpose.ACCOUNT, retention=Retention.TWO_YEARS)
_key = _editor.but(retention=Retention.RIGHT)

# What editors leave behind is counted for them, and what pages hold is shown as pages.
_declare_of_editors = partial(declare, whom=Whom.EDITORS, shown=Shown.COUNT)
_declare_of_wagtail = partial(_declare_of_editors, subject="user", not_personal=THE_REST)
_declare_content = partial(declare, whom=Whom.IN_CONTENT)

# --- pages: a text may name somebody, and the page knows who made and locked it ---------------
_declare_of_editors(
    "cms.BasePage",
    _("Pages"),
    _editor(owner=_("Made by"), locked_by=_("Locked by"), locked_at=_("Locked at")),
    _content(title=_("Title")),
    _draft(draft_title=_("Title of the draft")),
    _content(
        slug=_("Name in the address"),
        url_path=_("Address"),
        summary=_("Summary"),
    ),
    _audience(own_audience=_("Who can see the page, which may be one person")),
    own_title=_("Pages you have made"),
    subject="owner",
    not_personal=(
        *("id", "path", "depth", "numchild", "translation_key", "locale", "content_type"),
        *("latest_revision", "live_revision", "latest_revision_created_at", "alias_of"),
        *("live", "has_unpublished_changes", "first_published_at", "last_published_at"),
        *("go_live_at", "expire_at", "expired", "locked"),
        *("municipality", "institution", "scope", "owned_scope", "home_unit"),
    ),
)
for _label, _state in (
    ("cms.ContentPage", ("related", "keywords")),
    ("cms.DailyNotePage", ("day",)),
    (
        "cms.EventPage",
        (
            *("starts_on", "ends_on", "starts_at", "ends_at", "location"),
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
    _declare_content(
        _label, _("Pages"), _content(body=_("Text")), not_personal=("basepage_ptr", *_state)
    )
_declare_content(
    "cms.RenderedBody",
    _("Texts of pages, ready to be shown"),
    _content(segments=_("Text")),
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
_declare_content(
    "cms.FormPage",
    _("Forms"),
    _content(body=_("Text"), questions=_("Questions")),
    _audience(receivers=_("Who can see the answers")),
    not_personal=(
        *("basepage_ptr", "kind", "for_each_child", "closes_on", "places", "kept_days"),
        "receivers_scope",
    ),
)
_answer = Personal(
    *(Category.CONTENT, Purpose.REACH, Retention.FORM, Receiver.CHOSEN_STAFF), source=Source.PERSON
)
_decision = _answer.but(source=Source.INSTITUTION)
declare(
    "cms.FormAnswer",
    _("Answers to forms"),
    _answer(
        person=_("Answered by"),
        child=_("Answered for"),
        answers=_("What was answered"),
        sent_at=_("Sent"),
        erased_on=_("Erased on"),
    ),
    _decision(state=_("What became of it"), reply=_("Answer"), decided_at=_("Answered on")),
    _decision.but(whom=Whom.STAFF)(decided_by=_("Answered by")),
    own_title=_("Forms you have answered"),
    whom=Whom.FAMILIES,
    subject="person",
    not_personal=("id", "page", "turn", "scope"),
    shown=Shown.COUNT,
)
_declare_of_editors(
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

_declare_of_editors(
    "cms.PageReview",
    _("Who answers for pages, and their review"),
    _editor(owner=_("Page owner"), reviewed_by=_("Reviewed by"), reviewed_at=_("Reviewed at")),
    own_title=_("Pages that you answer for"),
    subject="owner",
    not_personal=("id", "page", "review_by", "reminded_at", "escalated_at", "archived_at"),
)

_declare_content(
    "cms.OldAddress",
    _("Addresses that pages had before"),
    _content(url_path=_("Address")),
    not_personal=("id", "page"),
)
_declare_content(
    "cms.BrokenLink",
    _("Links that do not work"),
    _draft(text=_("Text of the link")),
    not_personal=("id", "page", "reason"),
)
_address = Personal(
    *(Category.CREDENTIALS, Purpose.ADAPT, Retention.MEMBER, Receiver.NOBODY), source=Source.PERSON
)
_address_use = _address.but(category=Category.ACTIVITY, source=Source.PORTAL)
declare(
    "cms.CalendarAddress",
    _("Addresses at which a person's own calendar reads the portal's"),
    _address(person=_("Person")),
    _address.but(category=Category.FAMILY)(child=_("For the child")),
    _address_use(created_at=_("Made"), last_used_at=_("Used last"), revoked_at=_("Stopped")),
    _address.but(secret=True)(digest=_("Digest of the address")),
    own_title=_("Your calendar addresses"),
    whom=Whom.EVERYONE,
    subject="person",
    not_personal=("id",),
    shown=Shown.COUNT,
)

# --- read confirmation: the answers stay when the page is gone ---------------------------------
_answer = Personal(Category.ACTIVITY, Purpose.ACCOUNT, Retention.MEMBER, Receiver.EDITORS)
declare_impersonal(
    "cms.ConfirmationRequest", "id", "page", "document", "mode", "due_on", "version", "revision_id"
)
declare(
    "cms.Confirmation",
    _("Confirmations that something was read"),
    _answer(person=_("Confirmed by")),
    _answer.but(category=Category.FAMILY)(child=_("For the child")),
    _answer.but(category=Category.CONTENT)(page_title=_("Title")),
    _answer(method=_("How it was confirmed"), confirmed_at=_("Confirmed at")),
    _answer.but(source=Source.EDITOR)(reason=_("Why it was not possible")),
    _answer.but(whom=Whom.EDITORS)(entered_by=_("Entered by")),
    own_title=_("What you have confirmed that you have read"),
    whom=Whom.EVERYONE,
    subject="person",
    shown=Shown.COUNT,
    not_personal=("id", "page", "document", "version", "mode"),
)

_declare_of_editors(
    "cms.KeptPage",
    _("Pages kept for the record"),
    _log(kept_by=_("Kept by"), kept_at=_("Kept since")),
    _draft.but(purpose=Purpose.ACCOUNT)(reason=_("Why it is kept")),
    own_title=_("Pages you keep for the record"),
    subject="kept_by",
    not_personal=("id", "page", "answers"),
)

# --- files ------------------------------------------------------------------------------------
_added = _editor(uploaded_by_user=_("Added by"))
_file = _content(file=_("File"))
_file_state = ("id", "collection", "created_at", "file_size", "file_hash")
_declare_of_editors(
    "cms.InstitutionImage",
    _("Pictures"),
    _added,
    _content(title=_("Title")),
    _file,
    _content(description=_("Description for those who cannot see it")),
    own_title=_("Pictures you have added"),
    subject="uploaded_by_user",
    not_personal=(
        *(*_file_state, "width", "height", "consent", "consent_group", "consent_scope"),
        *("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"),
    ),
)
_declare_content(
    "cms.Rendition",
    _("Pictures in other sizes"),
    _file,
    not_personal=("id", "image", "filter_spec", "width", "height", "focal_point_key"),
)
_declare_of_editors(
    "cms.InstitutionDocument",
    _("Documents"),
    _added,
    _content(title=_("Title")),
    _file,
    own_title=_("Documents you have added"),
    subject="uploaded_by_user",
    not_personal=(*_file_state, "folder", "position"),
)
_declare_of_editors(
    "cms.DocumentVersion",
    _("Earlier files of documents"),
    _editor(replaced_by=_("Replaced by"), replaced_at=_("Replaced at")),
    _draft(file=_("File")),
    own_title=_("Files of documents that you have replaced"),
    subject="replaced_by",
    not_personal=("id", "document", "file_size"),
)
_declare_content(
    "cms.DocumentText",
    _("Words of documents"),
    _content(text=_("Text")),
    not_personal=("id", "document", "file_hash"),
)
declare_impersonal("cms.MediaUse", "id", "page", "image", "document")
declare_impersonal("cms.InstitutionCollection", "id", "institution", "collection")

# --- what Wagtail keeps of drafts, approval and who did what ----------------------------------
_declare_of_wagtail(
    "wagtailcore.Revision",
    _("Earlier versions of pages"),
    _editor(user=_("Saved by")),
    _draft(content=_("Text of the version"), object_str=_("Title")),
    own_title=_("Versions you have saved"),
)
for _label in ("wagtailcore.PageLogEntry", "wagtailcore.ModelLogEntry"):
    _declare_of_wagtail(
        _label,
        _("History of pages and files"),
        _log(user=_("Changed by")),
        _log.but(whom=Whom.IN_CONTENT)(label=_("Title")),
        _log(data=_("What was changed")),
        own_title=_("Changes you have made"),
    )
_declare_of_wagtail(
    "wagtailcore.Comment",
    _("Editors' comments on pages"),
    _editor(user=_("Written by")),
    _draft(text=_("Text")),
    _editor(resolved_by=_("Resolved by")),
    own_title=_("Comments you have written"),
)
_declare_of_wagtail(
    "wagtailcore.CommentReply",
    _("Editors' replies to comments"),
    _editor(user=_("Written by")),
    _draft(text=_("Text")),
    own_title=_("Replies you have written"),
)
_declare_of_wagtail(
    "wagtailcore.WorkflowState",
    _("Pages sent for approval"),
    _editor(requested_by=_("Sent by")),
    own_title=_("Pages you have sent for approval"),
    subject="requested_by",
)
_declare_of_wagtail(
    "wagtailcore.TaskState",
    _("Pages approved or sent back"),
    _editor(finished_by=_("Approved or sent back by")),
    _draft(comment=_("Reason")),
    own_title=_("Pages you have approved or sent back"),
    subject="finished_by",
)
_declare_of_wagtail(
    "wagtailcore.PageSubscription",
    _("Pages whose comments an editor follows"),
    OWN_CHOICE(user=_("Followed by")),
    own_title=_("Pages whose comments you follow"),
)
_declare_of_wagtail(
    "wagtailcore.UploadedFile",
    _("Files that are being added"),
    _added,
    _draft(file=_("File")),
    own_title=_("Files you are adding"),
    subject="uploaded_by_user",
)
_declare_of_wagtail(
    "wagtailcore.APIToken",
    _("Keys for machines"),
    _key(user=_("Acts in the name of")),
    _key.but(category=Category.CREDENTIALS, secret=True)(key_hash=_("Digest of the key")),
    own_title=_("Keys in your name"),
)
_declare_of_wagtail(
    "wagtailadmin.EditingSession",
    _("Who has a page open in the editor"),
    _editor(user=_("Opened by")),
    own_title=_("Pages you have had open"),
)
_declare_of_wagtail(
    "wagtailadmin.FormState",
    _("Previews of pages"),
    _editor(user=_("Previewed by")),
    _draft.but(receiver=Receiver.NOBODY)(data=_("Text of the preview")),
    own_title=_("Pages you have previewed"),
)
_declare_of_wagtail(
    "wagtailusers.UserProfile",
    _("Choices in the editor"),
    OWN_CHOICE(user=_("Person")),
    OWN_CHOICE(
        *("submitted_notifications", "approved_notifications", "rejected_notifications"),
        *("updated_comments_notifications", "preferred_language", "current_time_zone", "avatar"),
    ),
    OWN_CHOICE(dismissibles=_("Hints put away")),
    OWN_CHOICE("theme", "contrast", "density", "keyboard_shortcuts"),
    own_title=_("Your choices in the editor"),
    shown=Shown.FIELDS,
)

# --- search and tags: texts of pages and files once more --------------------------------------
for _label in ("wagtailsearch.IndexEntry", "wagtailsearch.SQLiteFTSIndexEntry"):
    _declare_content(
        _label,
        _("Search index of pages and files"),
        _content(title=_("Title"), body=_("Text"), autocomplete=_("Beginnings of words")),
        not_personal=THE_REST,
    )
_declare_content(
    "taggit.Tag",
    _("Tags"),
    _draft(name=_("Tag"), slug=_("Tag in the address")),
    not_personal=THE_REST,
)

# --- tables that are about nobody, or that the portal leaves empty ----------------------------
for _label in (
    "taggit.TaggedItem",
    "wagtailadmin.Admin",
    "wagtailcore.Collection",
    "wagtailcore.CollectionViewRestriction",
    "wagtailcore.CollectionViewRestriction_groups",
    "wagtailcore.GroupApprovalTask",
    "wagtailcore.GroupApprovalTask_groups",
    "wagtailcore.GroupCollectionPermission",
    "wagtailcore.GroupPagePermission",
    "wagtailcore.GroupSitePermission",
    "wagtailcore.Locale",
    "wagtailcore.PageViewRestriction",
    "wagtailcore.PageViewRestriction_groups",
    "wagtailcore.ReferenceIndex",
    "wagtailcore.Site",
    "wagtailcore.Task",
    "wagtailcore.Workflow",
    "wagtailcore.WorkflowContentType",
    "wagtailcore.WorkflowPage",
    "wagtailcore.WorkflowTask",
    # Ours stand in their place.
    "wagtaildocs.Document",
    "wagtailimages.Image",
    "wagtailimages.Rendition",
):
    declare_impersonal(_label)
