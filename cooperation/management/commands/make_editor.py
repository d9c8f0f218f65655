"""manage.py make_editor: a login for an editor, asked for or taken from the environment."""

import os
import sys
from typing import Any

from django.contrib.auth import get_user_model, password_validation
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

NAMES = ("DJANGO_SUPERUSER_USERNAME", "DJANGO_SUPERUSER_EMAIL", "DJANGO_SUPERUSER_PASSWORD")


class Command(BaseCommand):
    """Make an editor's login."""

    help = f"Make a login for the admin. Asks, unless {NAMES[2]} is set; then {NAMES[0]} and {NAMES[1]} must be too."

    def handle(self, *args: Any, **options: Any) -> None:
        name, email, password = (os.environ.get(key, "") for key in NAMES)
        if not password and not sys.stdin.isatty():
            raise CommandError(f"there is no terminal to ask at: set {', '.join(NAMES)}", returncode=1)
        if password:
            self._require(name, email, password)
        call_command("createsuperuser", interactive=not password, stdout=self.stdout)

    def _require(self, name: str, email: str, password: str) -> None:
        if missing := [key for key, value in zip(NAMES, (name, email, password), strict=True) if not value]:
            raise CommandError(f"set {', '.join(missing)} too", returncode=1)
        user = get_user_model()(username=name, email=email)
        if get_user_model().objects.filter(username=name).exists():
            raise CommandError(f"there is already a login '{name}'", returncode=1)
        try:
            password_validation.validate_password(password, user)
        except ValidationError as error:
            raise CommandError(f"{NAMES[2]}: {' '.join(error.messages)}", returncode=1) from error
