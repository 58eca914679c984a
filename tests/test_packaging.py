"""What is shipped and locked, and that the headless desktop has its parts."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.rig.files import SELF_TEST

ROOT = Path(__file__).parents[1]
PACKAGES = ("desktop", "inbox", "focus", "resources")


def test_the_lock_files_are_within_the_ranges() -> None:
    from packaging.requirements import Requirement

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    for lock, wanted in (
        ("requirements.lock", project["dependencies"] + extras["demo"]),
        ("requirements-test.lock", project["dependencies"] + extras["demo"] + extras["test"]),
    ):
        text = (ROOT / "packaging" / lock).read_text()
        pins = dict(re.findall(r"^([a-z0-9.-]+)==([^ ]+)", text, re.MULTILINE))
        on_debian_12 = {"python_version": "3.11", "python_full_version": "3.11.2", "sys_platform": "linux"}
        for requirement in map(Requirement, wanted):
            if requirement.marker is None or requirement.marker.evaluate(on_debian_12):
                pin = pins.get(requirement.name.lower())
                assert pin, f"{lock} has no {requirement.name}: run packaging/lock"
                assert pin in requirement.specifier, f"{lock} has {requirement.name} {pin}: run packaging/lock"


def test_the_wheel_holds_the_packages_whole_and_nothing_else(tmp_path: Path) -> None:
    """Icons, translations, the manual and the migrations are files that no import would miss before the person does."""
    wheel = pytest.importorskip("hatchling.builders.wheel")
    [made] = wheel.WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(made) as archive:
        shipped = {name for name in archive.namelist() if ".dist-info/" not in name}
    files = (path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file())
    ours = {str(path.relative_to(ROOT)) for path in files if "__pycache__" not in path.parts}
    assert ours <= shipped
    assert {name.partition("/")[0] for name in shipped} == set(PACKAGES)


@pytest.mark.parametrize("name", ["packaging/setup.sh", "packaging/run", "packaging/test", "packaging/lock", ".ci/run"])
def test_the_scripts_are_bash_and_can_be_run(name: str) -> None:
    script = ROOT / name
    subprocess.run(("bash", "-n", str(script)), check=True)
    assert name.endswith(".sh") or os.access(script, os.X_OK)


@pytest.mark.desktop
def test_the_desktop_has_its_parts() -> None:
    result = subprocess.run(("bash", "-c", SELF_TEST), capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 0, result.stdout
