"""Engines of another project: packages, below a folder that is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from migration_lint.files.source import in_memory
from migration_lint.project import EngineSettings, Project, Settings
from migration_lint.project.protocol import parse_method
from migration_lint.runner.lint import lint
from migration_lint.selection import Selection

PROJECT = Project(
    Path("/"),
    None,
    Settings(
        flag="SHOP_MODERN",
        control="classic",
        candidate="modern",
        protocol=(parse_method("quote(cart)"),),
        entry="shop.entry:Pricing",
        isolate=("shop",),
        legacy_modules=("shop.classic",),
        legacy_files=(),
        bridges=("lib/shop/entry.py",),
        engines={
            "classic": EngineSettings(controller="shop.classic.core:Pricing"),
            "modern": EngineSettings(controller="shop.modern.core:Pricing"),
        },
    ),
)
FILES = {
    "lib/shop/__init__.py": "",
    "lib/shop/classic/__init__.py": "from .core import Pricing\n",
    "lib/shop/classic/core.py": (
        "class Pricing:\n    def quote(self, cart): ...\n    def reload(self): ...\n"
    ),
    "lib/shop/modern/__init__.py": "",
    "lib/shop/modern/core.py": "class Pricing:\n    def quote(self, cart): ...\n",
    "lib/shop/entry.py": "from .modern.core import Pricing\n",
}
ONLY_CONTROL = (
    "only the control engine, classic, has `reload`: this breaks the rollout; "
    "use what modern has too"
)


@pytest.mark.parametrize(
    "use",
    [
        pytest.param("from shop.entry import Pricing\nPricing().reload()\n", id="by-the-entry"),
        pytest.param("from shop.classic import Pricing\nPricing().reload()\n", id="by-its-package"),
        pytest.param(
            "from shop import classic\nclassic.Pricing().reload()\n", id="by-an-attribute"
        ),
        pytest.param(
            "from shop.classic import core\ncore.Pricing().reload()\n", id="by-its-module"
        ),
    ],
)
@pytest.mark.parametrize("path", ["lib/shop/views.py", "tests/test_views.py"])
def test_member_of_one_engine(path: str, use: str) -> None:
    sources = [in_memory(name, text.encode()) for name, text in {**FILES, path: use}.items()]
    outcome = lint(PROJECT, sources, Selection(1, select=("ML2",), ignore=("ML207",)))
    found = [(one.path, one.span.line, one.message) for one in outcome.diagnostics]
    assert found == [(path, 2, ONLY_CONTROL)]


def test_package_of_both_engines_is_no_implementation_of_one() -> None:
    engines = {
        "classic": EngineSettings(controller="shop.classic:Pricing"),
        "modern": EngineSettings(controller="shop.modern.core:Pricing"),
    }
    settings = PROJECT.settings._replace(
        engines=engines, legacy_modules=("shop.classic", "shop.tables")
    )
    uses = "from shop.classic import Pricing\nPricing().reload()\n"
    files = {
        "shop/__init__.py": "",
        "shop/classic.py": FILES["lib/shop/classic/core.py"] + "Pricing().reload()\n",
        "shop/tables.py": uses,
        "shop/modern/__init__.py": "",
        "shop/modern/core.py": FILES["lib/shop/modern/core.py"],
        "shop/views.py": uses,
    }
    sources = [in_memory(name, text.encode()) for name, text in files.items()]

    outcome = lint(
        PROJECT._replace(settings=settings),
        sources,
        Selection(1, select=("ML2",), ignore=("ML207",)),
    )

    assert [one.path for one in outcome.diagnostics] == ["shop/views.py"]


def test_entry_that_is_the_controller_of_both_pins_no_test() -> None:
    engine = EngineSettings(controller="shop.entry:Pricing")
    settings = PROJECT.settings._replace(engines={"classic": engine, "modern": engine})
    use = "import shop.entry\nfrom shop.entry import Pricing\nshop.entry.Pricing()\n"
    files = {"shop/__init__.py": "", "shop/entry.py": "class Pricing: ...\n", "test_a.py": use}
    sources = [in_memory(name, text.encode()) for name, text in files.items()]

    outcome = lint(PROJECT._replace(settings=settings), sources, Selection(1, select=("ML207",)))

    assert not outcome.diagnostics


@pytest.mark.parametrize("root", ["packages/{}/src/", "packages/{}/", "src/", ""])
def test_distributions_of_a_namespace_package(root: str) -> None:
    engines = {
        "classic": EngineSettings(controller="acme.pricing.classic.core:Pricing"),
        "modern": EngineSettings(controller="acme.pricing.modern:Pricing"),
    }
    settings = PROJECT.settings._replace(
        engines=engines,
        entry="acme.pricing.entry:Pricing",
        isolate=("acme.pricing",),
        legacy_modules=("acme.pricing.classic",),
    )
    uses = "from acme.pricing.entry import Pricing\nPricing().reload()\n"
    files = {
        f"{root.format('classic')}acme/pricing/classic/__init__.py": "from .core import Pricing\n",
        f"{root.format('classic')}acme/pricing/classic/core.py": FILES["lib/shop/classic/core.py"],
        f"{root.format('modern')}acme/pricing/modern.py": FILES["lib/shop/modern/core.py"],
        f"{root.format('entry')}acme/pricing/entry.py": "from .modern import Pricing\n",
        "packages/entry/tests/test_entry.py": uses,
        f"{root.format('web')}acme/web/views.py": uses,
        f"{root.format('web')}acme/web/again.py": "from .made import made\nmade.reload()\n",
        f"{root.format('web')}acme/web/made.py": uses + "made = Pricing()\n",
        "packages/tools/src/tools/__init__.py": "from acme.pricing.classic import Pricing\n",
        "scripts/reload.py": "from tools import Pricing\nPricing().reload()\n",
    }
    sources = [in_memory(name, text.encode()) for name, text in files.items()]

    outcome = lint(PROJECT._replace(settings=settings), sources, Selection(1, select=("ML2",)))

    assert {(one.path, one.span.line, one.message) for one in outcome.diagnostics} == {
        ("packages/entry/tests/test_entry.py", 2, ONLY_CONTROL),
        (f"{root.format('web')}acme/web/again.py", 2, ONLY_CONTROL),
        (f"{root.format('web')}acme/web/made.py", 2, ONLY_CONTROL),
        (f"{root.format('web')}acme/web/views.py", 2, ONLY_CONTROL),
        ("scripts/reload.py", 2, ONLY_CONTROL),
    }


@pytest.mark.parametrize(
    "handing_on",
    [
        pytest.param("from .core import Pricing\n", id="by-name"),
        pytest.param("from shop.modern.inner import Pricing\n", id="in-two-steps"),
        pytest.param("from .named import Prices as Pricing\n", id="under-another-name"),
        pytest.param("from os.path import *\nfrom .core import *\n", id="by-star"),
        pytest.param(
            "try:\n    from ._core import Pricing\nexcept ImportError:\n"
            "    from .core import Pricing\n",
            id="in-a-block",
        ),
    ],
)
def test_package_that_hands_its_controller_on(handing_on: str) -> None:
    engines = {
        "classic": EngineSettings(controller="shop.classic:Pricing"),
        "modern": EngineSettings(controller="shop.modern:Pricing"),
    }
    files = {
        **FILES,
        "lib/shop/modern/__init__.py": handing_on,
        "lib/shop/modern/inner.py": "from .core import Pricing as Pricing\n",
        "lib/shop/modern/named.py": FILES["lib/shop/modern/core.py"].replace("Pricing", "Prices"),
        "views.py": "from shop.entry import Pricing\nPricing().reload()\n",
    }
    sources = [in_memory(name, text.encode()) for name, text in files.items()]
    project = PROJECT._replace(settings=PROJECT.settings._replace(engines=engines))

    outcome = lint(project, sources, Selection(1, select=("ML2",)))

    assert [(one.path, one.span.line, one.message) for one in outcome.diagnostics] == [
        ("views.py", 2, ONLY_CONTROL)
    ]


def test_bridge_may_set_up_an_engine_in_its_own_way() -> None:
    classic = FILES["lib/shop/classic/core.py"] + "    rates = {}\n"
    files = {
        **FILES,
        "lib/shop/classic/core.py": classic,
        "lib/shop/modern/core.py": FILES["lib/shop/modern/core.py"] + "    rates = {}\n",
        "lib/shop/entry.py": (
            "import os\nfrom .classic.core import Pricing as Old\n"
            "from .modern.core import Pricing as New\n"
            "if os.environ.get('SHOP_MODERN') == '1':\n    Pricing = New\n"
            "    New().reload()\nelse:\n    Pricing = Old\n    Old().reload()\n"
            "Pricing().reload()\nOld().rates\n"
        ),
    }
    sources = [in_memory(name, text.encode()) for name, text in files.items()]

    outcome = lint(PROJECT, sources, Selection(1, select=("ML2",)))

    assert [(one.span.line, one.code) for one in outcome.diagnostics] == [
        (6, "ML202"),
        (10, "ML202"),
        (11, "ML201"),
    ]
