"""What is sent to the API, as text and not longer than anybody needs."""

from typing import Any

from rest_framework.parsers import BaseParser

from api.problems import TooMuchContent

# A municipality with a hundred institutions and thirty systems sends less than a quarter of it.
MOST_BYTES = 2_000_000


class TextParser(BaseParser):
    """Leaves reading to the file's own reader, which says where a mistake is."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> str:
        # Not what the headers say: whoever sends too much may say otherwise.
        sent = stream.read(MOST_BYTES + 1)
        if len(sent) > MOST_BYTES:
            raise TooMuchContent(f"Send at most {MOST_BYTES // 1_000_000} MB at a time.")
        return str(sent.decode("utf-8", "replace"))
