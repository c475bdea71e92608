#!/usr/bin/python3
"""Writes keys.json, hashes.json and protocol.json.

The expected values come from here and never from the code under test: escaping by hand over UTF-8, hashes by Python's hmac and by
xxHash's own C library (Debian: python3-xxhash), everything else as the design states it.
"""
import base64
import datetime
import decimal
import hashlib
import hmac
import json
import pathlib
import struct
import uuid

import xxhash

HERE = pathlib.Path(__file__).parent
SAFE = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def escape(value):
    return "".join(c if c in SAFE else "".join(f"%{byte:02X}" for byte in c.encode("utf-8")) for c in value)


def segments(template):
    return [{"placeholder": part[1:-1]} if part.startswith("<") else {"literal": part} for part in template.split(":")]


def accepted(text, warning=None):
    parts = segments(text)
    return {
        "text": text,
        "segments": parts,
        "signature": ":".join(part.get("literal", "<>") for part in parts),
        "warning": None if warning is None else {"kind": warning[0], "start": warning[1], "length": warning[2]},
    }


def refused(text, kind, at, length=None):
    """The fault is given as the text at fault, or as a place and a length."""
    start = text.index(at) if isinstance(at, str) else at
    # Places are counted in UTF-16 code units, as editors and both languages count them.
    units = lambda s: len(s.encode("utf-16-le")) // 2
    return {
        "text": text,
        "kind": kind,
        "start": units(text[:start]),
        "length": units(at) if isinstance(at, str) else length,
    }


LONG = "a" * 250


