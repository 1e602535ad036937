"""The arguments of a call."""

from __future__ import annotations

from migration_lint.flow.domain.values import NOTHING, Values, join


class Arguments:
    """The arguments that a call passes.

    Attributes:
        positional: In order.
        keywords: By name.
        star: What may follow the positional ones, from `*args` of unknown length; None: nothing.
        double_star: What further keywords may hold, from `**kwargs`; None: nothing.
        always: Whether a body is evaluated though nothing of interest is known to happen in it:
            what a decorator gets is not known to be of interest yet.
    """

    __slots__ = ("always", "double_star", "keywords", "positional", "star")

    def __init__(
        self,
        positional: list[Values] | None = None,
        keywords: dict[str, Values] | None = None,
        star: Values | None = None,
        double_star: Values | None = None,
        *,
        always: bool = False,
    ) -> None:
        self.positional = positional or []
        self.keywords = keywords or {}
        self.star = star
        self.double_star = double_star
        self.always = always

    def after(self, *first: Values, **keywords: Values) -> Arguments:
        """The same with further positional arguments in front, and defaults for keywords."""
        return Arguments(
            [*first, *self.positional],
            {**keywords, **self.keywords},
            self.star,
            self.double_star,
            always=self.always,
        )

    def behind(self, first: int) -> Arguments:
        """The arguments without the `first` positional ones, as a function passes them on.

        What is given under unknown names is not: it would be taken for every parameter.
        """
        return Arguments(self.positional[first:], self.keywords, self.star)

    def get(self, position: int, keyword: str = "") -> Values:
        """One argument; nothing where it is not given."""
        if position < len(self.positional):
            return self.positional[position]
        return self.keywords.get(keyword, NOTHING)

    def parts(self) -> list[Values]:
        """What each argument may be."""
        extra = [values for values in (self.star, self.double_star) if values is not None]
        return [*self.positional, *self.keywords.values(), *extra]

    def every(self) -> Values:
        """What any argument may be."""
        return join(self.parts())
