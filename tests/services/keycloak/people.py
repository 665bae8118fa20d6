"""The cast of the demo, as UNI-Login's broker knows them."""

import json
from typing import Any

from sandbox.roster.cast import CAST, CastMember
from sandbox.roster.cast_families import FAMILY_OF_CAST, RELATIONS_OF_CAST

EVERYBODY: dict[str, CastMember] = {**CAST, **FAMILY_OF_CAST}
# The level that UNI-Login tells of them: what the rest of the cast has is one factor.
TWO_FACTORS = {"henrik", "ida", "kirsten", "sofie", "rasmus", "thea"}
VERIFIED_ADULTS = {relation.adult for relation in RELATIONS_OF_CAST} - {"bente"}
CODE = {"subType": "totp", "digits": 6, "counter": 0, "period": 30, "algorithm": "HmacSHA1"}


def describe_people(*, password: str, totp_secret: str) -> list[dict[str, Any]]:
    """Users for the realm: their name is their UNI-Login id, and they have no other."""
    return [
        {
            "username": member.unilogin,
            "enabled": True,
            "attributes": {
                "uniid": [member.unilogin],
                "aktoer_gruppe": [name_kind(key)],
                "unilogin_loa": [name_level(key)],
                "institution_ids": [f"[{','.join(list_institutions(key))}]"],
            },
            "credentials": [
                {"type": "password", "value": password},
                {
                    "type": "otp",
                    "secretData": json.dumps({"value": totp_secret}),
                    "credentialData": json.dumps({**CODE, "secretEncoding": "BASE32"}),
                },
            ],
        }
        for key, member in EVERYBODY.items()
    ]


def name_kind(key: str) -> str:
    """UNI-Login's kind of person (aktørgruppe) of one of the cast."""
    member = EVERYBODY[key]
    if member.jobs:
        return "Medarbejder"
    if member.places:
        return "Elev"
    return "Kontaktperson" if any(r.adult == key for r in RELATIONS_OF_CAST) else "Ekstern"


def name_level(key: str) -> str:
    """UNI-Login's level of somebody's usual way to sign in."""
    if key in VERIFIED_ADULTS:
        return "VoksenVerificeret"
    return "ToFaktor" if key in TWO_FACTORS else "EnFaktor"


def list_institutions(key: str) -> list[str]:
    """The institutions that somebody works at or goes to, or whose children they are told for."""
    children = [r.child for r in RELATIONS_OF_CAST if r.adult == key]
    members = [EVERYBODY[key], *(EVERYBODY[child] for child in children)]
    jobs = [job.institution for member in members for job in member.jobs]
    return sorted({*jobs, *(place for member in members for place, _group in member.places)})
