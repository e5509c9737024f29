package fastpath.emulator.image;

/**
 * Memory that an image wants: {@code bytes} at {@code address}, then zeros up to {@code size}.
 *
 * @param permissions bits of {@link fastpath.emulator.machine.Memory}: READ, WRITE, EXECUTE
 */
public record Segment(String name, long address, byte[] bytes, long size, int permissions) {}
