"""python -m tests.packaging.audit PIP_AUDIT LOCK...: known vulnerabilities of what is locked.

Exit code 1 where one is known. Where no advisory can be reached, says so loudly and exits with 0: a
machine without a network must still be able to build. Some mirrors of the package index know no
package's page, which `pip-audit` takes for a clean result; here that counts as not reached.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

SERVICES = ("osv", "pypi")
NOT_AUDITED = "!!! NOT AUDITED: no advisory service can be reached from here !!!"


def main(program: str, locks: Sequence[str]) -> int:
    for service in SERVICES:
        packages = audited(program, service, locks)
        known = [package for package in packages if "vulns" in package]
        if known:
            return report(service, known, len(packages))
    print(f"{'!' * len(NOT_AUDITED)}\n{NOT_AUDITED}\n{'!' * len(NOT_AUDITED)}", file=sys.stderr)
    return 0


def audited(program: str, service: str, locks: Sequence[str]) -> list[dict[str, Any]]:
    """Return a record a package, with its `vulns` or a `skip_reason`; none where nobody answers."""
    command = [program, "--format", "json", "--progress-spinner", "off", "--disable-pip"]
    command += ["--require-hashes", "--vulnerability-service", service, "--timeout", "15"]
    for lock in locks:
        command += ["--requirement", lock]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        packages: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(f"{service}: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return []
    return packages


def report(service: str, known: Sequence[dict[str, Any]], whole: int) -> int:
    """Print what is known; return the exit code."""
    found = [(p["name"], p["version"], v) for p in known for v in p["vulns"]]
    for name, version, vulnerability in found:
        fixed = ", ".join(vulnerability["fix_versions"]) or "no version yet"
        print(f"{name} {version}: {vulnerability['id']}, mended in {fixed}")
    print(f"{service}: {len(known)} of {whole} packages audited, {len(found)} vulnerabilities")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
