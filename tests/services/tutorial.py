"""`python -m tests.services.tutorial ADDRESS`: follows docs/tutorial/skriv-en-nyhed.md in the demo.

Fails where a word of the tutorial is not on the screen, and takes the pictures that it shows.
"""

import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import sync_playwright

from sandbox.content.pictures.album import draw_picture
from tests.services.chromium import require_chromium

PICTURES = Path(__file__).parents[2] / "docs" / "screenshots" / "skriv-en-nyhed"
TITLE = "3.B tager i skoven på fredag"
TEXT = "Vi går kl. 9.00 og er tilbage kl. 13.00.\n\n- madpakke\n- gummistøvler"


def find_today() -> date:
    """The day in Denmark, without the portal's settings, which this program does not have."""
    return datetime.now(ZoneInfo("Europe/Copenhagen")).date()


def follow(page: Any) -> None:
    """The tutorial from its first step to its last."""
    sign_in(page, "ida00001")
    take(page, "forside")
    write_news(page)
    ask_for_confirmation(page)
    take_down_and_publish_again(page)
    write_event(page)
    put_up_document(page)
    sign_out(page)
    let_approve(page)


def take(page: Any, name: str) -> None:
    """Takes a picture of what is on the screen."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"{name}.png")


def sign_in(page: Any, unilogin: str) -> None:
    page.goto("/log-ind/")
    page.get_by_role("link", name="Log ind med Unilogin").click()
    page.locator(f"button:has-text('{unilogin}')").first.click()
    page.wait_for_selector(".person")


def sign_out(page: Any) -> None:
    page.click("details.person summary")
    page.get_by_role("button", name="Log ud").click()
    # By way of Unilogin, which ends its own session.
    page.wait_for_url("**/logget-ud?**")


def open_class(page: Any) -> None:
    page.goto("/")
    page.get_by_role("link", name="Egesøskolen", exact=True).first.click()
    page.get_by_role("link", name="3.B", exact=True).first.click()
    page.wait_for_url("**/3b/")


def fill_in(page: Any, title: str) -> None:
    page.get_by_role("link", name="Ny nyhed").first.click()
    page.get_by_label("Titel").fill(title)
    page.get_by_label("Tekst", exact=True).fill(TEXT)
    page.get_by_label("Vælg et billede").set_input_files([make_photo()])
    page.get_by_label("Beskriv billedet for dem").fill("Søen bag skolen")
    page.get_by_role("group", name="Kan man genkende børn på billedet?").get_by_label("Nej").check()
    page.get_by_label("Forældre til 3.B samt personale").check()


def write_news(page: Any) -> None:
    open_class(page)
    fill_in(page, TITLE)
    page.get_by_role("heading", name="Ny nyhed").scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, 0)")
    take(page, "ny-nyhed")
    page.get_by_role("button", name="Udgiv", exact=True).scroll_into_view_if_needed()
    take(page, "hvem-kan-se-det")
    page.get_by_role("button", name="Udgiv", exact=True).click()
    page.get_by_text("Nyheden er udgivet").wait_for()
    take(page, "udgivet")


def ask_for_confirmation(page: Any) -> None:
    page.get_by_role("link", name="Rediger").first.click()
    page.get_by_role("button", name="Flere valg i redaktionen").click()
    page.wait_for_url("**/edit/", wait_until="networkidle")
    page.get_by_label("Hvem skal kvittere").select_option(label="Én forælder")
    page.locator("#id_asked").evaluate("field => field.scrollIntoView({block: 'center'})")
    take(page, "bed-om-kvittering")
    page.get_by_role("button", name="Udgiv", exact=True).click()
    page.get_by_text("er udgivet").first.wait_for()
    open_class(page)
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("link", name="Hvem har kvitteret?").click()
    page.get_by_role("button", name="Send påmindelse").wait_for()
    take(page, "hvem-har-kvitteret")


def take_down_and_publish_again(page: Any) -> None:
    open_class(page)
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("link", name="Tag ned nu").click()
    page.get_by_role("button", name="Tag ned").click()
    page.get_by_role("button", name="Udgiv igen").click()
    page.get_by_role("heading", name=TITLE).wait_for()


def write_event(page: Any) -> None:
    open_class(page)
    page.get_by_role("link", name="Ny begivenhed").first.click()
    page.get_by_label("Titel").fill("Forældremøde i 3.B")
    page.get_by_label("Første dag").fill(f"{find_today() + timedelta(days=14)}")
    page.get_by_label("Fra", exact=True).fill("19:00")
    page.get_by_label("Til", exact=True).fill("21:00")
    page.get_by_label("Hvor?").fill("Klassens lokale")
    page.get_by_role("button", name="Udgiv", exact=True).click()
    page.get_by_role("heading", name="Forældremøde i 3.B").wait_for()


def put_up_document(page: Any) -> None:
    open_class(page)
    page.get_by_role("link", name="Klassens papirer").first.click()
    page.get_by_role("link", name="Læg op og ordn", exact=True).click()
    file = {"name": "pakkeliste.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 liste"}
    page.set_input_files("input[type=file]", [file])
    page.get_by_role("button", name="Læg op", exact=True).click()
    page.get_by_role("link", name="Pakkeliste", exact=True).wait_for()
    take(page, "mappe")


def let_approve(page: Any) -> None:
    sign_in(page, "anna0001")
    open_class(page)
    fill_in(page, "Vi mangler papkasser")
    page.get_by_role("button", name="Send til godkendelse").click()
    page.get_by_text("sendt til godkendelse").wait_for()
    sign_out(page)
    sign_in(page, "ida00001")
    waiting = page.get_by_role("region", name="Venter på din godkendelse")
    waiting.get_by_role("link", name="Vi mangler papkasser").click()
    page.wait_for_url("**/edit/", wait_until="networkidle")
    page.get_by_role("button", name="Godkend og udgiv", exact=True).click()
    page.get_by_text("er godkendt og udgivet").first.wait_for()


def make_photo() -> dict[str, Any]:
    return {"name": "skov.jpg", "mimeType": "image/jpeg", "buffer": draw_picture("lake")}


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=require_chromium(), args=["--no-sandbox"]
        )
        context = browser.new_context(
            base_url=sys.argv[1], locale="da-DK", timezone_id="Europe/Copenhagen",
            viewport={"width": 1000, "height": 720},
        )  # fmt: skip
        context.set_default_timeout(20_000)
        follow(context.new_page())
        browser.close()
