"""Files read by the workers of a real Dask cluster: a scheduler and two workers, each a process of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from distributed import Client

from importlint.commands.executors import open_executor
from importlint.errors import UsageError
from importlint.model.facts import FileFacts
from importlint.scan.files import tree_from_mapping
from importlint.scan.run import scan_files
from importlint.scan.workers import read_in_workers
from tests.commands.conftest import Write

pytestmark = pytest.mark.slow

FILES = {f"p{number}/m{number}.py": f"import a{number}\nprint 1\n" * (number % 3) for number in range(200)}
PROJECT = {
    f"services/{service}/app/{name}.py": f"from app import other{name}\nimport app.missing\n"
    for service in ("a", "b")
    for name in ("__init__", "one", "two")
}

Process = subprocess.Popen[bytes]


class Cluster(NamedTuple):
    """A running cluster, and the name that `--executor` has for it."""

    name: str
    scheduler: Process
    workers: list[Process]


@contextmanager
def running(directory: Path, workers: int = 2) -> Iterator[Cluster]:
    """Start a cluster on this machine, and end it."""
    file = directory / "scheduler.json"
    local = ("--host", "127.0.0.1", "--no-dashboard")
    with ExitStack() as ends:
        scheduler = start(ends, directory, "scheduler", *local, "--port", "0", "--scheduler-file", str(file))
        wait_for(file.exists)
        address = json.loads(file.read_text())["address"].removeprefix("tcp://")
        single = ("--no-nanny", "--nthreads", "1")
        started = [start(ends, directory, "worker", address, *local, *single) for _ in range(workers)]
        if workers:
            with Client(address, set_as_default=False) as client:
                client.wait_for_workers(workers, timeout=60)
        yield Cluster(f"dask://{address}", scheduler, started)


def start(ends: ExitStack, directory: Path, what: str, *arguments: str) -> Process:
    """Start a part of a cluster, which is killed in the end."""
    command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *arguments]
    process = subprocess.Popen(command, cwd=directory, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    ends.callback(process.wait)
    ends.callback(process.kill)
    return process


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait for what takes a moment."""
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make many batches of few files, all of which can be under way."""
    monkeypatch.setattr("importlint.scan.run._BATCH_BYTES", 100)


def scan_with(cluster: Cluster, events: dict[int, Callable[[], object]]) -> tuple[dict[str, FileFacts], list[str]]:
    """Scan all files with a cluster; events: what happens when so many files have been handed to it."""
    plain = tree_from_mapping(FILES)

    def read(path: str) -> bytes:
        events.get(plain.files.index(path), int)()
        return plain.read(path)

    told: list[str] = []
    with open_executor(cluster.name) as executor:
        workers = partial(read_in_workers, executor=executor, tell=told.append)
        return scan_files(plain._replace(read=read), FILES, workers), told


def test_the_workers_of_a_cluster_change_nothing(write: Write) -> None:
    project = write(PROJECT)
    scan = [sys.executable, "-m", "importlint", "scan", "--format", "json"]
    with running(project) as cluster:
        shared = subprocess.run([*scan, "--executor", cluster.name], capture_output=True, check=False)
    alone = subprocess.run([*scan, "--workers", "1"], capture_output=True, check=False)
    assert (shared.returncode, shared.stdout) == (1, alone.stdout), shared.stderr
    assert b"read in this process" not in shared.stderr


@pytest.mark.usefixtures("small_batches")
def test_a_worker_killed_in_mid_scan_loses_nothing(tmp_path: Path) -> None:
    with running(tmp_path) as cluster, Client(cluster.name.replace("dask", "tcp"), set_as_default=False) as client:
        victim = cluster.workers[0]
        (address,) = (address for address, pid in client.run(os.getpid).items() if pid == victim.pid)

        def kill_at_work() -> None:
            wait_for(lambda: len(client.processing()[address]) > 0)
            victim.kill()

        events = {50: partial(victim.send_signal, signal.SIGSTOP), 150: kill_at_work}
        assert scan_with(cluster, events) == (scan_files(tree_from_mapping(FILES), FILES), [])
        assert victim.wait() == -signal.SIGKILL


@pytest.mark.usefixtures("small_batches")
def test_a_scheduler_killed_in_mid_scan_loses_nothing(tmp_path: Path) -> None:
    with running(tmp_path) as cluster:
        facts, (told,) = scan_with(cluster, {120: cluster.scheduler.kill})
    assert facts == scan_files(tree_from_mapping(FILES), FILES)
    assert told.endswith("read in this process, not by the workers: they are gone")


def test_a_scheduler_without_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlint.commands.dask_cluster._SECONDS_TO_CONNECT", 1)
    with (
        running(tmp_path, workers=0) as cluster,
        pytest.raises(UsageError, match="that scheduler has no workers"),
        open_executor(cluster.name),
    ):
        pass


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("dask://127.0.0.1:1", "--executor dask://127.0.0.1:1: Connection refused"),
        ("dask://127.0.0.1", "no host and port"),
        ("dask://", "no host and port"),
        ("dask://127.0.0.1:http", "no host and port"),
    ],
)
def test_an_address_at_which_there_is_no_scheduler(name: str, what: str) -> None:
    with pytest.raises(UsageError, match=what), open_executor(name):
        pass
