"""What a firm says of itself, and how its silence is read."""

import pytest
from pydantic import ValidationError

from simtco.words.organisation import Organisation


def test_everything_may_be_left_out_and_is_then_named() -> None:
    silent = Organisation()
    assert silent.unstated == set(Organisation.model_fields)


def test_silence_lets_no_data_out_and_builds_nothing() -> None:
    """Part 5: hiring takes 3 to 6 months; 33.6.5: all conditions must be met."""
    careful = Organisation().careful
    assert careful.sensitive
    assert careful.provider_terms_acceptable is False
    assert careful.prompting_is_enough is True
    assert careful.needs_control_of_training is False
    assert careful.has_ml_engineers is careful.has_devops is careful.has_security is False
    assert careful.hiring_months == 6
    assert careful.investment_justified is False


def test_care_leaves_what_is_stated_as_it_is() -> None:
    stated = Organisation(
        data="internal",
        provider_terms_acceptable=True,
        prompting_is_enough=False,
        hiring_months=0,
        latency_ms=80,
    )
    kept = stated.careful.model_dump(include=stated.model_fields_set)
    assert kept == stated.model_dump(include=stated.model_fields_set)


@pytest.mark.parametrize(
    ("data", "sensitive"),
    [
        ("public", False),
        ("internal", False),
        ("personal", True),
        ("health", True),
        ("trade_secret", True),
        ("classified", True),
    ],
)
def test_which_data_is_sensitive(data: str, sensitive: bool) -> None:
    assert Organisation.model_validate({"data": data}).sensitive is sensitive


@pytest.mark.parametrize("enough", ["prompting_is_enough", "api_fine_tuning_is_enough"])
@pytest.mark.parametrize(
    "other", ["needs_control_of_training", "models_underperform_after_fine_tuning"]
)
def test_a_model_is_not_both_enough_and_not(enough: str, other: str) -> None:
    with pytest.raises(ValidationError, match=f"{enough} and {other} cannot both be true"):
        Organisation.model_validate({enough: True, other: True})
    Organisation.model_validate({enough: False, other: True})
