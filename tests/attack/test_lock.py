"""What is installed is what was locked: every file by its hash, none known to be bad."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PINNED = re.compile(
    r"^([A-Za-z0-9._-]+)==([^\s;]+)(?: ; [^\\]+)? \\\n((?:    --hash=\S+.*\n?)+)", re.MULTILINE
)
LOCKED = [(canonicalize_name(name), Version(version)) for name, version, _ in PINNED.findall(LOCK)]
BAD = tomllib.loads((Path(__file__).parent / "known_bad.toml").read_text(encoding="utf-8"))


def is_bad(release: Any, version: Version) -> bool:
    """Whether one of the release's ranges holds the version; `==a,==b` are alternatives."""
    ranges = release["versions"]
    parts = ranges.split(",") if ranges.startswith("==") else [ranges]
    return any(version in SpecifierSet(part, prereleases=True) for part in parts)


def test_every_package_is_pinned_and_hashed() -> None:
    """A hash is 64 hexadecimal digits of SHA-256; a package has one for each of its files."""
    stated = re.findall(r"^[A-Za-z0-9._-]+(?=\s*[=<>@])", LOCK, re.MULTILINE)
    assert sorted(map(canonicalize_name, stated)) == sorted(name for name, _ in LOCKED)
    hashes = re.findall(r"--hash=(\S+)", LOCK)
    assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for each in hashes)
    assert len(hashes) >= len(LOCKED)


def test_no_line_leads_to_another_source() -> None:
    lines = [line for line in LOCK.splitlines() if not line.strip().startswith(("#", "--hash"))]
    assert not [line for line in lines if "://" in line or " @ " in line or line.startswith("-")]


def test_the_lock_agrees_with_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["project"]["optional-dependencies"].values()
    named = [*project["project"]["dependencies"], *(each for group in groups for each in group)]
    named += project["build-system"]["requires"]
    for text in named:
        requirement = Requirement(text)
        name = canonicalize_name(requirement.name)
        versions = [version for locked, version in LOCKED if locked == name]
        assert versions, text
        assert all(version in requirement.specifier for version in versions), text


@pytest.mark.parametrize("release", BAD["release"], ids=lambda release: release["name"])
def test_no_release_is_known_to_be_bad(release: Any) -> None:
    assert release["hole"]
    assert re.search(r"(GHSA|CVE|PYSEC|MAL)-|pull request \d", release["source"])
    name = canonicalize_name(release["name"])
    assert not [v for locked, v in LOCKED if locked == name and is_bad(release, v)]


def test_a_bad_release_would_be_seen() -> None:
    releases = {each["name"]: each for each in BAD["release"]}
    assert is_bad(releases["litellm"], Version("1.82.8"))
    assert is_bad(releases["jinja2"], Version("3.1.5"))
    assert is_bad(releases["ultralytics"], Version("8.3.45"))
    assert not is_bad(releases["ultralytics"], Version("8.3.44"))
