"""The part of a page's form where an editor chooses who can see it."""

from functools import partial
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.compare import ChoiceFieldComparison
from wagtail.admin.panels import Panel

from cms.audience.comparing import AudienceComparison
from cms.audience.fields import AudienceInput
from cms.audience.forms import FIELD, LEVEL
from core.access.levels import name_level
from indgang_sdk.levels import Level


class AudiencePanel(Panel):
    """ "Who can see it?": the page above, an audience chosen before, or ticks of one's own."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("heading", _("Who can see it?"))
        options.setdefault("icon", "group")
        super().__init__(**options)

    @property
    def clean_name(self) -> str:
        return FIELD

    def get_form_options(self) -> dict[str, Any]:
        return {"fields": [FIELD, LEVEL]}

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/audience/panel.html"

        class Media:
            css = {"all": ["cms/audience/picker.css"]}
            js = [forms.Script("cms/audience/picker.js", type="module")]

        def is_shown(self) -> bool:
            return self.form is None or FIELD in self.form.fields

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = dict(super().get_context_data(parent_context))
            return context | {
                "showing": self._show(),
                "errors": self.form[FIELD].errors,
                "page": self.instance,
                "level": self.form[LEVEL],
                "level_above": self._name_level_above(),
            }

        def get_comparison(self) -> list[Any]:
            field = self.panel.model._meta.get_field(FIELD)
            level = self.panel.model._meta.get_field(LEVEL)
            return [
                partial(AudienceComparison, field, on=timezone.localdate(self.request.now)),
                partial(ChoiceFieldComparison, level),
            ]

        def _name_level_above(self) -> str:
            """What the page above asks for already; "" for one factor."""
            parent = self.form.parent_page
            level = parent.effective_level if parent is not None else Level.ONE_FACTOR
            return name_level(level) if level > Level.ONE_FACTOR else ""

        def _show(self) -> Any:
            from cms.audience.showing import show_picker  # noqa: PLC0415 - needs the models

            form = self.form
            return show_picker(
                form.picker,
                name=FIELD,
                start=form.start_audience,
                sent=form[FIELD].value() if form.is_bound else AudienceInput(),
                older=getattr(self.instance, "older_audience", None),
                has_older=hasattr(self.instance, "older_audience"),
                questions=form.questions,
                on=timezone.localdate(self.request.now),
            )


audience_panels = [AudiencePanel()]
