"""Reading what other systems answer."""
