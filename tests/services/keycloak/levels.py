"""How sure the broker is of somebody: by a password alone, or by a code beside it."""

LEVELS = {"EnFaktor": 1, "ToFaktor": 2}
# By which name a SAML request asks for a level, and an assertion tells it.
CLASSES = {name: f"dk:unilogin:loa:{name}" for name in LEVELS}
