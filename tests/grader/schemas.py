"""The schemas that are published beside the reports, and JSON read as strictly as a program may read it."""

import json
from importlib import resources
from typing import Any, NoReturn

from jsonschema import Draft202012Validator


def schema_of(name: str) -> Draft202012Validator:
    """Return the validator of a report's schema, which keeps to the rules for schemas."""
    text = resources.files("grader.reports").joinpath(f"{name}.schema.json").read_text("utf-8")
    schema = json.loads(text)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def loaded(text: str) -> Any:  # noqa: ANN401 (JSON is anything)
    """Read JSON as its standard has it: no NaN, no key twice, nothing that isn't ASCII."""
    assert text.isascii()
    assert text.replace("\n", "").isprintable()
    return json.loads(text, parse_constant=_refused, object_pairs_hook=_unique)


def _refused(constant: str) -> NoReturn:
    raise AssertionError(constant)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    assert len(pairs) == len(dict(pairs))
    return dict(pairs)
