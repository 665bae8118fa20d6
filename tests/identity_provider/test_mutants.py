"""Mutants are the same for a seed, well-formed, mostly different, and worth refusing."""

import time
from dataclasses import replace

import pytest

from tests.identity_provider.answers import Answer
from tests.identity_provider.mutants import make_mutant
from tests.identity_provider.responses import write_response
from tests.identity_provider.signing import find_intact
from tests.identity_provider.vocabulary import Signed, parse

SEEDS = range(400)


@pytest.fixture(params=[Signed.ASSERTION, Signed.RESPONSE, Signed.BOTH])
def valid(request: pytest.FixtureRequest, honest: Answer) -> bytes:
    return write_response(replace(honest, signed=request.param))


@pytest.fixture
def donor(honest: Answer) -> bytes:
    return write_response(
        replace(
            honest,
            response_id="_evil_response",
            assertion_id="_evil_assertion",
            name_id="rektor",
            attributes={"role": ("admin",)},
            signed=Signed.NEITHER,
        )
    )


def test_a_seed_is_a_mutant(valid: bytes, donor: bytes) -> None:
    mutants = [make_mutant(seed, valid, donor) for seed in SEEDS]

    assert [make_mutant(seed, valid, donor) for seed in SEEDS] == mutants


def test_they_are_well_formed_and_differ(valid: bytes, donor: bytes) -> None:
    mutants = [make_mutant(seed, valid, donor) for seed in SEEDS]

    for mutant in mutants:
        parse(mutant)
    assert sum(mutant != valid for mutant in mutants) > 0.9 * len(SEEDS)
    assert len(set(mutants)) > 0.7 * len(SEEDS)


def test_many_keep_a_signed_piece_beside_the_evil_name(valid: bytes, donor: bytes, honest: Answer):
    certificate = honest.key_pair.certificate_pem

    promising = [
        mutant
        for mutant in (make_mutant(seed, valid, donor) for seed in SEEDS)
        if b">rektor<" in mutant and find_intact(mutant, certificate)
    ]

    assert len(promising) > 0.03 * len(SEEDS)


def test_they_are_cheap(valid: bytes, donor: bytes) -> None:
    start = time.process_time()
    for seed in SEEDS:
        make_mutant(seed, valid, donor)

    assert time.process_time() - start < len(SEEDS) / 500
