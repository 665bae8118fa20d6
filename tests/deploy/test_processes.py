"""The processes that `deploy/` starts, started for real."""

import json
import time
from pathlib import Path

import pytest
from django.db import connection

from tests.services.portal import Portal, running_portal
from tests.services.postgresql import find_free_port


def ask_until_all_is_well(portal: Portal) -> dict[str, str]:
    """The last answer of `/ready`: worker and scheduler need a moment for their first sign."""
    for _ in range(150):
        status, text = portal.ask("/ready")
        states = json.loads(text)
        assert status == 200, text
        if set(states.values()) == {"ok"}:
            break
        time.sleep(0.2)
    return dict(states)


def test_web_worker_and_scheduler_run_on_sqlite_and_end_on_ctrl_c(
    migrated_file: Path, tmp_path: Path
) -> None:
    with running_portal(
        database_url=f"sqlite:///{migrated_file}", folder=tmp_path, port=find_free_port()
    ) as portal:
        assert portal.ask("/live")[0] == 200
        assert set(ask_until_all_is_well(portal).values()) == {"ok"}
        assert portal.stop() == 0
        with pytest.raises(ConnectionRefusedError):
            portal.ask("/live")


@pytest.mark.services
def test_web_worker_and_scheduler_run_on_postgresql(transactional_db: None, tmp_path: Path) -> None:
    assert connection.vendor == "postgresql"
    at = connection.settings_dict
    url = f"postgres://{at['USER']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
    with running_portal(database_url=url, folder=tmp_path, port=find_free_port()) as portal:
        assert portal.ask("/live")[0] == 200
        assert set(ask_until_all_is_well(portal).values()) == {"ok"}
        assert portal.stop() == 0


@pytest.mark.services
def test_a_browser_answers(browser_page: object) -> None:
    browser_page.set_content("<h1>Ærø</h1>")  # type: ignore[attr-defined]
    assert browser_page.inner_text("h1") == "Ærø"  # type: ignore[attr-defined]
