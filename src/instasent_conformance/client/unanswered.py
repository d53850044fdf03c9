"""Why a request has no answer that the target stands for."""

from __future__ import annotations

from ..finding import Reason


class TargetUnreachable(Exception):
    """The target gave no usable answer, or was not asked; `reason` says which."""

    reason = Reason.UNREACHABLE

    def __init__(self, url: str, problem: str) -> None:
        super().__init__(url, problem)
        self.url = url
        self.problem = problem

    def __str__(self) -> str:
        """Name the URL, the problem and the next step."""
        return (
            f"{self.url} does not answer: {self.problem}. "
            "Next step: check the base URL and that the service is running."
        )


class Disturbed(TargetUnreachable):
    """What came back is from something between here and the target."""

    def __str__(self) -> str:
        """Name the disturbance and the next step."""
        return (
            f"no answer of {self.url} itself came: {self.problem}. "
            "Next step: repeat the run when the way to it is clear."
        )


class RateLimited(TargetUnreachable):
    """The rate limit refuses for longer than a run waits."""

    reason = Reason.RATE_LIMITED

    def __str__(self) -> str:
        """Name the limit and the next step."""
        return (
            f"{self.url} refuses by its rate limit: {self.problem}. "
            "Next step: lower per_minute in [targets.NAME.pacing], or raise "
            "longest_wait."
        )


class NotAllowed(TargetUnreachable):
    """The request was not sent: its effect is not allowed, or no longer."""

    reason = Reason.EFFECT_NOT_ALLOWED

    def __str__(self) -> str:
        """Name the effect and the next step."""
        return f"not sent: {self.problem}. Next step: raise it with --allow."


class BudgetSpent(TargetUnreachable):
    """The request was not sent: the run has sent as many as it may."""

    reason = Reason.BUDGET_SPENT

    def __str__(self) -> str:
        """Name the budget and the next step."""
        return (
            f"not sent: {self.problem}. "
            "Next step: raise --max-requests, or continue later with --resume."
        )
