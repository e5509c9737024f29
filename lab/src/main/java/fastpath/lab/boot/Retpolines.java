package fastpath.lab.boot;

import fastpath.emulator.image.Section;
import java.util.Arrays;

/**
 * Replaces a branch to a retpoline thunk by the indirect branch itself, on a CPU without retpolines
 * (apply_retpolines() and patch_retpoline()).
 */
final class Retpolines {
  /** The size in bytes of one register's thunk in the array of thunks. */
  private static final int THUNK_BYTES = 32;

  private static final int RSP = 4;

  /**
   * A prefix that compilers put before a branch to a thunk, to make room for the branch's
   * replacement.
   */
  private static final int CS_PREFIX = 0x2e;

  private static final byte[] LFENCE = {0x0f, (byte) 0xae, (byte) 0xe8};

  private Retpolines() {}

  static void patch(KernelText text, Section sites, BootCpu cpu, Nops nops) {
    boolean lfence = cpu.has(BootCpu.RETPOLINE_LFENCE);
    if (cpu.has(BootCpu.RETPOLINE) && !lfence) {
      return;
    }
    long thunks = text.symbol("__x86_indirect_thunk_array").orElse(0L);
    for (long at = sites.address(); at < sites.address() + sites.size(); at += 4) {
      long site = text.relative(at);
      int first = text.u8(site);
      int offset = first == 0x0f || first == CS_PREFIX ? 1 : 0;
      byte[] code = text.read(site, Branches.BYTES + offset);
      long register = Branches.target(code, offset, site + offset) - thunks;
      if (register >= 0 && register < 16 * THUNK_BYTES && register != RSP * THUNK_BYTES) {
        byte[] direct = direct(code, (int) register / THUNK_BYTES, lfence);
        if (direct != null) {
          nops.optimize(direct, site);
          text.patch(site, direct, PatchKind.RETPOLINE);
        }
      }
    }
  }

  /**
   * Returns the code that replaces a branch to a thunk; null if the code is longer than the branch.
   */
  private static byte[] direct(byte[] branch, int register, boolean lfence) {
    byte[] code = new byte[branch.length];
    int at = 0;
    boolean call = (branch[branch[0] == CS_PREFIX ? 1 : 0] & 0xff) == Branches.CALL;
    if (branch[0] == 0x0f) {
      code[at++] = (byte) (0x70 + ((branch[1] & 0xf) ^ 1));
      code[at++] = (byte) (branch.length - 2);
    }
    int needed = at + (lfence ? LFENCE.length : 0) + (register >= 8 ? 3 : 2);
    if (needed > code.length) {
      return null;
    }
    if (lfence) {
      System.arraycopy(LFENCE, 0, code, at, LFENCE.length);
      at += LFENCE.length;
    }
    if (register >= 8) {
      code[at++] = 0x41;
    }
    code[at++] = (byte) 0xff;
    code[at++] = (byte) ((call ? 0xd0 : 0xe0) + (register & 7));
    if (!call && at < code.length) {
      code[at++] = (byte) Nops.INT3;
    }
    Arrays.fill(code, at, code.length, (byte) 0x90);
    return code;
  }
}
