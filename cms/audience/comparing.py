"""Who may see a page, compared between two versions in words."""

from datetime import date
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from wagtail.admin.compare import FieldComparison, TextDiff


class AudienceComparison(FieldComparison):
    """Shows the audience of the version before as taken out, that of the one after as put in."""

    def __init__(self, field: Any, obj_a: Any, obj_b: Any, *, on: date) -> None:
        super().__init__(field, obj_a, obj_b)
        self.on = on
        self.page = obj_b

    def htmldiff(self) -> SafeString | str:
        before, after = self._say([self.val_a, self.val_b])
        if not self.has_changed():
            return escape(after)
        changes = [("deletion", before), ("addition", after)]
        html: SafeString | str = TextDiff(changes, separator=" ").to_html()
        return html

    def _say(self, values: list[list[str] | None]) -> list[str]:
        # The panel, and so the page models, import this module.
        from cms.audience.queries import audience_in_force, find_page_above  # noqa: PLC0415
        from cms.audience.words import describe_audiences  # noqa: PLC0415

        parent = find_page_above(self.page)
        above = audience_in_force(parent) if parent is not None else ()
        place = self.page.institution.key if self.page.institution else ""
        described = describe_audiences(
            [above if value is None else value for value in values], on=self.on, place=place
        )
        return [
            said.words
            if value is not None
            else gettext("As the page above: %(audience)s") % {"audience": said.words}
            for value, said in zip(values, described, strict=True)
        ]
