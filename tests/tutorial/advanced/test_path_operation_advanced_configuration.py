from typing import Any

import pytest

from tests.tutorial.answers import answer


@pytest.mark.parametrize(
    ("method", "path", "content", "expected"),
    [
        ("GET", "/wines", b"", [{"name": "Riesling"}]),
        ("GET", "/cellar", b"", []),
        ("POST", "/raw", b"a,1\nb,2\n", {"rows": [["a", "1"], ["b", "2"]]}),
    ],
)
def test_answers(client: Any, method: str, path: str, content: bytes, expected: Any) -> None:
    assert answer(client.request(method, path, content=content)) == (200, expected)


def test_documentation(document: Any) -> None:
    paths = document["paths"]
    assert paths["/wines"]["get"]["operationId"] == "all_the_wines"
    assert "/cellar" not in paths
    assert paths["/wines"]["post"]["description"] == "Add a wine.\n\n- **name**: on the label"
    assert paths["/raw"]["post"]["x-kind"] == "raw"
    assert paths["/raw"]["post"]["requestBody"]["content"] == {"text/csv": {"schema": {"type": "string"}}}
