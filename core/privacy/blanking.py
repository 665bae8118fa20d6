"""Blanking in free text what looks like a CPR number or an e-mail address."""

import re

_CPR = re.compile(r"\b\d{6}-?\d{4}\b")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")


def blank_personal_text(text: str) -> str:
    """The text with such numbers and addresses replaced."""
    return _EMAIL.sub("[e-mail]", _CPR.sub("[number]", text))
