"""Last year's plan: given by hand, or found among the documents of the run by its title."""

from __future__ import annotations

from planlint.context import Context
from planlint.dating import date_document, plan_year
from planlint.outline import Plan
from planlint.patterns import pattern

Edition = tuple[str, int]
"""A title without its year, and the year."""

YEAR = pattern(r"[（(]?(?:19|20)\d\d\s?年?(?:度)?[）)]?|[（(][^（()）]*稿[）)]")


def edition_of(plan: Plan) -> Edition | None:
    """Return the title of a plan without its year and draft mark, and its year; None when it has no title or year."""
    year = plan_year(plan, date_document(plan))
    return (YEAR.sub("", plan.title), year) if plan.title and year else None


def _can_precede(plan: Plan, context: Context) -> bool:
    """Tell whether a plan can be last year's: one of a later year cannot, nor the document itself, in a folder."""
    year = plan_year(plan, date_document(plan))
    return plan.clean != context.plan.clean and not (year and context.year and year > context.year)


def previous_plans(context: Context) -> list[Plan]:
    """Return the plans of the year before: those given with --previous, else the one found by its title."""
    given: tuple[Plan, ...] = context.settings.get("previous-plans", ())
    if given:
        return [plan for plan in given if _can_precede(plan, context)]
    if context.year is None or not context.plan.title:
        return []
    by_title: dict[Edition, Plan] = context.settings.get("plans-by-title", {})
    found = by_title.get((YEAR.sub("", context.plan.title), context.year - 1))
    return [found] if found is not None else []
