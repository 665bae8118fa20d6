"""Tiles: which of them stand on whose pages, and what each says."""
