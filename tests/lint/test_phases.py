"""What each rule's findings matter in each phase, in a bridge and elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from migration_lint.files.source import in_memory
from migration_lint.project import Project, Settings
from migration_lint.runner.lint import lint
from migration_lint.selection import Selection

PROJECT = Project(Path("/"), None, Settings())
BRIDGE = "af_engine/__init__.py"
IMPORT = "import af_engine_legacy\n"
LOAD = "__import__('af_engine_legacy')\n"
USE = "import af_engine_legacy\nprint(af_engine_legacy.STAGES)\n"
FALLBACK = "USE_MODULAR_ENGINE = False\n"
BRANCH = "import af_engine\nif af_engine.USE_MODULAR_ENGINE:\n    pass\n"
FORCED = "import os\nos.environ['USE_MODULAR_ENGINE'] = '0'\n"
PARSED = "import os\nA = os.environ.get('USE_MODULAR_ENGINE') == 'true'\n"
FALSE = "import os\nA = os.getenv('USE_MODULAR_ENGINE', '0').lower() in ('true', '1', 'yes')\n"
TRUE = "import os\nA = os.getenv('USE_MODULAR_ENGINE', '1').lower() in ('true', '1', 'yes')\n"
OFF = "USE_MODULAR_ENGINE=0\n"
MISSION = '{"force_legacy_engine": true}'
PROCESS = "a: python -m af_engine_legacy\n"
SALTED = "def f(mission):\n    return hash(mission) % 100 < 50\n"
THRICE = "warning warning warning error"
PINNED = "from af_engine.orchestrator import StageOrchestrator\n"


@pytest.mark.parametrize(
    ("code", "path", "text", "severities"),
    [
        pytest.param("ML101", "a.py", IMPORT, "error error error error", id="import"),
        pytest.param("ML101", BRIDGE, IMPORT, "note note note error", id="import-bridge"),
        pytest.param("ML102", "a.py", LOAD, "error error error error", id="load"),
        pytest.param("ML102", BRIDGE, LOAD, "note note note error", id="load-bridge"),
        pytest.param("ML103", "a.py", USE, "error error error error", id="use"),
        pytest.param("ML103", BRIDGE, USE, "note note note error", id="use-bridge"),
        pytest.param("ML207", "test_a.py", PINNED, "warning warning warning warning", id="pin"),
        pytest.param("ML301", "a.py", FALLBACK, "warning warning error error", id="hard-coded"),
        pytest.param("ML301", BRIDGE, FALLBACK, "note note note error", id="fallback-bridge"),
        pytest.param("ML302", "a.py", FORCED, "warning warning error error", id="forced"),
        pytest.param("ML303", "a.py", PARSED, "warning warning error error", id="parsed"),
        pytest.param("ML303", "a.py", FALSE, "note note note error", id="false-default"),
        pytest.param("ML303", BRIDGE, TRUE, "warning warning warning ", id="true-default-bridge"),
        pytest.param("ML303", BRIDGE, FALSE, "note note note error", id="false-default-bridge"),
        pytest.param("ML304", "a.py", BRANCH, "note note warning error", id="branch"),
        pytest.param("ML304", BRIDGE, BRANCH, "note note note error", id="branch-bridge"),
        pytest.param("ML305", "a.py", SALTED, "warning warning error error", id="hash"),
        pytest.param("ML401", ".env", OFF, "warning warning error error", id="off"),
        pytest.param("ML402", "m.json", MISSION, THRICE, id="mission"),
        pytest.param("ML403", "Procfile", PROCESS, THRICE, id="config"),
    ],
)  # fmt: skip
def test_severity(code: str, path: str, text: str, severities: str) -> None:
    found = []
    for phase in (1, 2, 3, 4):
        files = [in_memory(path, text.encode())]
        diagnostics = lint(PROJECT, files, Selection(phase, select=(code,))).diagnostics
        found.append(" ".join(diagnostic.severity.label for diagnostic in diagnostics))
    assert " ".join(found) == severities
