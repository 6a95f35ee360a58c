"""Values that hold as long as the store stays as it is, so many at most."""

from __future__ import annotations

import threading
from collections.abc import Hashable
from itertools import islice
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """Values by key, for one state of the store at a time: with another mark the shelf is empty. Any thread may ask."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._mark: Hashable = None
        self._values: dict[Key, Value] = {}
        self._lock = threading.Lock()

    def get(self, mark: Hashable, key: Key) -> Value | None:
        """The value that was put under a key while the store had this mark, or None."""
        values = self._values  # a change of mark gives another dictionary, and this one still belongs to the old mark
        return values.get(key) if self._mark == mark and values is self._values else None

    def put(self, mark: Hashable, key: Key, value: Value) -> None:
        """Keep a value; where there are too many, an eighth of them goes, the oldest first."""
        with self._lock:
            if self._mark != mark:
                self._values, self._mark = {}, mark
            if len(self._values) >= self._most and key not in self._values:
                for old in list(islice(self._values, self._most // 8 + 1)):
                    del self._values[old]
            self._values[key] = value

    def at(self, mark: Hashable) -> Shelf[Key, Value]:
        """What is kept for one state of the store."""
        return Shelf(self, mark)

    def __len__(self) -> int:
        return len(self._values)


class Shelf(Generic[Key, Value]):
    """What is kept for one state of the store."""

    def __init__(self, kept: Kept[Key, Value], mark: Hashable) -> None:
        self._kept, self._mark = kept, mark

    def get(self, key: Key) -> Value | None:
        """The value that was put under a key, or None."""
        return self._kept.get(self._mark, key)

    def put(self, key: Key, value: Value) -> Value:
        """Keep a value; gives it back."""
        self._kept.put(self._mark, key, value)
        return value
