#!/usr/bin/env python3
"""Writes what the binary is made of, as SPDX 2.3: sbom.py BINARY VERSION FILE

What was linked in is read from the linker's own map, where there is one; versions come from the toolchain and dpkg.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

SWIFT_LICENSE = "Apache-2.0 WITH Swift-exception"
GCC_LICENSE = "GPL-3.0-or-later WITH GCC-exception-3.1"


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def swift_version():
    text = output("swift", "--version")
    return re.search(r"Swift version (\S+)", text).group(1)


def debian_version(path):
    """The package and version that a file of this system belongs to, or None."""
    try:
        package = output("dpkg", "-S", os.path.realpath(path)).split(":")[0]
        return package, output("dpkg-query", "-W", "-f", "${source:Version}", package)
    except (OSError, subprocess.CalledProcessError):
        return None


def linked_archives(link_map):
    """The static libraries that the linker took something from."""
    if not link_map.exists():
        return []
    # A line begins with the library and its member; the folder may have blanks in its name.
    return sorted(set(re.findall(r"^ *(/.+?\.a)\(", link_map.read_text(errors="replace"), re.MULTILINE)))


def package(name, version, license_name="NOASSERTION", **more):
    identifier = "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", name)
    return {
        "SPDXID": identifier, "name": name, "versionInfo": version, "downloadLocation": "NOASSERTION",
        "filesAnalyzed": False, "licenseConcluded": "NOASSERTION", "licenseDeclared": license_name,
        "copyrightText": "NOASSERTION", **more,
    }  # fmt: skip


def parts(link_map):
    """What lies in the binary, each with its version."""
    swift = swift_version()
    for path in linked_archives(link_map):
        name = Path(path).stem
        debian = None if "/swift_static/" in path else debian_version(path)
        if debian:
            origin = f"Debian package {debian[0]}"
            license_name = GCC_LICENSE if "gcc" in path else "NOASSERTION"
            yield package(name, debian[1], license_name, comment=origin)
        else:
            yield package(name, swift, SWIFT_LICENSE, comment="static library of the Swift toolchain")


def relation(kind, one, other):
    return {"spdxElementId": one, "relationshipType": kind, "relatedSpdxElement": other}


def document(binary, version):
    digest = hashlib.sha256(binary.read_bytes()).hexdigest()
    us = package(
        "astro", version, "NONE", checksums=[{"algorithm": "SHA256", "checksumValue": digest}],
        comment="No license has been chosen. The checksum is that of the binary.",
    )  # fmt: skip
    inside = list(parts(binary.parent.parent / "link-map.txt"))
    toolchain = package("swift-toolchain", swift_version(), SWIFT_LICENSE)
    outside = []
    if sys.platform == "linux":
        outside = [
            package("glibc", ">=2.34", "LGPL-2.1-or-later", comment="of the system it runs on"),
            package("libcurl", ">=7.68", "curl", comment="of the system it runs on; opened at the first request"),
        ]
    relations = [relation("DESCRIBES", "SPDXRef-DOCUMENT", us["SPDXID"])]
    relations += [relation("STATIC_LINK", us["SPDXID"], each["SPDXID"]) for each in inside]
    relations += [relation("BUILD_TOOL_OF", toolchain["SPDXID"], us["SPDXID"])]
    relations += [relation("RUNTIME_DEPENDENCY_OF", each["SPDXID"], us["SPDXID"]) for each in outside]
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(os.environ["SOURCE_DATE_EPOCH"])))
    return {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"astro-{version}", "documentNamespace": f"urn:astro:sbom:{version}:{digest}",
        "creationInfo": {"created": moment, "creators": ["Tool: Packaging/sbom.py"]},
        "packages": [us, *inside, toolchain, *outside], "relationships": relations,
    }  # fmt: skip


binary, version, target = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
target.write_text(json.dumps(document(binary, version), indent=2) + "\n")
