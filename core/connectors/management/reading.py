"""What the commands of connectors read from files, and how they refuse it."""

import sys
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _


def read_text(name: str) -> str:
    """The text of a file, or what comes in for `-`."""
    try:
        return sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    # A name with a NUL is a wrong value to Python, and to people a file that there is not.
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", "") or _("it is not text in UTF-8")
        raise CommandError(_("The file cannot be read: %s.") % reason) from None


def refuse_file(error: ValueError) -> CommandError:
    """What to say of a file that cannot be used."""
    says = _("The file cannot be used: %(reason)s. Nothing has been changed.")
    return CommandError(says % {"reason": str(error)[:400]})
