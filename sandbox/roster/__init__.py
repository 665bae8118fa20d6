"""Invented rosters of two municipalities, written in the format of the national export."""
