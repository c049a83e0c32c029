"""A second verifier of the audit log's archives, written from docs/design/audit-archive-format.md alone.

    verify_archive.py <verifier key> <manifest>...    a line a manifest; exit code 0, 1 or 2

Keys, signed notes, checkpoints and leaves are those of verify_proof.py, which stands beside it.
"""
import hashlib
import json
import os
import re
import struct
import sys
import zlib
from datetime import datetime, timezone

import verify_proof as proof

CATEGORIES = "AUTHENTICATION AUTHORIZATION ACCOUNT SESSION DATA CONFIGURATION SYSTEM".split()
KINDS = dict(proof.COLUMNS)
TAGS = {name: tag for tag, (name, _) in enumerate(proof.COLUMNS, 1)}
LONG = 2**63 - 1
NUMBER = "(0|[1-9][0-9]{0,18})"
HASH = "([A-Za-z0-9+/]{43}=)"
FILE = "([a-z0-9][a-z0-9.-]{0,99}) " + NUMBER + " " + HASH
MANIFEST = re.compile(
    "holdfast-archive/v1\nlog ([^\n]+)\nmonth ([0-9]{4}-(?:0[1-9]|1[0-2]))\n"
    "leaves " + NUMBER + " " + NUMBER + " " + NUMBER + " " + HASH + "\ncategories ([A-Z,]+|-)\n"
    "events " + FILE + "\npath " + FILE + "\ncheckpoint ([^\n]+)\n",
    re.ASCII,
)
UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
TIME = re.compile(
    r"([0-9]{4}|[+-][0-9]{4,6})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]{3}|\.[0-9]{6})?Z",
    re.ASCII,
)


class Broken(Exception):
    def __init__(self, reason, name=""):
        super().__init__(reason + (" in " + name if name else ""))


class Malformed(Exception):
    pass


# Manifest.
def number(text):
    value = int(text)
    if value > LONG:
        raise Broken("MANIFEST")
    return value


def sha256(text):
    data = proof.unbase64(text)
    if data is None or len(data) != 32:
        raise Broken("MANIFEST")
    return data


def signed_text(note, key):
    """The text of a note with the log's own signature and, unlike a checkpoint, no time."""
    blank = note.rfind("\n\n")
    units = len(note.encode("utf-16-le")) // 2
    if blank < 0 or len(note) <= blank + 2 or not note.endswith("\n") or units > 1_000_000:
        raise Broken("MANIFEST")
    if any(ord(c) < 0x20 and c != "\n" for c in note):
        raise Broken("MANIFEST")
    text, signed = note[: blank + 1], False
    for line in note[blank + 2 : -1].split("\n"):
        parts = line.split(" ")
        well = len(parts) == 3 and parts[0] == "\u2014" and proof.is_name(parts[1])
        data = proof.unbase64(parts[2]) if well else None
        if data is None or len(data) <= 4:
            raise Broken("MANIFEST")
        if parts[1] == key.name and data[:4] == key.id(1):
            if not proof.ed25519_verifies(key.key, text.encode(), data[4:]):
                raise Broken("MANIFEST")
            signed = True
    if not signed:
        raise Broken("MANIFEST")
    return text


class Manifest:
    def __init__(self, note, key):
        match = MANIFEST.fullmatch(signed_text(note, key))
        if not match or match.group(1) != key.name:
            raise Broken("MANIFEST")
        self.month = match.group(2)
        self.span = (number(match.group(3)), number(match.group(4)), number(match.group(5)), sha256(match.group(6)))
        self.categories = [] if match.group(7) == "-" else match.group(7).split(",")
        if self.categories != [name for name in CATEGORIES if name in self.categories]:
            raise Broken("MANIFEST")
        self.events = (match.group(8), number(match.group(9)), sha256(match.group(10)))
        self.path = (match.group(11), number(match.group(12)), sha256(match.group(13)))
        checkpoint = proof.unbase64(match.group(14))
        try:
            head = (checkpoint or b"").decode("utf-8")
            self.size, self.root, _ = proof.open_checkpoint(head, key)
            _, self.signed_at = proof.open_note(head, key)
        except (UnicodeDecodeError, proof.Invalid):
            raise Broken("MANIFEST")


