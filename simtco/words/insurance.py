"""What an insurer takes over."""

import numpy as np
from pydantic import Field

from simtco.words.arrays import Floats
from simtco.words.base import Word
from simtco.words.wording import figure


class Insurance(Word):
    """What an insurer pays of each loss; the premium is a `line` of its own.

    Examples:
        deductible = 5_000
        limit = 100_000

    """

    deductible: float = Field(ge=0)
    """What the insured bears of each loss before the insurer pays anything."""
    limit: float | None = Field(default=None, gt=0)
    """The most that the insurer pays for one loss, above the deductible; no limit where left
    out."""

    def retained(self, loss: Floats) -> Floats:
        """What the insured bears of losses of any shape: all that the insurer does not pay.

        Klugman, Panjer and Willmot, Loss Models, 4th ed. 2012, section 8.5: the insurer pays
        min(max(loss - deductible, 0), limit).
        """
        return loss - np.clip(loss - self.deductible, 0.0, self.limit)

    def sentence(self) -> str:
        """Who pays what, in words."""
        most = "the rest" if self.limit is None else f"up to {figure(self.limit)} above that"
        return f"insured: {figure(self.deductible)} of each is ours, the insurer pays {most}"
