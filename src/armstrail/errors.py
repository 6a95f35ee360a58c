"""The errors that Armstrail raises on purpose.

    ArmstrailError
    ├── InputError              the user gave something that cannot be used
    │   ├── MissingInput        no such file or folder
    │   ├── EmptyInput          nothing in it: an empty file, a folder without pages
    │   └── UnknownInput        a kind of file that is not read
    ├── PageUnreadable          one page cannot be read; the others go on
    │   ├── NotText             binary data, or bytes that are no text in any declared or detected encoding
    │   ├── PageTooLarge        larger than the limit
    │   ├── PageTooDeep         markup nested deeper than the limit
    │   ├── BadRecord           a line of JSON or an archive record that is broken
    │   └── FetchFailed         the network gave no page
    │       ├── AddressRefused  a private, loopback or otherwise local address, or no address of the web at all
    │       ├── RobotsRefused   the site's robots.txt asks not to fetch it
    │       └── Busy            the site asks to come back later
    ├── MissingExtra            what was asked for needs a package that is not installed
    ├── StoreError              the database cannot be used as asked
    │   └── TooCostly           a question to it takes longer than it may
    └── KnowledgeError          a table of `knowledge/` is malformed

Every message names the input, what is wrong with it, and what to do. `kind` is the name that output carries.
"""

from __future__ import annotations


class ArmstrailError(Exception):
    """Root of all errors raised on purpose. `kind` is a stable name for output."""

    kind = "error"


class InputError(ArmstrailError):
    """The user gave something that cannot be used."""

    kind = "input"


class MissingInput(InputError):
    """No such file or folder."""

    kind = "missing"


class EmptyInput(InputError):
    """Nothing in it."""

    kind = "empty"


class UnknownInput(InputError):
    """A kind of input that is not read."""

    kind = "unknown-input"


class PageUnreadable(ArmstrailError):
    """One page cannot be read; the others go on.

    `page` is the page's id, for the line that stands for it in the output.
    """

    kind = "unreadable"

    def __init__(self, message: str, page: str = "") -> None:
        super().__init__(message)
        self.page = page


class NotText(PageUnreadable):
    """Binary data, or bytes that are no text in any declared or detected encoding."""

    kind = "not-text"


class PageTooLarge(PageUnreadable):
    """The page is larger than the limit."""

    kind = "too-large"


class PageTooDeep(PageUnreadable):
    """The markup is nested deeper than the limit."""

    kind = "too-deep"


class BadRecord(PageUnreadable):
    """A line of JSON or an archive record that is broken."""

    kind = "bad-record"


class FetchFailed(PageUnreadable):
    """The network gave no page. `status` is the site's answer, None where there was none."""

    kind = "fetch-failed"

    def __init__(self, message: str, page: str = "", status: int | None = None) -> None:
        super().__init__(message, page)
        self.status = status


class AddressRefused(FetchFailed):
    """A private, loopback or otherwise local address, or no address of the web at all."""

    kind = "address-refused"


class RobotsRefused(FetchFailed):
    """The site's robots.txt asks not to fetch it."""

    kind = "robots"


class Busy(FetchFailed):
    """The site asks to come back later: in `retry_after` seconds, None where it does not say."""

    kind = "busy"

    def __init__(
        self, message: str, page: str = "", status: int | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(message, page, status)
        self.retry_after = retry_after


class MissingExtra(ArmstrailError):
    """What was asked for needs an optional extra of the package that is not installed."""

    kind = "missing-extra"


class StoreError(ArmstrailError):
    """The database cannot be used as asked."""

    kind = "store"


class TooCostly(StoreError):
    """A question to the database takes longer than whoever waits for the answer allows."""

    kind = "too-costly"


class KnowledgeError(ArmstrailError):
    """A table of `knowledge/` is malformed."""

    kind = "knowledge"
