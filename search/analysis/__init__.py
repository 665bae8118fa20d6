"""From words as people write them to the tokens that engines hold, and that queries ask for."""
