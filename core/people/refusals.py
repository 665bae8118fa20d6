"""Why a file was refused, in one sentence for the person who ran the import."""

from django.utils.translation import gettext as _


class FileRefused(Exception):
    """A file that must not be imported; the text names where and why, and nothing personal."""

    def __init__(self, reason: str, *, line: int | None = None, column: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.column = column

    def __str__(self) -> str:
        parts = {"line": self.line, "column": self.column, "reason": self.reason}
        if self.line is None:
            return _("%(reason)s Nothing has been changed.") % parts
        if self.column:
            return (
                _("Line %(line)d, column “%(column)s”: %(reason)s Nothing has been changed.")
                % parts
            )
        return _("Line %(line)d: %(reason)s Nothing has been changed.") % parts
