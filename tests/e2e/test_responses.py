"""Every class of response, on the wire."""

from __future__ import annotations

import http.client
import os
import re
import socket
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx
import pytest

from .running import PATIENCE_S, Running


@pytest.fixture
def client(answers: Running) -> Iterator[httpx.Client]:
    with answers.client() as client:
        yield client


# --- whole bodies


@pytest.mark.parametrize(
    ("path", "status", "content_type", "body"),
    [
        ("/bytes", 200, "application/octet-stream", b"\x00\xff"),
        ("/str", 203, "text/csv; charset=utf-8", "é".encode()),
        ("/own-type", 200, "text/x-own", b"x"),
        ("/json", 206, "application/json", '{"a":[1,"é"]}'.encode()),
        ("/html", 200, "text/html; charset=utf-8", "<p>é".encode()),
        ("/plain", 200, "text/plain; charset=utf-8", b"text"),
    ],
)
def test_what_is_returned_is_sent(
    client: httpx.Client, path: str, status: int, content_type: str, body: bytes
) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.content) == (status, body)
    assert answer.headers.get_list("content-type") == [content_type]
    assert answer.headers["content-length"] == str(len(body))


def test_headers_are_sent(client: httpx.Client) -> None:
    raw = dict(client.get("/bytes").headers.raw)
    assert raw[b"x-one"] == b"1"
    assert raw[b"x-two"] == "é".encode("latin-1")


def test_an_empty_answer_has_no_content_type(client: httpx.Client) -> None:
    answer = client.get("/empty")
    assert (answer.status_code, answer.content) == (204, b"")
    assert "content-type" not in answer.headers


def test_a_response_may_be_changed_until_it_is_returned(client: httpx.Client) -> None:
    answer = client.get("/changed")
    assert answer.status_code == 202
    assert answer.headers.get_list("x-a") == ["2"]
    assert answer.headers.get_list("x-b") == ["3", "4"]
    assert "content-type" not in answer.headers


@pytest.mark.parametrize("path", ["/split", "/split-raw"])
def test_a_header_cannot_be_split(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 500
    assert "x-b" not in answer.headers


# --- cookies


def test_cookies_are_set(client: httpx.Client) -> None:
    assert client.get("/cookies").headers.get_list("set-cookie")[:3] == [
        "plain=value; Path=/; SameSite=lax",
        'full="a b\\073\\351"; Domain=example.com; expires=Wed, 02 Jan 2030 03:04:05 GMT; HttpOnly; '
        "Max-Age=60; Partitioned; Path=/p; SameSite=none; Secure",
        "bare=1",
    ]


def test_a_cookie_is_deleted(client: httpx.Client) -> None:
    answer = client.get("/cookies")
    deleted = re.fullmatch(
        r'old=""; expires=([^;]+); Max-Age=0; Path=/p; SameSite=lax',
        answer.headers.get_list("set-cookie")[3],
    )
    assert deleted
    assert parsedate_to_datetime(deleted[1]) <= parsedate_to_datetime(answer.headers["date"])


def test_cookies_come_back(answers: Running) -> None:
    sent = answers.get("/cookies").headers.get_list("set-cookie")
    pairs = "; ".join(cookie.partition(";")[0] for cookie in sent)
    assert answers.get("/cookies-back", headers={"cookie": pairs}).json() == {
        "plain": "value",
        "full": "a b;é",
        "bare": "1",
        "old": "",
    }


# --- redirects


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        ("/redirect", 307, "/%C3%BC?q=a%20b&r=%20"),
        ("/redirect/303", 303, "https://example.com/x"),
        ("/redirect/by-class", 307, "/elsewhere"),
    ],
)
def test_redirects(client: httpx.Client, path: str, status: int, location: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["location"], answer.content) == (status, location, b"")


def test_a_slash_too_many_redirects_to_where_the_client_is(answers: Running, client: httpx.Client) -> None:
    answer = client.get("/plain/?a=b")
    assert (answer.status_code, answer.headers["location"]) == (307, f"{answers.url}/plain?a=b")


# --- streams


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/stream/async", "eins é zwei drei"),
        ("/stream/pool", "eins é zwei drei"),
        ("/stream/sync", "one two three"),
        ("/stream/list", "ab"),
        ("/stream/empty", ""),
        ("/stream/large", "x" * 10_000_000),
    ],
)
def test_a_stream_arrives_whole(client: httpx.Client, path: str, body: str) -> None:
    answer = client.get(path)
    assert answer.content == body.encode()
    assert answer.headers["transfer-encoding"] == "chunked"
    assert client.get("/plain").text == "text"  # on the same connection


def test_a_stream_has_status_and_headers(client: httpx.Client) -> None:
    answer = client.get("/stream/async")
    assert (answer.status_code, answer.headers["x-a"]) == (201, "b")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


def test_a_stream_of_known_length_is_not_chunked(client: httpx.Client) -> None:
    answer = client.get("/stream/with-length")
    assert (answer.content, answer.headers["content-length"]) == (b"abcdef", "6")
    assert "transfer-encoding" not in answer.headers


