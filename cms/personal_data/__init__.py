"""What is personal in pages and files, and in the tables of Wagtail and others beneath them."""

from cms.personal_data import answers, files, pages, wagtail

__all__ = ["answers", "files", "pages", "wagtail"]
