"""What an editor chooses about a block, which is no text of the page and found by no search."""

from typing import Any

from wagtail.blocks import ChoiceBlock, MultipleChoiceBlock


class OptionBlock(ChoiceBlock):
    """One choice about how a block looks or what it shows."""

    def get_searchable_content(self, value: Any) -> list[str]:
        return []


class OptionsBlock(MultipleChoiceBlock):
    """Several choices about what a block shows."""

    def get_searchable_content(self, value: Any) -> list[str]:
        return []
