"""Check what a wheel carries: usage: check_wheel.py WHEEL."""

import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "python" / "fasterapi"


def main() -> None:
    (wheel,) = sys.argv[1:]
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        modules = [name for name in names if re.fullmatch(r"fasterapi/_core\.[\w-]+\.so", name)]
        assert len(modules) == 1, f"expected one compiled module: {sorted(names)}"

        sources = {
            f"fasterapi/{path.relative_to(PACKAGE)}"
            for path in PACKAGE.rglob("*")
            if path.suffix in {".py", ".pyi"} or path.name == "py.typed"
        }
        assert "fasterapi/py.typed" in sources
        assert not (lost := sources - names), f"not in the wheel: {lost}"
        strange = {
            name
            for name in names - sources - set(modules)
            if not re.match(
                r"fasterapi_core-[\d.]+\.dist-info/(METADATA|WHEEL|RECORD|entry_points\.txt|licenses/LICENSE)$",
                name,
            )
        }
        assert not strange, f"does not belong into the wheel: {strange}"

        with tempfile.TemporaryDirectory() as directory:
            module = archive.extract(modules[0], directory)
            listing = subprocess.run(
                ["nm", "--dynamic", "--defined-only", module], check=True, capture_output=True, text=True
            ).stdout
    exported = {line.split()[-1] for line in listing.splitlines()}
    assert exported == {"PyInit__core"}, f"the module exports {sorted(exported)}"


if __name__ == "__main__":
    main()
