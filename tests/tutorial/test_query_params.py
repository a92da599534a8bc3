from typing import Any

import pytest

from tests.tutorial.answers import answer, error, invalid, missing, no_int

DESCRIPTION = {"description": "A place where many people live"}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/cities", (200, [{"city": "Athens"}, {"city": "Bergen"}, {"city": "Cusco"}])),
        ("/cities?skip=1", (200, [{"city": "Bergen"}, {"city": "Cusco"}])),
        ("/cities?skip=1&limit=1", (200, [{"city": "Bergen"}])),
        ("/cities?skip=one", invalid(no_int("query.skip", "one"))),
        ("/cities?skip=a&limit=b", invalid(no_int("query.skip", "a"), no_int("query.limit", "b"))),
        ("/cities/Athens", (200, {"city": "Athens"} | DESCRIPTION)),
        ("/cities/Athens?hint=old", (200, {"city": "Athens", "hint": "old"} | DESCRIPTION)),
        *(
            (f"/cities/Athens?short={yes}", (200, {"city": "Athens"}))
            for yes in ("1", "True", "true", "on", "yes")
        ),
        *(
            (f"/cities/Athens?short={no}", (200, {"city": "Athens"} | DESCRIPTION))
            for no in ("0", "False", "off", "no")
        ),
        (
            "/cities/Athens?short=perhaps",
            invalid(
                error(
                    "bool_parsing",
                    "query.short",
                    "Input should be a valid boolean, unable to interpret input",
                    "perhaps",
                )
            ),
        ),
        ("/cities/Athens/weather/3", invalid(missing("query.unit"))),
        (
            "/cities/Athens/weather/3?unit=C",
            (200, {"city": "Athens", "day": 3, "unit": "C", "hours": 24, "station": None}),
        ),
        (
            "/cities/Athens/weather/3?unit=C&hours=6&station=North",
            (200, {"city": "Athens", "day": 3, "unit": "C", "hours": 6, "station": "North"}),
        ),
        (
            "/cities/Athens/weather/x?hours=y",
            invalid(
                no_int("path.day", "x"),
                missing("query.unit"),
                no_int("query.hours", "y"),
            ),
        ),
    ],
)
def test_queries(client: Any, path: str, expected: Any) -> None:
    assert answer(client.get(path)) == expected
