"""What is personal in what people answer, confirm and take along in their calendars."""

from django.utils.translation import gettext_lazy as _

from cms.personal_data.kinds import audience, content, declare_content
from core.privacy.declarations import Personal, Shown, declare, declare_impersonal
from core.privacy.words import Category, Purpose, Receiver, Retention, Source, Whom

declare_content(
    "cms.FormPage",
    _("Forms"),
    content(body=_("Text"), questions=_("Questions")),
    audience(receivers=_("Who can see the answers")),
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

_confirmed = Personal(Category.ACTIVITY, Purpose.ACCOUNT, Retention.MEMBER, Receiver.EDITORS)
declare_impersonal(
    "cms.ConfirmationRequest", "id", "page", "document", "mode", "due_on", "version", "revision_id"
)
declare(
    "cms.Confirmation",
    _("Confirmations that something was read"),
    _confirmed(person=_("Confirmed by")),
    _confirmed.but(category=Category.FAMILY)(child=_("For the child")),
    _confirmed.but(category=Category.CONTENT)(page_title=_("Title")),
    _confirmed(method=_("How it was confirmed"), confirmed_at=_("Confirmed at")),
    _confirmed.but(source=Source.EDITOR)(reason=_("Why it was not possible")),
    _confirmed.but(whom=Whom.EDITORS)(entered_by=_("Entered by")),
    own_title=_("What you have confirmed that you have read"),
    whom=Whom.EVERYONE,
    subject="person",
    shown=Shown.COUNT,
    not_personal=("id", "page", "document", "version", "mode"),
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
