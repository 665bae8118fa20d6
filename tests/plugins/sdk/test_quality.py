"""The quality file says what is true, and the tier follows from it."""

from pathlib import Path

import pytest

from indgang_sdk.testing.checks import CONNECTOR_CHECKS, OFFER_CHECKS
from indgang_sdk.testing.quality import NAMES, RULES, Tier, find_tier, read_quality
from indgang_sdk.testing.subject import Subject, find_subject
from indgang_sdk.testing.trials import try_connector
from indgang_sdk.testing.verdicts import Outcome, State

BAD = "tests.plugins.sdk.bad_connectors"
WHOLE = dict.fromkeys(NAMES, '"done"')


def write_quality(folder: Path, **changes: str) -> Path:
    path = folder / "quality.toml"
    lines = [f"{name} = {mark}" for name, mark in {**WHOLE, **changes}.items() if mark]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def load_with(folder: Path, name: str, **changes: str) -> Subject:
    """A bad connector with another quality file."""
    subject = find_subject(f"{BAD}.{name}")
    subject.__dict__["quality"] = read_quality(write_quality(folder, **changes))
    return subject


def test_every_checked_rule_has_a_check_and_every_check_a_rule() -> None:
    checked = [rule.name for rule in RULES if rule.is_checked]
    assert sorted(checked) == sorted([*CONNECTOR_CHECKS, *OFFER_CHECKS])
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({}, None),
        ({"outage": '"done "'}, 'outage is "done", "todo" or'),
        ({"outage": "true"}, 'outage is "done", "todo" or'),
        ({"outage": ""}, "says nothing about outage"),
        ({"outage": '{exempt = "it is never down"}'}, "nobody is exempt from outage"),
        ({"memory": '{exempt = " "}'}, "the exemption from memory has no reason"),
        ({"memory": '{exempt = "it keeps nothing"}'}, None),
        ({"speed": '"done"'}, "speed, which is no rule"),
        ({"outage": "done"}, "cannot be read"),
    ],
)
def test_a_quality_file_is_read_or_its_mistake_is_said(
    tmp_path: Path, changes: dict[str, str], problem: str | None
) -> None:
    problems = read_quality(write_quality(tmp_path, **changes)).problems
    assert len(problems) == bool(problem)
    assert not problem or problem in problems[0]


def test_a_connector_without_the_file_is_told(tmp_path: Path) -> None:
    assert read_quality(tmp_path / "quality.toml").problems == (
        "there is no quality.toml in the connector's folder",
    )


def test_what_is_claimed_done_and_fails_is_a_failure_and_what_is_to_do_is_not(
    tmp_path: Path,
) -> None:
    claimed = try_connector(load_with(tmp_path, "outage_is_empty"))
    honest = try_connector(load_with(tmp_path, "outage_is_empty", outage='"todo"'))
    assert State.FAILED in {one.state for one in claimed if one.check == "outage"}
    assert State.TO_DO in {one.state for one in honest if one.check == "outage"}
    assert State.FAILED not in {one.state for one in honest}


def test_an_exemption_is_not_tried(tmp_path: Path) -> None:
    reason = "nothing but numbers is shown"
    subject = load_with(tmp_path, "escapes_by_itself", markup=f'{{exempt = "{reason}"}}')
    states = {(one.state, one.reason) for one in try_connector(subject) if one.check == "markup"}
    assert states == {(State.EXEMPT, reason)}


@pytest.mark.parametrize(
    ("changes", "failed", "tier"),
    [
        ({}, "", Tier.GOLD),
        ({"tried": '"todo"'}, "", Tier.SILVER),
        ({"tried": '{exempt = "there is no test system"}'}, "", Tier.GOLD),
        ({}, "empty", Tier.SILVER),
        ({}, "memory", Tier.BRONZE),
        ({}, "outage", Tier.NONE),
        ({"outage": '"todo"'}, "", Tier.NONE),
        ({"unknown": '"done"'}, "", Tier.NONE),
    ],
)
def test_the_tier_is_the_highest_whose_rules_and_all_below_hold(
    tmp_path: Path, changes: dict[str, str], failed: str, tier: Tier
) -> None:
    quality = read_quality(write_quality(tmp_path, **changes))
    outcomes = [
        Outcome(check=name, state=State.FAILED if name == failed else State.PASSED)
        for name in NAMES
    ]
    assert find_tier(quality, outcomes) is tier
