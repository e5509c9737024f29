"""Makes every compressed section of an ELF object say that zstd compressed it."""
import struct
import sys

with open(sys.argv[1], "r+b") as f:
    b = bytearray(f.read())
    at, = struct.unpack_from("<Q", b, 40)
    count, = struct.unpack_from("<H", b, 60)
    for i in range(count):
        flags, = struct.unpack_from("<Q", b, at + 64 * i + 8)
        if flags & 0x800:
            offset, = struct.unpack_from("<Q", b, at + 64 * i + 24)
            struct.pack_into("<I", b, offset, 2)
    f.seek(0)
    f.write(b)
