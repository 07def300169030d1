"""One file -> a ledger, and what is wrong with its lines."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd

from simtco.files.problems import ExperimentError, Place, Problem
from simtco.usage import csv_chunks, json_pages
from simtco.usage.format import Format
from simtco.usage.ledger import Ledger
from simtco.usage.recognise import recognise, unrecognised
from simtco.usage.records import impossible
from simtco.usage.seen import Seen, hashes
from simtco.usage.sheet import Fault, Sheet
from simtco.usage.times import UTC, Clock

_MOST_SHOWN = 20
_MOST_HASHED = 1 << 20


@dataclass(frozen=True, slots=True)
class Wishes:
    """How files shall be read: where a moment without a zone is meant, and what to forgive."""

    zone: ZoneInfo = UTC
    skip_bad: bool = False
    keep_duplicates: bool = False


@dataclass(slots=True)
class Reading:
    """What one file held: its sums, and the lines that are wrong.

    `rows` counts all its lines of data; `bad` those that are left out, of which `problems` tells
    the first ones; `duplicates` those that were read before.
    """

    file: str
    label: str = ""
    sha256: str = ""
    rows: int = 0
    bad: int = 0
    duplicates: int = 0
    problems: list[Problem] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)

    @property
    def name(self) -> str:
        """The file without its folders."""
        return Path(self.file).name

    @property
    def holds_usage(self) -> bool:
        """Whether the file counts requests or tokens."""
        sums = self.ledger.minutes()[["requests", "input_tokens", "output_tokens"]]
        return bool(sums.to_numpy().sum() > 0.0)


class _NeedsCareError(Exception):
    """Something is wrong with a line that pandas does not place."""


def read_file(path: Path, wishes: Wishes, seen: Seen) -> tuple[Reading, Seen]:
    """Read one file; the second that comes back has seen its lines too.

    Raises:
        ExperimentError: it cannot be read, is no export that is known, or has no rows.

    """
    try:
        if not path.is_file():
            raise _wrong(path, "there is no such file" if not path.exists() else "it is no file")
        if path.stat().st_size == 0:
            raise _wrong(path, "it is empty")
        reading, now_seen = _read_any(path, wishes, seen)
        reading.sha256 = _sha256(path)
    except OSError as error:
        raise _wrong(path, f"cannot be read: {error.strerror}") from error
    if not reading.rows:
        raise _wrong(path, "it names its columns and holds no rows; export a period with usage")
    return reading, now_seen


def _read_any(path: Path, wishes: Wishes, seen: Seen) -> tuple[Reading, Seen]:
    with path.open("rb") as file:
        begins = file.read(4).lstrip(b"\xef\xbb\xbf").lstrip()
    if begins[:1] in (b"{", b"["):
        return _File(path, wishes, seen).from_json()
    try:
        return _File(path, wishes, seen).from_csv_fast()
    except (
        _NeedsCareError,
        pd.errors.ParserError,
        pd.errors.ParserWarning,
        UnicodeDecodeError,
    ):
        return _File(path, wishes, seen).from_csv()


class _File:
    """One way through a file; another way begins anew."""

    def __init__(self, path: Path, wishes: Wishes, seen: Seen) -> None:
        self._path, self._wishes, self._seen = path, wishes, seen.copy()
        self._clock = Clock(wishes.zone)
        self._reading = Reading(str(path))

    def from_csv_fast(self) -> tuple[Reading, Seen]:
        header = csv_chunks.read_header(self._path)
        export = self._export(header)
        wanted = export.needs | export.uses | set(export.identity) if export.identity else None
        for chunk in csv_chunks.fast(self._path, header, wanted):
            frame = chunk.frame
            if csv_chunks.may_be_short(self._path, header, frame):
                raise _NeedsCareError
            if frame.iloc[:, 0].isna().any():
                frame = frame.dropna(how="all")
            sheet = Sheet(frame, header.shown, self._clock)
            records = _records(export, sheet)
            if sheet.faults:
                raise _NeedsCareError
            self._keep(export, frame, records)
        return self._reading, self._seen

    def from_csv(self) -> tuple[Reading, Seen]:
        header = self._header()
        export = self._export(header)
        try:
            for chunk in csv_chunks.careful(self._path, header):
                for line, message in chunk.misfits:
                    self._fault(line, header, "", f"the line {message}")
                self._reading.rows += len(chunk.misfits)
                self._reading.bad += len(chunk.misfits)
                sheet = Sheet(chunk.frame, header.shown, self._clock)
                records = _records(export, sheet)
                for fault in sorted(sheet.faults, key=lambda each: each.row):
                    column = header.shown.get(fault.column, "")
                    self._fault(chunk.lines[fault.row], header, column, fault.message)
                self._keep_sound(export, sheet, records)
        except UnicodeDecodeError as error:
            raise _wrong(self._path, _undecodable(self._path)) from error
        self._count_the_rest()
        return self._reading, self._seen

    def from_json(self) -> tuple[Reading, Seen]:
        try:
            pages = json_pages.read_pages(self._path)
        except json_pages.JsonError as error:
            place = Place(str(self._path), error.line, error.column)
            raise ExperimentError([Problem(place, "", str(error))]) from error
        export, rows = json_pages.rows_of(pages)
        if export is None:
            columns = rows[0][1].keys() if rows else ()
            raise _wrong(self._path, unrecognised(list(columns)))
        self._reading.label = export.label
        frame = pd.DataFrame([row for _, row in rows])
        sheet = Sheet(frame, {column: column for column in frame.columns}, self._clock)
        records = _records(export, sheet)
        for fault in sheet.faults[:_MOST_SHOWN]:
            where = rows[fault.row][0]
            self._reading.problems.append(
                Problem(Place(str(self._path)), where, f"{where}: {fault.message}")
            )
        self._keep_sound(export, sheet, records)
        self._count_the_rest()
        return self._reading, self._seen

    def _header(self) -> csv_chunks.Header:
        try:
            return csv_chunks.read_header(self._path)
        except UnicodeDecodeError as error:
            raise _wrong(self._path, "not UTF-8 text; save the file as UTF-8") from error

    def _export(self, header: csv_chunks.Header) -> Format:
        shown = header.shown
        if len(shown) < len(header.columns):
            raise _wrong(self._path, "two columns have the same name")
        export = recognise(shown)
        if export is None:
            raise _wrong(self._path, unrecognised(shown), line=1)
        self._reading.label = export.label
        return export

    def _keep_sound(self, export: Format, sheet: Sheet, records: pd.DataFrame) -> None:
        """Keep the rows that no fault names."""
        wrong = {fault.row for fault in sheet.faults}
        self._reading.bad += len(wrong)
        self._reading.rows += len(wrong)
        bad = sheet.frame.index[sorted(wrong)]
        self._keep(export, sheet.frame.drop(bad), records.drop(bad, errors="ignore"))

    def _keep(self, export: Format, frame: pd.DataFrame, records: pd.DataFrame) -> None:
        self._reading.rows += len(frame)
        if self._wishes.keep_duplicates or frame.empty:
            self._reading.ledger.add(records)
            return
        told = frame[list(export.identity)] if export.identity else frame
        fresh = self._seen.new(hashes(told.astype("string") if _mixed(told) else told))
        self._reading.duplicates += int((~fresh).sum())
        kept = pd.Series(fresh, index=frame.index)
        self._reading.ledger.add(records[kept.loc[records.index]])

    def _fault(self, line: int, header: csv_chunks.Header, column: str, message: str) -> None:
        if len(self._reading.problems) < _MOST_SHOWN:
            text = csv_chunks.excerpt(self._path, line)
            at = csv_chunks.column_of(text, header, column)
            place = Place(str(self._path), line, at, text)
            self._reading.problems.append(Problem(place, column, message))

    def _count_the_rest(self) -> None:
        told = len({problem.place.line or problem.key for problem in self._reading.problems})
        if self._reading.bad > told and len(self._reading.problems) >= _MOST_SHOWN:
            message = f"and {self._reading.bad - told:,} more lines that are wrong"
            self._reading.problems.append(Problem(Place(str(self._path), 10**9), "", message))


def _records(export: Format, sheet: Sheet) -> pd.DataFrame:
    """The records of a sheet; those that contradict themselves are faults of their rows."""
    found = export.records(sheet)
    wrong = {fault.row for fault in sheet.faults}
    for label, message in impossible(found):
        row = int(sheet.frame.index.get_indexer(pd.Index([label]))[0])
        if row not in wrong:
            sheet.faults.append(Fault(row, "", message))
    return found


def _mixed(frame: pd.DataFrame) -> bool:
    """Whether a column holds values of several sorts, which have no hash."""
    return any(pd.api.types.is_object_dtype(dtype) for dtype in frame.dtypes)


def _undecodable(path: Path) -> str:
    data = path.read_bytes()
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return f"line {line} is not UTF-8 text; save the file as UTF-8"
    return "not UTF-8 text; save the file as UTF-8"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _wrong(path: Path, message: str, line: int = 0) -> ExperimentError:
    place = Place(str(path), line, 1 if line else 0)
    return ExperimentError([Problem(place, "", message)])
