"""Answers each line of standard input with a line, both JSON. Asked: the files below /etc/matrix-synapse, the words of Synapse's command
line, and paths of attributes of its HomeServerConfig. Answered: the settings as its files give them and those attributes as it
would use them, or its reason for refusing."""

import contextlib
import enum
import io
import json
import os
import shutil
import sys

import attr
import yaml
from synapse.config._base import ConfigError, find_config_files, read_config_files
from synapse.config.homeserver import HomeServerConfig

FOLDER = "/etc/matrix-synapse"


def plain(value):
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, enum.Enum):
        return value.name
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    if isinstance(value, (set, frozenset)):
        return sorted(map(str, value))
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    if attr.has(type(value)):
        return plain(attr.asdict(value, recurse=False))
    if hasattr(value, "action"):
        return value.action
    return str(value)


def place(files):
    shutil.rmtree(FOLDER, ignore_errors=True)
    for path, text in files.items():
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", newline="") as file:
            file.write(text)


def attribute(config, path):
    for name in path.split("."):
        config = getattr(config, name)
    return plain(config)


def answer(files, words, attributes):
    place(files)
    config = HomeServerConfig.load_config("", words)
    paths = [word.removeprefix("--config-path=") for word in words if word.startswith("--config-path=")]
    return {
        "settings": plain(read_config_files(find_config_files(paths))),
        "effective": {path: attribute(config, path) for path in attributes},
    }


for line in sys.stdin:
    words = io.StringIO()
    try:
        # Its warnings would stand between the answers.
        with contextlib.redirect_stdout(words), contextlib.redirect_stderr(words):
            told = answer(**json.loads(line))
    except (Exception, SystemExit) as error:
        told = {"refused": f"{type(error).__name__}: {error}"}
    print(json.dumps(told), flush=True)
