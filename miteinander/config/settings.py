"""All settings, read from the environment. docs/operations.md says what each variable does."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import dj_database_url
from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("MITEINANDER_DATA") or "var").resolve()
DEBUG = os.environ.get("MITEINANDER_DEBUG") == "1"
MITEINANDER_DEMO = os.environ.get("MITEINANDER_DEMO") == "1"


def _secret_key() -> str:
    """MITEINANDER_SECRET_KEY, or a random key kept in the data folder for one-machine use."""
    if key := os.environ.get("MITEINANDER_SECRET_KEY"):
        return key
    DATA.mkdir(parents=True, exist_ok=True)
    path = DATA / "secret-key"
    if not path.exists():
        # Written aside and then linked: another process never finds it empty, and the first wins.
        with NamedTemporaryFile("w", dir=DATA) as draft:
            draft.write(get_random_secret_key())
            draft.flush()
            with suppress(FileExistsError):
                os.link(draft.name, path)
    return path.read_text()


def _words(name: str, default: str = "") -> list[str]:
    return [word for word in os.environ.get(name, default).split(",") if word]


SECRET_KEY = _secret_key()
# The keyring of encryption and trail. Not in the database, and kept apart from its backups.
KEYS = Path(os.environ.get("MITEINANDER_KEYS") or DATA / "keys.json").resolve()
ALLOWED_HOSTS = _words("MITEINANDER_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = _words("MITEINANDER_ORIGINS")
# Hosts in the municipality's own network that this server may ask (kernel/outgoing.py).
MITEINANDER_PRIVATE_HOSTS = [name.strip().lower() for name in _words("MITEINANDER_PRIVATE_HOSTS")]
# Where to report a weakness (security.txt): a mail address or an https:// address.
MITEINANDER_SECURITY_CONTACT = os.environ.get("MITEINANDER_SECURITY_CONTACT", "")
BEHIND_HTTPS = os.environ.get("MITEINANDER_HTTPS") == "1"
# Where mails lead that no request causes (reminders, digests).
MITEINANDER_SITE = os.environ.get("MITEINANDER_SITE") or (
    f"https://{ALLOWED_HOSTS[0]}/" if BEHIND_HTTPS else "http://localhost:8000/"
)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "miteinander.kernel",
    "miteinander.ui",
    "miteinander.accounts",
    "miteinander.network",
    "miteinander.concept",
    "miteinander.courses",
    "miteinander.rounds",
    "miteinander.following",
    "miteinander.assessment",
    "miteinander.reporting",
    "miteinander.workspace",
    "miteinander.portal",
    "miteinander.api",
    "miteinander.privacy",
    "miteinander.operation",
    "miteinander.demo",
    # After our rooms, so that our pages for sign-in come before its own.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "miteinander.operation.middleware.RequestLog",
    "miteinander.kernel.headers.Headers",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "miteinander.api.middleware.ApiAnswers",
    "miteinander.kernel.headers.Methods",
    "miteinander.kernel.middleware.SetUpFirst",
    "miteinander.kernel.public_pages.PublicPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "miteinander.accounts.middleware.SessionLifetime",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "miteinander.accounts.middleware.Refusals",
    "miteinander.kernel.middleware.NotPossibleAnswers",
    "miteinander.kernel.middleware.TownScope",
    "miteinander.accounts.middleware.WorkspaceDoor",
    "miteinander.network.middleware.PartnerDoor",
]

# Answered from memory while the town's revision is the same (kernel/public_pages.py).
STORED_PAGES = [
    r"/api/v1/(?P<town>[-a-zA-Z0-9_]+)/(concept|measures|courses)",
    r"/(?P<town>[-a-zA-Z0-9_]+)/(?!arbeit/)",
]

ROOT_URLCONF = "miteinander.config.urls"
WSGI_APPLICATION = "miteinander.config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "miteinander.config.navigation.navigation",
            ],
            "builtins": ["django.templatetags.static", "miteinander.ui.templatetags.ui"],
        },
    }
]

# Defaults of SQLite lose writes under load ("database is locked"): writers queue up front instead.
_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;",
}
DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{DATA / 'miteinander.sqlite3'}",
        conn_max_age=600,
        conn_health_checks=True,
    )
}
# Who owns the tables: for migrate, backup and restore. The app itself comes as another role.
if _OWNER := os.environ.get("MITEINANDER_OWNER_URL"):
    DATABASES["owner"] = dj_database_url.parse(_OWNER)
# A copy that follows the primary: public pages are built from it while it is as far.
if _REPLICA := os.environ.get("MITEINANDER_REPLICA_URL"):
    DATABASES["replica"] = dj_database_url.parse(
        _REPLICA, conn_max_age=600, conn_health_checks=True
    )
    DATABASES["replica"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 2)
    DATABASES["replica"]["TEST"] = {"MIRROR": "default"}
    DATABASE_ROUTERS = ["miteinander.kernel.replica.Router"]
# Behind pgbouncer each transaction may get another connection: nothing may outlive one.
if os.environ.get("MITEINANDER_POOL") == "1":
    for _place in ("default", "replica"):
        if _place in DATABASES:
            DATABASES[_place]["DISABLE_SERVER_SIDE_CURSORS"] = True
            DATABASES[_place].setdefault("OPTIONS", {})["prepare_threshold"] = None
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATA.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = _SQLITE
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# "immediate" runs jobs inside the request: for tests and tiny installations without a worker.
_JOBS = os.environ.get("MITEINANDER_JOBS", "worker")
TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if _JOBS == "immediate"
        else "django_tasks_db.DatabaseBackend",
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# Length instead of rules about signs (ASVS 5.0, 6.2): 12 to 128, nothing well known.
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "miteinander.accounts.passwords.MaximumLength"},
    {"NAME": "miteinander.accounts.passwords.Common"},
    {"NAME": "miteinander.accounts.passwords.Stolen"},
    {"NAME": "miteinander.accounts.passwords.NotOurName"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "after_sign_in"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "miteinander.accounts.adapter.Adapter"
ACCOUNT_FORMS = {
    "login": "miteinander.accounts.forms.sign_in.SignInForm",
    "change_password": "miteinander.accounts.forms.passwords.ChangeForm",
    "set_password": "miteinander.accounts.forms.passwords.SetForm",
    "reset_password_from_key": "miteinander.accounts.forms.passwords.ByLinkForm",
    "reauthenticate": "miteinander.accounts.forms.sign_in.ConfirmForm",
}
# A link to set a new password holds for a day (seconds).
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# A new password or second factor is told by mail, so that a stranger's change is noticed.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
# Per account (key) also over a day: slow guessing is as good as stopped.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key,30/d/key"}

MFA_ADAPTER = "miteinander.accounts.second_factor.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "miteinander.accounts.forms.second_factor.CodeForm",
    "reauthenticate": "miteinander.accounts.forms.second_factor.ConfirmCodeForm",
    "activate_totp": "miteinander.accounts.forms.second_factor.AppForm",
    "add_webauthn": "miteinander.accounts.forms.second_factor.PasskeyForm",
    "edit_webauthn": "miteinander.accounts.forms.second_factor.PasskeyNameForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
# A passkey counts as two factors only if the device asked for finger, face or PIN.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
# Accounts are given to an address by invitation: it needs no proof of its own.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_DIGITS = 10
MFA_TOTP_ISSUER = "Miteinander"
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds, for clocks that go wrong

SOCIALACCOUNT_ADAPTER = "miteinander.accounts.town_sign_in.Adapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False

# Minutes after which exports of personal data and changes of rights ask again who you are.
MITEINANDER_FRESH_MINUTES = int(os.environ.get("MITEINANDER_FRESH_MINUTES", "15"))
ACCOUNT_REAUTHENTICATION_TIMEOUT = MITEINANDER_FRESH_MINUTES * 60
# Hours without any call, and hours in all, after which a session ends (ASVS 5.0, 7.3).
MITEINANDER_IDLE_HOURS = float(os.environ.get("MITEINANDER_IDLE_HOURS", "8"))
MITEINANDER_SESSION_HOURS = float(os.environ.get("MITEINANDER_SESSION_HOURS", "24"))
SESSION_COOKIE_AGE = int(MITEINANDER_SESSION_HOURS * 3600)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# By how many entries of X-Forwarded-For the limits of sign-in know who asks: else everybody behind
# the proxy would share one limit.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("MITEINANDER_PROXIES") or BEHIND_HTTPS)
# In the database, so that limits hold across processes and machines; `migrate` makes the table.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kernel_cache",
        # So many that nobody pushes the counter of an account out by guessing at others.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# A browser takes a cookie named __Host- only over HTTPS, for this host alone and for every path.
_HOST = "__Host-" if BEHIND_HTTPS else ""
SESSION_COOKIE_NAME = f"{_HOST}sessionid"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = BEHIND_HTTPS
CSRF_COOKIE_NAME = f"{_HOST}csrftoken"
# Scripts take the token from the page (hx-headers in ui/workspace.html), never from the cookie.
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = BEHIND_HTTPS
CSRF_FAILURE_VIEW = "miteinander.ui.views.not_from_here"
# In the session and not in a third cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_SSL_REDIRECT = BEHIND_HTTPS
# The API refuses plain HTTP itself; machines ask for the state on loopback, without HTTPS.
SECURE_REDIRECT_EXEMPT = [r"^api/v1/", r"^zustand/"]
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # KERN draws its icons as data: addresses in its style sheet.
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "frame-src": [NONE],
    }
}

LANGUAGE_CODE = "de"
# The first is that of the code; the others have catalogs, for pages that everybody may need.
LANGUAGES = [("de", "Deutsch"), ("en", "English"), ("ar", "العربية"), ("uk", "Українська")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = DATA / "files"
# Once `collectstatic` ran, files have a hash in their name and may be kept for good; before that
# (development, tests) they are served as they lie.
IS_COLLECTED = (STATIC_ROOT / "staticfiles.json").exists()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if IS_COLLECTED or os.environ.get("MITEINANDER_COLLECT") == "1"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not IS_COLLECTED
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# No other site needs our styles and scripts.
WHITENOISE_ALLOW_ALL_ORIGINS = False
FILE_UPLOAD_PERMISSIONS = 0o600
# One upload may be 50 MB; larger ones are refused while they come in.
FILE_UPLOAD_HANDLERS = [
    "miteinander.kernel.uploads.SizeLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

EMAIL_BACKEND = "miteinander.kernel.smtp.Backend"
EMAIL_HOST = os.environ.get("MITEINANDER_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("MITEINANDER_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("MITEINANDER_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("MITEINANDER_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("MITEINANDER_SMTP_TLS") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("MITEINANDER_MAIL_FROM", "miteinander@localhost")

_LINES = {
    "line": {"format": "{levelname} {name} {request_id} {message}", "style": "{"},
    "json": {
        "()": "pythonjsonlogger.json.JsonFormatter",
        "format": "{asctime}{levelname}{name}{request_id}{message}",
        "datefmt": "%Y-%m-%dT%H:%M:%S%z",
        "style": "{",
    },
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"people": {"()": "miteinander.operation.logs.WithoutPeople"}},
    "formatters": _LINES,
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json" if os.environ.get("MITEINANDER_LOG") == "json" else "line",
            "filters": ["people"],
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # Who tries the demonstration reads the sign-ins there, not lines about pages.
        "miteinander.request": {"level": "WARNING" if MITEINANDER_DEMO else "INFO"},
    },
}
