#!/usr/bin/env python3
"""What stands between a bare machine and a build: the choice of Debian's packages (tests/support/install.sh), the quiet
phases (phase.sh) and the fetching of Swagger UI (server/ui/fetch.cmake). build_scripts.py CMAKE"""
import hashlib
import os
import pathlib
import subprocess
import sys
import tarfile
import tempfile

root = pathlib.Path(__file__).resolve().parents[2]
failures = []


def check(what, found, expected=True):
    if found != expected:
        failures.append(f"{what}: expected {expected!r}, found {found!r}")


def run(*command, **environment):
    done = subprocess.run(command, env={**os.environ, **environment}, text=True, capture_output=True, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout, done.stderr


def installed_by(folder, have, offered, *sections):
    """What install.sh asks apt for, on a Debian that has and offers these."""
    bin_dir = folder / "bin"
    bin_dir.mkdir(exist_ok=True)
    asked = folder / "asked"
    asked.write_text("")
    scripts = {
        "dpkg-query": "printf 'installed %s\\n' " + " ".join(have or ["none"]),
        "apt-cache": f"case ' {' '.join(offered)} ' in *\" $2 \"*) echo '  Candidate: 1.0' ;; *) echo '  Candidate: (none)' ;; esac",
        "apt-get": f'printf "%s\\n" "$*" >>{asked}',
        "id": "echo 0",
    }
    for name, script in scripts.items():
        (bin_dir / name).write_text(f"#!/bin/sh\n{script}\n")
        (bin_dir / name).chmod(0o755)
    code, _, errors = run("/bin/bash", str(root / "tests/support/install.sh"), *sections, PATH=f"{bin_dir}:/usr/bin:/bin")
    check("install.sh", (code, errors), (0, ""))
    calls = [line.split() for line in asked.read_text().splitlines()]
    installs = [call for call in calls if "install" in call]
    if not installs:
        return calls
    return installs[0][installs[0].index("--no-install-recommends") + 1:]


def check_packages(folder):
    old, new = "libboost1.81-dev", "libboost1.83-dev"
    twelve = installed_by(folder, [], [old, "g++", "cmake"], "build")
    check("Debian 12 gets its Boost", (old in twelve, new in twelve, "|" in twelve), (True, False, False))
    thirteen = installed_by(folder, [], [new, "g++", "cmake"], "build")
    check("Debian 13 gets its own", (old in thirteen, new in thirteen, "|" in thirteen), (False, True, False))
    check("where both are, the first", old in installed_by(folder, [], [old, new], "build"))
    check("the build needs no npm", {"npm", "nodejs"} & set(twelve), set())
    check("an alternative that is installed is enough", {old, new} & set(installed_by(folder, [new], [old, new], "build")), set())
    rest = [name for name in twelve if name != "cmake"]
    check("only what is missing", installed_by(folder, rest, [old], "build"), ["cmake"])
    check("nothing is done where nothing is missing", installed_by(folder, twelve, [], "build"), [])


def check_fetching(folder, cmake):
    (folder / "package").mkdir()
    (folder / "package/LICENSE").write_text("words")
    archive = folder / "ui.tgz"
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(folder / "package", "package")
    right = hashlib.sha512(archive.read_bytes()).hexdigest()

    def fetch(name, address, digest):
        return run(cmake, f"-DADDRESS={address}", f"-DSHA512={digest}", f"-DFOLDER={folder / name}", "-P", str(root / "server/ui/fetch.cmake"))

    check("fetched", fetch("right", f"file://{archive}", right)[0], 0)
    check("unpacked", (folder / "right/package/LICENSE").read_text(), "words")
    check("and so recorded", (folder / "right/fetched.stamp").exists())
    code, _, errors = fetch("wrong", f"file://{archive}", "0" * 128)
    check("other bytes are refused", (code != 0, "is not what it should be" in errors.replace("\n  ", " ")), (True, True))
    check("and nothing of them is left", list((folder / "wrong").iterdir()), [])
    code, _, errors = fetch("missing", f"file://{folder}/nothing.tgz", right)
    check("what is not there is said", (code != 0, "could not be fetched" in errors.replace("\n  ", " ")), (True, True))
    check("and leaves nothing", list((folder / "missing").iterdir()), [])


def check_phases(folder):
    log = folder / "phase.log"

    def phase(command):
        script = f'set -e; source {root}/tests/support/phase.sh {log}; phase "Doing it" {command}; echo after'
        return run("/bin/bash", "-c", script)

    code, out, errors = phase("seq 100")
    check("a phase that works is one line", (code, len(out.splitlines()), errors), (0, 2, ""))
    check("of what is done and how long", out.startswith("Doing it ... ") and out.splitlines()[0].endswith(" s"))
    check("all that was said is in the log", "\n100\n" in log.read_text())
    code, out, errors = phase('bash -c "seq 100; echo broken >&2; exit 3"')
    check("one that fails ends it", (code != 0, "after" in out.splitlines()), (True, False))
    check("and shows its end", ("broken" in errors, "\n100\n" in errors, "\n5\n" in errors), (True, True, False))
    check("and where the rest is", str(log) in out)


with tempfile.TemporaryDirectory() as name:
    check_packages(pathlib.Path(name))
with tempfile.TemporaryDirectory() as name:
    check_fetching(pathlib.Path(name), sys.argv[1])
with tempfile.TemporaryDirectory() as name:
    check_phases(pathlib.Path(name))
print(*(failures or ["build scripts: all as expected"]), sep="\n")
sys.exit(1 if failures else 0)
