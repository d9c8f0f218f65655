"""The site's settings, less what only a deployed site needs: tests read static files where they lie."""

from cooperation.settings import *  # noqa: F403

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A fresh clone has no collected static files, and whitenoise warns of that only where it reads them at start.
WHITENOISE_AUTOREFRESH = True
