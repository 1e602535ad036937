"""`migration-lint fix` where the flag is inverted, or its values are names."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lint.cli.command import lint, write

INVERTED = """\
flag = "USE_OLD"
flag_values = { true = ["0", ""], false = ["1", "true"] }
control = "old"
candidate = "new"
protocol = []
entry = "app:Engine"
legacy_modules = ["app_old"]
bridges = []
[engines.old]
controller = "app_old:Engine"
[engines.new]
controller = "app.new:Engine"
"""
NAMES = INVERTED.replace('["0", ""]', '["v2"]').replace('["1", "true"]', '["v1", ""]')


@pytest.mark.parametrize(
    ("configuration", "phase", "before", "after"),
    [
        pytest.param(
            INVERTED,
            1,
            "USE_OLD = True\n",
            'import os\nUSE_OLD = os.environ.get("USE_OLD", "1").lower() in ("1", "true")\n',
            id="inverted-constant",
        ),
        pytest.param(
            INVERTED,
            1,
            'import os\nOLD = os.environ.get("USE_OLD", "0") == "1"\n',
            'import os\nOLD = os.environ.get("USE_OLD", "0").lower() not in ("0", "")\n',
            id="inverted-reading",
        ),
        pytest.param(
            INVERTED,
            4,
            "import app\nif app.USE_OLD:\n    a = 1\n",
            "import app\nif app.USE_OLD:\n    a = 1\n",
            id="inverted-branch",
        ),
        pytest.param(
            NAMES,
            1,
            'USE_OLD = "v1"\n',
            'import os\nUSE_OLD = os.environ.get("USE_OLD", "v1")\n',
            id="constant-of-names",
        ),
        pytest.param(
            NAMES,
            4,
            "import app\nif app.USE_OLD == 'v2':\n    a = 1\nelse:\n    a = 2\n"
            "if app.USE_OLD != 'v2':\n    b = 1\n",
            "import app\na = 1\nif app.USE_OLD != 'v2':\n    b = 1\n",
            id="branch-on-a-name",
        ),
    ],
)
def test_fix(configuration: str, phase: int, before: str, after: str, tmp_path: Path) -> None:
    write(tmp_path, {"engine_rollout.toml": configuration, "a.py": before})
    lint(tmp_path, "fix", "--unsafe", f"--phase={phase}")
    assert (tmp_path / "a.py").read_text("utf-8") == after
