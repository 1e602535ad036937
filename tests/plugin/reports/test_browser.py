"""The page in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pytest_engine_rollout.reports.html_file import HtmlReport
from pytest_engine_rollout.results import RunResult
from tests.plugin.reports.browser import EXECUTABLE, Page, chromium
from tests.plugin.reports.builders import half, pair, run
from tests.plugin.reports.samples import full_run

pytestmark = pytest.mark.skipif(EXECUTABLE is None, reason="no chromium is installed")

HOSTILE = "</script><img src=http://x.invalid onerror=alert(1)>\u202e\x1b[31m\ud800"


@pytest.fixture(scope="module")
def browser() -> Iterator[Page]:
    with chromium() as page:
        yield page


@pytest.fixture
def show(browser: Page, tmp_path: Path) -> Page:
    """The page of the sample run."""
    return opened(browser, full_run(), tmp_path)


def opened(browser: Page, result: RunResult, folder: Path) -> Page:
    HtmlReport().write(result, folder / "report.html")
    browser.open(folder / "report.html")
    return browser


def rows(page: Page) -> list[str]:
    """The names in the list, from top to bottom."""
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('.view .row')]"
        ".sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top))"
        ".map(row => row.querySelector('.name').textContent.split('::').pop())"
    )
    return found


def selected(page: Page) -> str:
    name: str = page.evaluate("document.querySelector('#details h2 .mono').textContent")
    return name.rpartition("::")[2]


def press_button(page: Page, label: str) -> None:
    page.evaluate(
        f"[...document.querySelectorAll('button')].find(b => b.textContent === '{label}').click()"
    )
    page.settle()


def test_the_page_is_ready_without_a_complaint_and_without_the_network(show: Page) -> None:
    assert int(show.evaluate("document.documentElement.dataset.ready")) >= 0
    assert show.problems() == []
    assert [url for url in show.requests() if not url.startswith("file:")] == []


def test_what_needs_a_look_comes_first(show: Page) -> None:
    assert rows(show) == [
        "test_regression",
        "test_gap",
        "test_improvement",
        "test_one_sided",
        "test_skipped",
        "test_shared",
        "test_matched",
        "test_pinned",
        "test_vacuous",
    ]
    assert selected(show) == "test_regression"


@pytest.mark.parametrize(
    ("button", "names"),
    [
        pytest.param("improvement 1", ["test_improvement"], id="verdict"),
        pytest.param("vacuous 2", ["test_pinned", "test_vacuous"], id="vacuous"),
        pytest.param("different observations 1", ["test_matched"], id="different"),
    ],
)
def test_a_filter(show: Page, button: str, names: list[str]) -> None:
    press_button(show, button)
    assert rows(show) == names
    assert show.evaluate("document.getElementById('count').textContent") == (
        f"{len(names)} of 9 pairs"
    )
    press_button(show, button)
    assert len(rows(show)) == 9


def test_a_cell_of_the_matrix(show: Page) -> None:
    label = "1 pairs: passed on legacy, failed on modular; 1 ran both engines"
    show.evaluate(f"document.querySelector('#matrix [aria-label=\"{label}\"]').click()")
    show.settle()
    assert rows(show) == ["test_regression"]


def test_the_list_by_keyboard(show: Page) -> None:
    show.evaluate("document.getElementById('view').focus()")
    for key, name in (
        ("ArrowDown", "test_gap"),
        ("j", "test_improvement"),
        ("k", "test_gap"),
        ("End", "test_vacuous"),
        ("Home", "test_regression"),
    ):
        show.press(key)
        assert selected(show) == name
    active = show.evaluate("document.getElementById('view').getAttribute('aria-activedescendant')")
    assert show.evaluate(f"document.getElementById('{active}').getAttribute('aria-selected')")
    show.press("Enter")
    assert show.evaluate("document.activeElement.id") == "details"


def test_search_by_keyboard(show: Page) -> None:
    show.press("/")
    assert show.evaluate("document.activeElement.id") == "search"
    for letter in "assert":
        show.press(letter)
    assert rows(show) == ["test_regression"]


def test_both_sides_of_a_difference(show: Page) -> None:
    press_button(show, "different observations 1")
    assert show.evaluate(
        "[...document.querySelectorAll('.diff mark')].map(m => m.textContent)"
    ) == [
        "PLANN",
        "BUILD",
        "1",
        "2",
    ]
    assert show.evaluate("document.querySelectorAll('.diff .minus').length") == 2


def test_light_and_dark(show: Page) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    before = show.evaluate(ground)
    show.evaluate("document.getElementById('theme').click()")
    assert show.evaluate(ground) != before
    assert show.evaluate("document.getElementById('theme').textContent") == "light"


def test_hostile_text_is_only_text(browser: Page, tmp_path: Path) -> None:
    name = f"test_x[{HOSTILE}]"
    broken = half("modular", "failed", message=HOSTILE, details=HOSTILE, pinned=(HOSTILE,))
    page = opened(browser, run(pair(name, candidate=broken), platform=HOSTILE), tmp_path)
    assert page.problems() == []
    assert page.evaluate("document.images.length") == 0
    assert page.evaluate("document.scripts.length") == 2
    assert (
        selected(page)
        == "test_x[</script><img src=http://x.invalid onerror=alert(1)>\\u202e\\x1b[31m\\ud800]"
    )


def test_twenty_thousand_pairs_keep_the_page_small(browser: Page, tmp_path: Path) -> None:
    one = pair()
    many = tuple(one._replace(id=f"tests/test_a.py::test_{n:05}") for n in range(20_000))
    page = opened(browser, RunResult(run().info, many), tmp_path)
    assert page.evaluate("document.querySelectorAll('*').length") < 1000
    page.evaluate("document.getElementById('view').focus()")
    page.press("End")
    assert selected(page) == "test_19999"
    assert rows(page)[-1] == "test_19999"


def test_no_tests_at_all(browser: Page, tmp_path: Path) -> None:
    page = opened(browser, RunResult(run().info, ()), tmp_path)
    assert page.problems() == []
    assert page.evaluate("document.getElementById('details').textContent") == (
        "No pair fits the filter."
    )


def test_a_narrow_window_cuts_nothing_but_the_beginning_of_names(
    browser: Page, tmp_path: Path
) -> None:
    browser.look(400)
    page = opened(browser, full_run(), tmp_path)
    assert page.is_cut("html, .wide:has(.engines), .row > :not(.name)") == []
    browser.look(1280)