def test_head_of_a_stream_has_no_body(client: httpx.Client) -> None:
    answer = client.head("/stream/async")
    assert (answer.status_code, answer.content) == (201, b"")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/stream/failing", "RuntimeError: in the middle"),
        ("/stream/failing-async", "RuntimeError: in the async middle"),
        ("/stream/unfit", "TypeError: "),
    ],
)
def test_an_error_in_a_stream_cuts_the_connection(answers: Running, path: str, said: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", answers.port, timeout=PATIENCE_S)
    connection.request("GET", path)
    answer = connection.getresponse()
    assert answer.status == 200
    with pytest.raises(http.client.IncompleteRead):
        answer.read()
    connection.close()
    answers.stderr.wait_for(f"^{said}")
    assert answers.get("/plain").text == "text"


def test_a_stream_is_closed_when_its_client_leaves(answers: Running, client: httpx.Client) -> None:
    with socket.create_connection(("127.0.0.1", answers.port), PATIENCE_S) as leaving:
        leaving.sendall(b"GET /stream/endless HTTP/1.1\r\nHost: a\r\n\r\n")
        assert leaving.recv(1000)
    assert client.get("/stream/closed").json() is True


# --- files


@pytest.fixture
def text_file(tmp_path: Path) -> Path:
    path = tmp_path / "notes.txt"
    path.write_bytes(b"some notes\n" * 10_000)
    os.utime(path, ns=(0, 1_700_000_000_123_456_789))
    return path


def test_a_file_is_sent_whole(client: httpx.Client, text_file: Path) -> None:
    answer = client.get(f"/file{text_file}")
    assert (answer.status_code, answer.content) == (200, text_file.read_bytes())
    assert answer.headers["content-length"] == str(text_file.stat().st_size)
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["last-modified"] == "Tue, 14 Nov 2023 22:13:20 GMT"
    assert re.fullmatch(r'"[0-9a-f]+-[0-9a-f]+"', answer.headers["etag"])
    assert "content-disposition" not in answer.headers


def test_the_etag_changes_with_the_file(client: httpx.Client, text_file: Path) -> None:
    before = client.get(f"/file{text_file}").headers["etag"]
    assert client.get(f"/file{text_file}").headers["etag"] == before
    os.utime(text_file, ns=(0, 1_700_000_000_123_456_790))
    assert client.get(f"/file{text_file}").headers["etag"] != before


def test_head_of_a_file_tells_its_length(client: httpx.Client, text_file: Path) -> None:
    answer = client.head(f"/file{text_file}")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(text_file.stat().st_size)


def test_an_empty_file(client: httpx.Client, tmp_path: Path) -> None:
    path = tmp_path / "empty.unknown-kind"
    path.touch()
    answer = client.get(f"/file{path}")
    assert (answer.status_code, answer.content, answer.headers["content-length"]) == (200, b"", "0")
    assert answer.headers["content-type"] == "application/octet-stream"


def test_a_large_file(client: httpx.Client, tmp_path: Path) -> None:
    path = tmp_path / "large.bin"
    path.write_bytes(os.urandom(20_000_000))
    assert client.get(f"/file{path}").content == path.read_bytes()


@pytest.mark.parametrize(
    ("filename", "disposition"),
    [
        ("report.pdf", 'attachment; filename="report.pdf"'),
        ("a b.txt", "attachment; filename*=utf-8''a%20b.txt"),
        ("naïve.txt", "attachment; filename*=utf-8''na%C3%AFve.txt"),
        ('a"b\r\n/.txt', "attachment; filename*=utf-8''a%22b%0D%0A%2F.txt"),
    ],
)
def test_a_download_has_a_name(
    client: httpx.Client, text_file: Path, filename: str, disposition: str
) -> None:
    answer = client.get(f"/download{text_file}", params={"as": filename})
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == disposition
    assert answer.headers["x-a"] == "b"


def test_a_download_may_be_shown_and_typed(client: httpx.Client, text_file: Path) -> None:
    answer = client.get(f"/inline{text_file}")
    assert (answer.status_code, answer.content) == (202, text_file.read_bytes())
    assert answer.headers["content-disposition"] == 'inline; filename="own.txt"'
    assert answer.headers["content-type"] == "text/x-own; charset=utf-8"


def test_a_missing_file_is_a_500_and_the_log_says_which(
    answers: Running, client: httpx.Client, tmp_path: Path
) -> None:
    path = tmp_path / "none.txt"
    answer = client.get(f"/file{path}")
    assert (answer.status_code, answer.text) == (500, "Internal Server Error")
    reason = f"No such file or directory: '{path}'"
    answers.stderr.wait_for(re.escape(f"RuntimeError: FileResponse cannot open its file: {reason}"))


@pytest.mark.parametrize("kind", ["directory", "fifo"])
def test_what_is_no_file_is_a_500(answers: Running, client: httpx.Client, tmp_path: Path, kind: str) -> None:
    path = tmp_path / kind
    path.mkdir() if kind == "directory" else os.mkfifo(path)
    assert client.get(f"/file{path}").status_code == 500
    answers.stderr.wait_for(
        re.escape(f"RuntimeError: FileResponse needs a regular file, and '{path}' is none")
    )


def test_no_descriptor_of_a_file_stays_open(answers: Running, client: httpx.Client, text_file: Path) -> None:
    def open_files() -> list[str]:
        links = Path(f"/proc/{answers.pid}/fd").iterdir()
        return [target for link in links if "notes" in (target := str(link.readlink()))]

    for _ in range(20):
        client.get(f"/file{text_file}")
        client.head(f"/file{text_file}")
    assert open_files() == []
