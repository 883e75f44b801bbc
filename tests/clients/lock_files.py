#!/usr/bin/env python3
"""Whether every package of every package-lock.json says that it runs on Debian's own Node: lock_files.py FOLDER.

A machine with a newer Node never notices one that does not. Ranges are read as far as the lock files write them; one
that is not understood fails.
"""
import json
import pathlib
import re
import sys

DEBIAN_NODES = {"Debian 12": (18, 13, 0), "Debian 13": (20, 19, 2)}
COMPARATOR = re.compile(r"(>=|<=|>|<|=|\^|~|)\s*v?(\d+|[*xX])(?:\.(\d+|[*xX]))?(?:\.(\d+|[*xX]))?")


def holds(sign, parts, node):
    """`parts` are as many numbers as the comparator gives; what it leaves open is any."""
    given = tuple(int(part) for part in parts if part and part.isdigit())
    full = given + (0,) * (3 - len(given))
    upper = (*given[:-1], given[-1] + 1) if given else None  # the first version that no longer begins like this one
    if not given:
        return sign in ("", "=", ">=", "<=", "^", "~")
    if sign == ">=":
        return node >= full
    if sign == ">":
        return node[:len(given)] > given
    if sign == "<":
        return node < full
    if sign == "<=":
        return node[:len(given)] <= given
    if sign == "^":
        fixed = 1 + next((at for at, part in enumerate(given) if part), len(given) - 1)
        return node >= full and node[:fixed] == given[:fixed]
    if sign == "~":
        fixed = min(2, len(given))
        return node >= full and node[:fixed] == given[:fixed]
    return full <= node < upper + (0,) * (3 - len(upper))


def runs_on(engines, node):
    for alternative in engines.split("||"):
        rest = COMPARATOR.sub("", alternative)
        if rest.strip():
            raise ValueError(f"the range {engines!r} is not understood")
        if all(holds(sign, parts, node) for sign, *parts in COMPARATOR.findall(alternative)):
            return True
    return False


def check_ranges():
    """The reader of ranges, before anything is believed of it."""
    node = (18, 13, 0)
    for engines in (">=18", ">= 0.4", "^14.21.3 || >=16", "*", "", ">=14.0.0 <19", "18.x", "~18.13", "^18", "18", "<=18", ">17"):
        assert runs_on(engines, node), engines
    for engines in (">=20", "^16", "16.x || ^20.1", ">18", "<18", "~18.12", ">=18.14", "19", ">=16 <18.13"):
        assert not runs_on(engines, node), engines


def main():
    check_ranges()
    files = sorted(path for path in pathlib.Path(sys.argv[1]).rglob("package-lock.json") if "node_modules" not in path.parts)
    seen, wrong = 0, []
    for file in files:
        for name, package in json.loads(file.read_text())["packages"].items():
            seen += 1
            engines = package.get("engines", {})
            wanted = engines.get("node", "*") if isinstance(engines, dict) else "*"
            wrong += [f"{file}: {name} {package.get('version')} wants Node {wanted}, {debian} has {'.'.join(map(str, node))}"
                      for debian, node in DEBIAN_NODES.items() if not runs_on(wanted, node)]
    print(f"{len(files)} lock files, {seen} packages, {len(wrong)} that do not run on Debian's Node", *wrong, sep="\n")
    sys.exit(1 if wrong or not files or seen < 100 else 0)


main()
