#!/usr/bin/env python3
"""Holds YAML files against the JSON Schema with a validator that is not ours.

    validate_schema.py SCHEMA --valid FILE... --broken FILE... [--sources FILE...]

Every valid file must validate, every broken one must not. Prints what is otherwise; exit code 1 then.
"""
import argparse
import json
import re
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """Scalars as YAML 1.2 and editors read them: dates, "on" and "12:30" are text."""


Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", list("-+.0123456789")),
]:
    Loader.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(pattern), first)


def load(file):
    with open(file, encoding="utf-8-sig") as stream:
        return yaml.load(stream, Loader)


def first_error(validator, document):
    """The deepest of the best matching errors, as text; None if the document is valid."""
    error = jsonschema.exceptions.best_match(validator.iter_errors(document))
    if error is None:
        return None
    return "/".join(str(step) for step in error.absolute_path) + ": " + error.message[:200]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("schema")
    arguments.add_argument("--valid", nargs="*", default=[])
    arguments.add_argument("--sources", nargs="*", default=[])
    arguments.add_argument("--broken", nargs="*", default=[])
    chosen = arguments.parse_args()
    with open(chosen.schema, encoding="utf-8") as stream:
        schema = json.load(stream)
    whole = jsonschema.Draft202012Validator
    whole.check_schema(schema)
    files = whole(schema)
    sources = whole({"$ref": "#/$defs/sources", "$defs": schema["$defs"]})
    wrong = 0
    for validator, names in [(files, chosen.valid), (sources, chosen.sources)]:
        for name in names:
            error = first_error(validator, load(name))
            if error is not None:
                print(f"{name} should be valid: {error}")
                wrong += 1
    for name in chosen.broken:
        if first_error(files, load(name)) is None:
            print(f"{name} should not be valid")
            wrong += 1
    print(f"{len(chosen.valid) + len(chosen.sources)} valid, {len(chosen.broken)} broken, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
