"""The portal's own settings; only the addresses have the benchmark's beside them."""

from core.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.portal.urls"
# Beside those of the portal, one for what the benchmark plays outside.
CONNECTORS = ["bench.portal.login", "bench.portal.system"]
