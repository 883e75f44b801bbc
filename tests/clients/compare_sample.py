#!/usr/bin/env python3
"""The example of comparing, samples/compare: our two protocols agree, and a server that is wrong on purpose is found, each
of its mistakes at its path. compare_sample.py FOLDER leaves the report of the wrong one there."""
import json
import os
import pathlib
import subprocess
import sys
import xml.etree.ElementTree

SAMPLE = pathlib.Path(__file__).resolve().parents[2] / "samples" / "compare" / "compare.sh"
# Where wrong_server.py is wrong.
MISTAKES = ["GetUser.Rank", "GetAllRoles", "IsUserNameValid", "CreateDefaultUser.OtherGroups"]
FILES = ["cases.ndjson", "coverage.json", "index.html", "junit.xml"]


def compare(folder, *arguments):
    result = subprocess.run(["bash", SAMPLE, "--report", folder, *arguments], stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, text=True)
    if not folder.is_dir() or sorted(os.listdir(folder)) != FILES:
        sys.exit(f"{folder} has not its four files; exit code {result.returncode}\n{result.stdout}")
    lines = [json.loads(line) for line in open(folder / "cases.ndjson", encoding="utf-8")]
    root = xml.etree.ElementTree.parse(folder / "junit.xml").getroot()
    differing = [one for one in lines[1:] if one["verdict"] == "different"]
    failures = int(root.get("failures"))
    if failures != len(differing) + bool(lines[0]["complaints"]):
        sys.exit(f"junit.xml has {failures} failures, cases.ndjson {len(differing)}")
    return result, differing


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    result, differing = compare(folder / "right")
    if result.returncode != 0 or differing:
        sys.exit(f"our protocols do not agree, exit code {result.returncode}:\n{result.stdout}")
    result, differing = compare(folder / "wrong", "--wrong", "reads")
    found = {path["path"] for one in differing for path in one["results"] if path["status"] == "different"}
    missed = [mistake for mistake in MISTAKES if mistake not in found]
    if result.returncode != 1 or missed:
        sys.exit(f"exit code {result.returncode}, not found: {missed}; found: {sorted(found)}\n{result.stdout}")
    others = {one["operation"] for one in differing} - {mistake.split(".")[0] for mistake in MISTAKES}
    if others:
        sys.exit(f"what is right is said to differ: {sorted(others)}")
    print(f"the wrong server is found at {', '.join(MISTAKES)}")


main()
