"""The catalogue under requests that Schemathesis makes of its OpenAPI document, over a socket.

No request is answered 5xx, and what is answered is as the document says: status, media type, headers, schema.
(What a document refuses may be taken: "5" for an integer.)
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.e2e.running import ROOT, Running

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)


def test_the_service_keeps_to_its_document(tmp_path: Path) -> None:
    with Running("run", "examples/catalogue/main.py", "--port", "0") as server, server.client() as client:
        client.post("/users", json={"name": "tester", "password": "correct horse", "role": "editor"})
        token = client.post("/token", data={"username": "tester", "password": "correct horse"}).json()
        arguments = [
            f"{server.url}/openapi.json",
            f"--header=Authorization: Bearer {token['access_token']}",
            f"--checks={','.join(CHECKS)}",
            "--phases=examples,coverage,fuzzing,stateful",
            "--max-examples=10",
            "--seed=1",
            "--no-color",
        ]
        done = subprocess.run(
            [sys.executable, "-m", "schemathesis.cli", "run", *arguments],
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT / "python"), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert client.get("/items").status_code == 200
