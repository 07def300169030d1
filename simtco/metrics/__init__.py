"""Result -> Findings: what a decision needs, one file each."""
