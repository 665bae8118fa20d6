"""What connected systems say happens: events and lessons, asked, checked and drawn in one place.

The week of a family and the calendar both stand on it.
"""
