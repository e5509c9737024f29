package fastpath.emulator.snapshot;

import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.TestImages;
import java.io.ByteArrayOutputStream;

/** Machines with one small function and a page of data. */
final class SnapshotGuest {
  private static final int LOOP = 0xe2;
  private static final int RET = 0xc3;
  private static final int DATA_BYTES = 4096;

  private SnapshotGuest() {}

  /**
   * Returns a machine with the function {@code f}: the statements of once, then those of repeated
   * in a loop until RCX is 0, then ret.
   */
  static Machine machine(MachineOptions options, String once, String repeated) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(assemble(once));
    byte[] body = assemble(repeated);
    bytes.writeBytes(body);
    bytes.write(LOOP);
    bytes.write(-body.length - 2);
    bytes.write(RET);
    return Machine.create(TestImages.code(bytes.toByteArray()), options);
  }

  private static byte[] assemble(String statements) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String s : statements.split(";")) {
      bytes.writeBytes(TestImages.assemble(s));
    }
    return bytes.toByteArray();
  }

  /** Returns the bytes of {@code data}. */
  static byte[] data(Machine m) {
    return m.memory().read(TestImages.DATA, DATA_BYTES);
  }
}
