"""What an answer holds: each field declared once, for the answer and for its description.

The declaration gives both the JSON and its schema (JSON Schema 2020-12, as OpenAPI 3.1 has it), so
that the description cannot say other than the answer. Meanings are in English: programmers read
them. Where an open-data file has the same column, field and column share name, meaning and type.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from commons.base.datasets import Column, Kind
from commons.cities.context import current_city

Json = dict[str, Any]

KINDS: dict[Kind, Json] = {
    Kind.TEXT: {"type": "string"},
    Kind.INTEGER: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.TRUTH: {"type": "boolean"},
    Kind.MOMENT: {"type": "string", "format": "date-time"},
}

EXACT: Json = {
    "anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^-?\d+/\d+$"}],
    "description": "A whole number, or a fraction as text: 7/3.",
}
"""Sums and points are never rounded."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: an English snake_case name, with slashes for nesting (``district/name``)."""

    name: str
    meaning: str
    of: Callable[[Any], object]
    """Its value, out of the thing that is shown."""
    shape: "Kind | Resource | Json" = Kind.TEXT
    many: bool = False
    nullable: bool = False
    choices: tuple[str, ...] = ()
    """All values there are, where they are few."""
    example: object = None

    def schema(self) -> Json:
        """The field in JSON Schema."""
        if isinstance(self.shape, Resource):
            bare: Json = {"$ref": f"#/components/schemas/{self.shape.name}"}
        else:
            bare = dict(KINDS[self.shape] if isinstance(self.shape, Kind) else self.shape)
        if self.choices:
            bare["enum"] = list(self.choices)
        if self.many:
            bare = {"type": "array", "items": bare}
        if self.nullable:
            bare = {"anyOf": [bare, {"type": "null"}]}
        elif "$ref" in bare:
            bare = {"allOf": [bare]}
        described = {**bare, "description": str(self.meaning)}
        return described if self.example is None else {**described, "examples": [self.example]}

    def value(self, thing: Any) -> object:
        """The field's value in JSON."""
        found = self.of(thing)
        if found is None:
            return None
        if isinstance(self.shape, Resource):
            if self.many:
                return [self.shape.show(each) for each in found]  # type: ignore[attr-defined]
            return self.shape.show(found)
        return list(found) if self.many else _plain(found)  # type: ignore[call-overload]


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(ZoneInfo(current_city().time_zone)).isoformat()
    return value


def like(columns: Sequence[Column], name: str, of: Callable[[Any], object], **more: Any) -> Field:
    """The field that an open-data file has as a column. Raises KeyError where there is none."""
    column = {column.name: column for column in columns}[name]
    return Field(name, column.meaning, of, column.kind, **more)


@dataclass(frozen=True, slots=True)
class Resource:
    """A sort of thing that can be asked for."""

    name: str
    meaning: str
    fields: tuple[Field, ...]

    def show(self, thing: Any) -> Json:
        """The thing in JSON."""
        shown: Json = {}
        for field in self.fields:
            *parents, last = field.name.split("/")
            place = shown
            for parent in parents:
                place = place.setdefault(parent, {})
            place[last] = field.value(thing)
        return shown

    def schema(self) -> Json:
        """The thing in JSON Schema. Every field is always there; what is not known is null."""
        whole = _object(str(self.meaning))
        for field in self.fields:
            *parents, last = field.name.split("/")
            place = whole
            for parent in parents:
                place = _within(place, parent)
            place["properties"][last] = field.schema()
            place["required"].append(last)
        return whole

    def resources(self) -> Mapping[str, "Resource"]:
        """This resource and all within it, by name."""
        found: dict[str, Resource] = {self.name: self}
        for field in self.fields:
            if isinstance(field.shape, Resource):
                found.update(field.shape.resources())
        return found


def _object(meaning: str | None = None) -> Json:
    said: Json = {"description": meaning} if meaning else {}
    return {"type": "object", **said, "properties": {}, "required": []}


def _within(place: Json, name: str) -> Json:
    if name not in place["properties"]:
        place["properties"][name] = _object()
        place["required"].append(name)
    within: Json = place["properties"][name]
    return within
