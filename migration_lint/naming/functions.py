"""Functions of the standard library and of well-known packages, told by their dotted names."""

from __future__ import annotations

import re

# Functions that load, run or look up a module by its name, by the last part of their own.
LOADS_MODULE = re.compile(
    r"(?:.*\.)?(?:import_module|__import__|run_module|find_spec|find_loader|get_loader|find_module"
    r"|load_module|resolve_name|importorskip|import_string|import_object|import_from_string"
    r"|import_class|import_by_name|safe_import|try_import|lazy_import|LazyLoader|LazyModule|locate"
    r"|load_entry_point|symbol_by_name|loadTestsFromNames?|load_object|load_class|load_source"
    r"|import_fresh_module|module_available|is_module_available|module_exists|spec_from_loader"
    r"|ModuleType|runmodule|find_modules|autodiscover_tasks|unittest\.main|zipimporter|_gcd_import"
    r"|spec_from_file_location|Source(?:less)?FileLoader|_run_module_as_main|lazy_import"
    r"|lazy_module|lazy_loader\.load)"
    r"|(?:importlib\.resources|importlib_resources|pkg_resources|pkgutil)\.[\w.]+"
)
# Functions that start a process.
STARTS_PROCESS = re.compile(
    r"(?:subprocess|asyncio\.subprocess|pexpect|sh|invoke|fabric|plumbum|delegator|commands)\..+"
    r"|os\.(?:system|popen|exec\w+|spawn\w+|posix_spawnp?)|pty\.spawn|shlex\.(?:split|join)"
    r"|(?:.*\.)?(?:create_subprocess_\w+|subprocess_exec|subprocess_shell|check_output|check_call"
    r"|Popen|runpython|run_command|run_cmd|popen|session\.run(?:_always)?|script_runner\.run)"
    r"|pytest\.main|pylint\.lint\.Run|mypy\.api\.run|coverage\.cmdline\.main|pip\.main"
    r"|\?\.(?:run|run_always|call|exec_run|exec_command|invoke|spawn)"
)
# Functions that write a text where a program may read it.
WRITES = re.compile(r"(?:.*\.)?(?:write|write_text|write_bytes|writelines)")
