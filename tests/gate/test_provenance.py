from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from migration_lint.gate.evidence.base import Provenance
from migration_lint.gate.provenance import refusals
from migration_lint.project.revision import Revision
from tests.gate.builders import COMMIT, NOW, request

COPY = "a suite that writes into its own checkout must run in a copy, such as `git worktree add`"
ANOTHER = (
    "it is of commit ffffffffffff, the tree is at 0123456789ab: check out ffffffffffff again, or "
    f"gather it anew ({COPY})"
)
CHANGED = (
    "the tree differs from the commit: a.py, b.py, c.py and 1 more: commit or restore them "
    f"({COPY})"
)
GOOD: dict[str, Any] = {
    "gathered": NOW - timedelta(hours=1),
    "commit": COMMIT,
    "dirty": False,
    "complete": True,
    "deselected": 0,
    "bound_to_commit": True,
}


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        pytest.param({}, (), id="usable"),
        pytest.param({"gathered": None}, ("it does not say when it was gathered",), id="no time"),
        pytest.param({"gathered": NOW - timedelta(hours=24)}, (), id="just not too old"),
        pytest.param(
            {"gathered": NOW - timedelta(hours=25)},
            ("it is too old: 25.0 h, at most 24.0 h count (max-age-hours)",),
            id="too old",
        ),
        pytest.param(
            {"gathered": NOW - timedelta(hours=25), "keeps_hours": 168.0}, (), id="keeps longer"
        ),
        pytest.param(
            {"gathered": NOW + timedelta(hours=1)},
            ("it is from the future: gathered 2026-03-10T13:00:00+00:00",),
            id="future",
        ),
        pytest.param({"gathered": NOW + timedelta(seconds=300)}, (), id="a clock that is ahead"),
        pytest.param(
            {"commit": "f" * 40},
            (ANOTHER,),
            id="another commit",
        ),
        pytest.param({"commit": None}, ("it does not say of which commit it is",), id="no commit"),
        pytest.param({"commit": None, "bound_to_commit": False}, (), id="records need no commit"),
        pytest.param(
            {"dirty": None},
            ("it does not say whether the tree differed from its commit",),
            id="not known to be clean",
        ),
        pytest.param(
            {"dirty": True},
            ("it is of a dirty tree: commit what differs, then gather it anew (allow-dirty)",),
            id="dirty",
        ),
        pytest.param(
            {"dirty": True, "bound_to_commit": False},
            ("it is of a dirty tree: commit what differs, then gather it anew (allow-dirty)",),
            id="what looks at the tree must see a commit too",
        ),
        pytest.param(
            {"digest": "sha256:11"},
            ("it was gathered under another configuration",),
            id="another configuration",
        ),
        pytest.param(
            {"complete": False, "gaps": ("worker gw1 was lost", "-x stopped it")},
            ("it is incomplete: worker gw1 was lost; -x stopped it",),
            id="incomplete",
        ),
        pytest.param(
            {"deselected": 2},
            ("2 tests were deselected, at most 0 may be (allow-deselected)",),
            id="deselected",
        ),
        pytest.param(
            {"deselected": 1, "complete": False},
            (
                "it is incomplete: the run did not come to its end",
                "1 test was deselected, at most 0 may be (allow-deselected)",
            ),
            id="every reason is named",
        ),
    ],
)
def test_what_is_refused(tmp_path: Path, changes: Any, reasons: tuple[str, ...]) -> None:
    provenance = Provenance("x", **(GOOD | changes))
    assert refusals(provenance, request(tmp_path)) == reasons


@pytest.mark.parametrize(
    ("revision", "reasons"),
    [
        pytest.param(
            Revision(COMMIT, dirty=True, changed=("a.py", "b.py", "c.py", "d.py")),
            (CHANGED,),
            id="tree changed since",
        ),
        pytest.param(
            Revision(COMMIT, None),
            ("git does not say whether the tree differs from its commit",),
            id="git is silent",
        ),
        pytest.param(
            Revision(None, None),
            ("it is of commit 0123456789ab, and the tree is in no git repository",),
            id="no repository",
        ),
    ],
)
def test_the_state_of_the_tree(
    tmp_path: Path, revision: Revision, reasons: tuple[str, ...]
) -> None:
    assert refusals(Provenance("x", **GOOD), request(tmp_path, revision=revision)) == reasons


@pytest.mark.parametrize(
    ("gate", "changes"),
    [
        pytest.param({"allow_dirty": True}, {"dirty": True}, id="dirty"),
        pytest.param({"allow_deselected": 2}, {"deselected": 2}, id="deselected"),
        pytest.param({"max_age_hours": 48.0}, {"gathered": NOW - timedelta(hours=30)}, id="older"),
    ],
)
def test_what_the_configuration_allows(tmp_path: Path, gate: Any, changes: Any) -> None:
    assert refusals(Provenance("x", **(GOOD | changes)), request(tmp_path, gate=gate)) == ()
