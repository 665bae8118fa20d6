"""The story of the day: what a room's day was like, told on the room's own page."""
