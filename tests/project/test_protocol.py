"""Signatures of the protocol, as the configuration writes them."""

from __future__ import annotations

import pytest

from migration_lint.project import Parameter, ProtocolMethod, Settings
from migration_lint.project.protocol import parse_method


@pytest.mark.parametrize(
    ("signature", "parameters"),
    [
        pytest.param("mission", None, id="attribute"),
        pytest.param("stop()", (), id="no-parameters"),
        pytest.param(
            "f(a, b=1, *c, d, e=2, **g)",
            (
                Parameter("a", "positional", required=True),
                Parameter("b", "positional", required=False),
                Parameter("c", "var_positional", required=False),
                Parameter("d", "keyword", required=True),
                Parameter("e", "keyword", required=False),
                Parameter("g", "var_keyword", required=False),
            ),
            id="every-kind",
        ),
    ],
)
def test_parse(signature: str, parameters: tuple[Parameter, ...] | None) -> None:
    name = signature.partition("(")[0]
    assert parse_method(signature) == ProtocolMethod(name, signature, parameters)


@pytest.mark.parametrize("signature", ["", "1f()", "f(", "f(a, a)", "f(): pass\ndef g()"])
def test_refused(signature: str) -> None:
    with pytest.raises(ValueError, match="a signature such as"):
        parse_method(signature)


def test_built_in_protocol_is_what_its_signatures_say() -> None:
    for method in Settings().protocol:
        assert parse_method(method.signature) == method
