"""Words that are made ready when a file first says them."""

from collections.abc import Callable, Hashable
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from pydantic_core.core_schema import (
    definitions_schema,
    simple_ser_schema,
    tagged_union_schema,
    with_info_plain_validator_function,
)

from simtco.words.base import Word, kind_of


class Later:
    """Marks where one word stands, or one of several: `by` is the key that says which, or reads it.

    pydantic makes all words ready at once that may stand in another. That takes longer than to
    read a file, which says few of them.
    """

    def __init__(self, *words: type[Word], by: str | Callable[[Any], Hashable] = "kind") -> None:
        self._words, self._by = words, by

    def __get_pydantic_core_schema__(self, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        return self._one_of([_when_said(word) for word in self._words])

    def __get_pydantic_json_schema__(
        self, _: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        for word in self._words:
            word.model_rebuild()
        whole = self._one_of([word.__pydantic_core_schema__ for word in self._words])
        return handler(definitions_schema(whole, []))

    def _one_of(self, schemas: list[CoreSchema]) -> CoreSchema:
        if len(schemas) == 1:
            return schemas[0]
        kinds = map(kind_of, self._words)
        choices = dict(zip(kinds, schemas, strict=True))
        return tagged_union_schema(choices, self._by, serialization=simple_ser_schema("any"))


def _when_said(word: type[Word]) -> CoreSchema:
    def read(raw: Any, info: ValidationInfo) -> Word:
        return word.model_validate(raw, context=info.context)

    return with_info_plain_validator_function(read)
