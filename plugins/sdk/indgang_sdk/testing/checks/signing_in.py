"""How an identity provider is described, and what becomes of its answers, odd ones too."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from indgang_sdk.levels import Level
from indgang_sdk.sign_in import (
    Claims,
    IdentityProvider,
    OidcProvider,
    SamlProvider,
    SignInRefused,
)
from indgang_sdk.testing.checks.asking import run_normally
from indgang_sdk.testing.checks.honesty import LOOPBACK, find_host, find_hosts
from indgang_sdk.testing.example import SignIn
from indgang_sdk.testing.offers import Offer, read_claims
from indgang_sdk.testing.results import find_mismatch
from indgang_sdk.testing.subject import Subject
from indgang_sdk.testing.verdicts import Failed, NotApplicable
from indgang_sdk.texts import Text

STRANGER = "fremmed001"
# Shorter values, such as a level of 3, may stand in any sentence.
SHORTEST_TOLD = 4
Values = tuple[str, ...]
Change = Callable[[Values], Values]
# What makes of every value a word that nobody knows; the last takes all of them away.
UNKNOWN: tuple[Change, ...] = (
    lambda values: tuple(f"{value}x" for value in values),
    lambda values: tuple(f"x{value}" for value in values),
    lambda values: ("ukendt",),
    lambda values: (*values, "ukendt"),
    lambda values: (),
)


@dataclass(frozen=True, kw_only=True)
class Odd:
    """An answer that is not as it was recorded: what is odd about it, and what it came to."""

    what: str
    sign_in: SignIn
    result: Any = None
    error: BaseException | None = None

    @property
    def unilogins(self) -> Values:
        return self.result.unilogins if isinstance(self.result, Claims) else ()

    @property
    def level(self) -> Level:
        """Of a refused answer the lowest: it signs nobody in."""
        return self.result.level if isinstance(self.result, Claims) else Level.ONE_FACTOR

    @property
    def is_refused(self) -> bool:
        return isinstance(self.result, SignInRefused)

    @property
    def repeats(self) -> bool:
        """Whether a refusal, or an error, has something of the answer in its words."""
        said = _list_said(self.result) + _list_said(self.error)
        answered = [
            self.sign_in.subject,
            *(one for values in self.sign_in.attributes.values() for one in values),
        ]
        told = [one for one in answered if len(one.strip()) >= SHORTEST_TOLD]
        return any(one.casefold() in text.casefold() for one in told for text in said)


def check_sign_in(subject: Subject, offer: Offer) -> None:
    """The provider can be reached as it is described, and each recorded answer is read right."""
    source = _require_provider(offer)
    (run,) = run_normally(subject, offer)
    described, *results = run.result
    _require_whole(subject, described)
    assert subject.example  # noqa: S101 - there was a run
    sign_ins = subject.example.list_sign_ins(source.name)
    if not sign_ins:
        raise Failed(f"the example has no answer of {offer}: give it sign_ins")
    for number, (sign_in, result) in enumerate(zip(sign_ins, results, strict=True), start=1):
        _require_right(sign_in, result, f"answer {number} of the example")
    make = source.find_title
    if make is not None and not isinstance(make(subject.example.settings), Text):
        raise Failed("find_title makes no Text of the settings")


def check_odd_claims(subject: Subject, offer: Offer) -> None:
    """Whatever is missing, doubled, empty or foreign: nobody, or a refusal, and no crash."""
    for odd in _list_odd(subject, offer):
        if odd.error is not None:
            raise Failed(f"{odd.what} makes it raise {type(odd.error).__name__}")
        if not odd.is_refused and (mismatch := find_mismatch(odd.result, Claims)):
            raise Failed(f"{odd.what}: {mismatch}")
        if problem := _judge_unilogins(odd):
            raise Failed(f"{odd.what}: {problem}")


def check_levels(subject: Subject, offer: Offer) -> None:
    """Of an unknown word, of two words and of none there follows one factor."""
    source = _require_provider(offer)
    run_normally(subject, offer)
    for sign_in in _list_accepted(subject, offer):
        for change in UNKNOWN:
            changed = _change_rest(subject, source, sign_in, change)
            if _try(subject, source, changed).level > Level.ONE_FACTOR:
                raise Failed("a level is read that no known word says: count it as one factor")


def list_refusals(subject: Subject, offer: Offer) -> Iterator[Odd]:
    """What becomes of recorded and of odd answers; nothing where nobody signs in."""
    if isinstance(offer.source, IdentityProvider):
        run_normally(subject, offer)
        for sign_in in _list_sign_ins(subject, offer):
            yield _try(subject, offer.source, sign_in)
        yield from _list_odd(subject, offer)


def _require_provider(offer: Offer) -> IdentityProvider:
    if not isinstance(offer.source, IdentityProvider):
        raise NotApplicable("nobody signs in by it")
    return offer.source


def _list_sign_ins(subject: Subject, offer: Offer) -> tuple[SignIn, ...]:
    assert subject.example  # noqa: S101 - offers are only tried with an example
    if found := subject.example.list_sign_ins(offer.source.name):
        return found
    raise NotApplicable("the example has no answer of it; see sign_in")


def _list_accepted(subject: Subject, offer: Offer) -> list[SignIn]:
    return [one for one in _list_sign_ins(subject, offer) if one.unilogins]


def _require_whole(subject: Subject, described: Any) -> None:
    if isinstance(described, OidcProvider):
        addresses = [described.issuer]
        if not described.client_id:
            raise Failed("the provider is described without the portal's client_id")
    else:
        addresses = [described.metadata_address] if described.metadata_address else []
        if not isinstance(described, SamlProvider) or not (addresses or described.metadata):
            raise Failed("the provider is described without its metadata")
    for address in addresses:
        parts = urlsplit(address)
        if parts.scheme != "https" and parts.hostname not in LOOPBACK:
            raise Failed("the provider is described by an address without https")
        if find_host(parts) not in find_hosts(subject):
            raise Failed("the provider's host is not among the hosts of the connector")


def _require_right(sign_in: SignIn, result: Any, where: str) -> None:
    if isinstance(result, SignInRefused):
        if result.code != sign_in.refused:
            raise Failed(f"{where} is refused as {result.code!r}, not {sign_in.refused!r}")
        return
    if sign_in.refused:
        raise Failed(f"{where} is not refused as {sign_in.refused!r}")
    if result.unilogins != sign_in.unilogins:
        raise Failed(f"{where} is read as other UNI-Login ids than the example says")
    if result.level != sign_in.level:
        raise Failed(f"{where} is read as {result.level.name}, not {sign_in.level.name}")


def _judge_unilogins(odd: Odd) -> str:
    """What is wrong with who an odd answer signs in; "" when nothing is."""
    found, own = set(odd.unilogins), set(odd.sign_in.unilogins)
    if any(one != one.strip() or not one for one in found):
        return "an id is read that is blank, or has blanks around it"
    if odd.what.startswith("two") and found and not found > own:
        return "of two ids it takes one: nobody knows which of them is meant"
    if not odd.what.startswith("two") and found - own:
        return "somebody is signed in whom no attribute names"
    if odd.what.startswith("only foreign") and found:
        return "somebody is signed in by attributes that it does not know"
    return ""


def _list_odd(subject: Subject, offer: Offer) -> Iterator[Odd]:
    source = _require_provider(offer)
    run_normally(subject, offer)
    for sign_in in _list_accepted(subject, offer):
        for what, attributes in _list_changes(sign_in):
            changed = replace(sign_in, attributes=attributes)
            yield replace(_try(subject, source, changed), what=what)


def _list_changes(sign_in: SignIn) -> Iterator[tuple[str, Mapping[str, Values]]]:
    known, ids = sign_in.attributes, _find_ids(sign_in)
    yield "no attribute", {}
    yield "only foreign attributes", {f"urn:foreign:{name}": of for name, of in known.items()}
    yield "two ids", {name: (*of, STRANGER) if name in ids else of for name, of in known.items()}
    for value in ("", " "):
        yield "an empty id", {**known, **dict.fromkeys(ids, (value,))}
    yield "an attribute without values", {**known, **dict.fromkeys(ids, ())}
    for name in known:
        rest = {other: of for other, of in known.items() if other != name}
        yield "a missing attribute", rest
        if name not in ids:
            yield "a doubled attribute", {**known, name: (*known[name], STRANGER)}
            yield "an attribute of nonsense", {**known, name: ("[{\x00'\"", "\U0001f600" * 5000)}


def _find_ids(sign_in: SignIn) -> list[str]:
    """The attributes in which the ids stand."""
    own = {one.casefold() for one in sign_in.unilogins}
    return [
        name
        for name, values in sign_in.attributes.items()
        if own & {value.strip().casefold() for value in values}
    ]


def _change_rest(
    subject: Subject, source: IdentityProvider, sign_in: SignIn, change: Change
) -> SignIn:
    """The answer with everything changed but the ids and what it would be refused without."""
    ids, attributes = _find_ids(sign_in), dict(sign_in.attributes)
    for name, values in sign_in.attributes.items():
        alone = replace(sign_in, attributes={**sign_in.attributes, name: change(values)})
        if name not in ids and not _try(subject, source, alone).is_refused:
            attributes[name] = change(values)
    # There is one context at most: two of them are none that is known.
    context = " ".join(change((sign_in.context,))) if sign_in.context else ""
    return replace(sign_in, attributes=attributes, context=context)


def _try(subject: Subject, source: IdentityProvider, sign_in: SignIn) -> Odd:
    assert subject.example  # noqa: S101 - offers are only tried with an example
    try:
        result = read_claims(source, sign_in, subject.example.settings)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - it is judged
        return Odd(what="the answer", sign_in=sign_in, error=error)
    return Odd(what="the answer", sign_in=sign_in, result=result)


def _list_said(refusal: Any) -> list[str]:
    words = getattr(refusal, "words", None)
    texts = [words.da, words.en] if isinstance(words, Text) else []
    return [str(refusal), *texts] if isinstance(refusal, BaseException) else []
