#!/usr/bin/env python3
"""Holds YAML files against the JSON Schema with a validator that is not ours.

    validate_schema.py SCHEMA --valid FILE... --broken FILE... [--sources FILE...] [--corpus FOLDER --refused N]

Every valid file must validate, every broken one must not, and of the YAML files of the corpus at least N must not. Prints
what is otherwise; exit code 1 then.
"""
import argparse
import glob
import json
import os
import re
import sys

import jsonschema
import yaml


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Scalars as YAML 1.2 and editors read them: dates, "on" and "12:30" are text; so are all keys, as in JSON: validators
    put them in order."""

    def construct_mapping(self, node, deep=False):
        return {str(key): value for key, value in super().construct_mapping(node, deep).items()}


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


def refused(validator, folder):
    """How many files of the folder the schema refuses, and how many there are that a YAML reader takes."""
    count = all_of_them = 0
    for name in sorted(glob.glob(os.path.join(folder, "*.yaml"))):
        try:
            document = load(name)
        except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
            continue
        all_of_them += 1
        count += first_error(validator, document) is not None
    return count, all_of_them


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("schema")
    arguments.add_argument("--valid", nargs="*", default=[])
    arguments.add_argument("--sources", nargs="*", default=[])
    arguments.add_argument("--broken", nargs="*", default=[])
    arguments.add_argument("--corpus")
    arguments.add_argument("--refused", type=int, default=0)
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
    if chosen.corpus:
        count, all_of_them = refused(files, chosen.corpus)
        print(f"{count} of {all_of_them} of {chosen.corpus} refused, at least {chosen.refused} wanted")
        wrong += count < chosen.refused
    print(f"{len(chosen.valid) + len(chosen.sources)} valid, {len(chosen.broken)} broken, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
