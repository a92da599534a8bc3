from typing import Any

import pytest

CHECKS = ["check_reading", "check_reading_with_a_wrong_token", "check_creating_what_there_is"]


@pytest.mark.parametrize("name", CHECKS)
def test_the_authors_tests_pass(page: Any, name: str) -> None:
    getattr(page, name)()


def test_the_authors_tests_can_fail(page: Any) -> None:
    page.STONES.clear()
    with pytest.raises(AssertionError):
        page.check_reading()
