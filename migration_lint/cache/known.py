"""Answer a check of some files from the kept result of the whole project.

This serves hooks that pass the files of a commit: nearly always some file has changed, and nearly
never in a way that changes a finding elsewhere.
"""

from __future__ import annotations

import os
import sys

from migration_lint import __version__
from migration_lint.cache.changes import PYTHON, Shift, inside, outside, parses
from migration_lint.cache.state import digest_of, file_is_same, inputs_are_same
from migration_lint.cache.store import content_path, keep_contents, read_record, write_record
from migration_lint.files.discovery import Discovery, discover
from migration_lint.limits import COMMIT, PARSED

TYPE_CHECKING = False  # as in typing, which takes longer to import than the rest of a warm run
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

KIND = "known"
_LABELS = ("error", "warning", "note")
_MOST_CHANGES = 16  # files that are looked at one by one here


def answer(argv: Sequence[str], root: str) -> int | None:
    """Print the result of a plain `check` of paths and return its status; None if not known."""
    here = os.getcwd()
    if here != root or not is_plain(argv):
        return None
    record = read_record(root, KIND, key_of(root))
    try:
        if record is None or not inputs_are_same(record["inputs"], record["made"]):
            return None
        paths = [os.path.abspath(path) for path in argv[argv[:1] == ["check"] :]]
        found = discover(root, record["exclude"], paths)
        if found.problems or found.notes or found.no_files != record["no_files"]:
            return None
        shifts = _shifts(root, found, record, len(found.chosen) <= COMMIT if paths else False)
        if shifts is None:
            return None
        return _told(record, found if paths else None, shifts)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, OSError):
        return None  # a damaged record, or a file that was removed meanwhile


def is_plain(argv: Sequence[str]) -> bool:
    """Whether a command line is a `check` with paths and no option, whose output has no colours."""
    words = argv[1:] if argv[:1] == ["check"] else argv
    if any(word.startswith("-") for word in words) or os.environ.get("FORCE_COLOR"):
        return False
    commands = os.path.join(os.path.dirname(os.path.dirname(__file__)), "cli")
    is_command = words is argv and words and os.path.exists(f"{commands}/{words[0]}.py")
    return not is_command and not sys.stdout.isatty()


def keep(root: str, record: Mapping[str, object], contents: Mapping[str, bytes]) -> None:
    """Keep the result of a whole project.

    Args:
        root: The project root.
        record: `exclude`, `inputs`, `files`, `no_files`, `made` as of a run; `phase`; `fails`, the
            labels of the severities that fail; `rows`, one for each diagnostic: path, line,
            column, label, whether it is new, how its path is shown, and what follows the place;
            `trace`, what the findings depended on.
        contents: What was evaluated, by digest.
    """
    write_record(root, KIND, key_of(root), dict(record))
    keep_contents(root, contents)


def key_of(root: str) -> str:
    """Everything that the findings depend on and that is not in a file."""
    return f"{__version__}\0{sys.version}\0{root}"


def _shifts(
    root: str, found: Discovery, record: dict[str, Any], asked: bool
) -> dict[str, Shift] | None:
    """By path, the shifts of files that changed without consequences; None where one may have some.

    `asked` says that all that is chosen is parsed.
    """
    files, made, trace = record["files"], record["made"], record["trace"]
    if len(found.files) != len(files):
        return None
    shifts: dict[str, Shift] = {}
    sizes: list[tuple[int, int]] = []
    for path in found.files:
        stamp, digest = files[path]
        if file_is_same(f"{root}/{path}", stamp, digest, made):
            continue
        data = _content(root, path)
        shift = _shift(root, path, data, digest, record) if len(shifts) < _MOST_CHANGES else None
        if shift is None:
            return None
        shifts[path] = shift
        if path.endswith(PYTHON) and path not in trace["files"]:
            sizes.append((stamp[0], len(data)))
    known = _are_parsed(root, found, shifts, trace) if asked else _are_as_spared(sizes, trace)
    return shifts if known else None


def _are_as_spared(sizes: Sequence[tuple[int, int]], trace: dict[str, Any]) -> bool:
    """Whether a run would parse the same files though some have other sizes (was, is) now."""
    if trace["spared"]:
        return all(min(pair) > trace["spared"] for pair in sizes)
    return bool(trace["left"] + sum(size - before for before, size in sizes) <= PARSED)


def _are_parsed(
    root: str, found: Discovery, shifts: Mapping[str, Shift], trace: dict[str, Any]
) -> bool:
    """Whether the files that are asked for parse; the changed ones do."""
    if not trace["spared"]:
        return True
    seen = {*shifts, *trace["files"]}
    unseen = [path for path in found.chosen if path.endswith(PYTHON) and path not in seen]
    return len(unseen) <= _MOST_CHANGES and all(parses(_content(root, path)) for path in unseen)


def _content(root: str, path: str) -> bytes:
    with open(f"{root}/{path}", "rb") as stream:
        return stream.read()


def _shift(root: str, path: str, data: bytes, digest: str, record: dict[str, Any]) -> Shift | None:
    trace = record["trace"]
    evaluated = trace["files"].get(path)
    if evaluated is None:
        known = path in trace["heard"] or any(path == row[0] for row in record["rows"])
        return None if known else outside(path, data, trace)
    if any(f"{path}:" in row[6] for row in record["rows"]):
        return None  # a message that names a line of it
    with open(content_path(root, digest), "rb") as stream:
        old = stream.read()
    if path in trace["heard"] and (b">>>" in old or b">>>" in data):
        return None  # doctests are read too
    return inside(old, data, evaluated, trace) if digest_of(old) == digest else None


def _told(record: dict[str, Any], found: Discovery | None, shifts: dict[str, Shift]) -> int:
    chosen = None if found is None else set(found.chosen)
    counts = dict.fromkeys(_LABELS, 0)
    lines, known, fails = [], 0, False
    for path, line, column, label, new, shown, said in record["rows"]:
        if chosen is not None and path not in chosen:
            continue
        if not new:
            known += 1
            continue
        counts[label] += 1
        fails = fails or label in record["fails"]
        at = shifts[path].moved(line) if path in shifts else line
        lines.append(f"{shown}:{at}:{column}: {said}\n")
    checked = len(record["files"] if chosen is None else chosen)
    sys.stdout.write("".join(lines) + summed_up(counts, checked, record["phase"], known) + "\n")
    return int(fails)


def summed_up(counts: Mapping[str, int], checked: int, phase: int, known: int) -> str:
    """The summary: `Found 3 errors and 1 note in 7 files, phase 1, 12 known.`.

    Args:
        counts: The new diagnostics by the label of their severity, the highest first.
        checked: How many files were looked at.
        phase: The phase whose severities hold.
        known: How many diagnostics the baseline knows.
    """
    counted = [f"{n} {label}{'s' if n > 1 else ''}" for label, n in counts.items() if n]
    files = f"{checked} file{'' if checked == 1 else 's'}"
    rest = f"in {files}, phase {phase}{f', {known} known' if known else ''}."
    if not counted:
        return f"Nothing found {rest}"
    *most, last = counted
    listed = f"{', '.join(most)} and {last}" if most else last
    return f"Found {listed} {rest}"
