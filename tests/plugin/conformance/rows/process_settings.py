"""What engines set for the whole process: limits, defaults, the time zone, how processes start."""

from __future__ import annotations

from tests.plugin.conformance.product import MAIN
from tests.plugin.conformance.row import Row, tree

# Rows of a batch share a process, so each of these sets what no other touches.
SOURCES = {
    "settings_of_the_process": {
        "settling.py": """
            import csv
            import decimal
            import logging
            import random
            import signal
            import socket
            import sys
            import threading
            import product

            NUMBER = {"old": 11, "new": 22}[product.NAME]
            CAUGHT = []

            def caught(number, frame):
                CAUGHT.append(product.NAME)

            def crashed(*details):
                pass

            csv.field_size_limit(NUMBER * 1000)
            random.seed(NUMBER)
            decimal.getcontext().prec = NUMBER
            socket.setdefaulttimeout(NUMBER)
            signal.signal(signal.SIGUSR1, caught)
            threading.stack_size(NUMBER << 16)
            sys.excepthook = crashed
            csv.register_dialect("of-engine", delimiter={"old": "|", "new": ";"}[product.NAME])
            logging.addLevelName(35, f"LEVEL OF {product.NAME}")
        """,
        "test_settings_of_the_process.py": """
            import csv
            import decimal
            import gc
            import logging
            import os
            import random
            import signal
            import socket
            import sys
            import threading
            import product
            import settling

            def test_set_when_imported():
                assert decimal.getcontext().prec == socket.getdefaulttimeout() == 11

            def test_limit():
                assert csv.field_size_limit() == 22000

            def test_random(record_property):
                record_property("saw", random.random())

            def test_threads(record_property):
                record_property("saw", threading.stack_size())

            def test_hooks():
                assert sys.excepthook is settling.crashed
                assert signal.getsignal(signal.SIGUSR1) is settling.caught

            def test_signal():
                os.kill(os.getpid(), signal.SIGUSR1)
                signal.sigtimedwait([signal.SIGUSR2], 0)
                assert settling.CAUGHT == ["old"]

            def test_names():
                assert csv.get_dialect("of-engine").delimiter == ";"
                assert logging.getLevelName(35) == "LEVEL OF new"

            def test_as_in_a_new_process(record_property):
                mask = os.umask(0)
                os.umask(mask)
                record_property("saw", (mask, gc.isenabled(), sys.getswitchinterval()))
                assert threading.stack_size() == 0
                assert not hasattr(sys, "tracebacklimit")

            def test_changes_them():
                os.umask(0o077)
                gc.disable()
                sys.setswitchinterval(0.25)
                threading.stack_size(2**20)
                sys.tracebacklimit = 1000
                assert product.NAME == "old"
        """,
    },
    "settings_of_the_system": {
        "test_settings_of_the_system.py": """
            import os
            import resource
            import signal
            import product

            CAUGHT = []

            def caught(number, frame):
                CAUGHT.append(product.NAME)

            def test_as_in_a_new_process(record_property):
                record_property("limit", resource.getrlimit(resource.RLIMIT_CORE))
                record_property("blocked", sorted(signal.pthread_sigmask(signal.SIG_BLOCK, ())))
                record_property("timer", signal.getitimer(signal.ITIMER_REAL))

            def test_limits():
                _, hard = resource.getrlimit(resource.RLIMIT_CORE)
                resource.setrlimit(resource.RLIMIT_CORE, (4096, hard))
                assert product.NAME == "old"

            def test_blocked():
                signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR2})
                assert product.NAME == "new"

            def test_timer():
                signal.signal(signal.SIGALRM, caught)
                signal.setitimer(signal.ITIMER_REAL, 0.01, 1000)
                signal.pause()
                assert CAUGHT == ["old"]
        """,
    },
    "defaults": {
        "test_defaults.py": """
            import calendar
            import decimal
            import logging
            import reprlib
            import product

            def test_as_in_a_new_process(record_property):
                assert calendar.firstweekday() == 0
                assert decimal.DefaultContext.prec == 28
                assert not decimal.DefaultContext.traps[decimal.Inexact]
                assert logging.lastResort.level == logging.WARNING
                assert reprlib.aRepr.maxstring == 30
                record_property("saw", product.NAME)

            def test_changes_them():
                calendar.setfirstweekday(6)
                decimal.DefaultContext.prec = 5
                decimal.DefaultContext.traps[decimal.Inexact] = True
                logging.lastResort.setLevel(logging.ERROR)
                reprlib.aRepr.maxstring = len(product.NAME)

            def test_has_changed_them(record_property):
                record_property("repr", reprlib.repr("a long text"))
                assert calendar.firstweekday() == 6 and decimal.DefaultContext.prec == 5
        """,
    },
    "time_zone": {
        "test_time_zone.py": """
            import os
            import time
            import product

            os.environ["TZ"] = {"old": "EST5", "new": "JST-9"}[product.NAME]
            time.tzset()

            def test_zone():
                assert time.strftime("%H", time.localtime(0)) == "19"
        """
    },
    "logger_of_multiprocessing": {
        "test_logger_of_multiprocessing.py": """
            import logging
            import multiprocessing
            import product

            def test_configured(record_property):
                record_property("product", product.NAME)
                assert not multiprocessing.get_logger().propagate
                multiprocessing.log_to_stderr(logging.ERROR)

            def test_once():
                handler, = multiprocessing.get_logger().handlers
                assert handler.formatter
        """,
    },
    "start_method": {
        "starting.py": """
            import multiprocessing
            import product

            METHOD = {"old": "spawn", "new": "fork"}[product.NAME]
            multiprocessing.set_start_method(METHOD)
        """,
        "test_start_method.py": """
            import multiprocessing
            import starting

            def test_method():
                assert multiprocessing.get_start_method() == starting.METHOD == "spawn"
        """,
    },
}

ROWS = tuple(Row(name, tree(sources), MAIN) for name, sources in SOURCES.items())
