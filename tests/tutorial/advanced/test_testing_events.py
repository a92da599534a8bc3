from typing import Any

import pytest


@pytest.mark.parametrize("name", ["check_lifespan", "check_without"])
def test_the_authors_tests_pass(page: Any, name: str) -> None:
    getattr(page, name)()
