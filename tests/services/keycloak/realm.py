"""The realm `broker`: its people, how they sign in, and by which level."""

import json
from typing import Any

from tests.services.keycloak.levels import CLASSES, LEVELS
from tests.services.keycloak.people import describe_people

REALM = "broker"
# How long a level lasts before the broker asks for it again.
LASTS_SECONDS = {1: 36_000, 2: 300}
_FIELD = {"permissions": {"view": ["admin", "user"], "edit": ["admin"]}}
# Keycloak wants to know of a mail address and of names, but nobody has to have them.
PROFILE = {
    "attributes": [
        {"name": name, **_FIELD} for name in ("username", "email", "firstName", "lastName")
    ],
    "unmanagedAttributePolicy": "ADMIN_EDIT",
}


def describe_realm(*, password: str, totp_secret: str) -> dict[str, Any]:
    """The realm as Keycloak imports it; clients are added when a portal is known."""
    return {
        "realm": REALM,
        "enabled": True,
        "sslRequired": "none",
        "attributes": {
            "acr.loa.map": json.dumps(LEVELS),
            "acr.uri.map": json.dumps(CLASSES),
        },
        # A code may be used by several tests within its half minute. The import reads a policy
        # whole or not at all.
        "otpPolicyCodeReusable": True,
        "otpPolicyType": "totp",
        "otpPolicyAlgorithm": "HmacSHA1",
        "otpPolicyInitialCounter": 0,
        "otpPolicyDigits": 6,
        "otpPolicyLookAheadWindow": 1,
        "otpPolicyPeriod": 30,
        "accessTokenLifespan": 300,
        "ssoSessionIdleTimeout": 1800,
        "users": describe_people(password=password, totp_secret=totp_secret),
        "authenticationFlows": [*BROWSER_FLOWS, *DIRECT_GRANT],
        "authenticatorConfig": [
            {
                "alias": f"level-{level}",
                "config": {
                    "loa-condition-level": str(level),
                    "loa-max-age": str(LASTS_SECONDS[level]),
                },
            }
            for level in LEVELS.values()
        ],
        "browserFlow": "sign-in",
        "directGrantFlow": "no-direct-grant",
        "components": {
            "org.keycloak.userprofile.UserProfileProvider": [
                {
                    "providerId": "declarative-user-profile",
                    "config": {"kc.user.profile.config": [json.dumps(PROFILE)]},
                }
            ]
        },
    }


def _step(authenticator: str, requirement: str, **more: str) -> dict[str, Any]:
    return {"authenticator": authenticator, "requirement": requirement, **more}


def _below(flow: str, requirement: str) -> dict[str, Any]:
    return {"flowAlias": flow, "authenticatorFlow": True, "requirement": requirement}


def _flow(alias: str, *executions: dict[str, Any], top: bool = False) -> dict[str, Any]:
    return {
        "alias": alias,
        "providerId": "basic-flow",
        "topLevel": top,
        "builtIn": False,
        "authenticationExecutions": [
            {**execution, "priority": 10 * place} for place, execution in enumerate(executions, 1)
        ],
    }


def _level(alias: str, level: int, authenticator: str) -> dict[str, Any]:
    return _flow(
        alias,
        _step(
            "conditional-level-of-authentication",
            "REQUIRED",
            authenticatorConfig=f"level-{level}",
        ),
        _step(authenticator, "REQUIRED"),
    )


BROWSER_FLOWS = [
    _flow(
        "sign-in",
        _step("auth-cookie", "ALTERNATIVE"),
        _below("sign-in-by-level", "ALTERNATIVE"),
        top=True,
    ),
    _flow(
        "sign-in-by-level",
        _below("sign-in-one-factor", "CONDITIONAL"),
        _below("sign-in-two-factors", "CONDITIONAL"),
    ),
    _level("sign-in-one-factor", 1, "auth-username-password-form"),
    _level("sign-in-two-factors", 2, "auth-otp-form"),
]
DIRECT_GRANT = [_flow("no-direct-grant", _step("deny-access-authenticator", "REQUIRED"), top=True)]
