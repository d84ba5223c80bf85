"""What `make check` looks for beside style and types, without asking anybody: python tests/security/scan.py

bandit reads the code that runs for dangerous calls, detect-secrets reads every tracked file for keys and passwords.
What they find and we know stands in known.toml, each with its reason; what stands there and is found no more fails too.
"""

import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

from bandit.core.config import BanditConfig
from bandit.core.manager import BanditManager
from detect_secrets import SecretsCollection
from detect_secrets.settings import default_settings

ROOT = Path(__file__).resolve().parents[2]
KNOWN = Path(__file__).with_name("known.toml")
CODE = ("app.py", "core", "components", "pages", "data_sources", "demo")
PICTURES = {".png", ".xlsx", ".xls", ".ods", ".sqlite3"}


def dangerous(paths):
    """Return (file, test of bandit, line) for each finding below some paths of the project."""
    looking = BanditManager(BanditConfig(), "file")
    looking.discover_files([str(ROOT / one) for one in paths], recursive=True)
    looking.run_tests()
    return [(str(Path(one.fname).relative_to(ROOT)), one.test_id, one.lineno) for one in looking.get_issue_list()]


def secrets(names):
    """Return (file, kind, line) for whatever looks like a key or a password in some files of the project."""
    found = SecretsCollection(root=str(ROOT))
    with default_settings():
        found.scan_files(*names, num_processors=1)
    return [(name, one.type, one.line_number) for name, one in found]


def unknown(found, known):
    """Return the findings without an exception, and the exceptions without a finding, each as a line."""
    left = [one for one in found if not any(_fits(one, each) for each in known)]
    idle = [each for each in known if not any(_fits(one, each) for one in found)]
    return [f"{name}:{line}: {what}" for name, what, line in sorted(left)] + [
        f"known.toml: {each['file']} has no {each['what']} any more" for each in idle
    ]


def _fits(finding, known):
    return fnmatch(finding[0], known["file"]) and finding[1] == known["what"]


def tracked():
    """Return the text files of the project."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [
        name for name in listed.split("\0") if name and (ROOT / name).is_file() and Path(name).suffix not in PICTURES
    ]


def main():
    """Look; return 1 if anything is found that is not known."""
    known = tomllib.loads(KNOWN.read_text(encoding="utf-8"))
    told = unknown(dangerous(CODE), known["bandit"]) + unknown(secrets(tracked()), known["secrets"])
    print("\n".join(told) or "no dangerous call and no secret that is not known")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
