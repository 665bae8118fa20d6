"""The form of every page: who may see it is checked when it is saved, and again to publish."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.forms.pages import WagtailAdminPageForm

from cms.audience.fields import AudienceField, AudienceInput
from cms.audience.text import collect_texts
from cms.blocks.comparing import is_same_text
from cms.slugs import follow_slugs, make_slug, number_slug
from core.access.audiences import Audience

if TYPE_CHECKING:
    from cms.audience.picker import Picker
    from cms.audience.publishing import Opening
    from cms.audience.warnings import Question

FIELD = "own_audience"
LEVEL = "required_level"
ASKS = ("action-publish", "action-submit", "action-restart-workflow")
NOT_TEXT = frozenset({FIELD, LEVEL, "slug"})
CPR_FOUND = _("The text seems to hold a CPR number. Take it out before you publish.")


class AudiencePageForm(WagtailAdminPageForm):
    """A page's form with the choice of its audience.

    A draft may lack an audience; it may never have one that its editor may not choose. To
    publish, or to ask for it, all questions must be answered.
    """

    own_audience = AudienceField(required=False, label=_("Who can see it?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What was asked back when somebody tried to publish.
        self.questions: list[Question] = []
        self.start_audience: list[str] | None = self.instance.own_audience
        self.start_level: int = self.instance.required_level
        if LEVEL in self.fields:
            # A form that does not send it leaves it as it is.
            self.fields[LEVEL].required = False
        if "slug" in self.fields:
            follow_slugs(self.fields["slug"])
        if FIELD not in (self._meta.fields or ()) or self.picker.place is None:
            del self.fields[FIELD]
            self.fields.pop(LEVEL, None)

    @cached_property
    def picker(self) -> "Picker":
        from cms.audience.picker import Picker  # noqa: PLC0415 - needs the models, which need this

        person_id = self.for_user.pk if self.for_user is not None else None
        return Picker(page=self.instance, parent=self.parent_page, person_id=person_id)

    @cached_property
    def changed_data(self) -> list[str]:
        """The fields that somebody has changed: who approves a change asks for approval anew."""
        # What was not sent is left as it is.
        left = {LEVEL} if LEVEL in self.fields and not self[LEVEL].data else set()
        changed = (name for name in super().changed_data if name not in left)
        return [name for name in changed if not is_same_text(self[name])]

    @property
    def is_publishing(self) -> bool:
        """Whether the page may be shown to others without another look at this form."""
        if self.is_deferred_validation:
            return False
        if any(self.data.get(action) for action in ASKS):
            return True
        if self.data.get("action-workflow-action"):
            return self.data.get("workflow-action-name") != "reject"
        return not self.data.get("action-cancel-workflow")

    @property
    def is_approving(self) -> bool:
        """Whether somebody else has chosen the audience, and had the right to."""
        asks = any(self.data.get(action) for action in ASKS)
        return not asks and self.data.get("workflow-action-name") == "approve"

    def clean_own_audience(self) -> list[str] | None:
        sent: AudienceInput = self.cleaned_data[FIELD]
        if not sent.mode:
            return self.start_audience
        chosen = sent.keys
        if chosen is None:
            return None
        return list(self.picker.check_draft(chosen, drafted=self.start_audience or ()))

    def clean_required_level(self) -> int:
        return int(self.cleaned_data[LEVEL] or self.start_level)

    def clean(self) -> dict[str, Any]:
        self._number_slug()
        cleaned: dict[str, Any] = super().clean()
        if FIELD in cleaned and self.is_publishing:
            own = cleaned[FIELD]
            try:
                self._check_publishing(tuple(own) if own is not None else None)
            except ValidationError as error:
                self.add_error(FIELD, error)
        return cleaned

    def _number_slug(self) -> None:
        """Finds a free address for a title that a page beside it has: two may be »Ugebrev«.

        An address that somebody has written stays; Wagtail says so where it is taken.
        """
        slug, title = (self.cleaned_data.get(name) for name in ("slug", "title"))
        if not title or slug != make_slug(title) or self.parent_page is None:
            return
        beside = self.parent_page.get_children().exclude(pk=self.instance.pk)
        # An address is cut short for its number where it is longest.
        taken = beside.filter(slug__startswith=slug[:-10] or slug)
        self.cleaned_data["slug"] = number_slug(
            slug, taken=set(taken.values_list("slug", flat=True))
        )

    def save(self, commit: bool = True) -> Any:
        page = self._save_draft() if commit and self._is_followed else super().save(commit=commit)
        own = self.cleaned_data.get(FIELD)
        if own is not None and self.is_publishing:
            self.picker.remember(tuple(own), now=timezone.now())
        return page

    @property
    def _is_followed(self) -> bool:
        from cms.audience.doors import has_readers_below  # noqa: PLC0415 - as above

        return FIELD in self.cleaned_data and has_readers_below(self.instance)

    def _save_draft(self) -> Any:
        """Saves the row of a page that is no longer, or not yet, published, but not its audience.

        Pages below that are published follow it, and must not get other readers by a draft, or
        the same with less certainty who they are.
        """
        drafted = {name: getattr(self.instance, name) for name in (FIELD, LEVEL)}
        for name in drafted:
            setattr(self.instance, name, getattr(self.picker.stored, name))
        page = super().save(commit=True)
        for name, value in drafted.items():
            setattr(page, name, value)
        return page

    def _check_publishing(self, own: Audience | None) -> None:
        from cms.audience.publishing import judge, list_with_aliases  # noqa: PLC0415 - as above

        answers = self[FIELD].value().answers
        judgement = judge(
            list_with_aliases(self._open(own)),
            person_id=self.picker.person_id,
            answers=answers,
            # Wagtail makes the form and hands it no moment.
            now=timezone.now(),
            picker=self.picker,
        )
        self.questions = judgement.questions
        if any(verdict.holds_cpr for verdict in judgement.verdicts):
            # Belongs to no one field: Wagtail shows it above the form.
            self.add_error(None, ValidationError(CPR_FOUND, code="cpr"))
        refusals = [refusal for verdict in judgement.verdicts for refusal in verdict.refusals]
        if refusals:
            raise ValidationError(refusals)
        left = [question for question in self.questions if question.token not in answers]
        if left:
            message = ngettext(
                "Answer the question below before you publish.",
                "Answer the questions below before you publish.",
                len(left),
            )
            raise ValidationError(message, code="question")

    def _open(self, own: Audience | None) -> "Opening":
        """What would be shown; its picker is the form's."""
        from cms.audience.permissions import list_pictures  # noqa: PLC0415 - as above
        from cms.audience.publishing import Opening  # noqa: PLC0415 - as above

        values = {name: value for name, value in self.cleaned_data.items() if name not in NOT_TEXT}
        return Opening(
            titles=(self.cleaned_data.get("title", ""),),
            page=self.instance,
            parent=self.parent_page,
            own=own,
            texts=collect_texts(values),
            pictures=list_pictures(self.instance, values=self.cleaned_data),
            is_approval=self.is_approving and list(own or ()) == list(self.start_audience or ()),
        )
