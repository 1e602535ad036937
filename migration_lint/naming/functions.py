"""Classify functions of the standard library and well-known packages by their dotted names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from migration_lint.flow.domain.values import symbols
from migration_lint.flow.recording.facts import CallFact, Operand
from migration_lint.regex import regex

# Functions that load, run or look up a module by its name.
LOADS_MODULE = regex(
    r"""(?:.*\.)?_?(?:  # the last part of their own names, which a project's own may have too
      __import__|_gcd_import|import_module|import_fresh_module|find_spec|spec_from_loader
      |spec_from_file_location|ModuleSpec|ModuleType|LazyLoader|Source(?:less)?FileLoader|zipimporter
      |find_loader|get_loader|find_module|load_module|load_source|find_modules
      |run_module|runmodule|_run_module_as_main|set_forkserver_preload
      |resolve_name|locate|readmodule(?:_ex)?|loadTestsFromNames?|unittest\.main|builtins\.help
      |module_available|is_module_available|module_exists|importorskip|try_import|safe_import
      |lazy_import|lazy_module|LazyModule|lazy_loader\.load
      |import_string|import_object|import_from_string|import_class|import_by_name|import_plugin
      |load_object|load_class|load_entry_point|symbol_by_name|autodiscover_tasks
    )
    |(?:  # modules that have hardly any other functions
      importlib\.resources|importlib_resources|pkg_resources|pkgutil|pydoc|zope\.dottedname
      |hydra\.utils|django\.(?:conf\.)?urls
    )\.[\w.]+""",
    re.VERBOSE,
)
# Functions that are given code as text.
RUNS_CODE = regex(
    r"""builtins\.(?:exec|eval|compile)|(?:cProfile|profile|pdb|trace)\.run\w*
    |(?:.*\.)?(?:
      timeit|repeat|Timer|run_string|push
      |runsource|run_code|run_cell  # consoles
      |skipif|xfail|makepyfile|makeconftest|assert_python_ok|assert_python_failure|runpython_c
    )""",
    re.VERBOSE,
)
# Functions that start a process.
STARTS_PROCESS = regex(
    r"""(?:subprocess|asyncio\.subprocess|pexpect|sh|invoke|fabric|plumbum|delegator|commands)\..+
    |os\.(?:system|popen|exec\w+|spawn\w+|posix_spawnp?)|pty\.spawn|shlex\.(?:split|join)
    |(?:.*\.)?(?:
      Popen|popen|check_output|check_call|subprocess_exec|subprocess_shell|create_subprocess_\w+
      |runpython|run_command|run_cmd|session\.run(?:_always)?
      |script_runner\.run|runpytest\w*|inline_run
    )
    |docker\..*\.(?:run|create|exec_run|exec_create)|pytest\.main|pylint\.lint\.Run|mypy\.api\.run|coverage\.cmdline\.main|pip\.main
    |\?\.(?:run|run_always|call|exec_run|exec_command|invoke|spawn|sudo|prefix)  # of anything
    """,
    re.VERBOSE,
)
# Keyword arguments of other functions, and keys of dicts, that are commands.
COMMANDS = frozenset({
    "command", "bash_command", "cmd", "cmds", "actions", "entrypoint", "args", "arguments",
})  # fmt: skip
# Functions that write a text where a program may read it.
WRITES = regex(r"(?:.*\.)?(?:write|write_text|write_bytes|writelines)")
# Functions that only say something.
SAYS = regex(r"builtins\.print|logging\..*|warnings\.warn|.*\.(?:debug|info|warning|error)")
_CALLED = frozenset({"target", "initializer"})
# Functions that are given another one, and what it is to be called with.
_CALLS_FOR = regex(
    r"""functools\.partial|builtins\.map|atexit\.register
    |.*\.(?:
      submit|to_thread|run_in_executor|call_soon|call_later|run_sync
      |Thread|Process|Timer|\w*Pool(?:Executor)?
      |apply(?:_async)?|(?:star)?map(?:_async)?|imap(?:_unordered)?
    )""",
    re.VERBOSE,
)


def commands(call: CallFact) -> Sequence[Operand]:
    """The arguments of a call that are commands."""
    given = [one for one in call.arguments if one.keyword in COMMANDS]
    return given if all(one.keyword not in _CALLED for one in call.arguments) else ()


def callees(call: CallFact) -> Sequence[str]:
    """The called functions, and those that `partial`, `map` and the like are given to call."""
    names = call.names
    if not call.arguments or not any(map(_CALLS_FOR.fullmatch, names)):
        return names
    target = next((one for one in call.arguments if one.keyword in _CALLED), None)
    first = (symbols(one.values) for one in call.arguments[:2])  # an executor may go before it
    return symbols(target.values) if target else next(filter(None, first), [])
