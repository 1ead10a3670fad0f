"""Keyset paging: a page starts after a row, not after a count.

Unlike LIMIT/OFFSET this costs the same on the last page as on the first, and rows that come or go
meanwhile neither repeat nor vanish.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import F, Field, Model, OrderBy, Q, QuerySet
from django.http import HttpRequest

AFTER, BEFORE = "nach", "vor"
_KEY = "page_key_"


@dataclass(frozen=True)
class Page:
    """Some rows of a list, and the addresses of its neighbours ("" where there is none)."""

    items: list[Any]
    next_url: str
    previous_url: str
    total: int | None = None

    @property
    def has_next(self) -> bool:
        """Whether rows follow."""
        return bool(self.next_url)

    @property
    def has_previous(self) -> bool:
        """Whether rows come before."""
        return bool(self.previous_url)


def page(
    queryset: QuerySet[Any, Any],
    request: HttpRequest,
    *,
    by: Sequence[str] = ("position", "pk"),
    size: int = 50,
    count: bool = False,
) -> Page:
    """The page that the address asks for (`?nach=` or `?vor=` a row), by one SQL query.

    `by` orders the list; together the fields must be unique ("-" turns one round). Empty values
    come last. `count` adds the total by a second query. A cursor that this list did not
    give out (a wrong signature, another list, another order) leads to the first page.
    """
    keys = [_Key.of(queryset, name, index) for index, name in enumerate(by)]
    signer = signing.Signer(salt=f"{__name__}:{queryset.model._meta.label}:{','.join(by)}")
    is_backward = AFTER not in request.GET and BEFORE in request.GET
    cursor = _read(signer, request.GET.get(BEFORE if is_backward else AFTER, ""), keys)
    rows = _rows(queryset, keys, cursor, is_backward and cursor is not None, size)
    if cursor is not None and not rows:
        cursor, rows = None, _rows(queryset, keys, None, False, size)
    if cursor is None:
        is_backward = False
    has_more = len(rows) > size
    rows = rows[:size]
    if is_backward:
        rows.reverse()
    has_next = has_more or is_backward
    has_previous = has_more if is_backward else cursor is not None
    return Page(
        items=rows,
        next_url=_url(request, AFTER, signer, rows[-1], keys) if has_next else "",
        previous_url=_url(request, BEFORE, signer, rows[0], keys) if has_previous else "",
        total=queryset.count() if count else None,
    )


@dataclass(frozen=True)
class _Key:
    """One field of the order."""

    path: str
    alias: str
    is_descending: bool
    field: Field[Any, Any]

    @classmethod
    def of(cls, queryset: QuerySet[Any, Any], name: str, index: int) -> "_Key":
        path = name.removeprefix("-")
        expression = F(path).resolve_expression(queryset.query.chain())
        return cls(path, f"{_KEY}{index}", name.startswith("-"), expression.output_field)

    def order(self, is_backward: bool) -> OrderBy:
        """Empty values come last on every database (first, walking backward)."""
        nulls = {"nulls_first": True} if is_backward else {"nulls_last": True}
        return OrderBy(F(self.path), descending=self.is_descending != is_backward, **nulls)

    def beyond(self, value: Any, is_backward: bool) -> Q:
        """Rows that lie behind (or, backward, before) one with this value."""
        comparison = "lt" if self.is_descending != is_backward else "gt"
        empty = Q(**{f"{self.path}__isnull": True})
        if value is None:
            return ~empty if is_backward else Q(pk__in=[])
        beyond = Q(**{f"{self.path}__{comparison}": value})
        may_be_empty = self.field.null or "__" in self.path
        return beyond | empty if may_be_empty and not is_backward else beyond

    def same(self, value: Any) -> Q:
        if value is None:
            return Q(**{f"{self.path}__isnull": True})
        return Q(**{self.path: value})


def _rows(
    queryset: QuerySet[Any, Any],
    keys: list[_Key],
    cursor: list[Any] | None,
    is_backward: bool,
    size: int,
) -> list[Any]:
    if cursor is not None:
        queryset = queryset.filter(_beyond(keys, cursor, is_backward))
    queryset = queryset.annotate(**{key.alias: F(key.path) for key in keys})
    return list(queryset.order_by(*(key.order(is_backward) for key in keys))[: size + 1])


def _beyond(keys: list[_Key], cursor: list[Any], is_backward: bool) -> Q:
    """(a > 1) or (a = 1 and b > 2) or ... for the cursor (1, 2, ...)."""
    condition, same = Q(pk__in=[]), Q()
    for key, value in zip(keys, cursor, strict=True):
        condition |= same & key.beyond(value, is_backward)
        same &= key.same(value)
    return condition


def _read(signer: signing.Signer, text: str, keys: list[_Key]) -> list[Any] | None:
    if not text:
        return None
    try:
        values = signer.unsign_object(text)
        return [
            None if value is None else key.field.to_python(value)
            for key, value in zip(keys, values, strict=True)
        ]
    except (signing.BadSignature, ValidationError, ValueError, TypeError):
        return None


def _url(
    request: HttpRequest, side: str, signer: signing.Signer, row: Any, keys: list[_Key]
) -> str:
    values = [_value(row, key.alias) for key in keys]
    query = request.GET.copy()
    query.pop(AFTER, None)
    query.pop(BEFORE, None)
    plain = [value if isinstance(value, int | None) else str(value) for value in values]
    query[side] = signer.sign_object(plain)
    return f"?{query.urlencode()}"


def _value(row: Model | dict[str, Any], alias: str) -> Any:
    return row[alias] if isinstance(row, dict) else getattr(row, alias)
