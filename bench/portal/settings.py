"""The portal's own settings; only the addresses have the benchmark's beside them."""

from core.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.portal.urls"
