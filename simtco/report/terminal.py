"""The answer on a terminal: one table, then one sentence for each strategy."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from simtco.metrics.finding import Finding
from simtco.report.bundle import Bundle
from simtco.report.phrases import level_name
from simtco.report.reached import reached
from simtco.words.percentiles import percentile_key
from simtco.words.wording import figure, frequency


def show(report: Bundle) -> None:
    """Print the strategies side by side on stdout."""
    experiment = report.result.experiment
    level = percentile_key(experiment.confidence)
    heading = level_name(experiment.confidence)
    console = Console(highlight=False)
    console.print(Text(experiment.title, style="bold"))
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("strategy")
    for column in ("base", "P50", heading, "P95", "buffer", "cheapest"):
        table.add_column(column, justify="right", no_wrap=True)
    for name in report.result.strategies:
        found = report.findings[name]
        buffer = found[f"buffer.{level}"]
        table.add_row(
            Text(name),
            *(_money(found[key]) for key in ("base", "p50", level, "p95")),
            "n/a" if buffer.value is None else f"{100 * buffer.number:+.0f}%",
            f"{100 * found['p_cheapest'].number:.3g}%",
        )
    console.print(table)
    console.print(
        Text(
            f"Money in {experiment.currency} over {experiment.horizon_months} months; "
            f"{heading}: {frequency(experiment.confidence)} futures cost no more. "
            f"Buffer: {heading} over base. Cheapest: share of futures."
        )
    )
    if said := reached(report.result):
        console.print(Text(said))


def _money(finding: Finding) -> str:
    return figure(finding.number)
