package fastpath.emulator.isa;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Random strings of bytes, each a case for the CPU: any prefixes in any order before any opcode of
 * the one-byte, two-byte and three-byte maps, or VEX with an opcode of BMI.
 */
final class SiliconStrings {
  /**
   * The trap flag: set for bytes that the emulator does not decode, so that the CPU executes a
   * single instruction of them.
   */
  private static final long TRAP = 0x100;

  private static final int LENGTH = 16;
  private static final int[] LEGACY = {
    0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65, 0x66, 0x67, 0xf0, 0xf2, 0xf3
  };

  private final CpuProfile cpu;
  private final Random random;
  private final SiliconValues values;
  private final byte[] bytes = new byte[LENGTH];
  private int at;

  SiliconStrings(CpuProfile cpu, Random random) {
    this.cpu = cpu;
    this.random = random;
    this.values = new SiliconValues(random);
  }

  /**
   * Returns the case of the next string; its instruction is null if the emulator decodes none.
   *
   * @throws IsaException with reason UNSUPPORTED if the bytes belong to an unsupported instruction
   *     set
   */
  SiliconCase next() {
    draw();
    long address = SiliconMemory.TEXT + 256 + random.nextInt(SiliconMemory.TEXT_BYTES - 512);
    try {
      Decoded decoded = Decoder.decode(cpu, bytes, 0, LENGTH, address);
      Form form = decoded.insn().form();
      return new SiliconStates(
              random,
              form,
              new SiliconInstructions.Encoding(cpu, decoded.insn(), decoded.bytes(), address))
          .next();
    } catch (IsaException e) {
      if (e.reason() == IsaException.Reason.UNSUPPORTED) {
        throw e;
      }
      return none(address);
    }
  }

  /** Returns the same instruction in fewer bytes, with each prefix once, and zeros after it. */
  static byte[] withPrefixesOnce(byte[] code) {
    Set<Integer> legacy = new LinkedHashSet<>();
    int rex = 0;
    int at = 0;
    for (; at < code.length; at++) {
      int value = code[at] & 0xff;
      boolean isRex = (value & 0xf0) == 0x40;
      if (!isRex && IntStream.of(LEGACY).noneMatch(l -> l == value)) {
        break;
      }
      rex = isRex ? value : 0;
      if (!isRex) {
        legacy.remove(value);
        legacy.add(value);
      }
    }
    ByteArrayOutputStream shorter = new ByteArrayOutputStream();
    legacy.forEach(shorter::write);
    if (rex != 0) {
      shorter.write(rex);
    }
    shorter.write(code, at, code.length - at);
    return Arrays.copyOf(shorter.toByteArray(), 2 * LENGTH);
  }

  private SiliconCase none(long address) {
    long[] registers = new long[16];
    for (int i = 0; i < 16; i++) {
      registers[i] = values.address();
    }
    return new SiliconCase(
        cpu,
        null,
        null,
        Arrays.copyOf(bytes, LENGTH),
        address,
        registers,
        0x202 | TRAP,
        false,
        0,
        0,
        List.of());
  }

  private void draw() {
    random.nextBytes(bytes);
    at = 0;
    int kind = random.nextInt(16);
    prefixes(kind == 15 ? 15 : kind > 3 ? 3 : 1);
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> {}
      case 3, 4, 5 -> put(0x0f);
      case 6 -> {
        put(0x0f);
        put(random.nextBoolean() ? 0x38 : 0x3a);
      }
      default -> vex();
    }
    if (at < LENGTH && random.nextInt(3) > 0) {
      List<Form> forms = Isa.forms(cpu);
      put(forms.get(random.nextInt(forms.size())).encoding.opcode());
    }
  }

  private void prefixes(int most) {
    for (int n = random.nextInt(most + 1); n > 0; n--) {
      put(random.nextInt(3) == 0 ? 0x40 + random.nextInt(16) : LEGACY[random.nextInt(11)]);
    }
  }

  /** Adds a VEX prefix with any L, pp, W and vvvv, and an opcode that BMI has. */
  private void vex() {
    put(0xc4);
    put(0xe0 & random.nextInt() | 2 + random.nextInt(2));
    put(random.nextInt(4) == 0 ? random.nextInt() : random.nextInt() & 0x87 | 0x78);
    put(random.nextInt(4) == 0 ? 0xf0 : 0xf2 + random.nextInt(6));
  }

  private void put(int value) {
    if (at < LENGTH) {
      bytes[at++] = (byte) value;
    }
  }
}
