package fastpath.emulator.image;

/**
 * A segment of an image, which is loaded into memory: {@code bytes} at {@code address}, followed by
 * zeros up to {@code size}.
 *
 * @param permissions bits of {@link fastpath.emulator.machine.Memory}: READ, WRITE, EXECUTE
 */
public record Segment(String name, long address, byte[] bytes, long size, int permissions) {}
