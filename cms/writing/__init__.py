"""Writing news in the portal itself: five fields, on a phone too."""
