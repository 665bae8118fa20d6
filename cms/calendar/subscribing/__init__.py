"""The calendar in a person's own calendar program, at an address that can be stopped."""
