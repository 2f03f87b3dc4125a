"""What a run's home lies on: a plain folder, a small tmpfs, or an image on a loop device that can lose its power."""
import os
import shutil
import subprocess


def command(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)


class Folder:
    """A folder on whatever the machine has."""

    def __init__(self, path: str):
        self.path = path
        os.mkdir(path, 0o700)

    def settle(self) -> None:
        """Makes sure that what is there now is on the disk."""

    def cut_power(self) -> None:
        raise NotImplementedError


class Tmpfs(Folder):
    """A file system of two megabytes in memory."""

    def __init__(self, path: str):
        super().__init__(path)
        command("mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "none", path)


class Image(Folder):
    """An ext4 file system on a loop device.

    What the program wrote and did not sync is in the memory of the mounted file system alone: a copy of the image's
    file is what a disk holds when its power goes.
    """

    def __init__(self, path: str, has_journal: bool):
        super().__init__(path)
        self._image = path + ".image"
        self._has_journal = has_journal
        command("truncate", "-s", "16M", self._image)
        command("mkfs.ext4", "-q", "-F", "-O", "has_journal" if has_journal else "^has_journal", self._image)
        self._mount()

    def _mount(self) -> None:
        # Nothing is written behind our back for as long as a run takes.
        options = "loop,commit=900" if self._has_journal else "loop"
        command("mount", "-o", options, self._image, self.path)
        os.chmod(self.path, 0o700)

    def settle(self) -> None:
        command("sync", "-f", self.path)

    def cut_power(self) -> None:
        copy = self._image + ".copy"
        shutil.copyfile(self._image, copy)
        command("umount", "-l", self.path)
        self._image = copy
        if not self._has_journal:
            subprocess.run(["e2fsck", "-fy", copy], capture_output=True)
        self._mount()
