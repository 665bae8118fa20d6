"""Links to self-service and administrative systems, with today's state where they tell it."""
