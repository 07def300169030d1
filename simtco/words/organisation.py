"""What is known of the firm that decides: its data, its needs, its people and its time."""

from typing import Any, Literal, Self

from pydantic import Field, model_validator

from simtco.words.base import Word, fault

_HARMLESS = ("public", "internal")
_NEEDS_NO_OTHER_MODEL = ("prompting_is_enough", "api_fine_tuning_is_enough")
_NEEDS_ANOTHER_MODEL = ("needs_control_of_training", "models_underperform_after_fine_tuning")
_CAREFUL: dict[str, Any] = {
    "data": "personal",
    "data_may_leave": True,
    "provider_terms_acceptable": False,
    "prompting_is_enough": True,
    "api_fine_tuning_is_enough": True,
    "needs_control_of_training": False,
    "has_ml_engineers": False,
    "has_devops": False,
    "has_security": False,
    "hiring_months": 6.0,
    "unique_dataset": False,
    "models_underperform_after_fine_tuning": False,
    "pretraining_team": False,
    "months_before_return": 0.0,
    "investment_justified": False,
}


class Organisation(Word):
    """What is known of the firm that decides; what it leaves out is not known.

    The questions are those of the decision framework in "Build vs. Buy Decision Framework",
    section 33.6, part 5, and of its exercise 33.6.5.

    Examples:
        data = "personal"
        data_may_leave = true
        provider_terms_acceptable = true
        prompting_is_enough = true
        api_fine_tuning_is_enough = false
        needs_control_of_training = false
        tokens_per_month = 4e9
        latency_ms = 800
        api_latency_ms = 600
        has_ml_engineers = false
        has_devops = true
        has_security = false
        hiring_months = 4
        unique_dataset = false
        models_underperform_after_fine_tuning = false
        pretraining_team = false
        months_before_return = 12
        investment_justified = false

    """

    data: (
        Literal["public", "internal", "personal", "health", "trade_secret", "classified"] | None
    ) = None
    """The most sensitive data that the model sees; all but public and internal are sensitive."""
    data_may_leave: bool | None = None
    """Whether that data may leave your infrastructure at all, whatever a provider's terms."""
    provider_terms_acceptable: bool | None = None
    """Whether a provider's terms do for that data: BAA, SOC 2, data residency."""
    prompting_is_enough: bool | None = None
    """Whether prompts and retrieval make a provider's model good enough."""
    api_fine_tuning_is_enough: bool | None = None
    """Whether fine-tuning at a provider makes its model good enough."""
    needs_control_of_training: bool | None = None
    """Whether you must control how the model is trained."""
    tokens_per_month: float | None = Field(default=None, gt=0)
    """Tokens a month, in and out; only where there is no [demand] table to say it."""
    latency_ms: float | None = Field(default=None, gt=0)
    """The time to the first token that users need, in milliseconds; no limit where left out."""
    api_latency_ms: float | None = Field(default=None, gt=0)
    """The time to the first token that you measured at a provider, in milliseconds."""
    has_ml_engineers: bool | None = None
    """Whether you have ML engineers who can run models."""
    has_devops: bool | None = None
    """Whether you have DevOps engineers who can run GPUs."""
    has_security: bool | None = None
    """Whether you have security engineers who can guard your own service."""
    hiring_months: float | None = Field(default=None, ge=0)
    """Months that it takes to hire who is missing."""
    unique_dataset: bool | None = None
    """Whether you own a large data set that nobody else has and that gives you an edge."""
    models_underperform_after_fine_tuning: bool | None = None
    """Whether existing models, fine-tuned, demonstrably fall short in your field."""
    pretraining_team: bool | None = None
    """Whether you have, or can hire, people who have pretrained models."""
    months_before_return: float | None = Field(default=None, ge=0)
    """Months of development before the money must begin to come back."""
    investment_justified: bool | None = None
    """Whether the market opportunity justifies the investment in a model of your own."""

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        if self.data == "public" and self.data_may_leave is False:
            raise fault('data = "public" may leave; state data_may_leave = true', "data_may_leave")
        if self.data == "public" and self.provider_terms_acceptable is False:
            raise fault(
                'data = "public" needs no terms; leave provider_terms_acceptable out',
                "provider_terms_acceptable",
            )
        for enough in _NEEDS_NO_OTHER_MODEL:
            for other in _NEEDS_ANOTHER_MODEL:
                if getattr(self, enough) and getattr(self, other):
                    raise fault(f"{enough} and {other} cannot both be true", other)
        return self

    @property
    def sensitive(self) -> bool:
        """Whether the data is of a sort that needs a provider's terms."""
        return self.data is not None and self.data not in _HARMLESS

    @property
    def unstated(self) -> frozenset[str]:
        """The keys that it leaves out."""
        return frozenset(key for key in type(self).model_fields if getattr(self, key) is None)

    @property
    def careful(self) -> "Organisation":
        """The same with a careful answer to what is not stated.

        Not knowing lets no data out and builds nothing: data counts as sensitive and terms as not
        acceptable (where they are, they say that it may leave), needs as not there, skills as
        lacking, conditions as not met, and hiring takes the six months that part 5 names at most.
        """
        return self.model_copy(
            update={key: value for key, value in _CAREFUL.items() if key in self.unstated}
        )
