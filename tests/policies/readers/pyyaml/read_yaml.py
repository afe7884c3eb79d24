"""Answers each line of standard input, a YAML document in base64, with a line: "ok" and what PyYAML's safe loader makes of it
as JSON in base64, or "no" and its message. What JSON can't hold (dates, infinities, keys that are no strings) stands as a list
that begins with "beyond JSON"."""

import base64
import json
import math
import sys

import yaml


def plain(value):
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return value if abs(value) < 2**53 else ["beyond JSON", str(value)]
    if isinstance(value, float) and math.isfinite(value):
        return value
    if isinstance(value, list):
        return [plain(part) for part in value]
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {key: plain(part) for key, part in value.items()}
    return ["beyond JSON", repr(value)]


def encoded(text):
    return base64.b64encode(text.encode("utf-8", "surrogatepass")).decode()


for line in sys.stdin:
    try:
        text = base64.b64decode(line).decode("utf-8")
        print("ok", encoded(json.dumps(plain(yaml.safe_load(text)))), flush=True)
    except (yaml.YAMLError, ValueError, RecursionError, TypeError) as error:
        print("no", encoded(str(error)), flush=True)