def keys():
    values = ["general", "a:b", "a/b", "a%b", "a%2Fb", "%", "100%", "a b", " ", "+", "a+b", "é", "e\u0301", "ß", "\u0080", "\u07ff", "\u0800", "\uffff",
              "😀", "\U00010000", "\U0010ffff", "日本語", "'\"", "<b>", "*", "?", "#", "&=", "\x00", "\t", "\n", "\x7f", "~", "-", "_", "...", ".a",
              "..a", "a..", "ABC", "abc", "AbC-._~09", "a,b", "a=b", "__proto__", "\ufeff", "\u202e", "\u00a0"]
    return {
        "templates": {
            "accepted": [
                accepted("chat:room:<roomId>"),
                accepted("chat:room:<roomId>:typing"),
                accepted("notifications:all"),
                accepted("user:<userId>"),
                accepted("team:<teamId>:chat:<channelId>"),
                accepted("a:<b>:c:<d>:e"),
                accepted("a:b:c:d:e"),
                accepted("user:<message.RoomId>:profile"),
                accepted("user:<result.Room.Id>:profile"),
                accepted("user:<_x1>:x"),
                accepted("user:<größe>:x"),
                accepted("user:<event>:x"),
                accepted("pair:<id>:with:<id>"),
                accepted("v1.2:my-room_x:0"),
                accepted("chat:room:" + LONG + ":x:" + LONG[:240]),
                accepted("Chat:room:<roomId>", ("UpperCase", 0, 4)),
                accepted("chat:<roomId>:Typing", ("UpperCase", 14, 6)),
            ],
            "refused": [
                refused("", "Empty", 0, 0),
                refused("chat", "TooFewSegments", "chat"),
                refused("chat:", "EmptySegment", 4, 1),
                refused(":chat", "EmptySegment", 0, 1),
                refused("chat::room", "EmptySegment", 5, 1),
                refused(":", "EmptySegment", 0, 1),
                refused("a:b:c:d:e:f", "TooManySegments", 10, 1),
                refused("a:b:c:d:e:f:<g>", "TooManySegments", 10, 5),
                refused("a:b:c:d:e:", "TooManySegments", 9, 1),
                refused("<roomId>:chat", "FirstSegmentPlaceholder", "<roomId>"),
                refused("chat:<a>:<b>", "AdjacentPlaceholders", "<a>:<b>"),
                refused("chat:room <a>", "MixedSegment", "room <a>"),
                refused("chat:room-<a>", "MixedSegment", "room-<a>"),
                refused("chat:<a>x", "MixedSegment", "<a>x"),
                refused("chat:<a><b>", "MixedSegment", "<a><b>"),
                refused("chat:<>", "EmptyPlaceholder", "<>"),
                refused("chat:<a", "UnbalancedPlaceholder", "<a"),
                refused("chat:a>", "UnbalancedPlaceholder", ">"),
                refused("chat:<a>>", "UnbalancedPlaceholder", 8, 1),
                refused("chat:<a:b>", "UnbalancedPlaceholder", "<a"),
                refused("chat:<<a>>", "NestedPlaceholder", 6, 1),
                refused("chat:<a<b>>", "NestedPlaceholder", 7, 1),
                refused("chat:<1a>", "PlaceholderName", "1"),
                refused("chat:<room id>", "PlaceholderName", " "),
                refused("chat:<@event>", "PlaceholderName", "@"),
                refused("chat:<.a>", "PlaceholderName", "."),
                refused("chat:<a.>", "PlaceholderName", "."),
                refused("chat:<a..b>", "PlaceholderName", 8, 1),
                refused("chat:<a-b>", "PlaceholderName", "-"),
                refused("chat:<a😀>", "PlaceholderName", "😀"),
                refused("chat:{roomId}", "IllegalCharacter", "{"),
                refused("chat:ro om", "IllegalCharacter", " "),
                refused("chat:café", "IllegalCharacter", "é"),
                refused("chat:a😀b", "IllegalCharacter", "😀"),
                refused("chat/room", "IllegalCharacter", "/"),
                refused("chat:a%20b", "IllegalCharacter", "%"),
                refused("chat:a~b", "IllegalCharacter", "~"),
                refused("chat:a*", "IllegalCharacter", "*"),
                refused("chat:room:*", "Family", "*"),
                refused("*:room", "Family", "*"),
                refused("chat:.", "NoWord", 5, 1),
                refused("chat:..", "NoWord", ".."),
                refused("chat:-_", "NoWord", "-_"),
                refused("chat:" + LONG + ":" + LONG + ":<a>:x234", "TooLong", 0, 5 + 250 + 1 + 250 + 9),
            ],
        },
        "equal": [
            {"first": "chat:room:<roomId>", "second": "chat:room:<id>", "equal": True},
            {"first": "chat:room:<roomId>", "second": "chat:room:<message.RoomId>", "equal": True},
            {"first": "chat:room:<roomId>", "second": "chat:rooms:<roomId>", "equal": False},
            {"first": "chat:room:<roomId>", "second": "chat:room:all", "equal": False},
            {"first": "chat:room:<roomId>", "second": "chat:room:<roomId>:typing", "equal": False},
            {"first": "chat:room", "second": "Chat:room", "equal": False},
        ],
        "overlaps": [
            {"first": f, "firstTypes": ft, "second": s, "secondTypes": st, "overlap": o}
            for f, ft, s, st, o in [
                ("chat:room:<a>", ["string"], "chat:room:all", [], True),
                ("chat:room:<a>", ["int32"], "chat:room:all", [], False),
                ("chat:room:<a>", ["int32"], "chat:room:7", [], True),
                ("chat:room:<a>", ["int32"], "chat:room:007", [], False),
                ("chat:room:<a>", ["uint8"], "chat:room:255", [], True),
                ("chat:room:<a>", ["uint8"], "chat:room:256", [], False),
                ("chat:room:<a>", ["int8"], "chat:room:-128", [], True),
                ("chat:room:<a>", ["int8"], "chat:room:-129", [], False),
                ("chat:room:<a>", ["uint64"], "chat:room:-1", [], False),
                ("chat:room:<a>", ["int128"], "chat:room:170141183460469231731687303715884105727", [], True),
                ("chat:room:<a>", ["int128"], "chat:room:170141183460469231731687303715884105728", [], False),
                ("chat:room:<a>", ["boolean"], "chat:room:true", [], True),
                ("chat:room:<a>", ["boolean"], "chat:room:yes", [], False),
                ("chat:room:<a>", ["guid"], "chat:room:0f8fad5b-d9cb-469f-a165-70867728950e", [], True),
                ("chat:room:<a>", ["guid"], "chat:room:all", [], False),
                ("chat:room:<a>", ["date"], "chat:room:2026-02-28", [], True),
                ("chat:room:<a>", ["date"], "chat:room:2026-02-30", [], False),
                ("chat:<a>:x", ["string"], "chat:room:<b>", ["string"], True),
                ("chat:<a>:x", ["string"], "chat:room:<b>", ["int32"], False),
                ("chat:<a>:x", ["string"], "chat:<b>:y", ["string"], False),
                ("chat:<a>:x", ["string"], "chat:<b>", ["string"], False),
                ("chat:<a>:x", ["int32"], "chat:<b>:x", ["guid"], False),
            ]
        ],
        "segments": [{"value": value, "text": escape(value)} for value in values],
        "refusedValues": [
            {"codeUnits": units, "reason": reason}
            for units, reason in [
                ([], "empty"),
                ([0x2E], "dot"),
                ([0x2E, 0x2E], "dot"),
                ([0xD800], "surrogate"),
                ([0xDC00], "surrogate"),
                ([0x61, 0xDBFF], "surrogate"),
                ([0xDC00, 0xD800], "surrogate"),
                ([0xD800, 0x61], "surrogate"),
                ([0xD83D, 0xDE00, 0xDE00], "surrogate"),
            ]
        ],
        "notCanonicalSegments": [
            "", ".", "..", "%", "%2", "%2d", "%41", "%2D", "%7E", "%zz", "%GG", "a b", "é", "%e9", "%E9", "%C3", "%C3%", "%C3%A", "%C3A9", "%C3%28", "%A9",
            "%C0%AF", "%C1%BF", "%E0%80%AF", "%E0%9F%BF", "%ED%A0%80", "%ED%BF%BF", "%F0%80%80%AF", "%F0%8F%BF%BF", "%F4%90%80%80", "%F5%80%80%80",
            "%FF", "%F0%9F%98", "a+b", "a/b", "a,b", "a=b", "\x00", "%C3%a9", "%2e", "%2E", "%2E%2E", "😀",
        ],
        "keys": [
            {"template": t, "values": v, "text": ":".join(escape(v[p["placeholder"]]) if "placeholder" in p else p["literal"] for p in segments(t))}
            for t, v in [
                ("chat:room:<roomId>", {"roomId": "general"}),
                ("chat:room:<roomId>", {"roomId": "a:b"}),
                ("chat:room:<roomId>", {"roomId": "general:typing"}),
                ("chat:room:<roomId>:typing", {"roomId": "100% 😀/é"}),
                ("team:<teamId>:chat:<channelId>", {"teamId": "x:chat:y", "channelId": "z"}),
                ("notifications:all", {}),
                ("chat:room:<roomId>", {"roomId": "x" * 502}),
            ]
        ],
        "tooLong": [
            {"template": "chat:room:<roomId>", "values": {"roomId": "x" * 503}},
            {"template": "chat:room:<roomId>", "values": {"roomId": "é" * 84}},
            {"template": "chat:room:<roomId>", "values": {"roomId": "x" * 600}},
        ],
        "texts": [
            {"text": text, "canonical": canonical}
            for text, canonical in [
                ("chat:room", True), ("chat:room:a%3Ab", True), ("a:b:c:d:e", True), ("a:b:c:d:e:f", False), ("chat", False), ("", False), (":", False),
                ("chat:", False), (":chat", False), ("chat::a", False), ("chat:%3a", False), ("chat:%2D", False), ("chat:a b", False), ("chat:.", False),
                ("chat:..", False), ("chat:~", True), ("~:chat", False), ("%20:chat", False), ("chat:" + "x" * 507, True), ("chat:" + "x" * 508, False),
                ("Chat:Room", True), ("chat:é", False),
            ]
        ],
        "typed": {
            "string": {"canonical": ["a", "A", "007", "%20", "%F0%9F%98%80"], "other": ["", " ", "%41", "é"]},
            "boolean": {"canonical": ["true", "false"], "other": ["True", "FALSE", "1", "0", "yes", "", "tru%65", "truefalse"]},
            "int8": {"canonical": ["0", "-128", "127"], "other": ["128", "-129", "-0", "+1", "01"]},
            "uint8": {"canonical": ["0", "255"], "other": ["256", "-1", "-0"]},
            "int16": {"canonical": ["-32768", "32767"], "other": ["32768"]},
            "uint16": {"canonical": ["65535"], "other": ["65536"]},
            "int32": {
                "canonical": ["0", "7", "-7", "2147483647", "-2147483648"],
                "other": ["007", "+7", "-0", "7.0", "1e3", "%207", "7%20", "2147483648", "", "0x7", "1%2C000", "٧", "%D9%A7", "-", "7%00"],
            },
            "uint32": {"canonical": ["4294967295"], "other": ["4294967296"]},
            "int64": {"canonical": ["9223372036854775807", "-9223372036854775808"], "other": ["9223372036854775808"]},
            "uint64": {"canonical": ["18446744073709551615"], "other": ["18446744073709551616"]},
            "int128": {
                "canonical": [str(2**127 - 1), str(-(2**127))],
                "other": [str(2**127), "00"],
            },
            "uint128": {"canonical": [str(2**128 - 1)], "other": [str(2**128)]},
            "guid": {
                "canonical": ["0f8fad5b-d9cb-469f-a165-70867728950e", "00000000-0000-0000-0000-000000000000"],
                "other": [
                    "0F8FAD5B-D9CB-469F-A165-70867728950E", "0f8fad5bd9cb469fa16570867728950e", "%7B0f8fad5b-d9cb-469f-a165-70867728950e%7D", "0f8fad5b", "",
                ],
            },
            "date": {
                "canonical": ["2026-01-02", "0001-01-01", "9999-12-31", "2024-02-29"],
                "other": ["2026-1-2", "01%2F02%2F2026", "2026-02-30", "2026-01-02T00%3A00", "02-01-2026", "20260102"],
            },
            "dayOfWeek": {"canonical": ["Monday", "Saturday", "7", "-1"], "other": ["1", "monday", "MONDAY", "%20Monday", "Monday%2C%20Tuesday", "07", ""]},
        },
    }