# Lines: each is what its leaf makes it, to the byte.
def quoted(text):
    return '"' + "".join(escaped(c) for c in text) + '"'


def escaped(c):
    known = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return known.get(c) or ("\\u%04x" % ord(c) if c < " " else c)


def written(value):
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, proof.Number):
        return value.plain()
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, list):
        return "[" + ",".join(written(item) for item in value) + "]"
    keys = sorted(value, key=lambda k: (len(k.encode("utf-8")), k.encode("utf-8")))
    return "{" + ",".join(quoted(key) + ":" + written(value[key]) for key in keys) + "}"


def days(year, month, day):
    """Since 1970-01-01, in the calendar that ISO 8601 has for all years."""
    year, month = (year, month - 3) if month > 2 else (year - 1, month + 9)
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + day - 1 - 719468


def micros(text):
    match = TIME.fullmatch(text)
    if not match:
        raise Malformed
    year, month, day, hour, minute, second = (int(match.group(i)) for i in range(1, 7))
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    length = [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    if not (1 <= month <= 12 and 1 <= day <= length[month - 1] and hour < 24 and minute < 60 and second < 60):
        raise Malformed
    fraction = int(((match.group(7) or ".")[1:]).ljust(6, "0"))
    shortest = match.group(7) is None or (fraction != 0 and (len(match.group(7)) == 4) == (fraction % 1000 == 0))
    if not shortest:
        raise Malformed
    return ((days(year, month, day) * 24 + hour) * 60 + minute) * 60 * 10**6 + second * 10**6 + fraction


def whole(value, low, high):
    if not isinstance(value, proof.Number) or not re.fullmatch("-?(0|[1-9][0-9]*)", value.text, re.ASCII):
        raise Malformed
    if value.text == "-0" or not low <= int(value.text) <= high:
        raise Malformed
    return int(value.text)


def column_bytes(value, kind):
    if kind == "json":
        return proof.json_bytes(value)
    if kind == "integer":
        return struct.pack(">q", whole(value, -LONG - 1, LONG))
    if kind == "boolean":
        if value is not True and value is not False:
            raise Malformed
        return b"\x01" if value else b"\x00"
    if not isinstance(value, str):
        raise Malformed
    if kind == "uuid":
        if not UUID.fullmatch(value):
            raise Malformed
        return bytes.fromhex(value.replace("-", ""))
    if kind == "time":
        return struct.pack(">q", micros(value))
    if kind == "transaction":
        if not re.fullmatch("0|[1-9][0-9]{0,19}", value, re.ASCII) or int(value) >= 2**64:
            raise Malformed
        return struct.pack(">Q", int(value))
    return value.encode("utf-8")


class Line:
    def __init__(self, text):
        try:
            members = json.loads(
                text,
                parse_int=proof.Number,
                parse_float=proof.Number,
                parse_constant=Line.refuse,
                object_pairs_hook=Line.pairs,
            )
            self.index = whole(members.pop("leaf_index"), 0, LONG)
            self.columns = members
            leaf = proof.LEAF_HEAD
            for name, value in sorted(members.items(), key=lambda member: TAGS[member[0]]):
                leaf += bytes([TAGS[name]]) + proof.part(column_bytes(value, KINDS[name]))
            if text != self.text() or members.get("category") not in CATEGORIES:
                raise Malformed
            self.id = column_bytes(members["id"], "uuid")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, struct.error):
            raise Malformed
        self.hash = hashlib.sha256(b"\x00" + leaf).digest()

    @staticmethod
    def refuse(constant):
        raise Malformed

    @staticmethod
    def pairs(members):
        result = dict(members)
        if len(result) != len(members):
            raise Malformed
        return result

    def text(self):
        columns = sorted(self.columns.items(), key=lambda member: TAGS[member[0]])
        return "{" + ",".join(['"leaf_index":%d' % self.index] + [quoted(k) + ":" + written(v) for k, v in columns]) + "}"

    def month(self):
        seconds = int.from_bytes(self.id[:6], "big") // 1000
        return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m") if seconds < 253402300800 else ""


