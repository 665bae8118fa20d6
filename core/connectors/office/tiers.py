"""How far a connector is on the quality scale, as its author says of it."""

import sys
from functools import cache
from pathlib import Path

from core.connectors.registry.offers import Offer
from indgang_sdk.testing.quality import FILE, RULES, Mark, Tier, read_quality


def read_tier(offer: Offer) -> Tier:
    """The highest tier of which nothing is left to do; the test kit says whether that is so."""
    module = sys.modules.get(offer.connector.settings.__module__)
    file = getattr(module, "__file__", None)
    return _read(Path(file).resolve().parent) if file else Tier.NONE


@cache
def _read(folder: Path) -> Tier:
    quality = read_quality(folder / FILE)
    reached = Tier.NONE
    if quality.problems:
        return reached
    for tier in (Tier.BRONZE, Tier.SILVER, Tier.GOLD):
        rules = [rule for rule in RULES if rule.tier is tier]
        if any(quality.mark_of(rule.name) is Mark.TO_DO for rule in rules):
            break
        reached = tier
    return reached
