package fastpath.emulator.engine;

import fastpath.emulator.isa.CpuProfile;
import fastpath.emulator.isa.Decoder;
import fastpath.emulator.isa.IsaException;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Lifter;
import fastpath.emulator.isa.Listed;
import fastpath.emulator.machine.Fault;
import fastpath.emulator.machine.GuestFault;
import fastpath.emulator.machine.Mapping;
import fastpath.emulator.machine.Memory;
import java.util.Arrays;
import java.util.HexFormat;

/** Fetches instructions from guest memory. */
public final class Fetch {
  private static final int LONGEST = 15;

  private Fetch() {}

  /**
   * Returns the instruction at an address, decoded and lifted for CPUs of one maker.
   *
   * @throws GuestFault #PF, #GP or #UD if no instruction can be fetched
   */
  public static Lifted instruction(CpuProfile cpu, Memory memory, long rip) {
    Mapping r = memory.fetch(rip);
    byte[] bytes = r.bytes();
    int offset = (int) (rip - r.address());
    int left = bytes.length - offset;
    if (left < LONGEST) {
      bytes = window(memory, rip, left);
      offset = 0;
    }
    return lift(cpu, bytes, offset, bytes.length, rip);
  }

  /** Returns up to 15 bytes from an address on, which may lie in two adjacent mappings. */
  private static byte[] window(Memory memory, long rip, int left) {
    byte[] b = memory.read(rip, left);
    for (int n = left; n < LONGEST; n++) {
      Mapping next = memory.mapping(rip + n);
      if (next == null || (next.permissions() & Memory.EXECUTE) == 0) {
        break;
      }
      b = Arrays.copyOf(b, n + 1);
      b[n] = next.bytes()[(int) (rip + n - next.address())];
    }
    return b;
  }

  /**
   * Returns a one-line message about an unsupported instruction: the instruction, its extension,
   * its bytes, and what the user can do.
   */
  private static String notExecuted(IsaException refusal, String bytes) {
    Listed listed = Listed.decode(refusal.bytes(), 0, refusal.bytes().length, refusal.address());
    String text = listed == null ? "" : " " + listed.text(place -> null).strip();
    return "not executed:%s (%s: %s); %s".formatted(text, refusal.name(), bytes, refusal.advice());
  }

  private static Lifted lift(CpuProfile cpu, byte[] bytes, int offset, int limit, long rip) {
    try {
      return Lifter.lift(Decoder.decode(cpu, bytes, offset, limit, rip));
    } catch (IsaException e) {
      String text = HexFormat.ofDelimiter(" ").formatHex(e.bytes());
      throw switch (e.reason()) {
        case NOT_AN_INSTRUCTION ->
            new GuestFault(Fault.Kind.INVALID_OPCODE, 0, 0, "not an instruction: " + text);
        case TOO_LONG ->
            new GuestFault(
                Fault.Kind.PROTECTION, 0, 0, "instruction of more than 15 bytes: " + text);
        case UNSUPPORTED -> new GuestFault(Fault.Kind.UNSUPPORTED, 0, 0, notExecuted(e, text));
        case TRUNCATED -> {
          long end = rip + limit - offset;
          yield new GuestFault(
              Fault.Kind.PAGE, end, 16, "fetching 0x" + Long.toHexString(end) + ": not mapped");
        }
      };
    }
  }
}
