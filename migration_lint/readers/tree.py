"""What YAML, TOML, JSON and INI have in common: tables, lists and scalars, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from migration_lint.named_tuple import NamedTuple
from migration_lint.readers.command_facts import argv_facts, shell_facts
from migration_lint.readers.excerpt import Excerpt
from migration_lint.readers.facts import CommandFact, SettingFact
from migration_lint.readers.files_inside import facts_inside
from migration_lint.regex import regex


class Scalar(NamedTuple):
    """A value; `text` is what is written, without quotes."""

    value: object
    text: Excerpt


class Items:
    """A list."""

    def __init__(self, members: Sequence[Node] = ()) -> None:
        self.members = list(members)


class Table:
    """A mapping, in the order of the file."""

    def __init__(self, items: Sequence[tuple[Excerpt, Node]] = ()) -> None:
        self.items = list(items)

    def get(self, *names: str) -> Node | None:
        """The value of the first of the names that is there."""
        found = {key.text.lower(): value for key, value in self.items}
        return next((found[name] for name in names if name in found), None)


Node = Scalar | Items | Table

# Of CI pipelines, task runners, tox, npm, systemd units, development containers and platforms.
_SHELL_KEYS = frozenset({
    "run", "script", "before_script", "after_script", "scripts", "cmds", "shell", "bash", "sh",
    "commands", "commands_pre", "commands_post", "cmd", "install_command", "build_command",
    "execstart", "execstartpre", "execstartpost", "execstop", "execstoppost", "execreload",
    "postcreatecommand", "poststartcommand", "postattachcommand", "oncreatecommand",
    "updatecontentcommand", "initializecommand", "startcommand", "buildcommand", "build-command",
    "start", "pwsh", "powershell", "ps",
    "test-command", "before-all", "before-build", "before-test", "before_install",
    "after_success", "before_deploy",
    "job", "override-pull", "override-build", "override-stage", "override-prime",
})  # fmt: skip
_ARGV_KEYS = frozenset({
    "command", "entrypoint", "entry", "args", "arguments", "argv", "test", "exec", "cmd",
    "parameters",
})  # fmt: skip
_ENVIRONMENT_KEYS = frozenset({
    "environment", "env", "setenv", "set_env", "envs", "env_vars", "environ", "vars", "variables",
    "defaultenvironment", "line", "block", "build-args", "build_args", "set-env-vars", "env-vars",
    "secrets", "cibw_environment", "cibw_environment_linux", "cibw_environment_macos",
    "cibw_environment_windows",
})  # fmt: skip
_COLLECTIONS = ("ansible.", "community.")  # whose modules may be named in full
_STEP = regex(
    r"\w+[_-]script|(?:pre|post|before|after)[_-](?:build|install|checkout|deploy|start|stop|test"
    r"|run|release|commands?|create_environment|system_dependencies)"
    r"|cibw_(?:test_command|before_(?:all|build|test))(?:_\w+)?"
)
_OPTIONS = frozenset({"options", "runoptions", "docker-options", "extra_args"})  # of a command
_SCRIPTS = frozenset({  # commands by names of their own
    "scripts", "tasks", "processes", "postcreatecommand", "poststartcommand", "postattachcommand",
    "oncreatecommand", "updatecontentcommand", "initializecommand",
})  # fmt: skip
_SOURCE = ("script", "source")  # of Argo
_NOT_RUN = frozenset({
    "name", "label", "title", "description", "desc", "summary", "id", "help", "msg", "when", "tags",
})  # fmt: skip
_NAMES = ("name", "key", "variable", "env_name", "option")
_VALUES = ("value", "default", "default_value", "job")  # the last of a crontab by Ansible
_FACTORS = regex(r"[\w.{},!-]+:\s*")  # of tox, before a line that holds for some environments
_ASSIGNMENT = regex(
    r"(?:^|(?<=[\s,;\"']))(?:[DRE]:)*(?P<name>[A-Za-z_]\w*)\s*=\s*"
    r"(?P<value>\"[^\"]*\"|'[^']*'|[^\s,;\"']*)"
)


def tree_facts(node: Node, keys: tuple[str, ...] = ()) -> Iterator[object]:
    """The facts of a configuration tree."""
    if isinstance(node, Table):
        yield from _table_facts(node, keys)
    elif isinstance(node, Items):
        for member in node.members:
            yield from _member_facts(member, keys)


def _table_facts(table: Table, keys: tuple[str, ...]) -> Iterator[object]:
    if _text_at(table, "state") == "absent":
        return  # of Ansible, which takes it away
    table, programs = _without_program(table)
    yield from _named_value(table, keys)
    yield from _program_and_arguments(table)
    for key, value in table.items:
        path = (*keys, key.text)
        if isinstance(value, Scalar):
            text = value.text if isinstance(value.value, str) else None
            yield SettingFact(key.text, value.value, key.span(), path, text)
            yield from _assignments(value, path)
        else:
            yield SettingFact(key.text, _inner_value(value), key.span(), path)
        yield from _commands(value, path)
        yield from tree_facts(value, path)
    yield from _files_inside(table, programs)


def _files_inside(table: Table, programs: Sequence[tuple[str, Node]]) -> Iterator[object]:
    """Files kept as a text: under their name (a ConfigMap), or beside it (`content`, `dest`)."""
    content, name = table.get("content"), table.get("dest", "path")
    found = [*programs]
    for key, value in table.items:
        if value is content and isinstance(name, Scalar):
            found.append((name.text.text, value))
        elif key.text.lower() not in _NOT_RUN:
            found.append((key.text, value))
    for path, node in found:
        for text in node.members if isinstance(node, Items) else [node]:
            if isinstance(text, Scalar) and isinstance(text.value, str):
                yield from facts_inside(path, text.text)


def _without_program(table: Table) -> tuple[Table, list[tuple[str, Node]]]:
    """A step of a pipeline without what it runs that is no shell script, and that by itself.

    It is given under a name that tells its kind.
    """
    step = _text_at(table, "uses", "task").lower()
    inputs = table.get("with", "inputs")
    if _text_at(table, "shell").startswith("python"):
        return _parted(table, "run", "run.py")
    name = "script.js" if step.startswith("actions/github-script") else "script.py"
    if isinstance(inputs, Table) and (name == "script.js" or step.startswith("pythonscript@")):
        rest, program = _parted(inputs, "script", name)
        items = [(key, rest if value is inputs else value) for key, value in table.items]
        return Table(items), program
    return table, []


def _parted(table: Table, key: str, name: str) -> tuple[Table, list[tuple[str, Node]]]:
    program = table.get(key)
    rest = Table([(other, value) for other, value in table.items if value is not program])
    return rest, [(name, program)] if program is not None else []


def _text_at(table: Table, *names: str) -> str:
    node = table.get(*names)
    return node.text.text if isinstance(node, Scalar) else ""


def _inner_value(node: Node) -> object:
    """What `NAME: {value: VALUE}` and `NAME: {default: VALUE}` give the name; None for others."""
    inner = node.get(*_VALUES) if isinstance(node, Table) else None
    return inner.value if isinstance(inner, Scalar) else None


def _member_facts(member: Node, keys: tuple[str, ...]) -> Iterator[object]:
    """A scalar in a list has no name of its own; its keys are those of the list."""
    if isinstance(member, Scalar):
        text = member.text if isinstance(member.value, str) else None
        yield SettingFact("", member.value, member.text.span(), keys, text)
        yield from _assignments(member, (*keys, ""))
    yield from tree_facts(member, keys)


def _named_value(table: Table, keys: tuple[str, ...]) -> Iterator[SettingFact]:
    """`{name: NAME, value: VALUE}`, as Kubernetes and many others write a variable."""
    name, value = table.get(*_NAMES), table.get(*_VALUES)
    if isinstance(name, Scalar) and isinstance(value, Scalar):
        text = value.text if isinstance(value.value, str) else None
        whole = name.text.text
        yield SettingFact(whole, value.value, name.text.span(), (*keys, whole), text)


def _assignments(scalar: Scalar, path: tuple[str, ...]) -> Iterator[SettingFact]:
    """`NAME=value` as a member of a list, or several of them under a key for the environment."""
    if not isinstance(scalar.value, str) or "=" not in scalar.value:
        return
    parent = next((key.lower() for key in reversed(path) if key), "")
    in_environment = parent in _ENVIRONMENT_KEYS and (bool(path[-1]) or _only_assigns(scalar))
    for found in _ASSIGNMENT.finditer(scalar.text.text):
        before = scalar.text.text[: found.start()].strip()
        whole = not before or bool(_FACTORS.fullmatch(before))
        if in_environment or (whole and not path[-1]):
            value = scalar.text[found.start("value") :]
            value = value[: len(found["value"]) if in_environment else len(value)].strip()
            quoted = value.text[:1] in {'"', "'"} and len(value) > 1
            value = value[1:-1] if quoted else value
            span = scalar.text.span(*found.span("name"))
            yield SettingFact(found["name"], value.text, span, (*path, found["name"]), value)
        if not in_environment:
            return


def _only_assigns(scalar: Scalar) -> bool:
    """Whether every word is an assignment, as in `A=1 B=2`."""
    return all("=" in word for word in str(scalar.value).split())


def _commands(value: Node, path: tuple[str, ...]) -> Iterator[object]:
    """What a key that holds commands runs: a text for a shell, a list of texts, or one argv."""
    key = path[-1].lower()
    key = key.rpartition(".")[2] if key.startswith(_COLLECTIONS) else key
    is_named = len(path) > 1 and path[-2].lower() in _SCRIPTS and key not in _NOT_RUN
    is_script = key in _SHELL_KEYS or is_named or _STEP.fullmatch(key) is not None
    is_script = is_script or tuple(map(str.lower, path[-2:])) == _SOURCE
    if isinstance(value, Scalar) and isinstance(value.value, str):
        is_options = key in _OPTIONS and value.value.lstrip().startswith("-")
        if is_script or is_options or key in _ARGV_KEYS:
            yield from shell_facts(value.text)
    elif isinstance(value, Items):
        words = list(_words(value))
        if (key in _ARGV_KEYS or key.endswith(("args", "arguments"))) and words:
            yield from _argv(words)
        elif is_script:
            for word in words:
                yield from shell_facts(word)


def _argv(words: list[Excerpt]) -> Iterator[object]:
    """A list of words; where a word holds several, the list is one of commands."""
    if words[0].text == "CMD-SHELL":  # a check of a container's health
        words = words[1:2]
    if words and " " in words[0].text.strip():
        for word in words:
            yield from shell_facts(word)
    elif words:
        yield from argv_facts(words)


def _program_and_arguments(table: Table) -> Iterator[object]:
    """`command` and `args` in two keys are one command line."""
    program = table.get("entrypoint", "command", "entry", "program", "runtimeexecutable")
    arguments = table.get("args", "arguments") or table.get("command")
    if program is None or arguments is None or program is arguments:
        return
    words = [*_split(program), *_split(arguments)]
    if words:
        yield CommandFact(tuple(words))


def _split(node: Node) -> list[Excerpt]:
    if isinstance(node, Scalar):
        return [
            node.text[word.start() : word.end()] for word in re.finditer(r"\S+", node.text.text)
        ]
    return list(_words(node))


def _words(node: Node) -> Iterator[Excerpt]:
    """The texts of a list, those of lists inside it among them."""
    for member in node.members if isinstance(node, Items) else ():
        if isinstance(member, Scalar):
            yield member.text
        elif isinstance(member, Items):
            yield from _words(member)
