"""The week of a family: what every connected platform and timetable knows of it, on one page."""
