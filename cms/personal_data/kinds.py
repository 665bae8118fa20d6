"""Kinds of what is personal that several tables of cms share."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from core.privacy.declarations import THE_REST, Personal, Shown, declare
from core.privacy.words import Category, Purpose, Receiver, Retention, Source, Whom

content = Personal(
    *(Category.CONTENT, Purpose.PUBLISH, Retention.PAGE, Receiver.AUDIENCE),
    source=Source.EDITOR,
    whom=Whom.IN_CONTENT,
)
draft = content.but(receiver=Receiver.EDITORS)
audience = draft.but(category=Category.RIGHTS, purpose=Purpose.DECIDE_ACCESS)
editor = Personal(Category.ACTIVITY, Purpose.PUBLISH, Retention.PAGE, Receiver.EDITORS)
log = editor.but(purpose=Purpose.ACCOUNT, retention=Retention.TWO_YEARS)
key = editor.but(retention=Retention.RIGHT)

# What editors leave behind is counted for them, and what pages hold is shown as pages.
declare_of_editors = partial(declare, whom=Whom.EDITORS, shown=Shown.COUNT)
declare_of_wagtail = partial(declare_of_editors, subject="user", not_personal=THE_REST)
declare_content = partial(declare, whom=Whom.IN_CONTENT)
added = editor(uploaded_by_user=_("Added by"))
