"""Where sources of entries and the index meet, so that neither has to know the other."""
