"""A stock Wagtail site, as `wagtail start` makes it, with the same content as the portal."""
