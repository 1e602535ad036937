"""Every form of the corpus: what is due in it is found, and nothing else."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from migration_lint.files.source import in_memory
from migration_lint.project import Project, Settings, load_project
from migration_lint.project.loader import OWN_FILE
from migration_lint.runner.lint import lint
from migration_lint.selection import Selection

FOLDER = Path(__file__).parent / "forms"
PROJECT = Project(Path("/"), None, Settings())
IN_EVERY_FORM = "in every form"
SELECTION = Selection(1, select=("ML1", "ML3", "ML4", "ML9"))
MARK = re.compile(r"\s*# expect: (?P<codes>[\w, ]+)$", re.MULTILINE)


@dataclass
class Form:
    name: str
    files: dict[str, str] = field(default_factory=dict)
    due: set[tuple[str, int, str]] = field(default_factory=set)
    project: Project = PROJECT


def read_forms(path: Path) -> list[Form]:
    forms: list[Form] = []
    for part in re.split(r"^=== ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        name, _, rest = part.partition("\n")
        form = Form(f"{path.stem}-{name}")
        for file in re.split(r"^--- ", rest, flags=re.MULTILINE)[1:]:
            header, _, text = file.partition("\n")
            file_path, _, due = header.partition(" | ")
            form.files[file_path] = MARK.sub("", text)
            for line, code in re.findall(r"(\d+):(ML\d+)", due):
                form.due.add((file_path, int(line), code))
            for number, line in enumerate(text.split("\n"), 1):
                mark = MARK.search(line)
                codes = re.findall(r"ML\d+", mark["codes"]) if mark else []
                form.due.update((file_path, number, code) for code in codes)
        forms.append(form)
    if forms[0].name.endswith(IN_EVERY_FORM):
        shared = forms.pop(0).files
        project = configured(shared.pop(OWN_FILE))
        forms = [replace(form, files={**shared, **form.files}, project=project) for form in forms]
    return forms


def configured(text: str) -> Project:
    with TemporaryDirectory() as folder:
        config = Path(folder, OWN_FILE)
        config.write_text(text)
        return load_project(config.parent)


def is_python(path: str) -> bool:
    return path.endswith((".py", ".pyi"))


FORMS = [form for path in sorted(FOLDER.glob("*.forms")) for form in read_forms(path)]


@pytest.mark.parametrize("form", [pytest.param(form, id=form.name) for form in FORMS])
def test_form(form: Form) -> None:
    version = re.search(r"from (\d+)\.(\d+) on$", form.name)
    if version and sys.version_info < (int(version[1]), int(version[2])):
        pytest.skip("written for a newer Python")
    assert found_in(form.files, form.project) == form.due


@pytest.mark.parametrize(
    "form",
    [pytest.param(form, id=form.name) for form in FORMS if not all(map(is_python, form.files))],
)
@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["windows", "mac"])
def test_form_with_other_ends_of_lines(form: Form, end: str) -> None:
    files = {path: text.replace("\n", end) for path, text in form.files.items()}
    assert found_in(files, form.project) == form.due


def found_in(files: Mapping[str, str], project: Project) -> set[tuple[str, int, str]]:
    sources = [in_memory(path, text.encode()) for path, text in files.items()]
    found = lint(project, sources, SELECTION).diagnostics
    return {(one.path, one.span.line, one.code) for one in found}
