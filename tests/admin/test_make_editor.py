"""The first editor's login, without a terminal."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db
GOOD = "long enough to be safe"


@pytest.fixture
def environment(monkeypatch):
    def set_all(name="nina", email="nina@example.org", password=GOOD):
        for key, value in (("USERNAME", name), ("EMAIL", email), ("PASSWORD", password)):
            monkeypatch.setenv(f"DJANGO_SUPERUSER_{key}", value)

    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    return set_all


def test_a_login_is_made_from_the_environment(environment):
    environment()
    call_command("make_editor")
    assert get_user_model().objects.get(username="nina").check_password(GOOD)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"password": "abc"}, "too short"),
        ({"name": ""}, "set DJANGO_SUPERUSER_USERNAME too"),
        ({"password": ""}, "there is no terminal to ask at"),
    ],
)
def test_what_is_missing_or_weak_is_named(environment, given, words):
    environment(**given)
    with pytest.raises(CommandError, match=words):
        call_command("make_editor")
    assert not get_user_model().objects.exists()


def test_a_name_is_given_once(environment):
    environment()
    call_command("make_editor")
    with pytest.raises(CommandError, match="already a login"):
        call_command("make_editor")
