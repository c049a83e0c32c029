"""Verifies a folder of run records from docs/design/migration-record.md alone: prints the head, or the first broken number."""
import hashlib
import json
import os
import re
import sys

NAME = re.compile(r"(\d{8,18})-([a-z-]+)-([0-9a-f-]{36})\.json")


def check(path, name, expected, previous):
    with open(path, "rb") as file:
        data = file.read()
    assert data.endswith(b'"}\n'), "no whole document"
    document = json.loads(data.decode("utf-8"))
    stated = document["sha256"]
    member = (',"sha256":"%s"}\n' % stated).encode()
    assert data.endswith(member), "the hash is not the last member"
    assert hashlib.sha256(data[: -len(member)] + b"}").hexdigest() == stated, "changed"
    kind = document["run"]["kind"].lower().replace("_", "-")
    assert name == "%08d-%s-%s.json" % (document["sequence"], kind, document["run"]["id"]), "moved"
    assert document["sequence"] == expected, "another number"
    assert document["previous"] == previous, "not linked"
    return stated


def main(folder):
    names = sorted((int(m.group(1)), m.group(0)) for m in map(NAME.fullmatch, os.listdir(folder)) if m)
    previous, expected = "0" * 64, 1
    for number, name in names:
        try:
            assert number == expected, "missing or twice"
            previous = check(os.path.join(folder, name), name, expected, previous)
        except (AssertionError, ValueError, KeyError, TypeError, AttributeError):
            print("broken %d" % min(number, expected))
            return 1
        expected += 1
    print("%d:%s" % (expected - 1, previous))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
