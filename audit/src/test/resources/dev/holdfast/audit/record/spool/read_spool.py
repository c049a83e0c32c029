"""Reads a spool of the audit log, by docs/design/audit-spool-format.md alone; prints one JSON object an event."""
import json, os, re, struct, sys, uuid
from datetime import datetime, timedelta, timezone
from ipaddress import ip_address

COLUMNS = """id:uuid occurred_at:time schema_version:int action:text category:text outcome:text reason:text severity:text
target_type:text target_id:text target_name:text targets:json change_set:json metadata:json risk_level:text risk_score:int
suspicious:bool data_class:text subject_key_id:text actor_type:text actor_id:text actor_name:text actor_session:text
on_behalf_of:text tenant_id:text source_ip:inet user_agent:text geo:text correlation_id:text trace_id:text span_id:text
trace_flags:int http_method:text http_route:text http_status:int http_duration_us:int origin:text""".split()


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def value(kind, raw):
    if kind == "uuid":
        return str(uuid.UUID(bytes=raw))
    if kind == "time":
        micros = struct.unpack(">q", raw)[0]
        return (datetime(2000, 1, 1, tzinfo=timezone.utc) + timedelta(microseconds=micros)).isoformat(timespec="microseconds")
    if kind == "int":
        return int.from_bytes(raw, "big", signed=True)
    if kind == "bool":
        return raw == b"\x01"
    if kind == "json":
        assert raw[0] == 1
        return json.loads(raw[1:].decode())
    if kind == "inet":
        assert raw[:4] in (b"\x02\x20\x00\x04", b"\x03\x80\x00\x10")
        return str(ip_address(raw[4:]))
    return raw.decode()


def row(raw):
    assert struct.unpack_from(">h", raw)[0] == len(COLUMNS)
    at, event = 2, {}
    for column in COLUMNS:
        name, kind = column.split(":")
        length = struct.unpack_from(">i", raw, at)[0]
        at += 4
        event[name] = None if length < 0 else value(kind, raw[at:at + length])
        at += max(length, 0)
    assert at == len(raw)
    return event


def frame(data, number, at):
    """The body and the end of the whole frame at an offset, or nothing."""
    if data[at:at + 4] != b"HFFR" or len(data) < at + 16:
        return None
    length, count, crc = struct.unpack_from(">III", data, at + 4)
    body = data[at + 16:at + 16 + length]
    if length == 0 or len(body) < length or crc32c(struct.pack(">QQ", number, at) + data[at + 4:at + 12] + body) != crc:
        return None
    return body, count, (at + 16 + length + 7) // 8 * 8


def frames(data, number, end):
    at = 64
    while end is None or at < end:
        found = frame(data, number, at)
        if found is None:
            if end is not None or any(frame(data, number, later) for later in range(at + 8, len(data), 8)):
                sys.exit(f"file {number:016x} is damaged at byte {at}")
            return
        body, count, at = found
        records = []
        while body:
            length = struct.unpack_from(">I", body)[0]
            records.append(body[4:4 + length])
            body = body[4 + length:]
        assert len(records) == count
        yield from map(row, records)


def header(data, name):
    magic, version, layout, number, _, previous_end, _, crc = struct.unpack_from(">8sIIQQQ20sI", data)
    if (magic, version, layout) != (b"HFSPOOL1", 1, 1) or crc != crc32c(data[:60]) or f"{number:016x}" != name[:16]:
        sys.exit(f"{name} is no segment")
    return number, previous_end


def main(directory):
    for suffix in ("seg", "refused"):
        names = sorted(n for n in os.listdir(directory) if re.fullmatch(r"[0-9a-f]{16}\." + suffix, n))
        files = [open(os.path.join(directory, name), "rb").read() for name in names]
        heads = [header(data, name) for data, name in zip(files, names)]
        for i, (data, (number, _)) in enumerate(zip(files, heads)):
            chained = suffix == "seg" and i + 1 < len(files)
            if chained and heads[i + 1][0] != number + 1:
                sys.exit(f"what follows segment {number} is missing")
            for event in frames(data, number, heads[i + 1][1] if chained else None):
                print(json.dumps(event, ensure_ascii=True))


main(sys.argv[1])
