"""The whole dataset, as a reader takes it from a running site."""

import subprocess
import sys
from pathlib import Path

from frictionless import Package

from cooperation.exports import TABLES
from tests.browser.conftest import OpenTab
from tests.browser.site import Site


def test_the_archive_is_saved_from_the_page_and_valid(tab: OpenTab, tmp_path: Path) -> None:
    watched = tab(width=390, javascript=False)
    watched.open("/about/")
    watched.page.get_by_role("link", name="All data as files").click()
    with watched.page.expect_download() as waiting:
        watched.page.get_by_role("link", name="Everything in one archive").click()
    assert waiting.value.suggested_filename.startswith("cooperation-atlas-")
    waiting.value.save_as(tmp_path / "dataset.zip")
    report = Package(str(tmp_path / "dataset.zip")).validate()
    assert report.flatten(["title", "note"]) == []
    assert [task.name for task in report.tasks] == [table.name for table in TABLES]


PROGRAM = """
import sys
from frictionless import Package
archive = Package(sys.argv[1] + "/dataset.zip")
single = Package.from_descriptor(sys.argv[1] + "/dataset/datapackage.json")
print(archive.validate().valid, single.validate().valid)
for each in (archive, single):
    print({row["code"] for row in each.get_resource("countries").read_rows()} >= {"NA", "KE"})
"""


def test_a_program_reads_the_package_from_its_addresses(live: Site) -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM, live.address], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True"] * 4, done.stderr


def test_a_table_of_the_codebook_has_an_address_and_its_words_unfold(tab: OpenTab) -> None:
    watched = tab(width=1440)
    watched.open("/dataset/#participants")
    watched.page.locator("#agreements summary").filter(has_text="one of 13 words").first.click()
    assert watched.page.locator("#agreements").get_by_text("memorandum of understanding").is_visible()
    watched.page.locator("#participants").get_by_role("link", name="groups").click()
    assert watched.page.url.endswith("#groups")
