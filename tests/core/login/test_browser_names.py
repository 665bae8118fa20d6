"""What browsers say that they are, in two words."""

import pytest
from django.utils import translation

from core.login.browser_names import name_browser, show_browser

KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
CHROME = f"{KIT} Chrome/131.0.0.0"
SAFARI = "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1"
AGENTS = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0": (
        "Firefox på Windows"
    ),
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME} Safari/537.36": "Chrome på Windows",
    f"Mozilla/5.0 (Windows NT 10.0) {CHROME} Safari/537.36 Edg/131.0.0.0": "Edge på Windows",
    f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {CHROME} Safari/537.36": "Chrome på Chromebook",
    f"Mozilla/5.0 (X11; Linux x86_64) {CHROME} Safari/537.36 OPR/115.0.0.0": "Opera på Linux",
    f"Mozilla/5.0 (Linux; Android 10; K) {CHROME} Mobile Safari/537.36": "Chrome på Android",
    f"Mozilla/5.0 (Linux; Android 14; SM-S918B) {KIT} SamsungBrowser/27.0 Chrome/125.0.0.0 "
    "Mobile Safari/537.36": "Samsung Internet på Android",
    f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) {SAFARI} Mobile/15E148 "
    "Safari/604.1": "Safari på iPhone",
    "Mozilla/5.0 (iPad; CPU OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "CriOS/131.0 Mobile/15E148 Safari/604.1": "Chrome på iPad",
    f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {SAFARI} Safari/605.1.15": (
        "Safari på Mac eller iPad"
    ),
    f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {CHROME} Safari/537.36": "Chrome på Mac",
    "Firefox/133.0": "Firefox",
    "curl/8.5.0": "Ukendt browser",
    "": "Ukendt browser",
    "<script>alert(1)</script>": "Ukendt browser",
}


@pytest.mark.parametrize(("agent", "shown"), AGENTS.items(), ids=range(len(AGENTS)))
def test_browser_is_known_by_what_it_sends(agent, shown):
    with translation.override("da"):
        assert show_browser(name_browser({"User-Agent": agent})) == shown


def test_what_the_browser_hints_counts_before_the_agent():
    agent = f"Mozilla/5.0 (X11; Linux x86_64) {CHROME} Safari/537.36"
    assert name_browser({"User-Agent": agent}) == "Chrome, Linux"
    headers = {"User-Agent": agent, "Sec-CH-UA-Platform": '"Android"'}
    assert name_browser(headers) == "Chrome, Android"
    headers["Sec-CH-UA-Platform"] = '"<b>"'
    assert name_browser(headers) == "Chrome, Linux"
