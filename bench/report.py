#!/usr/bin/env python3
"""Prints the table of a run again, or `--summary`: servers by workloads, for a README.

bench/report.py [--summary] bench/results/http-DATE.json
"""

import argparse
from pathlib import Path

from harness import records, report


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--summary", action="store_true")
    parser.add_argument("file", type=Path)
    options = parser.parse_args()
    about, measured = records.read(options.file)
    print(report.summary(measured) if options.summary else report.document(about, measured))


if __name__ == "__main__":
    main()
