"""From the base estimate of one strategy to its chosen percentile, step by step."""

from matplotlib.figure import Figure

from simtco.engine.block import Result
from simtco.report.figures import labels, scales
from simtco.report.figures.canvas import INK, MUTED, bar, canvas, colour, note, styled
from simtco.report.figures.drawing import chosen
from simtco.report.phrases import signed
from simtco.report.reconciled import reconciled
from simtco.words.wording import figure


@styled
def waterfall(result: Result, strategy: str | None = None) -> Figure:
    """Levels as bars from zero, steps as floating bars that join them."""
    key = chosen(result, strategy)
    stages = reconciled(result, result.strategies[key])
    said = [figure(s.amount) if s.level else signed(s.amount) for s in stages]
    right = max(0.62, labels.room(said))
    drawing, axes = canvas(
        2.1, width=3.75, left=1.2, right=right, top=0.05, bottom=0.05, base=False
    )
    low, high = scales.span([0.0, *(s.end for s in stages), *(s.start for s in stages)], 0.02)
    axes.set_xlim(min(low, 0.0) if low < -0.05 * high else 0.0, high)
    axes.set_ylim(len(stages) - 0.5, -0.5)
    axes.axvline(0.0, color=MUTED, linewidth=0.6)
    for row, stage in enumerate(stages):
        weight = "bold" if stage.level else "normal"
        axes.text(
            -5.0 / axes.bbox.width,
            row,
            stage.name,
            transform=axes.get_yaxis_transform(),
            color=INK,
            ha="right",
            va="center",
            fontweight=weight,
        )
        strength = 0.9 if stage.level else 0.42
        bar(axes, row, stage.amount, stage.start, color=colour(key), alpha=strength)
        if row + 1 < len(stages):
            axes.plot([stage.end] * 2, [row - 0.31, row + 1.31], color=MUTED, linewidth=0.5)
        note(axes, (max(stage.start, stage.end), row), said[row], fontweight=weight)
    return drawing
