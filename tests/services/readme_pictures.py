"""`python -m tests.services.readme_pictures ADDRESS`: takes the README's pictures in a fresh demo.

Fails where something that a picture is to show is not on the screen.
"""

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.services.chromium import require_chromium
from tests.services.tutorial import fill_in, open_class, sign_in

PICTURES = Path(__file__).parents[2] / "docs" / "screenshots"
PHONE = (390, 844)
# A screen's picture has few colours, and the repository keeps every version of it.
COLOURS = 256

Open = Callable[..., Any]


def take_all(open_as: Open) -> None:
    """Each picture by somebody of the cast, in a window of its size."""
    with open_as("dorte001", (1280, 1500)) as page:
        page.get_by_role("heading", name="Hej Dorte").wait_for()
        page.get_by_text("Meld Bo syg").wait_for()
        take(page, "home")
        open_news(page)
        take(page, "news")
        page.goto("/uge/")
        page.get_by_text("Læs kapitel 4 og 5").wait_for()
        take(page, "week")
    with open_as("rasmus01", (1280, 1400)) as page:
        page.goto("/kontor/998001/integrationer/")
        page.get_by_role("link", name="Læringsstien").click()
        page.get_by_role("heading", name="Oplysninger, der deles").wait_for()
        take(page, "connection")
    with open_as("dorte001", PHONE) as page:
        page.get_by_role("heading", name="Hej Dorte").wait_for()
        take(page, "home-phone")
    with open_as("dorte001", (1280, 1100)) as page:
        page.fill("input[type=search]", "svømme")
        page.keyboard.press("Enter")
        page.locator("mark").first.wait_for()
        take(page, "search")
    with open_as("anna0001", (1280, 1500)) as page:
        page.get_by_role("link", name="Egesøskolen", exact=True).first.click()
        page.get_by_role("heading", name="Nyheder").wait_for()
        take(page, "school")
    with open_as("ida00001", (1280, 1150)) as page:
        open_class(page)
        fill_in(page, "3.B tager i skoven på fredag")
        page.evaluate("scrollTo(0, 0)")
        take(page, "new-news")
        open_in_editor(page)
        take(page, "audience")
    with open_as("ida00001", (1280, 1300)) as page:
        page.get_by_role("link", name="Kontoret: grupper og adgang").first.click()
        take(page, "office")


def open_news(page: Any) -> None:
    """The news that stands on top of the front page."""
    page.get_by_role("region", name="Vigtigt lige nu").get_by_role("link").first.click()
    page.get_by_role("button", name="Jeg har læst det").first.wait_for()


def open_in_editor(page: Any) -> None:
    """The news that is being written in the editor, where it says who can see it."""
    page.get_by_role("button", name="Flere valg i redaktionen").click()
    page.wait_for_url("**/edit/", wait_until="networkidle")
    said = page.locator("[data-audience-sentence]")
    said.evaluate("said => said.scrollIntoView({ block: 'end' })")
    page.mouse.wheel(0, 140)


def take(page: Any, name: str, *, of: Any = None) -> None:
    """Takes a picture of what is on the screen, or of a part of it."""
    page.wait_for_load_state("networkidle")
    taken = Image.open(io.BytesIO((of or page).screenshot()))
    few = taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(PICTURES / f"{name}.png", optimize=True)


def main(address: str) -> None:
    """Takes the pictures at a fresh demo's address, in Danish and in the light."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=require_chromium(), args=["--no-sandbox"]
        )

        @contextmanager
        def open_as(unilogin: str, size: tuple[int, int]) -> Iterator[Any]:
            width, height = size
            context = browser.new_context(
                base_url=address, viewport={"width": width, "height": height}, locale="da-DK"
            )
            page = context.new_page()
            sign_in(page, unilogin)
            yield page
            context.close()

        take_all(open_as)


if __name__ == "__main__":
    main(sys.argv[1])
