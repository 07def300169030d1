"""Whether the successor is good enough."""

from simtco.metrics.bootstrap import ScoreChange, score_change
from simtco.report.evidence import Evidence
from simtco.report.phrases import plain, signed
from simtco.report.section import Column, Section, Table
from simtco.words.wording import figure, out_of


def quality_gate(evidence: Evidence) -> Section | None:
    """The change of the score with its interval; None where no scores are stated."""
    experiment = evidence.result.experiment
    scores = experiment.scores
    if scores is None:
        return None
    change = score_change(scores, experiment.simulation.seed)
    said = (
        f"On {change.tasks} tasks the mean score changes by {signed(change.mean)}; drawing the "
        f"tasks anew, 95 in 100 times it changes by {signed(change.low)} to "
        f"{signed(change.high)}. A fall of {figure(scores.accepted_fall)} is accepted: "
        f"{_verdict(change, scores.accepted_fall)} The fall stays within it in "
        f"{out_of(change.p_opens)} redraws."
    )
    return Section(
        "quality-gate",
        "Whether the successor is good enough",
        (
            said,
            *filter(None, (scores.note,)),
        ),
        tables=(
            Table(
                "Scores on the same tasks",
                (
                    Column("", numeric=False),
                    Column("Before"),
                    Column("After"),
                    Column("Change"),
                    Column("95% interval"),
                ),
                (
                    (
                        f"Mean score\n{scores.source or 'no source stated'}",
                        plain(sum(scores.before) / change.tasks),
                        plain(sum(scores.after) / change.tasks),
                        signed(change.mean),
                        f"{signed(change.low)} to {signed(change.high)}",
                    ),
                ),
            ),
        ),
    )


def _verdict(change: ScoreChange, accepted: float) -> str:
    if change.low >= -accepted:
        return "the gate opens, for the whole interval lies above."
    if change.high < -accepted:
        return "the gate stays shut, for the whole interval lies below."
    return "the interval straddles it; more tasks would tell."
