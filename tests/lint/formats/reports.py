"""Reports for renderers, plain and hostile."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from migration_lint.diagnostic import Diagnostic, Severity, Span, Step
from migration_lint.fingerprint import fingerprinted
from migration_lint.formats.base import Report
from migration_lint.terminal import Style

SOURCE = "from af_engine_legacy import RDMissionController  # <&>\n"
HOSTILE = "a\n::error::b\x1b[31m\x00\u202e</script><b>\"'%|`\ud800"


def diagnostic(
    code: str = "ML101",
    severity: Severity = Severity.ERROR,
    path: str = "a.py",
    message: str = "it is gone",
    status: str = "new",
    steps: Sequence[Step] = (),
) -> Diagnostic:
    return Diagnostic(
        code=code,
        name="legacy-import",
        severity=severity,
        path=path,
        span=Span(1, 6, 1, 22),
        message=message,
        symbol="af_engine_legacy",
        scope="f",
        fingerprint="",
        status="known" if status == "known" else "new",
        steps=tuple(steps),
    )


def report(
    *diagnostics: Diagnostic, style: Style | None = None, problems: tuple[str, ...] = ()
) -> Report:
    return Report(
        diagnostics=tuple(fingerprinted(diagnostics)),
        problems=problems,
        phase=1,
        checked=3,
        source_line=lambda path, line: SOURCE.rstrip("\n") if (path, line) == ("a.py", 1) else "",
        root=str(Path("/project")),
        style=style or Style(),
    )


STEP = Step("b.py", Span(2, 1, 2, 5), "made here")
PLAIN = report(
    diagnostic(steps=[STEP]),
    diagnostic(severity=Severity.WARNING, path="b c.py"),
    diagnostic(severity=Severity.NOTE, status="known"),
)
WICKED_PATH = f"p/{HOSTILE}.py".replace("\ud800", "\udc80")  # as a byte in a file's name is read
WICKED = report(
    diagnostic(path=WICKED_PATH, message=HOSTILE), problems=(f"{HOSTILE}: cannot be read",)
)
EMPTY = report()
