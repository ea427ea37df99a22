"""FIT files read back by two libraries that did not write them, in one shape to compare."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import fitdecode
from garmin_fit_sdk import Decoder, Stream

Range = tuple[float, float]


@dataclass(frozen=True)
class ReadStep:
    """A step as a reader has it: seconds, metres, metres a second, beats; `back_to` of a repeat."""

    name: str
    note: str
    intensity: str | None
    seconds: float | None = None
    metres: float | None = None
    is_open: bool = False
    speed: Range | None = None
    beats: Range | None = None
    back_to: int | None = None
    times: int | None = None


@dataclass(frozen=True)
class ReadFile:
    file_id: Mapping[str, Any]
    workout: Mapping[str, Any]
    steps: tuple[ReadStep, ...]


def by_garmin(data: bytes) -> ReadFile:
    """Garmin's own decoder: header, check sum, and no error while reading."""
    assert Decoder(Stream.from_byte_array(bytearray(data))).check_integrity()
    messages, errors = Decoder(Stream.from_byte_array(bytearray(data))).read()
    assert errors == []
    assert set(messages) == {"file_id_mesgs", "workout_mesgs", "workout_step_mesgs"}
    (file_id,), (workout,) = messages["file_id_mesgs"], messages["workout_mesgs"]
    return ReadFile(file_id, workout, _steps(messages["workout_step_mesgs"]))


def by_fitdecode(data: bytes) -> ReadFile:
    messages: dict[str, list[dict[str, Any]]] = {}
    with fitdecode.FitReader(
        io.BytesIO(data),
        check_crc=fitdecode.CrcCheck.RAISE,
        error_handling=fitdecode.ErrorHandling.RAISE,
    ) as reader:
        for frame in reader:
            if isinstance(frame, fitdecode.FitDataMessage):
                values = {field.name: field.value for field in frame.fields if field.value is not None}
                messages.setdefault(frame.name, []).append(values)
    (file_id,), (workout,) = messages["file_id"], messages["workout"]
    return ReadFile(file_id, workout, _steps(messages["workout_step"]))


READERS: tuple[Callable[[bytes], ReadFile], ...] = (by_garmin, by_fitdecode)


def _steps(messages: list[dict[str, Any]]) -> tuple[ReadStep, ...]:
    assert [message["message_index"] for message in messages] == list(range(len(messages)))
    return tuple(_step(message) for message in messages)


def _step(message: dict[str, Any]) -> ReadStep:
    beats = _range(message, "custom_target_heart_rate")
    return ReadStep(
        name=message.get("wkt_step_name", ""),
        note=message.get("notes", ""),
        intensity=message.get("intensity"),
        seconds=message.get("duration_time"),
        metres=message.get("duration_distance"),
        is_open=message["duration_type"] == "open",
        speed=_range(message, "custom_target_speed"),
        beats=None if beats is None else (beats[0] - 100, beats[1] - 100),
        back_to=message.get("duration_step"),
        times=message.get("repeat_steps"),
    )


def _range(message: dict[str, Any], name: str) -> Range | None:
    if f"{name}_low" not in message:
        return None
    assert message["target_type"] == name.removeprefix("custom_target_")
    return message[f"{name}_low"], message[f"{name}_high"]
