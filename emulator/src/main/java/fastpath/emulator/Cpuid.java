package fastpath.emulator;

import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Cpu;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The results of the cpuid instruction for one CPU model, independent of the host's CPU (SDM vol.
 * 2A, CPUID); the features reported are the extensions of the instruction table and no others. The
 * leaves 0, 1, 7 and 0x80000000 to 0x80000008 are implemented. All other leaves, and subleaves of
 * leaf 7 other than 0, return zeros.
 *
 * <p>Two extensions of the instruction table are not reported: crc32, whose feature bit covers all
 * of SSE4.2, and rdrand with rdseed, which never yield a number in this machine. x2APIC is not
 * reported either, because only one of its registers is emulated.
 */
final class Cpuid {
  private static final String VENDOR = "Fastpath Lab";
  private static final String BRAND = "Fastpath Lab, which counts instructions";

  /** Leaf 1, eax: the processor signature, family 6, model 0, stepping 0. */
  private static final int SIGNATURE = 0x600;

  /** Leaf 1, ebx: clflush flushes 8 units of 8 bytes, and the package has one logical processor. */
  private static final int CACHE_LINE = 8 << 8 | 1 << 16;

  /** Leaf 1, ecx: MONITOR, CMPXCHG16B, MOVBE, POPCNT. */
  private static final int FEATURES_ECX = 1 << 3 | 1 << 13 | 1 << 22 | 1 << 23;

  /** Leaf 1, edx: TSC, MSR, CX8, CMOV, CLFSH. */
  private static final int FEATURES_EDX = 1 << 4 | 1 << 5 | 1 << 8 | 1 << 15 | 1 << 19;

  /** Leaf 7, ebx: FSGSBASE, BMI1, SMEP, BMI2, ERMS, INVPCID, ADX, SMAP, CLFLUSHOPT, CLWB. */
  private static final int EXTENDED_EBX =
      1 | 1 << 3 | 1 << 7 | 1 << 8 | 1 << 9 | 1 << 10 | 1 << 19 | 1 << 20 | 1 << 23 | 1 << 24;

  /** Leaf 7, ecx: WAITPKG, RDPID, MOVDIRI. */
  private static final int EXTENDED_ECX = 1 << 5 | 1 << 22 | 1 << 27;

  /** Leaf 7, edx: SERIALIZE. */
  private static final int EXTENDED_EDX = 1 << 14;

  /** Leaf 0x80000001, ecx: LAHF/SAHF, LZCNT, PREFETCHW. */
  private static final int LONG_ECX = 1 | 1 << 5 | 1 << 8;

  /** Leaf 0x80000001, edx: SYSCALL, execute-disable, RDTSCP, 64-bit mode. */
  private static final int LONG_EDX = 1 << 11 | 1 << 20 | 1 << 27 | 1 << 29;

  /** Leaf 0x80000008, eax: the widths of physical and linear addresses in bits; ebx is WBNOINVD. */
  private static final int ADDRESS_BITS = 48 | 48 << 8;

  private static final int WBNOINVD = 1 << 9;

  private Cpuid() {}

  /**
   * Executes cpuid: reads the leaf in eax and the subleaf in ecx, and writes eax, ebx, ecx and edx.
   */
  static void execute(Cpu cpu) {
    int[] words =
        leaf(
            (int) cpu.get(State.RAX), (int) cpu.get(State.RCX), (int) cpu.get(State.TSC_AUX) << 24);
    cpu.set(State.RAX, Integer.toUnsignedLong(words[0]));
    cpu.set(State.RBX, Integer.toUnsignedLong(words[1]));
    cpu.set(State.RCX, Integer.toUnsignedLong(words[2]));
    cpu.set(State.RDX, Integer.toUnsignedLong(words[3]));
  }

  /** Returns the values of eax, ebx, ecx and edx for a leaf. */
  private static int[] leaf(int leaf, int subleaf, int apic) {
    return switch (leaf) {
      case 0 -> new int[] {7, text(VENDOR, 0), text(VENDOR, 8), text(VENDOR, 4)};
      case 1 -> new int[] {SIGNATURE, CACHE_LINE | apic, FEATURES_ECX, FEATURES_EDX};
      case 7 -> subleaf == 0 ? new int[] {0, EXTENDED_EBX, EXTENDED_ECX, EXTENDED_EDX} : new int[4];
      case 0x80000000 -> new int[] {0x80000008, 0, 0, 0};
      case 0x80000001 -> new int[] {0, 0, LONG_ECX, LONG_EDX};
      case 0x80000002, 0x80000003, 0x80000004 -> brand(16 * (leaf - 0x80000002));
      case 0x80000008 -> new int[] {ADDRESS_BITS, WBNOINVD, 0, 0};
      default -> new int[4];
    };
  }

  private static int[] brand(int from) {
    int[] words = new int[4];
    for (int i = 0; i < 4; i++) {
      words[i] = text(BRAND, from + 4 * i);
    }
    return words;
  }

  /**
   * Returns four characters as a 32-bit number, with the first character in the lowest byte;
   * missing characters are zeros.
   */
  private static int text(String s, int from) {
    byte[] padded = Arrays.copyOf(s.getBytes(StandardCharsets.US_ASCII), 48);
    return ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN).getInt(from);
  }
}
