"""CPU time and memory of a process tree, read from /proc (Linux)."""

import os
from pathlib import Path

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def tree(pid: int) -> list[int]:
    """The process and all its living descendants."""
    pids = [pid]
    for parent in pids:
        try:
            for children in Path(f"/proc/{parent}/task").glob("*/children"):
                pids += map(int, children.read_text().split())
        except OSError:
            continue  # it ended meanwhile
    return pids


def cpu_seconds(pid: int) -> tuple[float, float]:
    """(user, system) seconds of the tree, with those of children already reaped."""
    user = system = 0
    for member in tree(pid):
        try:
            # The fields after the command's name, which may hold spaces: proc_pid_stat(5), 14 to 17.
            fields = Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        user += int(fields[11]) + int(fields[13])
        system += int(fields[12]) + int(fields[14])
    return user / TICKS_PER_SECOND, system / TICKS_PER_SECOND


def machine_seconds() -> float:
    """CPU seconds spent by everything on all cores, stolen time included."""
    total = Path("/proc/stat").read_text().partition("\n")[0]
    user, nice, system, _idle, _wait, irq, softirq, steal = map(int, total.split()[1:9])
    return (user + nice + system + irq + softirq + steal) / TICKS_PER_SECOND


def pss_mib(pid: int) -> float:
    """Memory of the tree in MiB; a page that n processes share counts 1/n in each (PSS)."""
    kib = 0
    for member in tree(pid):
        try:
            lines = Path(f"/proc/{member}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        kib += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kib / 1024
