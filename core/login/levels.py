"""Stepping up, for whoever asks for a level of assurance; what lies below sign-in asks too."""

from core.access.levels import require_level, step_up_address

__all__ = ["require_level", "step_up_address"]
