"""Keep to the rate that a target states in its headers, or that its owner states."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..exchange import Exchange, Request
from .unanswered import RateLimited

_REMAINING, _RESET = "x-ratelimit-remaining", "x-ratelimit-reset"
_RETRY_AFTER = "retry-after"
_WINDOW = 60.0
_SHORTEST = 0.2


@dataclass
class Pacer:
    """
    Waits before a request that would only be refused.

    Args:
        per_minute: the largest rate that the owner of the target allows.
        longest_wait: seconds that one request may wait; beyond it, it is given up.
        now: tells the time in Unix seconds.
        sleep: lets time pass.
    """

    per_minute: float | None = None
    longest_wait: float = 120.0
    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    waited: float = 0.0
    _next: float = 0.0
    _closed_until: dict[tuple[str, str], float] = field(default_factory=dict)

    def before(self, request: Request, rate_class: str) -> None:
        """
        Wait until a request of this class is due.

        Raises:
            RateLimited: that would take longer than one request may wait.
        """
        now = self.now()
        opens = self._closed_until.pop(_window(request, rate_class), now)
        self.pause(max(opens, self._next) - now, "the window is used up")
        if self.per_minute:
            self._next = max(self._next, self.now()) + 60.0 / self.per_minute

    def after(self, exchange: Exchange, rate_class: str) -> None:
        """Learn from the headers of an answer whether the window is used up."""
        headers = exchange.response.headers
        if headers.get(_REMAINING, "").strip() == "0":
            window = _window(exchange.request, rate_class)
            self._closed_until[window] = self.now() + self._until_reset(headers)

    def after_refusal(self, exchange: Exchange, attempt: int) -> None:
        """
        Wait as long as a refusal by the rate limit asks.

        Raises:
            RateLimited: that is longer than one request may wait.
        """
        headers = exchange.response.headers
        asked = headers.get(_RETRY_AFTER, "").strip()
        if asked.isdecimal():
            self.pause(float(asked), "Retry-After")
        elif _RESET in headers:
            self.pause(self._until_reset(headers), "the window is used up")
        else:
            self.pause(_backoff(attempt), "no header says for how long")

    def after_disturbance(self, attempt: int) -> None:
        """Wait a little, and longer each time."""
        self.pause(_backoff(attempt), "a disturbance")

    def pause(self, seconds: float, why: str) -> None:
        """Let time pass, or raise RateLimited where it is too much."""
        if seconds <= 0:
            return
        if seconds > self.longest_wait:
            raise RateLimited("the target", f"{why}, for {seconds:.0f} s more")
        self.waited += seconds
        self.sleep(seconds)

    def _until_reset(self, headers: Mapping[str, str]) -> float:
        """Return the seconds to the end of the window; clocks may differ by a bit."""
        try:
            left = float(headers.get(_RESET, "")) - self.now()
        except ValueError:
            left = _WINDOW
        return min(max(left, _SHORTEST), _WINDOW) + _SHORTEST


def _backoff(attempt: int) -> float:
    return _SHORTEST * float(2**attempt)


def _window(request: Request, rate_class: str) -> tuple[str, str]:
    """Return what a window belongs to: an organisation, known by its projects."""
    return "/".join(request.path.split("/")[:3]), rate_class
