"""A FIT workout file: one run for a watch, as bytes.

A FIT file is a header, definition messages that list the fields of a kind of message, data messages in
those fields, and a check sum. A workout needs three kinds: file_id, workout, workout_step. Numbers of
messages, fields and values are those of the FIT profile; the tests hold each to Garmin's own.
"""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Sequence
from dataclasses import dataclass

from planforge.models.watch import WatchRun, WatchStep

PROTOCOL, PROFILE = 0x10, 2100  # protocol 1.0, all that these messages need; the profile is only told
FIT_EPOCH = dt.datetime(1989, 12, 31, tzinfo=dt.UTC)
CENTIMETRES, MILLISECONDS = 100, 1000  # what a distance and a duration are counted in
BPM_OFFSET = 100  # below it a heart rate is a share of the maximum

ENUM, UINT16, UINT32, UINT32Z, STRING = 0x00, 0x84, 0x86, 0x8C, 0x07
FORMATS = {ENUM: ("B", 0xFF), UINT16: ("H", 0xFFFF), UINT32: ("I", 0xFFFFFFFF), UINT32Z: ("I", 0)}

WORKOUT_FILE, DEVELOPMENT, RUNNING = 5, 255, 1
PRODUCT = 1  # of a maker in development: any number
DURATION = {"time": 0, "distance": 1, "open": 5, "repeat_until_steps_cmplt": 6}
TARGET = {"speed": 0, "heart_rate": 1, "open": 2}
INTENSITY = {"active": 0, "rest": 1, "warmup": 2, "cooldown": 3, "recovery": 4}


@dataclass(frozen=True)
class Kind:
    """A kind of message: its number, and name, number, type and size of each field."""

    number: int
    fields: tuple[tuple[str, int, int, int], ...]


FILE_ID = Kind(
    0,
    (
        ("type", 0, ENUM, 1),
        ("manufacturer", 1, UINT16, 2),
        ("product", 2, UINT16, 2),
        ("serial_number", 3, UINT32Z, 4),
        ("time_created", 4, UINT32, 4),
    ),
)
WORKOUT = Kind(
    26,
    (("sport", 4, ENUM, 1), ("num_valid_steps", 6, UINT16, 2), ("wkt_name", 8, STRING, 16)),
)
STEP = Kind(
    27,
    (
        ("message_index", 254, UINT16, 2),
        ("wkt_step_name", 0, STRING, 16),
        ("duration_type", 1, ENUM, 1),
        ("duration_value", 2, UINT32, 4),
        ("target_type", 3, ENUM, 1),
        ("target_value", 4, UINT32, 4),
        ("custom_target_value_low", 5, UINT32, 4),
        ("custom_target_value_high", 6, UINT32, 4),
        ("intensity", 7, ENUM, 1),
        ("notes", 8, STRING, 50),
    ),
)
KINDS = (FILE_ID, WORKOUT, STEP)
Value = int | str


def fit_file(run: WatchRun, made_on: dt.date) -> bytes:
    """The file of a run; the same run of a plan made on the same day gives the same bytes."""
    steps = _steps(run)
    messages = [
        _message(FILE_ID, _file_id(run, made_on)),
        _message(WORKOUT, {"sport": RUNNING, "num_valid_steps": len(steps), "wkt_name": run.name}),
        *(_message(STEP, {"message_index": index, **step}) for index, step in enumerate(steps)),
    ]
    records = b"".join([*(_definition(kind) for kind in KINDS), *messages])
    header = struct.pack("<BBHI4s", 14, PROTOCOL, PROFILE, len(records), b".FIT")
    whole = header + struct.pack("<H", check_sum(header)) + records
    return whole + struct.pack("<H", check_sum(whole))


def _file_id(run: WatchRun, made_on: dt.date) -> dict[str, Value]:
    created = dt.datetime.combine(made_on, dt.time(), dt.UTC) - FIT_EPOCH
    return {
        "type": WORKOUT_FILE,
        "manufacturer": DEVELOPMENT,
        "product": PRODUCT,
        "serial_number": run.serial,
        "time_created": int(created.total_seconds()),
    }


def _steps(run: WatchRun) -> list[dict[str, Value]]:
    """The steps in their order; after those that repeat, one that leads back to the first of them."""
    steps: list[dict[str, Value]] = []
    for block in run.blocks:
        first = len(steps)
        steps += [_step(step) for step in block.steps]
        if block.repeat > 1:
            steps.append(
                {
                    "duration_type": DURATION["repeat_until_steps_cmplt"],
                    "duration_value": first,
                    "target_type": TARGET["open"],
                    "target_value": block.repeat,
                }
            )
    return steps


def _step(step: WatchStep) -> dict[str, Value]:
    fields: dict[str, Value] = {
        "wkt_step_name": step.name,
        "notes": step.note,
        "intensity": INTENSITY[step.intensity],
        "duration_type": DURATION["open"],
        "target_type": TARGET["open"],
        "target_value": 0,  # of a speed or a heart rate: the range is the two custom values
    }
    if step.duration_s is not None:
        fields |= {"duration_type": DURATION["time"], "duration_value": step.duration_s * MILLISECONDS}
    elif step.distance_m is not None:
        fields |= {"duration_type": DURATION["distance"], "duration_value": step.distance_m * CENTIMETRES}
    if step.slow_mm_s is not None and step.fast_mm_s is not None:
        fields |= _range("speed", step.slow_mm_s, step.fast_mm_s)
    elif step.low_bpm is not None and step.high_bpm is not None:
        fields |= _range("heart_rate", step.low_bpm + BPM_OFFSET, step.high_bpm + BPM_OFFSET)
    return fields


def _range(target: str, low: int, high: int) -> dict[str, Value]:
    return {
        "target_type": TARGET[target],
        "custom_target_value_low": low,
        "custom_target_value_high": high,
    }


def _definition(kind: Kind) -> bytes:
    """Little-endian; the local number of a kind is its place."""
    head = struct.pack("<BBBHB", 0x40 | KINDS.index(kind), 0, 0, kind.number, len(kind.fields))
    return head + b"".join(struct.pack("<BBB", number, size, base) for _, number, base, size in kind.fields)


def _message(kind: Kind, values: dict[str, Value]) -> bytes:
    """The values in the order of the fields; a field without one is marked as not given."""
    data = [struct.pack("<B", KINDS.index(kind))]
    for name, _, base, size in kind.fields:
        if base == STRING:
            text = str(values.get(name, "")).encode()
            if len(text) >= size:
                raise ValueError(f"{name} has {len(text)} bytes of at most {size - 1}")
            data.append(text.ljust(size, b"\0"))
        else:
            letter, absent = FORMATS[base]
            data.append(struct.pack(f"<{letter}", values.get(name, absent)))
    return b"".join(data)


def _table() -> Sequence[int]:
    """CRC-16 with the reversed polynomial 0xA001, a byte at a time."""
    table = []
    for byte in range(256):
        value = byte
        for _ in range(8):
            value = (value >> 1) ^ (0xA001 if value & 1 else 0)
        table.append(value)
    return table


CRC_TABLE = _table()


def check_sum(data: bytes) -> int:
    value = 0
    for byte in data:
        value = (value >> 8) ^ CRC_TABLE[(value ^ byte) & 0xFF]
    return value
