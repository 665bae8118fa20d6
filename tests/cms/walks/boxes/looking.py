"""What walks look for in boxes."""

import re

FILLED = ".box:not([aria-busy])"
LINKS = ".boxes a[href]"


def wait_for_boxes(page):
    """Waits until every box is filled, and returns what each says by its heading and system."""
    page.locator(".boxes .box").first.wait_for()
    page.wait_for_function("() => !document.querySelector('.boxes [aria-busy]')")
    return read_boxes(page)


def read_boxes(page):
    return [squeeze(text) for text in page.locator(".box-grid > .box").all_inner_texts()]


def squeeze(text):
    """Without the time at which it was fetched, which differs from one request to the next."""
    return re.sub(r", (hentet kl\.|fetched at) [\d.:]+", "", re.sub(r"\s+", " ", text)).strip()


def find_box(page, system, title=""):
    """The box of a system, by what stands at its foot."""
    boxes = page.locator(".box", has=page.locator(".box-whence", has_text=system))
    return boxes.filter(has=page.get_by_role("heading", name=title)) if title else boxes
