from typing import Any

import pytest


@pytest.mark.parametrize(
    ("method", "path", "cookies"),
    [
        (
            "POST",
            "/cookie",
            [
                "session=s1; HttpOnly; Max-Age=60; Path=/; SameSite=strict; Secure",
                "theme=dark; Path=/; SameSite=lax",
            ],
        ),
        ("POST", "/cookie/own", ["session=s2; Path=/; SameSite=lax"]),
    ],
)
def test_cookies(client: Any, method: str, path: str, cookies: list[str]) -> None:
    assert client.request(method, path).headers.get_list("set-cookie") == cookies


def test_a_cookie_is_deleted(client: Any) -> None:
    [cookie] = client.delete("/cookie").headers.get_list("set-cookie")
    assert cookie.startswith('session=""; expires=')
    assert cookie.endswith("; Max-Age=0; Path=/; SameSite=lax")
