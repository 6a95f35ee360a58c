"""The record types as Arrow types. Needs the extra `bulk`."""

from __future__ import annotations

import json
import types
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pyarrow as pa
from pydantic import BaseModel

__all__ = ["arrow_type", "fields_of", "model_row", "row_of"]


def arrow_type(annotation: Any) -> pa.DataType:
    """The Arrow type of a field of a record. A field that may hold anything is JSON text."""
    if annotation is Any:
        return pa.string()
    origin = get_origin(annotation)
    if origin is Annotated:
        return arrow_type(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        inner = [each for each in get_args(annotation) if each is not type(None)]
        return pa.float64() if set(inner) == {int, float} else arrow_type(inner[0])
    if origin is Literal:
        return pa.string()
    if origin is tuple:
        return pa.list_(arrow_type(get_args(annotation)[0]))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return pa.struct(fields_of(annotation))
    simple = {
        bool: pa.bool_(),
        int: pa.int64(),
        float: pa.float64(),
        date: pa.date32(),
        datetime: pa.timestamp("us", tz="UTC"),
    }
    if isinstance(annotation, type) and issubclass(annotation, str | StrEnum):
        return pa.string()
    return simple[annotation]


def fields_of(model: type[BaseModel]) -> list[tuple[str, pa.DataType]]:
    """The columns of a record type."""
    return [(name, arrow_type(field.annotation)) for name, field in model.model_fields.items()]


def row_of(record: BaseModel) -> dict[str, Any]:
    """A record as a row: fields that may hold anything as JSON text."""
    model = type(record)
    return {name: _packed(field.annotation, getattr(record, name)) for name, field in model.model_fields.items()}


def model_row(model: type[BaseModel], row: dict[str, Any]) -> dict[str, Any]:
    """What `model.model_validate` takes, from a row that `row_of` made: the JSON texts parsed, whole figures whole."""
    return {name: _unpacked(field.annotation, row[name]) for name, field in model.model_fields.items() if name in row}


def _packed(annotation: Any, value: Any) -> Any:
    if annotation is Any:
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    if isinstance(value, BaseModel):
        return row_of(value)
    if isinstance(value, tuple):
        inner = _inner(annotation)
        return [_packed(inner, one) for one in value]
    return value


def _unpacked(annotation: Any, value: Any) -> Any:
    if annotation is Any:
        return None if value is None else json.loads(value)
    if isinstance(value, float) and value.is_integer() and int in get_args(annotation):
        return int(value)
    model = _model(annotation)
    if model is not None and isinstance(value, dict):
        return model_row(model, value)
    if isinstance(value, list):
        inner = _inner(annotation)
        return [_unpacked(inner, one) for one in value]
    return value


def _inner(annotation: Any) -> Any:
    """The type of the members of a tuple's type."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _inner(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return next((_inner(each) for each in get_args(annotation) if get_origin(each) is tuple), None)
    return get_args(annotation)[0] if origin is tuple else None


def _model(annotation: Any) -> type[BaseModel] | None:
    """The record type that a field's type allows, if any."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (Union, types.UnionType, Annotated):
        return next((found for each in get_args(annotation) if (found := _model(each)) is not None), None)
    return None
