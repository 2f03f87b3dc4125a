#!/usr/bin/env python3
"""Packs the program as a Python wheel: wheel.py FOLDER VERSION INTO

The binary is a script of the wheel, so that pip puts it on the PATH of an environment as it is; nothing of it is Python.
"""

import base64
import hashlib
import os
import platform
import sys
import time
import zipfile
from pathlib import Path

NAME = "astro_tokens"
SUMMARY = "Rotate and manage the API tokens of Astro: the command 'astro'"
DESCRIPTION = """\
The command `astro`, a native program, for Python environments such as an Airflow image: add `astro-tokens` to its
`requirements.txt`. It needs glibc 2.34 or later and, to talk to a server, libcurl 7.68 or later.

No license has been chosen for it yet.
"""


def metadata(version):
    return f"""\
Metadata-Version: 2.1
Name: {NAME.replace("_", "-")}
Version: {version}
Summary: {SUMMARY}
Classifier: Environment :: Console
Classifier: Operating System :: POSIX :: Linux
Description-Content-Type: text/markdown

{DESCRIPTION}"""


def members(folder, version, tag):
    """The files of the wheel as (path, bytes, mode), all but RECORD."""
    data, info = f"{NAME}-{version}.data", f"{NAME}-{version}.dist-info"
    yield f"{data}/scripts/astro", (folder / "bin/astro").read_bytes(), 0o755
    for path in sorted((folder / "share").rglob("*")):
        if path.is_file():
            yield f"{data}/data/{path.relative_to(folder)}", path.read_bytes(), 0o644
    yield f"{info}/METADATA", metadata(version).encode(), 0o644
    wheel = f"Wheel-Version: 1.0\nGenerator: Packaging/wheel.py\nRoot-Is-Purelib: false\nTag: {tag}\n"
    yield f"{info}/WHEEL", wheel.encode(), 0o644


def pack(folder, version, into):
    tag = f"py3-none-manylinux_2_34_{platform.machine()}"
    moment = time.gmtime(int(os.environ["SOURCE_DATE_EPOCH"]))[:6]
    record = []
    with zipfile.ZipFile(into / f"{NAME}-{version}-{tag}.whl", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as wheel:

        def add(path, content, mode):
            entry = zipfile.ZipInfo(path, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = (0o100000 | mode) << 16
            wheel.writestr(entry, content)

        for path, content, mode in members(folder, version, tag):
            add(path, content, mode)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            record.append(f"{path},sha256={digest},{len(content)}\n")
        path = f"{NAME}-{version}.dist-info/RECORD"
        add(path, "".join([*record, f"{path},,\n"]).encode(), 0o644)


pack(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
