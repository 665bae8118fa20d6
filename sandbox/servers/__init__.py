"""Small servers that play the systems outside, with the demo's people, on this machine only."""
