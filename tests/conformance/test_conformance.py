"""Every case of the conformance suite against FasterAPI, judged by the RFC and by the house rules."""

from __future__ import annotations

import pytest

from ..servers.process import Server
from .areas import CASES, DEADLINES
from .case import Case
from .referee import Verdict, referee
from .run import DEADLINE_PATIENCE_S, PATIENCE_S, run


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case, server: Server) -> None:
    verdict = referee(case, server.address, patience_s=PATIENCE_S)
    assert verdict.rfc is None, f"{case.level}, RFC {case.section}"
    assert verdict.house is None, f"RFC {case.section}"


@pytest.fixture(scope="module")
def late_verdicts(impatient_server: Server) -> dict[str, Verdict]:
    """All at once, since each case waits for a deadline."""
    verdicts = run(impatient_server.address, DEADLINES, patience_s=DEADLINE_PATIENCE_S)
    return {verdict.case.name: verdict for verdict in verdicts}


@pytest.mark.parametrize("case", DEADLINES, ids=lambda case: case.name)
def test_deadline(case: Case, late_verdicts: dict[str, Verdict]) -> None:
    assert late_verdicts[case.name].house is None, f"RFC {case.section}"


def test_the_servers_survived_it(server: Server, impatient_server: Server) -> None:
    for survivor in (server, impatient_server):
        assert survivor.exit_status is None
        assert "Sanitizer" not in survivor.printed
