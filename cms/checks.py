"""System checks: nothing of Wagtail's public side may be reachable past the access rules."""
