"""Reading what other systems answer, without being harmed by it."""
