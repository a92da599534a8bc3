"""The list in docs/coming-from-fastapi.md has every program, and each has a test."""

import re

from tests.tutorial.pages import HERE

LIST = (HERE.parents[1] / "docs" / "coming-from-fastapi.md").read_text()
SUPPORT = {"answers.py", "conftest.py", "pages.py"}

#: Modules of the page on bigger applications, of which `main` is listed.
PACKAGE = "bigger_applications/"


def programs() -> set[str]:
    files = {str(path.relative_to(HERE)) for path in HERE.rglob("*.py")}
    return {
        name
        for name in files - SUPPORT
        if not re.search(r"(^|/)(test_|__init__)", name)
        and (not name.startswith(PACKAGE) or name == f"{PACKAGE}main.py")
    }


def test_each_program_is_listed_and_the_other_way_round() -> None:
    assert set(re.findall(r"\]\(\.\./tests/tutorial/([^)]*)\)", LIST)) == programs()


def test_each_program_has_a_test() -> None:
    for name in programs():
        path = HERE / name
        assert path.with_name(f"test_{path.name}").is_file(), name


def test_pages_are_missing_only_for_what_is_to_come() -> None:
    reasons = set(re.findall(r"missing: needs ([^|]*?) \|", LIST))
    assert reasons <= {"files in forms (multipart)", "middleware", "static files"}
