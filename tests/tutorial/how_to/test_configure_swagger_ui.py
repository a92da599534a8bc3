from typing import Any

import pytest


@pytest.mark.parametrize(
    "part",
    [
        '"syntaxHighlight": false',
        '"deepLinking": false',
        '"filter": "users"',
        '"dom_id": "#swagger-ui"',
        '"showExtensions": true',
    ],
)
def test_parameters(client: Any, part: str) -> None:
    assert part in client.get("/docs").text
