"""People, groups and guardianships from the national export of an institution's roster."""
