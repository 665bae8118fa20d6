"""Django's settings, all taken from `environment.Environment`."""

from datetime import timedelta

import environ

from core.config.environment import ROOT, read_environment
from core.config.logging import make_logging

ENVIRONMENT = read_environment()

BASE_DIR = ROOT
DATA_DIR = ENVIRONMENT.data_dir
DEMO = ENVIRONMENT.demo
DEBUG = ENVIRONMENT.debug
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts
CSRF_TRUSTED_ORIGINS = ENVIRONMENT.trusted_origins
IS_HTTPS = ENVIRONMENT.portal_url.startswith("https://")

INSTALLED_APPS = [
    "core.privacy",
    "core.audit",
    "core.tasks",
    "core.access",
    "core.people",
    "core.connectors",
    "core.service_messages",
    "core.login",
    "cms",
    "search",
    "themes",
    "wagtail.contrib.typed_table_block",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "core.config.middleware.ClientAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.config.middleware.RequestMomentMiddleware",
    "core.tasks.health.ProbeMiddleware",
    "core.config.compression.CompressionMiddleware",
    "core.config.middleware.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.login.middleware.PersonMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "core.config.urls"
WSGI_APPLICATION = "core.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["themes.loading.LeanLoader"],
                ),
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "themes.context.describe_shell",
                "cms.shell.describe_places",
            ],
        },
    }
]

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000; "
        "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=134217728;"
    ),
}


def make_database() -> dict[str, object]:
    """The database of `INDGANG_DATABASE_URL`, with connections kept open."""
    database = dict(environ.Env.db_url_config(ENVIRONMENT.database_url))
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["OPTIONS"] = SQLITE_OPTIONS
    database["CONN_MAX_AGE"] = None
    database["CONN_HEALTH_CHECKS"] = database["ENGINE"] != "django.db.backends.sqlite3"
    database["TEST"] = {"NAME": None}
    return database


DATABASES = {"default": make_database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    # Only values whose key holds their version: what must hold for all processes is a row.
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["core.login.backends.PersonBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
SIGN_IN_ATTEMPTS_PER_MINUTE = ENVIRONMENT.sign_in_attempts_per_minute
# What giving rights, opening protected names and taking out people's data ask for.
SENSITIVE_LEVEL = ENVIRONMENT.sensitive_level

SESSION_ENGINE = "core.login.sessions"
# Browsers take cookies of these names from the portal's own host alone, and by https alone.
SESSION_COOKIE_NAME = "__Host-indgang" if IS_HTTPS else "indgang"
CSRF_COOKIE_NAME = "__Host-csrftoken" if IS_HTTPS else "csrftoken"
# What a browser keeps between the button to sign in and the provider's answer.
SIGN_IN_COOKIE_NAME = "__Host-indgang-log-ind" if IS_HTTPS else "indgang-log-ind"
# Until somebody has signed in; `core.login.idle_times` says how long it is then.
SESSION_COOKIE_AGE = int(timedelta(hours=1).total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# What pages send by themselves while they lie open: nobody is there because of it.
SIGNS_OF_LIFE = {
    "wagtailadmin_editing_sessions:ping",
    "wagtailadmin_editing_sessions:release",
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
# In the session: the pages on cookies name every cookie, and this would be one more.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "core.login.views.show_csrf_failure"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^live$", r"^ready$"]
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = IS_HTTPS
# One that sets X-Forwarded-Proto, and adds to X-Forwarded-For who has asked it.
BEHIND_PROXY = ENVIRONMENT.behind_proxy
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# The editor shows previews in frames of our own pages.
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/redaktion/",),
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    },
}

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale" / "indgang", ROOT / "locale" / "wagtail"]
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = USE_TZ = True
# How dates are shown and what may be typed; the editor's fields and its calendar follow it.
FORMAT_MODULE_PATH = ["core.config.formats"]

STATIC_URL = "static/"
# Where SQLite is the database, the index of the search lies beside it in files of its own.
SEARCH_DIR = DATA_DIR / "search"
# A cluster that answers searches before the database does; None where there is none.
ELASTICSEARCH = ENVIRONMENT.elasticsearch

STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "media"
# Files have no address of their own: `cms.views` serves them after asking for the right.
STORAGES = {
    "default": {
        "BACKEND": "core.config.storage.PrivateFileSystemStorage",
        # Text and no path: the job that removes a file is stored with it.
        "OPTIONS": {"location": str(MEDIA_ROOT)},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_PERMISSIONS = 0o600

EMAIL_CONFIG = environ.Env.email_url_config(ENVIRONMENT.email_url)
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
vars().update({key: value for key, value in EMAIL_CONFIG.items() if key != "EMAIL_FILE_PATH"})
DEFAULT_FROM_EMAIL = ENVIRONMENT.email_from

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default"],
    }
}

# The connectors that come with the portal; others are found by their entry point.
CONNECTORS = [
    "plugins.calendar.plugin",
    "plugins.link_catalogue.plugin",
    "plugins.municipal_login.plugin",
    "plugins.open_json.plugin",
    "plugins.unilogin.plugin",
]
CONNECTOR_KEYS_PATH = ENVIRONMENT.connector_keys_path
# As many as the server of pages is started with: fewer calls to other systems run at a time.
REQUEST_THREADS = ENVIRONMENT.request_threads

LOGGING = make_logging(level=ENVIRONMENT.log_level)

WAGTAIL_PAGE_MODEL = "cms.BasePage"
WAGTAILIMAGES_IMAGE_MODEL = "cms.InstitutionImage"
WAGTAILDOCS_DOCUMENT_MODEL = "cms.InstitutionDocument"
WAGTAIL_SITE_NAME = "Indgang"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# Each is among what every language of `core.config.formats` takes.
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAIL_TIME_FORMAT = "%H.%M"
WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y %H.%M"
WAGTAILADMIN_BASE_URL = ENVIRONMENT.portal_url
WAGTAIL_I18N_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = [("da", "Dansk")]
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.editing.forms.DocumentForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.editing.forms.ImageForm"
WAGTAILDOCS_EXTENSIONS = [
    "csv", "docx", "jpg", "jpeg", "odp", "ods", "odt", "pdf", "png", "pptx", "txt", "xlsx", "zip",
]  # fmt: skip
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 64_000_000
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "modelsearch.backends.database", "AUTO_UPDATE": True}
}
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_MODERATION_ENABLED = False
# Tags are one table for all municipalities: an editor's spelling must not be that of others.
TAGGIT_CASE_INSENSITIVE = False