class Member:
    """The content of a gzip file that is one member without optional fields, and nothing else."""

    def __init__(self, file):
        self.file, self.inflate, self.at = file, zlib.decompressobj(31), 0
        head = file.read(10)
        if len(head) < 10 or head[:4] != b"\x1f\x8b\x08\x00":
            raise Malformed
        self.text = self.inflate.decompress(head)

    def readline(self):
        end = self.text.find(b"\n", self.at)
        while end < 0 and not self.inflate.eof:
            block = self.file.read(1 << 14)
            if not block:
                raise Malformed
            self.text, self.at = self.text[self.at :] + self.inflate.decompress(block), 0
            end = self.text.find(b"\n")
        if end < 0 and (self.inflate.unused_data or self.file.read(1)):
            raise Malformed
        line = self.text[self.at : end + 1] if end >= 0 else self.text[self.at :]
        self.at += len(line)
        return line


class Lines:
    """The lines of a file, one in memory, and what the manifest must say of them."""

    def __init__(self, file):
        self.file, self.next = file, None
        self.count = self.first = self.until = 0
        self.digest, self.categories, self.months = hashlib.sha256(), set(), set()
        self.advance()

    def advance(self):
        data = self.file.readline()
        if data == b"":
            self.next = None
        elif not data.endswith(b"\n"):
            raise Malformed
        else:
            self.next = Line(data[:-1].decode("utf-8"))
            if self.count and self.next.index < self.until:
                raise Malformed

    def take(self):
        line = self.next
        self.first = line.index if self.count == 0 else self.first
        self.until, self.count = line.index + 1, self.count + 1
        self.digest.update(struct.pack(">Q", line.index) + line.id + line.hash)
        self.categories.add(line.columns["category"])
        self.months.add(line.month())
        self.advance()
        return line.hash

    def span(self):
        return self.count, self.first, self.until, self.digest.digest()


# Tree.
def root(lines, path, start, until):
    if lines.next is None or lines.next.index >= until:
        value = path.read(32)
        if len(value) != 32:
            raise Malformed
        return value
    if until - start == 1:
        return lines.take()
    middle = start + (1 << ((until - start - 1).bit_length() - 1))
    left = root(lines, path, start, middle)
    return proof.node(left, root(lines, path, middle, until))


# Archives.
def check_file(folder, stated):
    name, length, digest = stated
    found, size = hashlib.sha256(), 0
    try:
        with open(os.path.join(folder, name), "rb") as file:
            for block in iter(lambda: file.read(1 << 16), b""):
                found.update(block)
                size += len(block)
    except FileNotFoundError:
        raise Broken("FILE_MISSING", name)
    if (size, found.digest()) != (length, digest):
        raise Broken("FILE_CHANGED", name)


def verify(data, folder, key):
    try:
        manifest = Manifest(data.decode("utf-8"), key)
    except UnicodeDecodeError:
        raise Broken("MANIFEST")
    check_file(folder, manifest.events)
    check_file(folder, manifest.path)
    events, path = manifest.events[0], manifest.path[0]
    try:
        with open(os.path.join(folder, events), "rb") as file, open(os.path.join(folder, path), "rb") as hashes:
            lines = Lines(Member(file))
            top = root(lines, hashes, 0, manifest.size) if manifest.size else hashlib.sha256(b"").digest()
            if lines.next is not None or hashes.read(1):
                raise Malformed
    except (Malformed, zlib.error, UnicodeDecodeError):
        raise Broken("MALFORMED", events)
    if lines.months - {manifest.month}:
        raise Broken("OTHER_MONTH", events)
    if lines.span() != manifest.span or lines.categories != set(manifest.categories):
        raise Broken("LEAVES", events)
    if top != manifest.root:
        raise Broken("PATH", path)
    signed = datetime.fromtimestamp(manifest.signed_at, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return "intact: %s, %d events under %d, signed %s" % (manifest.month, manifest.span[0], manifest.size, signed)


def main(arguments):
    try:
        key = proof.Key(arguments[0])
        arguments[1]
    except (IndexError, ValueError):
        print("usage: verify_archive.py <verifier key> <manifest>...")
        return 2
    code = 0
    for name in arguments[1:]:
        try:
            with open(name, "rb") as file:
                data = file.read()
            print("%s: %s" % (name, verify(data, os.path.dirname(name), key)))
        except Broken as broken:
            print("%s: BROKEN: %s" % (name, broken))
            code = max(code, 1)
        except OSError:
            print("%s: cannot be read" % name)
            code = 2
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
