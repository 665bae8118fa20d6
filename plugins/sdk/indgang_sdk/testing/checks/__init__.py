"""The checks of the kit, one for each rule of the quality scale that a machine can judge."""

from collections.abc import Callable

from indgang_sdk.testing.checks import (
    answers,
    failures,
    honesty,
    people,
    secrecy,
    signing_in,
    words,
)
from indgang_sdk.testing.checks import contract as of_contract
from indgang_sdk.testing.offers import Offer
from indgang_sdk.testing.subject import Subject

# Of the connector as a whole.
CONNECTOR_CHECKS: dict[str, Callable[[Subject], None]] = {
    "contract": of_contract.check_contract,
    "imports": honesty.check_imports,
    "health": of_contract.check_health,
    "setting_words": words.check_setting_words,
    "readme": of_contract.check_readme,
}
# Of each of its sources, launchers and health checks.
OFFER_CHECKS: dict[str, Callable[[Subject, Offer], None]] = {
    "answer": answers.check_answer,
    "outage": failures.check_outage,
    "refusal": failures.check_refusal,
    "slow": failures.check_slow,
    "malformed": failures.check_malformed,
    "oversized": failures.check_oversized,
    "wrong_person": people.check_wrong_person,
    "declared_fields": people.check_declared_fields,
    "addresses": people.check_addresses,
    "secrets": secrecy.check_secrets,
    "messages": secrecy.check_messages,
    "texts": words.check_texts,
    "way_out": honesty.check_way_out,
    "hosts": honesty.check_hosts,
    "needs_used": people.check_needs_used,
    "memory": people.check_memory,
    "sign_in": signing_in.check_sign_in,
    "odd_claims": signing_in.check_odd_claims,
    "levels": signing_in.check_levels,
    "process": honesty.check_process,
    "markup": answers.check_markup,
    "retry_after": failures.check_retry_after,
    "own_words": words.check_own_words,
    "accessible": words.check_accessible,
    "empty": answers.check_empty,
    "unchanged": answers.check_unchanged,
}
