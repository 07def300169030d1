"""One example of every kind of cost: numbers that are not money are uncertain, money is known."""

from tests.words.costing import Table

WIDE: Table = {"kind": "lognormal", "p50": 4, "sigma": 1.0}
SHARE: Table = {"kind": "pert", "low": 0, "mode": 0.1, "high": 0.9}

EXAMPLES: dict[str, Table] = {
    "compliance": {
        "setup": 35_000,
        "month": 1,
        "monthly": 500,
        "audit": 9_000,
        "audit_every_months": WIDE,
        "per_system_year": 30_000,
        "systems": WIDE,
    },
    "delay": {"months": WIDE, "monthly_value": 20_000},
    "evaluation": {"ml_fte": WIDE, "share": SHARE, "month_cost": 18_000, "infrastructure": 500},
    "fine_tuning": {
        "tokens": WIDE,
        "epochs": WIDE,
        "price_per_million_tokens": 25,
        "runs": {"kind": "uniform", "low": 1, "high": 9},
        "data": 8_000,
        "month": 1,
        "every_months": WIDE,
        "hosting": 1_000,
    },
    "gpus": {"price_per_gpu_hour": 2.5, "output_tokens_per_second": WIDE},
    "hardware": {
        "units": 2,
        "unit_price": 300_000,
        "accounting": "amortised",
        "resale_share": SHARE,
        "power_kw": WIDE,
        "price_per_kwh": 0.11,
        "hosting_month": 200,
        "failures_per_year": WIDE,
        "repair_cost": 900,
    },
    "line": {"once": 5_000, "month": 1, "monthly": 70, "per_gpu_hour": 2, "gpus": WIDE},
    "migration": {
        "phases": {"prompts": WIDE, "rollout": WIDE},
        "month_cost": 18_000,
        "engineers": WIDE,
        "double_running": 4_000,
        "month": 2,
    },
    "refresh": {
        "every_months": WIDE,
        "month": 1,
        "labels": WIDE,
        "price_per_label": 2,
        "data": 5_000,
        "compute": 700,
        "evaluation": 900,
    },
    "security": {
        "setup": 20_000,
        "month": 1,
        "tests_per_year": WIDE,
        "test_cost": 8_000,
        "monitoring": 500,
    },
    "staff": {
        "fte": WIDE,
        "month_cost": 15_000,
        "load_factor": {"kind": "triangular", "low": 1.25, "mode": 1.4, "high": 1.5},
        "hiring_months": WIDE,
        "hiring_fee": SHARE,
        "ramp_up_months": WIDE,
        "cover": SHARE,
    },
    "tokens": {"input_price": 3, "output_price": 15, "retry_overhead": SHARE},
    "training_run": {
        "parameters": {"kind": "lognormal", "p50": 7e9, "sigma": 1.0},
        "tokens": {"kind": "lognormal", "p50": 1e12, "sigma": 1.0},
        "peak_flops": 1e15,
        "utilisation": {"kind": "pert", "low": 0.2, "mode": 0.4, "high": 0.6},
        "price_per_gpu_hour": 2.5,
        "ablation_factor": {"kind": "pert", "low": 1, "mode": 2, "high": 9},
        "lost_share": SHARE,
        "staff_share": SHARE,
        "data": 1e6,
        "month": 1,
        "months": WIDE,
    },
}

MONEY: dict[str, tuple[str, ...]] = {
    "compliance": ("setup", "monthly", "audit", "per_system_year"),
    "delay": ("monthly_value",),
    "evaluation": ("month_cost", "infrastructure"),
    "fine_tuning": ("price_per_million_tokens", "data", "hosting"),
    "gpus": ("price_per_gpu_hour",),
    "hardware": ("unit_price", "price_per_kwh", "hosting_month", "repair_cost"),
    "line": ("once", "monthly", "per_gpu_hour"),
    "migration": ("month_cost", "double_running"),
    "refresh": ("price_per_label", "data", "compute", "evaluation"),
    "security": ("setup", "test_cost", "monitoring"),
    "staff": ("month_cost",),
    "tokens": ("input_price", "output_price"),
    "training_run": ("price_per_gpu_hour", "data"),
}
"""The keys of each example that hold money: twice these, and the cost is twice as high."""
