"""Timetables and events that other systems offer as iCalendar feeds."""
