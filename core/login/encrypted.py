"""Which columns of sign-in the vault has encrypted, for when its keys change."""

from core.connectors.configuration.rotation import register_encrypted_column
from core.login.models import KeyPair, Session

register_encrypted_column(KeyPair, "private")
register_encrypted_column(Session, "logout_hint")
