"""Reads screenshots: PNG as a browser writes it, with eight bits a channel and not interlaced."""

import collections
import struct
import zlib


def pixels(png):
    """Returns a picture's rows, each as bytes, and how many bytes a pixel has."""
    width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", png[16:29])
    assert depth == 8 and kind in (2, 6) and not interlaced, "not a screenshot"
    size = {2: 3, 6: 4}[kind]
    data, place = b"", 8
    while place < len(png):
        length, name = struct.unpack(">I4s", png[place:place + 8])
        if name == b"IDAT":
            data += png[place + 8:place + 8 + length]
        place += length + 12
    lines, stride = zlib.decompress(data), width * size
    rows, above = [], bytearray(stride)
    for y in range(height):
        start = y * (stride + 1)
        above = unfiltered(lines[start], bytearray(lines[start + 1:start + 1 + stride]), above, size)
        rows.append(above)
    return rows, size


def unfiltered(kind, row, above, size):
    """Returns a row as it was before one of the five filters of PNG."""
    if kind == 2:
        return bytearray((a + b) & 255 for a, b in zip(row, above))
    for i in range(len(row) if kind else 0):
        left = row[i - size] if i >= size else 0
        corner = above[i - size] if i >= size else 0
        if kind == 1:
            row[i] = (row[i] + left) & 255
        elif kind == 3:
            row[i] = (row[i] + (left + above[i]) // 2) & 255
        else:
            guess = left + above[i] - corner
            row[i] = (row[i] + min((left, above[i], corner), key=lambda value: abs(guess - value))) & 255
    return row


def colors(png):
    """Returns how often each color occurs."""
    rows, size = pixels(png)
    counts = collections.Counter()
    for row in rows:
        counts.update(zip(row[0::size], row[1::size], row[2::size]))
    return counts
