"""The lock installs, with nothing whose hash is not in it."""

import re
import subprocess
import venv

import pytest
from test_lock import ROOT, pins

# PyTorch and its libraries for graphics cards, several gigabytes, are left
# out as README leaves them out.
COMMAND = re.search(
    r"^    (awk .*) requirements\.lock > cpu\.lock$",
    (ROOT / "README.md").read_text("utf-8"),
    re.M,
)[1]


def without_gpu(target):
    """Write the lock to `target` as README's command does."""
    script = f"{COMMAND} requirements.lock"
    with target.open("w") as file:
        subprocess.run(
            ["bash", "-c", script], cwd=ROOT, stdout=file, check=True
        )
    return target


def test_readmes_command_drops_pytorch_and_its_libraries_alone(tmp_path):
    left = pins(without_gpu(tmp_path / "cpu.lock"))
    dropped = pins("requirements.lock").keys() - left.keys()
    assert {"torch", "triton", "nvidia-cublas"} <= dropped
    others = {n for n in dropped if not n.startswith(("nvidia-", "cuda-"))}
    assert others == {"torch", "triton"}
    text = (tmp_path / "cpu.lock").read_text("utf-8")
    entries = re.split(r"\n(?=[a-z])", text)[1:]
    # Some packages have one version for each Python.
    assert len(entries) == sum(map(len, left.values()))
    assert all("--hash=sha256:" in entry for entry in entries)


@pytest.mark.slow
def test_all_but_pytorch_installs_by_hash(tmp_path):
    venv.create(tmp_path / "venv", with_pip=True)
    pip = [tmp_path / "venv" / "bin" / "python", "-m", "pip"]
    lock = without_gpu(tmp_path / "cpu.lock")
    install = [*pip, "install", "--quiet", "--require-hashes", "-r", lock]
    done = subprocess.run(install, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    done = subprocess.run([*pip, "check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
