"""Whether a form's text is the one that it was opened with."""

import json
import re

from django.core.serializers.json import DjangoJSONEncoder
from django.forms import BoundField

_NUMBER = re.compile(r' data-block-key=\\"[^"\\]*\\"')


def is_same_text(field: BoundField) -> bool:
    """Whether the field is a text of blocks in which nothing but numbers of paragraphs differs.

    The editor numbers each paragraph that has no number, as those of the short forms, anew each
    time it is opened, so that Wagtail takes a text that nobody touched for a changed one.
    """
    block = getattr(field.field, "block", None)
    if block is None:
        return False
    stored = [block.get_prep_value(value) for value in (field.initial, field.data)]
    texts = [json.dumps(value, cls=DjangoJSONEncoder) for value in stored]
    before, after = (_NUMBER.sub("", text) for text in texts)
    return before == after