SECRET = bytes(range(1, 41))


class Walk:
    """The representation of values as the design states it; every method is one call of the content hasher."""

    def __init__(self):
        self.bytes = b""
        self.steps = []

    def add(self, name, value, data):
        self.steps.append([name, value])
        self.bytes += data
        return self

    def presence(self, value):
        return self.add("presence", value, bytes([value]))

    def count(self, value):
        return self.add("count", value, struct.pack("<i", value))

    def boolean(self, value):
        return self.add("boolean", value, bytes([value]))

    def number(self, kind, value):
        size = {"int8": 1, "uint8": 1, "int16": 2, "uint16": 2, "int32": 4, "uint32": 4, "int64": 8, "uint64": 8, "int128": 16, "uint128": 16}[kind]
        return self.add(kind, str(value), value.to_bytes(size, "little", signed=not kind.startswith("u")))

    def char(self, value):
        return self.add("char", value, value.encode("utf-16-le"))

    def floating(self, kind, text):
        code, nan = {"half": ("<e", "fe00"), "single": ("<f", "ffc00000"), "double": ("<d", "fff8000000000000")}[kind]
        data = bytes.fromhex(nan)[::-1] if text == "NaN" else struct.pack(code, float(text))
        return self.add(kind, text, data)

    def decimal(self, text):
        sign, digits, exponent = decimal.Decimal(text).as_tuple()
        coefficient = int("".join(map(str, digits)))
        flags = (-exponent << 16) | (0x80000000 if sign else 0)
        return self.add("decimal", text, coefficient.to_bytes(12, "little") + struct.pack("<I", flags))

    def guid(self, text):
        return self.add("guid", text, uuid.UUID(text).bytes)

    def datetime(self, ticks, kind):
        return self.add("dateTime", [str(ticks), kind], struct.pack("<qB", ticks, {"Unspecified": 0, "Utc": 1, "Local": 2}[kind]))

    def datetimeoffset(self, ticks, offset):
        return self.add("dateTimeOffset", [str(ticks), str(offset)], struct.pack("<qq", ticks, offset))

    def timespan(self, ticks):
        return self.add("timeSpan", str(ticks), struct.pack("<q", ticks))

    def dateonly(self, text):
        return self.add("dateOnly", text, struct.pack("<i", datetime.date.fromisoformat(text).toordinal() - 1))

    def timeonly(self, ticks):
        return self.add("timeOnly", str(ticks), struct.pack("<q", ticks))

    def string(self, value, name="string"):
        data = b"\0" if value is None else b"\1" + struct.pack("<i", len(value.encode("utf-16-le")) // 2) + value.encode("utf-16-le")
        return self.add(name, value, data)

    def bytes_(self, value):
        data = b"\0" if value is None else b"\1" + struct.pack("<i", len(value)) + value
        return self.add("bytes", None if value is None else value.hex(), data)

    def span(self, value):
        return self.add("span", value.hex(), struct.pack("<i", len(value)) + value)

    def json(self, raw):
        data = b"\0" if raw is None else b"\1" + struct.pack("<i", len(raw.encode())) + raw.encode()
        return self.add("json", raw, data)

    def unordered(self, elements):
        total = sum(int.from_bytes(xx(element.bytes), "big") for element in elements) % 2**128
        return self.add("unordered", [element.steps for element in elements], struct.pack("<i", len(elements)) + total.to_bytes(16, "little"))


def xx(data):
    return xxhash.xxh3_128_digest(data, seed=int.from_bytes(SECRET[:8], "little"))


def ticks(text):
    moment = datetime.datetime.fromisoformat(text) - datetime.datetime(1, 1, 1)
    return (moment.days * 86400 + moment.seconds) * 10_000_000 + moment.microseconds * 10


def hashes():
    def pair(key, value):
        return Walk().string(key).number("int32", value)

    def message(walk, number):
        return (walk.presence(True).number("int64", number).string("general").string(["Ada", "Grace", "José 😀"][number % 3]).string("text " * (number % 9))
                .number("int64", 1699876543210 + number))

    def messages(count):
        walk = Walk().presence(True).count(count)
        for number in range(count):
            message(walk, number)
        return walk

    cases = {
        "nothing": Walk(),
        "presence": Walk().presence(True).presence(False),
        "count": Walk().count(3),
        "booleans": Walk().boolean(False).boolean(True),
        "integers": (Walk().number("int8", -1).number("uint8", 255).number("int16", -2).number("uint16", 65534).number("int32", -3).number("uint32", 4294967293)
                     .number("int64", -4).number("uint64", 2**64 - 5).number("int128", -6).number("uint128", 2**128 - 7)),
        "char": Walk().char("é").char("A"),
        "half": Walk().floating("half", "1.5").floating("half", "NaN").floating("half", "-0.0").floating("half", "0.0"),
        "single": Walk().floating("single", "1.5").floating("single", "NaN").floating("single", "-0.0").floating("single", "0.0"),
        "double": Walk().floating("double", "1.1").floating("double", "NaN").floating("double", "-0.0").floating("double", "0.0").floating("double", "Infinity"),
        "positive zero": Walk().floating("double", "0.0"),
        "negative zero": Walk().floating("double", "-0.0"),
        "decimal 1.0": Walk().decimal("1.0"),
        "decimal 1.00": Walk().decimal("1.00"),
        "decimals": Walk().decimal("-79228162514264337593543950335").decimal("0.0000000000000000000000000001").decimal("-0.10"),
        "guid": Walk().guid("0f8fad5b-d9cb-469f-a165-70867728950e"),
        "date and time": Walk().datetime(ticks("2026-01-02T03:04:05.678901"), "Utc"),
        "date and time, another kind": Walk().datetime(ticks("2026-01-02T03:04:05.678901"), "Unspecified"),
        "offset": Walk().datetimeoffset(ticks("2026-01-02T03:04:05"), 72_000_000_000),
        "the same moment, another offset": Walk().datetimeoffset(ticks("2026-01-02T01:04:05"), 0),
        "time span": Walk().timespan(-1234567),
        "date": Walk().dateonly("2026-01-02").dateonly("0001-01-01").dateonly("9999-12-31"),
        "time": Walk().timeonly(123456789),
        "string": Walk().string("é😀"),
        "empty string": Walk().string(""),
        "no string": Walk().string(None),
        "one string": Walk().string("ab").string("c"),
        "the same letters": Walk().string("a").string("bc"),
        "uri": Walk().string("https://example.org/a%2Fb?c#d", "uri").string(None, "uri"),
        "version": Walk().string("1.2.3.4", "version").string(None, "version"),
        "text": Walk().string("-42", "text"),
        "bytes": Walk().bytes_(b"\x00\xff").bytes_(b"").bytes_(None),
        "span": Walk().span(b"\x00\xff").span(b""),
        "json": Walk().json('{ "a": [1, 2.0, "é"] }').json("null").json(None),
        "empty set": Walk().unordered([]),
        "set": Walk().unordered([Walk().string("a"), Walk().string("b")]),
        "set, another order": Walk().unordered([Walk().string("b"), Walk().string("a")]),
        "set with an element twice": Walk().unordered([Walk().string("a"), Walk().string("a")]),
        "dictionary": Walk().unordered([pair("x", 1), pair("y", 2), pair("z", 3)]).string("after"),
        "dictionary, values changed over": Walk().unordered([pair("x", 2), pair("y", 1), pair("z", 3)]).string("after"),
        "sets in a set": Walk().string("before").unordered([
            Walk().unordered([Walk().number("int32", 1), Walk().number("int32", 2)]),
            Walk().unordered([Walk().number("int32", 3)]),
        ]),
        "one message": messages(1),
        "messages": messages(3),
        "many messages": messages(200),
    }
    return {
        "secret": SECRET.hex(),
        "shape": "1a2b3c4d",
        "cases": [
            {
                "name": name,
                "walk": walk.steps,
                "bytes": walk.bytes.hex() if len(walk.bytes) <= 1024 else None,
                "length": len(walk.bytes),
                "xxh128": xx(walk.bytes).hex(),
                "hmac": hmac.new(SECRET[8:], xx(walk.bytes), hashlib.sha256).hexdigest(),
                "hash": base64.urlsafe_b64encode(hmac.new(SECRET[8:], xx(walk.bytes), hashlib.sha256).digest()[:16]).decode().rstrip("=") + ".1a2b3c4d",
            }
            for name, walk in cases.items()
        ],
    }


def protocol():
    many = [{"key": f"chat:room:{number:04d}", "version": number} for number in range(1, 401)]
    kept, length = [], 0
    for bump in many:
        part = f"{bump['key']}={bump['version']}"
        if length + (2 if kept else 0) + len(part) > 4096:
            break
        length += (2 if kept else 0) + len(part)
        kept.append(part)
    general = {"key": "chat:room:general", "version": 7}
    profile = {"key": "user:9:profile", "version": 3}
    greatest = 2**53 - 1
    return {
        "headers": {"version": "Reality-Version", "seen": "Reality-Seen", "bumped": "Reality-Bumped"},
        "bumped": {
            "format": [
                {"keys": [], "text": ""},
                {"keys": [general], "text": "chat:room:general=7"},
                {"keys": [general, profile], "text": "chat:room:general=7, user:9:profile=3"},
                {"keys": [{"key": "chat:room:" + escape("a,b=c d:é"), "version": greatest}], "text": f"chat:room:a%2Cb%3Dc%20d%3A%C3%A9={greatest}"},
                {"keys": many, "text": ", ".join(kept)},
            ],
            "formatRefused": [
                {"key": "chat:room:a,b", "version": 1},
                {"key": "chat:room:a=b", "version": 1},
                {"key": "chat", "version": 1},
                {"key": "", "version": 1},
                {"key": "chat:room:general", "version": 0},
                {"key": "chat:room:general", "version": -1},
                {"key": "chat:room:general", "version": greatest + 1},
            ],
            "parse": [
                {"text": text, "keys": keys}
                for text, keys in [
                    ("", []),
                    ("chat:room:general=7", [general]),
                    ("chat:room:general=7, user:9:profile=3", [general, profile]),
                    ("chat:room:general=7,user:9:profile=3", [general, profile]),
                    (" \tchat:room:general=7 ,\t, user:9:profile=3\t", [general, profile]),
                    ("chat:room:general=7, chat:room:general=5", [general]),
                    ("chat:room:general=5, chat:room:general=7", [general]),
                    ("nonsense, chat:room:general=7, =, a=b=c, chat:room:x=, chat:room:x=0, chat:room:x=-1, chat:room:x=+1, chat:room:x=1.5", [general]),
                    (f"chat:room:x={greatest + 1}, chat:room:x=99999999999999999999, chat:room:general=7", [general]),
                    ("chat:room:a b=1, chat:room:%3a=1, chat:room:é=1, __proto__=1, chat:room:general=7", [general]),
                    ("chat:room:__proto__=1", [{"key": "chat:room:__proto__", "version": 1}]),
                    (f"chat:room:x={greatest}", [{"key": "chat:room:x", "version": greatest}]),
                ]
            ],
        },
        "etag": {
            "format": [{"hash": "kX3J0b2m6n8pQrStUvWxYz.1a2b3c4d", "header": '"kX3J0b2m6n8pQrStUvWxYz.1a2b3c4d"'}],
            "parse": [
                {"header": '"kX3J0b2m6n8pQrStUvWxYz.1a2b3c4d"', "hash": "kX3J0b2m6n8pQrStUvWxYz.1a2b3c4d"},
                {"header": 'W/"a.b"', "hash": "a.b"},
                {"header": ' "a.b" ', "hash": "a.b"},
                {"header": "a.b", "hash": None},
                {"header": '"a.b', "hash": None},
                {"header": 'a.b"', "hash": None},
                {"header": '""', "hash": None},
                {"header": '"', "hash": None},
                {"header": "", "hash": None},
                {"header": '"a", "b"', "hash": None},
                {"header": 'w/"a.b"', "hash": None},
                {"header": "*", "hash": None},
            ],
        },
        "sync": {
            "requests": [
                {"json": '{"known":{"chat:room:general":5,"user:9:profile":1}}', "known": {"chat:room:general": 5, "user:9:profile": 1}, "seen": None, "epoch": None},
                {"json": '{"known":{},"seen":9007199254740991,"epoch":"e1"}', "known": {}, "seen": greatest, "epoch": "e1"},
            ],
            "answers": [
                {
                    "json": '{"changed":{"chat:room:general":{"key":"chat:room:general","version":6,"hash":"abc123def","updatedAt":1699876543210,"new":[1]}},'
                            '"mesh":{"peers":["server-2","server-3"],"serverVersion":1},"serverTime":1699876543999,"epoch":"e1",'
                            '"refused":["user:9:profile"],"later":{"a":null}}',
                    "changed": [{"key": "chat:room:general", "version": 6, "hash": "abc123def", "updatedAt": 1699876543210}],
                    "peers": ["server-2", "server-3"],
                    "serverVersion": 1,
                    "serverTime": 1699876543999,
                    "epoch": "e1",
                    "refused": ["user:9:profile"],
                },
                {
                    "json": '{"changed":{},"mesh":{"peers":{"http://a":"healthy","http://b":"degraded","http://c":{"x":["healthy"]},"http://d":"healthy"},'
                            '"serverVersion":2},"serverTime":3,"epoch":"e2"}',
                    "changed": [],
                    "peers": ["http://a", "http://d"],
                    "serverVersion": 2,
                    "serverTime": 3,
                    "epoch": "e2",
                    "refused": [],
                },
            ],
            "answersRefused": [
                "{}", "[]", "", '{"changed":null}', '{"changed":{"a:b":{"version":1,"hash":"x"}}}', '{"changed":{"a:b":{"key":"a:b","hash":"x"}}}',
                '{"changed":{"a:b":{"key":"a:b","version":1}}}', '{"changed":{"a:b":{"key":"a:b","version":"1","hash":"x"}}}',
                '{"changed":{"a:b":{"key":null,"version":1,"hash":"x"}}}', '{"changed":{},"mesh":{"peers":"x"}}',
            ],
        },
    }


def lines(value, indent=""):
    """JSON with one line for each case, so that a diff shows the cases that changed."""
    inner = indent + "  "
    if isinstance(value, dict) and any(isinstance(item, (dict, list)) for item in value.values()) and len(indent) < 6:
        items = [f"{inner}{json.dumps(name)}: {lines(item, inner)}" for name, item in value.items()]
        return "{\n" + ",\n".join(items) + f"\n{indent}" + "}"
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return "[\n" + ",\n".join(inner + json.dumps(item) for item in value) + f"\n{indent}]"
    return json.dumps(value)


for name, vectors in {"keys": keys(), "hashes": hashes(), "protocol": protocol()}.items():
    (HERE / f"{name}.json").write_text(lines(vectors) + "\n", encoding="ascii")
