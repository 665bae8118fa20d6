"""SAML-54: however an answer is changed, nobody becomes somebody whom the provider did not name."""

import secrets
import sys
from base64 import b64encode

import pytest

from core.login.refusals import Rejected
from core.login.saml.answers import read_answer
from core.login.saml.identity_providers import read_identity_provider
from tests.core.login.saml_parties import NOW, REQUEST, make_answers, make_parties
from tests.identity_provider.encryption import encrypt_assertions
from tests.identity_provider.mutants import make_mutant

# In CI, and with all of them: in turn an assertion that is signed, a response too, encrypted.
SOME, ALL = 2_001, 100_002
HONEST = ("name-of-dorte", ("dorte",))


def read(xml, *, provider, service):
    """Who is signed in by a document; None for nobody."""
    try:
        answer = read_answer(
            b64encode(xml).decode(),
            service=service,
            provider=read_identity_provider(provider.metadata()),
            request_id=REQUEST,
            now=NOW,
            is_encrypted=False,
        )
    except Rejected:
        return None
    return answer.subject, answer.attributes.get("uniid")


def try_mutants(count, seed):
    provider, service, own = make_parties()
    once, twice, evil = make_answers(provider)
    for control in (once, twice, encrypt_assertions(once, own.certificate_pem)):
        assert read(control, provider=provider, service=service) == HONEST
    assert read(evil, provider=provider, service=service) is None
    outcomes = {None: 0, HONEST: 0}
    for number in range(count):
        valid = (once, twice, once)[number % 3]
        mutant = make_mutant(seed + number, valid, evil)
        if number % 3 == 2:
            mutant = try_to_encrypt(mutant, own)
        who = read(mutant, provider=provider, service=service)
        assert who in outcomes, f"seed {seed + number} signs in {who}"
        outcomes[who] += 1
    return outcomes


def try_to_encrypt(mutant, own):
    """The mutant with its assertions encrypted; as it is where nothing is left to encrypt."""
    try:
        return encrypt_assertions(mutant, own.certificate_pem)
    except LookupError:
        return mutant


@pytest.fixture(autouse=True)
def at_moment(time_machine):
    time_machine.move_to(NOW, tick=False)


def tell(count):
    seed = secrets.randbelow(1_000_000_000)
    sys.stdout.write(f"seed of the mutants: {seed}\n")
    outcomes = try_mutants(count, seed)
    # Both happen: something is refused, and what changes nothing of the signed is taken.
    assert outcomes[None] > count / 2
    assert outcomes[HONEST] > 0


def test_SAML_54_random_mutants():
    tell(SOME)


@pytest.mark.long
def test_SAML_54_a_hundred_thousand_mutants():
    tell(ALL)


def test_an_answer_is_evil_where_nothing_is_checked():
    """The control: what the attacker wants is in the documents that are made of it."""
    provider, _service, _own = make_parties()
    once, _twice, evil = make_answers(provider)
    assert b"henrik" in evil
    assert any(b"henrik" in make_mutant(seed, once, evil) for seed in range(100))
