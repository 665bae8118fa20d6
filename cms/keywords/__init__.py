"""Keywords: what a page is about in a word or two, and all pages of a place with the same word.

They are each institution's own. Words that all of a portal's institutions shared would tell what
others write about.
"""
