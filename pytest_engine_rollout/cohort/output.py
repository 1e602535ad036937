"""An audit as text and as the file that the gate reads."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from datetime import datetime, timezone
from pathlib import Path

from migration_lint.project import Project, __version__
from migration_lint.project.digest import configuration_digest
from migration_lint.project.revision import revision_of
from pytest_engine_rollout.cohort.audit import Audit

SCHEMA_VERSION = 1
_WORDS = {"pass": "pass", "fail": "FAIL", "not_measured": "not measured"}


def as_text(audit: Audit) -> str:
    """The verdict first, then each promise with its figure and what breaks it."""
    broken = [check.id for check in audit.checks if check.status == "fail"]
    open_ones = [check.id for check in audit.checks if check.status == "not_measured"]
    verdict = f"broken: {', '.join(broken)}" if broken else "all promises kept"
    if open_ones and not broken:
        verdict = f"nothing broken, not measured: {', '.join(open_ones)}"
    lines = [f"{audit.function}: {verdict}"]
    lines.append(f"{audit.missions} missions, {audit.processes} processes with other hash seeds")
    for check in audit.checks:
        lines += ["", f"  {_WORDS[check.status]:<12}  {check.promise}"]
        lines.append(f"{'':16}{_harmless(check.measured)}")
        lines += [f"{'':16}- {_harmless(detail)}" for detail in check.details]
    return "\n".join(lines) + "\n"


def write_report(audit: Audit, project: Project, path: Path) -> None:
    """Write the file that the gate reads, atomically."""
    revision = revision_of(project.root)
    document = {
        "schema": SCHEMA_VERSION,
        "tool": {"name": "pytest-engine-rollout", "version": __version__},
        "function": audit.function,
        "gathered": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "commit": revision.commit,
        "dirty": revision.dirty,
        "configuration_digest": configuration_digest(project.settings),
        "missions": audit.missions,
        "processes": audit.processes,
        "percents": list(audit.percents),
        "checks": [asdict(check) for check in audit.checks],
    }
    aside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    aside.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    aside.replace(path)


def _harmless(text: str) -> str:
    """Text of the audited code without characters that steer a terminal."""
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in text)
