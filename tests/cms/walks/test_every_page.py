"""What holds on every page: nothing of others, nothing inline, all fits, and axe finds nothing."""

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from core.people.models import Person
from tests.cms.walks.every_kind import list_everybodys, make_every_kind

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

INLINE = re.compile(
    r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE
)


WIDTHS = (320, 390, 768, 1440)
HEIGHT = 900
# What reaches beyond the screen, and would have to be pushed aside to be read.
WIDER = """
() => {
  const { scrollWidth } = document.documentElement;
  if (scrollWidth <= innerWidth) return "";
  const reaching = [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 3).map((element) => element.outerHTML.slice(0, 120));
  return `${scrollWidth} px: ${reaching.join(" ")}`;
}
"""


def find_wider(page):
    """What does not fit into each of the widths that pages are looked at in."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        if found := page.evaluate(WIDER):
            yield width, found


@pytest.fixture
def addresses(schools):
    """Addresses by who looks at them; Carla's school is of another municipality."""
    school, other = schools
    places = [other.home.get_url(), other.home.get_children().get(title="3.B").specific.get_url()]
    return {**make_every_kind(school), "carla001": [*list_everybodys(), *places]}


@pytest.mark.parametrize(
    ("language", "scheme", "width"),
    [("da", "light", 390), ("en", "dark", 1280), ("da", "dark", 390), ("en", "light", 1280)],
)
@pytest.mark.parametrize("unilogin", ["anna0001", "dorte001", "bo000001", "carla001"])
def test_no_page_asks_others_has_scripts_inline_or_shuts_anybody_out(
    sign_in, addresses, live_server, unilogin, language, scheme, width
):
    Person.objects.update(language=language)
    page = sign_in(unilogin, viewport={"width": width, "height": HEIGHT}, color_scheme=scheme)
    asked, wrong = set(), []
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    for address in addresses[unilogin]:
        answer = page.goto(address)
        if answer.status != (404 if "findes" in address else 200):
            wrong.append((address, answer.status))
        assert page.locator("html").get_attribute("lang") == language
        wrong += [(address, found) for found in INLINE.findall(answer.text())]
        if scheme == "light":
            wrong += [(address, *found) for found in find_wider(page)]
            page.set_viewport_size({"width": width, "height": HEIGHT})
        found = Axe().run(page).response["violations"]
        wrong += [(address, item["id"], item["nodes"][0]["html"]) for item in found]
    assert not wrong, "\n".join(map(str, wrong))
    assert asked == {urlsplit(live_server.url).netloc}


def test_what_stands_inline_would_be_seen():
    for text in ("<script>", '<p style="">', '<a onclick="x()">', "<style>", 'href="javascript:x"'):
        assert INLINE.search(text)
    assert not INLINE.search('<script type="module" src="/a.js"></script><p class="on">')


def test_what_does_not_fit_would_be_seen(browser):
    page = browser.new_page()
    page.set_content("<!DOCTYPE html><p>Kort</p>")
    assert not list(find_wider(page))
    page.set_content("<!DOCTYPE html><table width=600><tr><td>Bred</td></tr></table>")
    assert [width for width, _ in find_wider(page)] == [320, 390]
    page.close()
