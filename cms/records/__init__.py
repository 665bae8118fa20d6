"""»Gem til sagen«: what a page said, and who confirmed it, as a file for the case system."""
