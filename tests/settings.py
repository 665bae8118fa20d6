"""Settings of the tests: the portal's own, with what a test process needs."""

import os

os.environ.setdefault("INDGANG_DEMO", "1")

from core.config.settings import *  # noqa: F403

TESTING = True
SECRET_KEY = "a key of the tests"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    **STORAGES,  # noqa: F405
    "default": {"BACKEND": "core.config.storage.PrivateInMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
