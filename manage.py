#!/usr/bin/env python3
"""Django's command line, with Indgang's settings."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    """Runs a command; what cannot be read or is not set is told in a line, not in a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "core.config.settings")
    try:
        for number, argument in enumerate(sys.argv[1:], 1):
            if not is_text(argument):
                # No settings are read yet, and no catalogue.
                sys.exit(
                    f"Argument {number} er ikke tekst i UTF-8. Skriv det igen. "
                    f"(Argument {number} is not text in UTF-8. Write it again.)"
                )
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        # What a setting is for stands in `.env.example`.
        sys.exit(f"{error} (.env.example)")


def is_text(argument: str) -> bool:
    """Whether an argument came as UTF-8; Python keeps other bytes as halves of characters."""
    try:
        argument.encode()
    except UnicodeEncodeError:
        return False
    return True


if __name__ == "__main__":
    main()
