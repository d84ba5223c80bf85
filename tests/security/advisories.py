"""What `make check` knows of published holes in our parts: python tests/security/advisories.py

It asks nobody: advisories.toml holds the first version of each part that has none of the holes we read of, and every
pin must be that or a later one, everything that is installed its pin. With `--online <pip-audit>` (`make audit`) that
program asks for all of them where its service can be reached; what was not looked up counts as a hole, because
pip-audit itself calls a list of nothing but skipped parts free of known vulnerabilities.
"""

import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
KNOWN = Path(__file__).with_name("advisories.toml")
FILES = ("requirements.txt", "requirements-dev.txt", "constraints.txt")
_PIN = re.compile(r"([A-Za-z0-9._-]+)(?:\[[\w,-]+\])?==([^\s;]+)")
_PLOTLY = re.compile(r"plotly\.js (?:\([^)]*\) )?v([\d.]+)")


def plain(name):
    """Return a part's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(root=ROOT):
    """Return (plain name, version, file) of each pinned line."""
    lines = [(name, line) for name in FILES for line in (root / name).read_text(encoding="utf-8").splitlines()]
    return [(plain(pin[1]), pin[2], name) for name, line in lines if (pin := _PIN.match(line))]


def served(root=ROOT):
    """Return (name, version, where) of the chart library in each file that browsers can be given."""
    [wanted] = re.findall(r"^PLOTLY_JS := (\S+)$", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    whole = importlib.metadata.distribution("plotly").locate_file("plotly/package_data/plotly.min.js")
    with Path(str(whole)).open(encoding="utf-8") as file:
        brought = _PLOTLY.search(file.read(200))
    return [("plotly-js", wanted, "Makefile"), ("plotly-js", brought[1], "the Python part plotly")]


def installed(names):
    """Return plain name -> version of what is installed of some names."""
    found = {}
    for name in names:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # a part of another system
    return found


def too_old(parts, found):
    """Return a sentence for each part that stands below the first version without known holes, or is ours no more."""
    told = []
    for part in parts:
        ours = [one for one in found if one[0] == plain(part["name"])]
        told += [
            f"{part['name']}: {where} has {version}, {part['safe']} or later is wanted: "
            f"{', '.join(part['advisories'])} ({part['why']})"
            for _, version, where in ours
            if Version(version) < Version(part["safe"])
        ]
        if not ours:
            told.append(f"{part['name']}: stands in advisories.toml and is no part of ours any more")
    return told


def not_as_pinned(found, here):
    """Return a sentence for each part that is installed in another version than its pin."""
    return [
        f"{name}: {here[name]} is installed, {where} pins {version}"
        for name, version, where in found
        if name in here and here[name] != version
    ]


def not_clean(report, found):
    """Return a sentence for each hole that pip-audit names, and for each pinned part it did not look up.

    Args:
        report: What `pip-audit --format json` answered, parsed.
        found: What `pins` returned.
    """
    looked_up = {plain(one["name"]): one for one in report.get("dependencies", [])}
    told = []
    for name, version, where in found:
        one = looked_up.get(name, {"skip_reason": "the answer does not name it"})
        if "skip_reason" in one:
            told.append(f"{name} {version} ({where}): not audited: {one['skip_reason']}")
        told += [
            f"{name} {version} ({where}): {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'no version'}"
            for hole in one.get("vulns", [])
        ]
    return told


def asked(program):
    """Return what pip-audit answers about our pins; nothing about any of them if it gives no answer."""
    files = [word for name in FILES for word in ("-r", name)]
    answer = subprocess.run(
        [program, *files, "--no-deps", "--disable-pip", "--format", "json", "--progress-spinner", "off"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    sys.stderr.write(answer.stderr)
    try:
        return json.loads(answer.stdout)
    except ValueError:
        return {}


def main(words):
    """Look; return 1 if anything is to be mended, or was not looked up."""
    if words[:1] == ["--online"]:
        told, fine = not_clean(asked(words[1]), pins()), "the service knows no hole in any pinned part"
    else:
        known = tomllib.loads(KNOWN.read_text(encoding="utf-8"))
        told = too_old(known["part"], pins() + served())
        told += not_as_pinned(pins(), installed(name for name, _, _ in pins()))
        fine = f"no part has a hole that we had read of by {known['read_until']}"
    print("\n".join(told) or fine)
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
