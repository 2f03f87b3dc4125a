#!/usr/bin/env python3
"""Packs a folder into a .tar.gz whose bytes depend on its files alone: tarball.py FOLDER FILE"""

import gzip
import os
import sys
import tarfile
from pathlib import Path


def pack(folder, target):
    epoch = int(os.environ["SOURCE_DATE_EPOCH"])

    def plain(entry):
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = epoch
        entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
        return entry

    with open(target, "wb") as file:
        # Neither the name nor the time of packing goes into the header.
        with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=file, mtime=0) as packed:
            with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
                for path in sorted([folder, *folder.rglob("*")]):
                    archive.add(path, arcname=path.relative_to(folder.parent), recursive=False, filter=plain)


pack(Path(sys.argv[1]), sys.argv[2])
