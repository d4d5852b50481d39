"""Lazy: an attribute computed at the first look and kept.

`functools.cached_property` takes a lock at every first look, which an audit of thousands of
rows feels; nothing here is shared between threads.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class lazy(Generic[T]):
    """Use as a decorator of a method without arguments."""

    def __init__(self, work: Callable[[Any], T]) -> None:
        self._work = work
        self._name = work.__name__
        self.__doc__ = work.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> lazy[T]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: object | None, owner: type) -> T | lazy[T]:
        if instance is None:
            return self
        value = self._work(instance)
        # From now on found before this descriptor. (Also on a frozen instance; its `__dict__`
        # is left alone, for asking for it makes every later look slower.)
        object.__setattr__(instance, self._name, value)
        return value
