"""A provider as a workload file states it; the base of every kind."""

import datetime as dt
import os
import re
from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from pydantic import Field, ValidationInfo, field_validator, model_validator

from simtco.providers.connection import Connection
from simtco.providers.price import Price, listed
from simtco.words.base import Word, fault

_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")


class KeyMissingError(Exception):
    """The environment holds no usable key; the message names the variable, never the value."""


class ExtraMissingError(Exception):
    """A package of the extra `providers` is not installed."""

    def __init__(self, package: str) -> None:
        super().__init__(
            f"measuring needs the package {package}; install it with "
            "pip install 'simtco[providers]'"
        )


class Provider(Word):
    """A model behind an endpoint, where its key is found, and what its tokens cost."""

    home: ClassVar[str]
    """The vendor's own address."""
    home_key: ClassVar[str]
    """The variable that holds the vendor's own key."""

    model: str = Field(min_length=1)
    """The model's name as the endpoint knows it."""
    base_url: str = ""
    """The address of an endpoint that speaks the same protocol; left out: the vendor's own."""
    key_variable: str = ""
    """The environment variable that holds the key; at another address none is sent unless named."""
    list_price: str = ""
    """The model as `provider/model`, whose list price is paid, where not the vendor's own."""
    input_price: float | None = Field(default=None, ge=0)
    """USD per million input tokens, instead of a list price; 0 for one's own server."""
    output_price: float | None = Field(default=None, ge=0)
    """USD per million output tokens; goes with input_price."""
    cached_price: float | None = Field(default=None, ge=0)
    """USD per million input tokens read from the prompt cache (as input_price)."""
    timeout_seconds: float = Field(default=60.0, gt=0)
    """How long an answer may take in all."""
    stream: bool = True
    """Whether the answer comes in pieces; without, the time to the first token is not known."""
    extra: dict[str, Any] = Field(default_factory=dict)
    """What is sent along as it stands, such as { temperature = 0 }."""

    @field_validator("key_variable")
    @classmethod
    def _named(cls, name: str) -> str:
        if name and not _VARIABLE.fullmatch(name):
            raise fault(
                "key_variable must be the name of an environment variable, such as "
                f"{cls.home_key}, in capital letters; never the key itself"
            )
        return name

    @field_validator("base_url")
    @classmethod
    def _address(cls, url: str) -> str:
        if not url:
            return url
        try:
            parts = urlsplit(url)
            sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
        except ValueError:
            sound = False
        if not sound:
            raise fault("base_url must be an address, such as http://localhost:8000/v1")
        if parts.username or parts.password or parts.query:
            raise fault("base_url must hold no name, password or query; name a key_variable")
        return url

    @model_validator(mode="after")
    def _priced(self, info: ValidationInfo) -> Self:
        stated = [key for key in ("input_price", "output_price") if getattr(self, key) is not None]
        if self.list_price and stated:
            raise fault(f"state either list_price or {stated[0]}, not both", stated[0])
        if len(stated) == 1:
            other = "output_price" if stated == ["input_price"] else "input_price"
            raise fault(f"{stated[0]} needs {other} beside it", stated[0])
        if not stated and self.cached_price is not None:
            raise fault("cached_price goes with input_price and output_price", "cached_price")
        if not stated and self.base_url and not self.list_price:
            raise fault(
                "it is not known what tokens cost at another address; state list_price, or "
                "input_price and output_price (0 for one's own server)",
                "base_url",
            )
        day = (info.context or {}).get("today")
        if isinstance(day, dt.date):
            self.price(day)
        return self

    def price(self, day: dt.date) -> Price:
        """What tokens cost on a day.

        Raises:
            PydanticCustomError: no list price is known.

        """
        if self.input_price is not None and self.output_price is not None:
            cached = self.input_price if self.cached_price is None else self.cached_price
            return Price(self.input_price, cached, self.output_price)
        return listed(self.list_price or f"{self._vendor}/{self.model}", day)

    @property
    def _vendor(self) -> str:
        return str(type(self).model_fields["kind"].default)

    @property
    def address(self) -> str:
        """Where requests go."""
        return self.base_url or self.home

    @property
    def priced_model(self) -> str:
        """The model as usage exports name it: as its list price does, else by its own name."""
        return self.list_price or (self.model if self.base_url else f"{self._vendor}/{self.model}")

    def key(self, environment: Mapping[str, str] | None = None) -> str:
        """The key, or nothing where none is to be sent.

        Raises:
            KeyMissingError: the variable is not set, or holds what cannot be a key.

        """
        variable = self.key_variable or ("" if self.base_url else self.home_key)
        if not variable:
            return ""
        key = (os.environ if environment is None else environment).get(variable, "")
        if not key:
            raise KeyMissingError(f"the environment variable {variable} is not set")
        if not key.isascii() or not key.isprintable() or " " in key:
            raise KeyMissingError(
                f"the environment variable {variable} holds a space, a line break or another "
                "letter that no key has"
            )
        return key

    @abstractmethod
    def connect(self, name: str, price: Price, key: str) -> Connection:
        """Open a line under a name.

        Raises:
            ExtraMissingError: the vendor's SDK is not installed.

        """
