"""Who sees the admin's pages, what they hold, and that the strict content policy suits them."""

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from cooperation.derive import derive
from cooperation.models import Agreement, Record
from tests.admin.forms import change_address

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("atlas")]

KINDS = ("agreement", "forum", "edition", "organisation", "initiative")
SHOWN_ONLY = {"country": "KE", "topic": "security", "group": "fourteen", "source": "paper"}
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)|javascript:", re.IGNORECASE)


def address(model: str, page: str, *keys: object) -> str:
    return reverse(f"admin:cooperation_{model}_{page}", args=keys)


def every_page() -> list[str]:
    pages = ["/admin/"]
    pages += [address(kind, page) for kind in KINDS for page in ("changelist", "add")]
    pages += [change_address(record) for record in Record.objects.all()]
    pages += [address("agreement", "delete", Agreement.objects.get().pk)]
    pages += [address(model, "changelist") for model in SHOWN_ONLY]
    return pages + [address(model, "change", key) for model, key in SHOWN_ONLY.items()]


def test_no_page_holds_what_the_policy_refuses(editor):
    for page in every_page():
        response = editor.get(page)
        assert response.status_code == 200, page
        policy = [rule.strip() for rule in response["Content-Security-Policy"].split(";")]
        assert "script-src 'self'" in policy
        scripts = [found for found in INLINE.findall(response.text) if found]
        assert scripts == [], page


def test_every_page_wants_a_login(client):
    for page in every_page():
        assert client.get(page).url == f"/admin/login/?next={page}"


def test_browsers_may_send_the_forms_back(client):
    # Under "no-referrer" they say Origin: null, and the check against forged requests refuses that.
    assert client.get("/admin/login/")["Referrer-Policy"] == "same-origin"


def test_pages_bear_the_name_of_the_site(editor):
    assert "<title>Records and what they refer to | Cooperation Atlas</title>" in editor.get("/admin/").text
    assert "Cooperation Atlas: editing" in editor.get("/admin/").text


@pytest.mark.parametrize(("model", "key"), SHOWN_ONLY.items())
def test_vocabulary_is_shown_only_and_says_where_it_is_edited(editor, model, key):
    shown = editor.get(address(model, "change", key))
    assert "Shown only; edit it in seeds/" in shown.text
    assert 'name="_save"' not in shown.text
    assert "Shown only; edit it in seeds/" in editor.get(address(model, "changelist")).text
    assert editor.post(address(model, "change", key), {"name": "X"}).status_code == 403
    assert editor.get(address(model, "add")).status_code == 403
    assert editor.post(address(model, "delete", key), {"post": "yes"}).status_code == 403


def test_the_form_says_how_a_record_stands_to_its_file(editor):
    memo = Agreement.objects.get()
    assert "agreements/memo.yaml</div>" in editor.get(change_address(memo)).text
    Agreement.objects.update(status="held")
    assert "agreements/memo.yaml, edited here since it was loaded" in editor.get(change_address(memo)).text
    Agreement.objects.update(seed_hash="")
    assert "none yet: export_seeds writes one" in editor.get(change_address(memo)).text


def test_the_slug_and_computed_columns_cannot_be_typed(editor):
    text = editor.get(change_address(Agreement.objects.get())).text
    for name in ("slug", "kind", "sort_key", "date_earliest", "search_text", "seed_hash", "disagrees"):
        assert f'name="{name}"' not in text
    assert 'name="slug"' in editor.get(address("agreement", "add")).text


def test_search_boxes_find_a_record_by_any_words_of_its_names(editor):
    found = editor.get(
        reverse("admin:autocomplete"),
        {"app_label": "cooperation", "model_name": "relation", "field_name": "to", "term": "seri fir"},
    )
    record = Record.objects.get(slug="series-1")
    assert found.json()["results"][0] == {"id": str(record.pk), "text": "First Series"}
    assert editor.get(address("record", "change", record.pk)).url == change_address(record)


def test_search_boxes_put_names_first(editor):
    Record.objects.filter(slug="series-1").update(summary="A memo is named here.", name="A meeting")
    derive()
    asked = {"app_label": "cooperation", "model_name": "relation", "field_name": "to", "term": "memo"}
    found = editor.get(reverse("admin:autocomplete"), asked)
    assert [row["text"] for row in found.json()["results"]] == ["Memo", "A meeting"]


def test_lists_are_searched_as_the_site_is(editor):
    page = editor.get(address("agreement", "changelist"), {"q": "KENYA memo"})
    assert [row.slug for row in page.context["cl"].result_list] == ["memo"]
    assert not editor.get(address("agreement", "changelist"), {"q": "nothing such"}).context["cl"].result_list


def test_staff_without_leave_may_not_look_or_save(client):
    staff = User.objects.create_user("reader", password="a long pass phrase", is_staff=True)
    client.force_login(staff)
    memo = Agreement.objects.get()
    assert client.get(change_address(memo)).status_code == 403
    staff.user_permissions.add(Permission.objects.get(codename="view_agreement"))
    assert client.get(change_address(memo)).status_code == 200
    assert client.post(change_address(memo), {"name": "X"}).status_code == 403
