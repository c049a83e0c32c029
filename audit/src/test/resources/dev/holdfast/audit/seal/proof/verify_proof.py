"""A second verifier of the audit log's proofs, written from docs/design/audit-proof-format.md alone.

    verify_proof.py <verifier key> <file>...    a line a file; exit code 0, 1 or 2
    verify_proof.py leaf                        reads archived events, a line each; prints base64 of each leaf
"""
import base64
import hashlib
import json
import re
import struct
import sys
import unicodedata
from datetime import datetime, timezone
from decimal import Decimal

MALFORMED, CHECKPOINT, PATH = "MALFORMED", "CHECKPOINT", "PATH"
NUMBER = re.compile(r"(0|[1-9][0-9]{0,17})\Z", re.ASCII)
LEAF_HEAD = b"holdfast-leaf/v1\n"


class Invalid(Exception):
    pass


# Ed25519, RFC 8032 section 5.1: points as (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def decode_point(data):
    y = int.from_bytes(data, "little")
    sign = y >> 255
    y &= 2**255 - 1
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n, p):
    result = (0, 1, 1, 0)
    while n:
        if n & 1:
            result = add(result, p)
        p = add(p, p)
        n >>= 1
    return result


def same(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


BASE = decode_point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519_verifies(key, message, signature):
    if len(signature) != 64:
        return False
    a, r = decode_point(key), decode_point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    return same(times(s, BASE), add(r, times(k, a)))


# Texts.
def unbase64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return data if base64.b64encode(data).decode() == text else None


def is_name(text):
    return text != "" and not any(
        c == "+" or ord(c) < 0x20 or ord(c) == 0x7F or unicodedata.category(c).startswith("Z") for c in text
    )


EPOCH = r"([2-9]|[1-9][0-9]{1,8})"


class Key:
    def __init__(self, text):
        parts = text.split("+", 2)
        data = unbase64(parts[2]) if len(parts) == 3 else None
        if data is None or len(data) != 33 or data[0] != 1 or not is_name(parts[0]):
            raise ValueError("verifier key")
        if re.fullmatch(".+/epoch/" + EPOCH, parts[0], re.ASCII):
            raise ValueError("verifier key")
        self.name, self.key = parts[0], data[1:]
        if self.id(1).hex() != parts[1]:
            raise ValueError("verifier key")

    def id(self, kind):
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([kind]) + self.key).digest()[:4]


def open_note(note, key):
    """Gives text and time, or raises."""
    blank = note.rfind("\n\n")
    units = len(note.encode("utf-16-le")) // 2
    if blank < 0 or len(note) <= blank + 2 or not note.endswith("\n") or units > 1_000_000:
        raise Invalid(CHECKPOINT)
    if any(ord(c) < 0x20 and c != "\n" for c in note):
        raise Invalid(CHECKPOINT)
    text = note[: blank + 1]
    signed, time = False, None
    signatures = []
    for line in note[blank + 2 : -1].split("\n"):
        parts = line.split(" ")
        data = unbase64(parts[2]) if len(parts) == 3 and parts[0] == "\u2014" and is_name(parts[1]) else None
        if data is None or len(data) <= 4:
            raise Invalid(CHECKPOINT)
        signatures.append((parts[1], data[:4], data[4:]))
    for name, key_id, signature in signatures:
        if name == key.name and key_id == key.id(1):
            if not ed25519_verifies(key.key, text.encode(), signature):
                raise Invalid(CHECKPOINT)
            signed = True
        elif name == key.name and key_id == key.id(4):
            if len(signature) != 72:
                raise Invalid(CHECKPOINT)
            time = int.from_bytes(signature[:8], "big")
            message = "cosignature/v1\ntime %d\n%s" % (time, text)
            if not ed25519_verifies(key.key, message.encode(), signature[8:]):
                raise Invalid(CHECKPOINT)
    if not signed or time is None:
        raise Invalid(CHECKPOINT)
    return text, time


def open_checkpoint(note, key):
    """Gives size, root and epoch, or raises."""
    text, _ = open_note(note, key)
    lines = text[:-1].split("\n")
    later = re.fullmatch(re.escape(key.name) + "/epoch/" + EPOCH, lines[0], re.ASCII)
    if len(lines) < 3 or "" in lines or (lines[0] != key.name and not later):
        raise Invalid(CHECKPOINT)
    root = unbase64(lines[2])
    if not NUMBER.match(lines[1]) or root is None or len(root) != 32:
        raise Invalid(CHECKPOINT)
    return int(lines[1]), root, int(later.group(1)) if later else 1


RESTORE = re.compile(
    "holdfast-restore/v1\nlog ([^\n]+)\nepoch " + EPOCH + "\nkept (0|[1-9][0-9]{0,17}) ([^\n]+)\n"
    "lost (0|[1-9][0-9]{0,17})\n",
    re.ASCII,
)


def open_restore(note, key):
    text, _ = open_note(note, key)
    match = RESTORE.fullmatch(text)
    if not match or match.group(1) != key.name:
        raise Invalid(CHECKPOINT)
    kept, root, lost = int(match.group(3)), unbase64(match.group(4)), int(match.group(5))
    if root is None or len(root) != 32 or lost < kept:
        raise Invalid(CHECKPOINT)
    return "valid: restored to %d, lost up to %d, epoch %s" % (kept, lost, match.group(2))


