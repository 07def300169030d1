"""What may still be spent: reserved before a request is sent, settled after."""

from dataclasses import dataclass
from threading import Lock


@dataclass(frozen=True, slots=True)
class Spending:
    """USD paid, USD that vendors may bill on top, and the number of requests sent."""

    spent_usd: float
    at_risk_usd: float
    requests: int


class Ledger:
    """What may still be spent, over all providers, tries and threads.

    The most that a request can cost is set aside before it is sent, so that the budget holds
    whatever comes back; what a vendor may bill for a broken answer stays set aside.
    """

    def __init__(self, budget_usd: float | None = None, requests: int | None = None) -> None:
        self._budget = budget_usd
        self._most = requests
        self._spent = self._at_risk = self._reserved = 0.0
        self._sent = self._under_way = 0
        self._lock = Lock()

    def reserve(self, bound: float) -> str:
        """Set money aside for a request; says which limit forbids it, nothing where none does."""
        with self._lock:
            if self._most is not None and self._sent >= self._most:
                return f"{self._most:,} requests were allowed"
            held = self._spent + self._at_risk + self._reserved
            if self._budget is not None and held + bound > self._budget:
                return (
                    f"it may cost {bound:.3g} USD, and {max(self._budget - held, 0.0):.3g} of "
                    f"{self._budget:g} USD are left"
                )
            self._sent += 1
            self._under_way += 1
            self._reserved += bound
            return ""

    def settle(self, bound: float, cost: float, at_risk: float, *, sent: bool = True) -> None:
        """Replace what was set aside by what is owed and what may be owed."""
        with self._lock:
            self._sent -= not sent
            self._under_way -= 1
            self._reserved = self._reserved - bound if self._under_way else 0.0  # to the last bit
            self._spent += cost
            self._at_risk += at_risk

    @property
    def spending(self) -> Spending:
        """What was spent so far."""
        with self._lock:
            return Spending(self._spent, self._at_risk + self._reserved, self._sent)
