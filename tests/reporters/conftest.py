"""What the tests of SARIF need from npm: the official schema and Microsoft's validator, kept between runs."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

MULTITOOL = "@microsoft/sarif-multitool-linux"
MULTITOOL_VERSION = "5.7.0"


# The rules that GitHub's own validation turns on are off by default, and those are off that contradict them, look at
# the network, or ask for what GitHub does not read.
ON = (
    "GH1001.ProvideRequiredLocationProperties",
    "GH1002.InlineThreadFlowLocations",
    "GH1003.ProvideRequiredRegionProperties",
    "GH1005.LocationsMustBeRelativeUrisOrFilePaths",
    "GH1006.ProvideCheckoutPath",
    "GH1007.ProvideFullyFormattedMessageStrings",
    "SARIF2007.ExpressPathsRelativeToRepoRoot",
)
OFF = (
    "GH1004.ReviewArraysThatExceedConfigurableDefaults",
    "SARIF2002.ProvideMessageArguments",
    "SARIF2003.ProvideVersionControlProvenance",
    "SARIF2006.UrisShouldBeReachable",
    "SARIF2010.ProvideCodeSnippets",
    "SARIF2011.ProvideContextRegion",
)
Validate = Callable[[Sequence[Path]], list[str]]


@pytest.fixture(scope="session")
def sarif_package() -> Path:
    """Return the directory of the npm package that holds the SARIF schema and the validator."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed: the official SARIF schema and validator come from there")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "importlint-tests" / MULTITOOL_VERSION
    package = cache / "node_modules" / MULTITOOL
    if not (package / "Sarif.Multitool").exists():
        cache.mkdir(parents=True, exist_ok=True)
        # The platform package alone: a self-contained program. Its install script only makes it executable.
        command = [npm, "install", "--no-audit", "--no-fund", "--no-save", "--ignore-scripts", "--prefix", str(cache)]
        done = subprocess.run(
            [*command, f"{MULTITOOL}@{MULTITOOL_VERSION}"], capture_output=True, text=True, check=False
        )
        if done.returncode:
            pytest.skip(f"npm cannot install {MULTITOOL}: {done.stderr.strip()[-200:]}")
        (package / "Sarif.Multitool").chmod(0o755)
    return package


@pytest.fixture
def validate(sarif_package: Path, tmp_path: Path) -> Validate:
    """Return a function that says what Microsoft's validator finds in SARIF files with GitHub's rules."""
    rules = "".join(
        f"<Properties Key='{rule}.Options'><Property Key='RuleEnabled' Value='{value}'/></Properties>"
        for group, value in ((ON, "Error"), (OFF, "Disabled"))
        for rule in group
    )
    config, log = tmp_path / "rules.xml", tmp_path / "found.sarif"
    config.write_text(f"<?xml version='1.0' encoding='utf-8'?><Properties>{rules}</Properties>")

    def validate_files(files: Sequence[Path]) -> list[str]:
        command = [sarif_package / "Sarif.Multitool", "validate", *files, "--rule-kind", "Sarif;Ghas"]
        command += ["--config", config, "--level", "Error;Warning", "--output", log, "--log", "ForceOverwrite"]
        environment = {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "DOTNET_BUNDLE_EXTRACT_BASE_DIR": str(tmp_path)}
        # The exit status says nothing: the log that it writes does.
        subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, timeout=300, check=True)
        (run,) = json.loads(log.read_text("utf-8-sig"))["runs"]
        assert run["invocations"][0]["executionSuccessful"]
        return [f"{_file_of(result)}: {result['ruleId']} {result['message']}" for result in run["results"]]

    return validate_files


def _file_of(result: dict) -> str:
    location = result["locations"][0]["physicalLocation"]["artifactLocation"]
    return location.get("uri", "").rpartition("/")[2]
