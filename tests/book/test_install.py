"""scripts/install.sh: what it makes anew, and what it says."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NO_PYTHON = {"PYTHON": "/bin/false"}  # so that making anew is seen, not done


@pytest.fixture
def checkout(tmp_path):
    """A folder with no requirements and an environment of its own."""
    folder = tmp_path / "a checkout é"
    folder.mkdir()
    (folder / "requirements.txt").touch()
    subprocess.run([sys.executable, "-m", "venv", folder / "v"], check=True)
    return folder


def install(folder, **extra):
    """Run the script there; "pip==" stands for a torch that is there."""
    script = ROOT / "scripts" / "install.sh"
    return subprocess.run(
        ["bash", script, "v", "pip=="],
        cwd=folder,
        env=os.environ | extra,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_sound_environment_is_kept(checkout):
    done = install(checkout, **NO_PYTHON)
    assert "Installing the pinned requirements" in done.stdout
    assert "Creating" not in done.stdout
    assert "PYTHON=" not in done.stderr


def test_a_python_that_does_not_fit_is_named(checkout):
    shutil.rmtree(checkout / "v")
    done = install(checkout, **NO_PYTHON)
    assert done.returncode == 1
    assert "PYTHON=/bin/false is no Python 3.11" in done.stderr


def test_an_environment_without_pip_is_made_anew(checkout):
    [pip] = (checkout / "v" / "lib").glob("python3*/site-packages/pip")
    shutil.rmtree(pip)
    assert "PYTHON=/bin/false" in install(checkout, **NO_PYTHON).stderr


def test_an_environment_that_was_moved_is_made_anew(checkout):
    moved = checkout.rename(checkout.with_name("elsewhere"))
    assert "PYTHON=/bin/false" in install(moved, **NO_PYTHON).stderr
    done = install(moved, PYTHON=sys.executable)
    assert "Creating v with Python" in done.stdout
    assert "Creating" not in install(moved).stdout


def test_an_environment_whose_python_is_gone_is_made_anew(checkout):
    for name in (checkout / "v" / "bin").glob("python*"):
        name.unlink()
    assert "PYTHON=/bin/false" in install(checkout, **NO_PYTHON).stderr


def test_make_installs_anew_where_the_checkout_was_moved(tmp_path):
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("requirements.txt", "pyproject.toml"):
        (tmp_path / name).touch()
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    python = tmp_path / ".venv" / "bin" / "python"
    python.symlink_to(sys.executable)
    done = tmp_path / ".venv" / ".installed"

    def target():
        return subprocess.run(
            ["make", "-n", ".venv/.installed"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    assert "install.sh" in target()
    done.write_text(f"{tmp_path}\n")
    assert "up to date" in target()
    done.write_text("/somewhere/else\n")
    assert "install.sh" in target()
    done.write_text(f"{tmp_path}\n")
    python.unlink()
    assert "install.sh" in target()
