"""Comments that let diagnostics pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from migration_lint.files.source import in_memory
from migration_lint.project import Project, Settings
from migration_lint.runner.lint import lint
from migration_lint.selection import Selection

SETTINGS = Settings()
LEGACY = "import af_engine_legacy"


def found(path: str, text: str, *, require_reason: bool = False, **more: object) -> list[str]:
    lint_settings = SETTINGS.lint._replace(require_reason=require_reason)
    project = Project(Path("/"), None, SETTINGS._replace(lint=lint_settings))
    selection = Selection(1, **more)  # type: ignore[arg-type]  # as each test needs it
    diagnostics = lint(project, [in_memory(path, text.encode())], selection).diagnostics
    return [f"{one.span.line}:{one.code}" for one in diagnostics]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{LEGACY}  # migration-lint: ignore[ML101] why\n", id="inline"),
        pytest.param(f"{LEGACY}  # noqa  # migration-lint: ignore[ML101]\n", id="after another"),
        pytest.param(f"{LEGACY}  # migration-lint: ignore[ml1]\n", id="prefix in lower case"),
        pytest.param(f"{LEGACY}  # migration-lint: ignore\n", id="every code"),
        pytest.param(f"# migration-lint: ignore[ML101] why\n{LEGACY}\n", id="alone above"),
        pytest.param(f"# migration-lint: ignore[ML101]\n\n# more\n{LEGACY}\n", id="further above"),
        pytest.param(f"# migration-lint: ignore-next-line[ML101]\n{LEGACY}\n", id="next line"),
        pytest.param(f"{LEGACY}\n# migration-lint: ignore-file[ML101]\n", id="file"),
        pytest.param(
            f"# migration-lint: ignore-begin[ML101]\n{LEGACY}\n# migration-lint: ignore-end\n",
            id="block",
        ),
        pytest.param(
            "from af_engine_legacy import (\n    a,\n)  # migration-lint: ignore[ML101]\n",
            id="behind the statement",
        ),
        pytest.param(f"{LEGACY}\r\n# migration-lint: ignore-file[ML101]\r\n", id="CRLF"),
    ],
)
def test_it_lets_pass(text: str) -> None:
    assert found("a.py", text) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        pytest.param(
            f"{LEGACY}  # migration-lint: ignore[ML201]\n",
            ["1:ML101", "1:ML902"],
            id="another code",
        ),
        pytest.param(
            f'x = "# migration-lint: ignore[ML101]"; {LEGACY}\n', ["1:ML101"], id="in a string"
        ),
        pytest.param(
            f"x = 1  # migration-lint: ignore[ML101]\n{LEGACY}\n",
            ["1:ML902", "2:ML101"],
            id="behind other code",
        ),
        pytest.param("x = 1  # migration-lint: ignore[ML777]\n", ["1:ML902"], id="no such code"),
        pytest.param("x = 1  # migration-lint: ignore[]\n", ["1:ML902"], id="empty brackets"),
        pytest.param("# migration-lint: ignore-end\n", ["1:ML902"], id="end without begin"),
        pytest.param(
            f"# migration-lint: ignore-begin[ML101]\n{LEGACY}\n",
            ["1:ML902", "2:ML101"],
            id="begin without end",
        ),
        pytest.param(
            f"{LEGACY}  # migration-lint: ignore[ML101, ML201]\n",
            ["1:ML902"],
            id="one of two unused",
        ),
    ],
)
def test_it_does_not(text: str, left: list[str]) -> None:
    assert found("a.py", text) == left


def test_a_reason_can_be_made_compulsory() -> None:
    text = f"{LEGACY}  # migration-lint: ignore[ML101]"
    assert found("a.py", f"{text}\n", require_reason=True) == ["1:ML902"]
    assert found("a.py", f"{text}: until the port\n", require_reason=True) == []


def test_what_was_not_checked_is_not_called_unused() -> None:
    text = "x = 1  # migration-lint: ignore[ML101]\n"
    assert found("a.py", text, select=("ML2", "ML9")) == []


def test_nothing_is_called_unused_in_a_file_that_does_not_parse() -> None:
    assert found("a.py", "x = (  # migration-lint: ignore[ML101]\n") == ["1:ML901"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param(
            "run.sh", "python -m af_engine_legacy  # migration-lint: ignore[ML4,ML1]\n", id="shell"
        ),
        pytest.param(
            ".env",
            "# migration-lint: ignore-next-line[ML401] rollback drill\nUSE_MODULAR_ENGINE=false\n",
            id="dotenv",
        ),
        pytest.param(
            "run.bat",
            "REM migration-lint: ignore[ML401] drill\nset USE_MODULAR_ENGINE=0\n",
            id="batch",
        ),
        pytest.param(
            "a.rst",
            ".. migration-lint: ignore[ML103] of old\n\n>>> import af_engine_legacy\n",
            id="reStructuredText",
        ),
        pytest.param(
            "a.py",
            '"""Run.\n\n>>> import af_engine_legacy  # migration-lint: ignore[ML103]\n"""\n',
            id="example in a docstring",
        ),
    ],
)
def test_other_formats_have_comments_too(path: str, text: str) -> None:
    without = text.replace("migration-lint:", "mention")
    assert [code for code in found(path, without) if "ML902" not in code]
    assert [code for code in found(path, text) if "ML902" not in code] == []
