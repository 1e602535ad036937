"""What engines and tests do to the standard library and the interpreter, which they share."""

from __future__ import annotations

from tests.plugin.conformance.product import MAIN
from tests.plugin.conformance.row import Row, tree

# Rows of a batch share a process, so each of these looks at what no other touches. Where a module
# is patched, it is one that pytest has imported: what a module held at first is not known of those
# that an engine is the first to import.
SOURCES = {
    "patched_library": {
        "patching.py": """
            import builtins
            import textwrap
            import product

            shorten = textwrap.shorten
            textwrap.shorten = lambda text, width: f"{product.NAME} {shorten(text, width)}"
            builtins.translated = lambda text: f"{text} on {product.NAME}"
            textwrap.TextWrapper.of_engine = property(lambda self: product.NAME)
        """,
        "test_patched_library.py": """
            import textwrap
            import patching

            def test_function():
                assert textwrap.shorten("it", 9) == "old it"

            def test_builtin():
                assert translated("it") == "it on new"

            def test_class():
                assert textwrap.TextWrapper().of_engine == "old"
        """,
    },
    "patched_by_a_test": {
        "test_patched_by_a_test.py": """
            import builtins
            import shlex
            import product

            def test_finds_nothing(record_property):
                assert not hasattr(builtins, "left_by_a_test")
                assert not hasattr(shlex, "left_by_a_test")
                assert not hasattr(shlex.quote, "__wrapped__")
                record_property("saw", product.NAME)

            def test_leaves_something():
                builtins.left_by_a_test = shlex.left_by_a_test = product.NAME

                def quote(text, inner=shlex.quote):
                    return inner(text)

                quote.__wrapped__ = shlex.quote
                shlex.quote = quote

            def test_finds_it():
                assert left_by_a_test == shlex.left_by_a_test == "new"
        """
    },
    "tables": {
        "adding.py": """
            import gettext
            import html
            import http.client
            import http.cookies
            import imaplib
            import linecache
            import pprint
            import xmlrpc.client
            import product

            class Amount:
                def __repr__(self):
                    return "an amount"

            def print_amount(printer, value, stream, *_):
                stream.write(product.NAME)

            def dump(marshaller, value, write):
                write(f"<value><string>{product.NAME}</string></value>")

            gettext.bindtextdomain("product", f"/{product.NAME}")
            html.entities.html5[f"{product.NAME};"] = product.NAME
            http.client.responses[700 + len(product.VALUES)] = product.NAME
            http.cookies.Morsel._reserved[product.NAME] = product.NAME
            imaplib.Commands[product.NAME.upper()] = ("AUTH",)
            linecache.cache[product.NAME] = (4, None, ["text"], product.NAME)
            pprint.PrettyPrinter._dispatch[Amount.__repr__] = print_amount
            xmlrpc.client.Marshaller.dispatch[complex] = dump
        """,
        "test_tables.py": """
            import gettext
            import html
            import http.client
            import http.cookies
            import imaplib
            import linecache
            import pprint
            import xmlrpc.client
            import adding

            NAMES = {"old", "new"}

            def test_names(record_property):
                names = [http.client.responses.get(number) for number in range(700, 710)]
                record_property("statuses", [name for name in names if name])
                record_property("cookies", sorted(NAMES & {*http.cookies.Morsel._reserved}))
                record_property("commands", sorted({"OLD", "NEW"} & {*imaplib.Commands}))
                record_property("sources", [name for name in NAMES if linecache.getline(name, 1)])
                record_property("entities", [html.unescape(f"&{name};") for name in sorted(NAMES)])

            def test_values():
                assert gettext.bindtextdomain("product") == "/old"
                assert pprint.pformat(adding.Amount()) == "new"
                assert "<string>old</string>" in xmlrpc.client.dumps((1j,))
        """,
    },
    "registries": {
        "registering.py": """
            import copy
            import mimetypes
            import shutil
            import sqlite3
            import unittest.mock
            import urllib.parse
            import webbrowser
            import xml.etree.ElementTree
            import product

            NAME = product.NAME

            class Amount:
                pass

            copy._deepcopy_dispatch[complex] = lambda value, memo: NAME
            mimetypes.add_type(f"engine/{NAME}", f".{NAME}")
            shutil.register_archive_format(NAME, print)
            sqlite3.register_adapter(Amount, lambda amount: NAME)
            unittest.mock.patch("textwrap.indent", NAME).start()
            urllib.parse.uses_netloc.append(NAME)
            webbrowser.register(NAME, None)
            xml.etree.ElementTree.register_namespace("engine", f"urn:{NAME}")
        """,
        "test_registries.py": """
            import copy
            import mimetypes
            import shutil
            import sqlite3
            import textwrap
            import unittest.mock
            import urllib.parse
            import webbrowser
            import xml.etree.ElementTree
            import registering

            NAMES = {"old", "new"}
            OWN = [registering.NAME]

            def test_names(record_property):
                record_property("saw", OWN)
                assert [it for it in urllib.parse.uses_netloc if it in NAMES] == OWN
                assert [it[0] for it in shutil.get_archive_formats() if it[0] in NAMES] == OWN
                assert [it for it in webbrowser._browsers if it in NAMES] == OWN

            def test_types(record_property):
                record_property("saw", OWN)
                guesses = [mimetypes.guess_type(f"it.{name}")[0] for name in sorted(NAMES)]
                assert [it for it in guesses if it] == [f"engine/{name}" for name in OWN]

            def test_values():
                assert copy.deepcopy(1j) == "old"
                element = xml.etree.ElementTree.Element("{urn:old}it")
                assert xml.etree.ElementTree.tostring(element).startswith(b"<engine:it")

            def test_database():
                base = sqlite3.connect(":memory:")
                assert base.execute("select ?", [registering.Amount()]).fetchone() == ("new",)

            def test_patches(record_property):
                assert textwrap.indent == OWN[0]
                unittest.mock.patch.stopall()
                record_property("saw", [OWN, callable(textwrap.indent)])
        """,
    },
    "loggers_of_a_class": {
        "logging_its_way.py": """
            import logging
            import product

            class StageLogger(logging.Logger):
                engine = product.NAME

            make = logging.getLogRecordFactory()

            def make_record(*args, **kwargs):
                record = make(*args, **kwargs)
                record.engine = product.NAME
                return record

            logging.setLogRecordFactory(make_record)
            logging.setLoggerClass(StageLogger)
            LOG = logging.getLogger("of.a.class")
            logging.setLoggerClass(logging.Logger)
        """,
        "test_loggers_of_a_class.py": """
            import logging
            import logging_its_way

            def test_logger():
                log = logging.getLogger("of.a.class")
                assert type(log) is logging_its_way.StageLogger
                assert log.engine == "old"

            def test_record(caplog):
                logging_its_way.LOG.warning("noted")
                assert [record.engine for record in caplog.records] == ["new"]
        """,
    },
    "event_loop": {
        "test_event_loop.py": """
            import asyncio
            import pytest
            import product

            LOOP = asyncio.new_event_loop()
            asyncio.set_event_loop(LOOP)

            @pytest.fixture(scope="module", autouse=True)
            def close():
                yield
                asyncio.set_event_loop(None)
                LOOP.close()

            def test_loop(record_property):
                assert asyncio.get_event_loop_policy().get_event_loop() is LOOP
                record_property("saw", product.NAME)
        """
    },
}

ROWS = tuple(Row(name, tree(sources), MAIN) for name, sources in SOURCES.items())
