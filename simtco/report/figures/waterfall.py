"""From the base estimate of one strategy to its chosen percentile, step by step."""

from matplotlib.figure import Figure

from simtco.engine.block import Result
from simtco.report.figures import scales
from simtco.report.figures.canvas import INK, MUTED, canvas, colour, styled
from simtco.report.reconciled import reconciled
from simtco.words.wording import figure


@styled
def waterfall(result: Result, strategy: str) -> Figure:
    """Levels as bars from zero, steps as floating bars that join them."""
    steps = reconciled(result, strategy)
    drawing, axes = canvas(2.75, width=3.75, left=0.92, right=0.62, rule=None)
    low, high = scales.span([0.0, *(s.end for s in steps), *(s.start for s in steps)], 0.02)
    axes.set_xlim(min(low, 0.0) if low < -0.05 * high else 0.0, high)
    axes.set_ylim(len(steps) - 0.5, -0.5)
    own = colour(result.strategies.index(strategy))
    axes.set_yticks(range(len(steps)), labels=[step.name for step in steps])
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.axvline(0.0, color=MUTED, linewidth=0.6)
    for row, (step, tick) in enumerate(zip(steps, axes.get_yticklabels(), strict=True)):
        tick.set(color=INK, fontweight="bold" if step.level else "normal")
        axes.barh(
            row,
            step.end - step.start,
            left=step.start,
            height=0.62,
            color=own,
            alpha=0.9 if step.level else 0.42,
            linewidth=0,
        )
        if row + 1 < len(steps):
            axes.plot([step.end, step.end], [row - 0.31, row + 1.31], color=MUTED, linewidth=0.5)
        sign = "" if step.level else "−" if step.amount < 0 else "+"
        axes.annotate(
            f"{sign}{figure(step.amount if step.level else abs(step.amount))}",
            (max(step.start, step.end), row),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontweight="bold" if step.level else "normal",
            annotation_clip=False,
        )
    return drawing
