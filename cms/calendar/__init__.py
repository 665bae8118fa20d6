"""Events: when they happen, who sees them, and the calendar they stand in."""
