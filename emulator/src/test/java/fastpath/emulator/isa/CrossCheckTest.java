package fastpath.emulator.isa;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares every row with GNU as and objdump, in one batch for each tool. */
class CrossCheckTest {
  private static final int SLOT = 16;

  @TempDir Path dir;

  @BeforeEach
  void need() {
    Binutils.need();
  }

  /**
   * The printed instruction is source that GNU as assembles to the same bytes as the emulator's
   * encoder.
   */
  @Test
  void asMakesTheSameBytes() throws IOException {
    List<Insn> samples = new ArrayList<>();
    StringBuilder source = new StringBuilder();
    for (Insn sample : Samples.all()) {
      boolean branch = sample.operands().stream().anyMatch(o -> o instanceof Operand.Rel);
      if (!sample.form().decodeOnly && !branch) {
        samples.add(sample);
        source.append(".balign 16,0xcc\n").append(Att.source(sample)).append('\n');
      }
    }
    source.append(".balign 16,0xcc\n");
    byte[] text = new Binutils(dir).assemble(source.toString());
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      Insn insn = samples.get(i);
      Insn made = AttParser.parse(Att.source(insn), name -> null);
      byte[] ours = Encoder.encode(made, (long) i * SLOT).bytes();
      byte[] theirs = Arrays.copyOfRange(text, i * SLOT, i * SLOT + ours.length);
      boolean filled = ours.length == SLOT || text[i * SLOT + ours.length] == (byte) 0xcc;
      if (!Arrays.equals(ours, theirs) || !filled) {
        byte[] slot = Arrays.copyOfRange(text, i * SLOT, i * SLOT + SLOT);
        wrong.add(insn + ": ours " + hex(ours) + " as " + hex(slot) + "   " + made.form());
      }
    }
    report(samples.size(), wrong);
  }

  @ParameterizedTest
  @EnumSource
  void objdumpPrintsTheSameText(CpuProfile cpu) throws IOException {
    List<Insn> samples = Samples.all(cpu);
    StringBuilder source = new StringBuilder();
    List<byte[]> encoded = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      Insn sample = samples.get(i);
      long address = (long) i * SLOT;
      byte[] bytes = Encoder.encode(moved(sample, address), address).bytes();
      encoded.add(bytes);
      source.append(".byte 0x").append(HexFormat.ofDelimiter(",0x").formatHex(bytes));
      source.append("\n.balign 16,0x90\n");
    }
    Binutils binutils = new Binutils(dir);
    binutils.assemble(source.toString());
    Map<Long, String> listing = binutils.disassemble(cpu);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      long address = (long) i * SLOT;
      Decoded decoded = Decoder.decode(cpu, encoded.get(i), 0, encoded.get(i).length, address);
      String ours = Att.print(decoded);
      String theirs = listing.get(address);
      if (!ours.equals(theirs) && objdumpHas(decoded.insn().form())) {
        wrong.add(
            "ours |"
                + ours
                + "| objdump |"
                + theirs
                + "| "
                + hex(encoded.get(i))
                + "  "
                + decoded.insn().form());
      }
    }
    report(samples.size(), wrong);
  }

  /**
   * Returns false for rows that objdump does not decode: AMD's short branches of 16 bits, and ud0
   * and ud1 without ModRM.
   */
  private static boolean objdumpHas(Form form) {
    boolean shortBranch = form.slots.length == 1 && form.slots[0].text().equals("rel8");
    boolean amd = form.maker == CpuProfile.AMD && (shortBranch || form.mnemonic().startsWith("ud"));
    return !amd && !namedOtherwise(form);
  }

  /**
   * Returns true for instructions that objdump names otherwise: objdump knows a single ModRM byte
   * for each fence, and shows some nops as MPX instructions or prefetchit.
   */
  private static boolean namedOtherwise(Form form) {
    boolean fence = form.decodeOnly && form.mnemonic().matches("[ms]fence");
    int opcode = form.encoding.opcode();
    boolean hint = form.encoding.map() == 1 && (opcode == 0x1a || opcode == 0x1b);
    boolean prefetch = form.encoding.map() == 1 && opcode == 0x18 && form.encoding.modrm() >= 6;
    return fence || form.mnemonic().equals("nop") && (hint || prefetch);
  }

  /**
   * Returns a branch sample with its target moved near an address; other samples stay as they are.
   */
  private static Insn moved(Insn insn, long address) {
    if (insn.operands().size() == 1 && insn.operand(0) instanceof Operand.Rel rel) {
      long target =
          insn.form().width == 16
              ? Alu.zx(16, address + (short) rel.target())
              : rel.target() < (1 << 20) - 0x30 ? rel.target() : rel.target() - (1 << 20) + address;
      return new Insn(insn.form(), insn.prefixes(), List.of(new Operand.Rel(target)));
    }
    return insn;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }

  private static void report(int all, List<String> wrong) {
    assertTrue(
        wrong.isEmpty(),
        () ->
            wrong.size()
                + " of "
                + all
                + ":\n"
                + String.join("\n", wrong.subList(0, Math.min(100, wrong.size()))));
  }
}