# Tree, RFC 9162 section 2.1.
def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def inclusion_leads(index, size, path, leaf, root):
    if index >= size:
        return False
    place, last, value = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            value = node(sibling, value)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            value = node(value, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and value == root


def consistency_leads(size1, size2, path, root1, root2):
    if size1 > size2:
        return False
    if size1 == size2:
        return not path and root1 == root2
    if size1 == 0:
        return not path and root1 == hashlib.sha256(b"").digest()
    path = [root1] + path if size1 & (size1 - 1) == 0 else path
    if not path:
        return False
    place, last = size1 - 1, size2 - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    first = second = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            first, second = node(sibling, first), node(sibling, second)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            second = node(second, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and first == root1 and second == root2


# Files.
def field(lines, at, word):
    if at >= len(lines) or not lines[at].startswith(word):
        raise Invalid(MALFORMED)
    return lines[at][len(word) :]


def hashes(lines):
    path = [unbase64(line) for line in lines]
    if any(value is None or len(value) != 32 for value in path):
        raise Invalid(MALFORMED)
    return path


def verify(data, key):
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Invalid(MALFORMED)
    if text.startswith("holdfast-restore/v1\n"):
        return open_restore(text, key)
    head, blank, note = text.partition("\n\n")
    lines = head.split("\n")
    if not blank or lines[0] not in ("c2sp.org/tlog-proof@v1", "holdfast-consistency/v1"):
        raise Invalid(MALFORMED)
    if lines[0].startswith("c2sp"):
        leaf = unbase64(field(lines, 1, "extra "))
        index = field(lines, 2, "index ")
        path = hashes(lines[3:])
        if leaf is None or not leaf.startswith(LEAF_HEAD) or not NUMBER.match(index):
            raise Invalid(MALFORMED)
        size, root, _ = open_checkpoint(note, key)
        if not inclusion_leads(int(index), size, path, hashlib.sha256(b"\x00" + leaf).digest(), root):
            raise Invalid(PATH)
        return "valid: event at %s of %d" % (index, size)
    older = unbase64(field(lines, 1, "older "))
    path = hashes(lines[2:])
    if older is None:
        raise Invalid(MALFORMED)
    size1, root1, epoch1 = open_checkpoint(older.decode("utf-8", "replace"), key)
    size2, root2, epoch2 = open_checkpoint(note, key)
    if epoch1 > epoch2 or not consistency_leads(size1, size2, path, root1, root2):
        raise Invalid(PATH)
    return "valid: grown from %d to %d" % (size1, size2)


# Leaves from archived events.
TEXT = "origin action category outcome reason severity actor_type actor_id actor_name actor_session on_behalf_of" \
    " target_type target_id target_name tenant_id source_ip user_agent geo correlation_id trace_id span_id" \
    " http_method http_route risk_level data_class subject_key_id"
COLUMNS = (
    [("id", "uuid"), ("recorded_at", "time"), ("occurred_at", "time"), ("tx_id", "transaction")]
    + [(name, "integer") for name in "http_duration_us schema_version risk_score http_status trace_flags".split()]
    + [("suspicious", "boolean")]
    + [(name, "text") for name in TEXT.split()]
    + [(name, "json") for name in "targets change_set metadata".split()]
)


class Number:
    """A number as it is written: no float may come near it."""

    def __init__(self, text):
        self.text = text

    def plain(self):
        value = Decimal(self.text)
        text = format(value, "f")
        return text[1:] if value == 0 and text.startswith("-") else text


def part(data):
    return struct.pack(">I", len(data)) + data


def json_bytes(value):
    if value is None:
        return b"n"
    if value is True:
        return b"t"
    if value is False:
        return b"f"
    if isinstance(value, Number):
        return b"d" + part(value.plain().encode("ascii"))
    if isinstance(value, str):
        return b"s" + part(value.encode("utf-8"))
    if isinstance(value, list):
        return b"a" + struct.pack(">I", len(value)) + b"".join(json_bytes(item) for item in value)
    members = sorted(((key.encode("utf-8"), item) for key, item in value.items()), key=lambda m: (len(m[0]), m[0]))
    return b"o" + struct.pack(">I", len(members)) + b"".join(part(key) + json_bytes(item) for key, item in members)


def column_bytes(value, kind):
    if kind == "uuid":
        return bytes.fromhex(value.replace("-", ""))
    if kind == "time":
        if value in ("infinity", "-infinity"):
            return struct.pack(">q", 2**63 - 1 if value == "infinity" else -(2**63))
        since = datetime.fromisoformat(value) - datetime(1970, 1, 1, tzinfo=timezone.utc)
        return struct.pack(">q", (since.days * 86400 + since.seconds) * 10**6 + since.microseconds)
    if kind == "transaction":
        return struct.pack(">Q", int(value.text if isinstance(value, Number) else value))
    if kind == "integer":
        return struct.pack(">q", int(value.text))
    if kind == "boolean":
        return b"\x01" if value else b"\x00"
    return value.encode("utf-8") if kind == "text" else json_bytes(value)


def leaf_of(line):
    row = json.loads(line, parse_int=Number, parse_float=Number)
    leaf = LEAF_HEAD
    for tag, (name, kind) in enumerate(COLUMNS, 1):
        value = row.get(name)
        if value is not None:
            leaf += bytes([tag]) + part(column_bytes(value, kind))
    return leaf


def main(arguments):
    if arguments == ["leaf"]:
        for line in sys.stdin.buffer:
            print(base64.b64encode(leaf_of(line.decode("utf-8"))).decode())
        return 0
    try:
        key = Key(arguments[0])
    except (IndexError, ValueError):
        print("usage: verify_proof.py <verifier key> <file>...")
        return 2
    code = 0
    for name in arguments[1:]:
        with open(name, "rb") as file:
            data = file.read()
        try:
            print("%s: %s" % (name, verify(data, key)))
        except Invalid as invalid:
            print("%s: INVALID: %s" % (name, invalid))
            code = 1
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
