package fastpath.emulator.isa;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Encodes, decodes and encodes again instructions of every row. */
class RoundTripTest {
  private static final long HERE = 1 << 20;

  @ParameterizedTest
  @EnumSource
  void bytesDecodeToTheInstructionTheyEncode(CpuProfile cpu) {
    List<String> wrong = new ArrayList<>();
    for (Insn insn : Samples.all(cpu)) {
      byte[] bytes = Encoder.encode(insn, HERE).bytes();
      try {
        Decoded decoded = Decoder.decode(cpu, bytes, 0, bytes.length, HERE);
        assertEquals(bytes.length, decoded.length());
        assertArrayEquals(bytes, Encoder.encode(decoded.insn(), HERE).bytes());
        if (!insn.form().sourceOnly && !insn.equals(decoded.insn())) {
          wrong.add(
              insn.form() + ": " + insn + " <> " + decoded.insn() + " " + decoded.insn().form());
        }
      } catch (RuntimeException | AssertionError e) {
        wrong.add(insn.form() + ": " + insn + ": " + e);
      }
    }
    assertTrue(
        wrong.isEmpty(),
        () ->
            wrong.size()
                + " of them:\n"
                + String.join("\n", wrong.subList(0, Math.min(60, wrong.size()))));
  }

  /**
   * Random operands: {@code -Dfastpath.round-trips=N} sets the number of instructions for each row,
   * {@code -Dfastpath.round-trips.seed=S} the seed.
   */
  @ParameterizedTest
  @EnumSource
  void randomOperandsComeBack(CpuProfile cpu) {
    int each = Integer.getInteger("fastpath.round-trips", 50);
    long seed = Long.getLong("fastpath.round-trips.seed", 1);
    RandomOperands random = new RandomOperands(new Random(seed));
    List<String> wrong = new ArrayList<>();
    for (Form form : Isa.forms(cpu)) {
      int done = 0;
      for (int tries = 0; done < each && tries < 4 * each; tries++) {
        Insn insn = random.of(form, HERE);
        byte[] bytes = encoded(insn);
        if (bytes != null && !Samples.isNop(form, insn.operands())) {
          done++;
          Decoded decoded = Decoder.decode(cpu, bytes, 0, bytes.length, HERE);
          byte[] again = Encoder.encode(decoded.insn(), HERE).bytes();
          boolean same = form.sourceOnly || insn.equals(decoded.insn());
          if (!same || !Arrays.equals(bytes, again)) {
            wrong.add(form + ": " + insn + " <> " + decoded.insn() + " " + decoded.insn().form());
          }
        }
      }
      assertTrue(done == each, () -> form + ": hardly any operands can be encoded");
    }
    int shown = Math.min(60, wrong.size());
    assertTrue(
        wrong.isEmpty(), () -> wrong.size() + ":\n" + String.join("\n", wrong.subList(0, shown)));
  }

  /** Returns an instruction's bytes; null if it combines a high byte register with a REX prefix. */
  private static byte[] encoded(Insn insn) {
    try {
      return Encoder.encode(insn, HERE).bytes();
    } catch (IllegalArgumentException highByteWithRex) {
      return null;
    }
  }

  @Test
  void sourceParsesToTheInstruction() {
    List<String> wrong = new ArrayList<>();
    for (Insn insn : Samples.all()) {
      if (insn.form().decodeOnly) {
        continue;
      }
      try {
        Insn parsed = AttParser.parse(Att.source(insn), text -> null);
        byte[] bytes = Encoder.encode(parsed, HERE).bytes();
        if (bytes.length > Encoder.encode(insn, HERE).bytes().length) {
          wrong.add(insn.form() + ": " + insn + " longer as " + parsed.form());
        }
        if (!parsed.mnemonic().equals(insn.mnemonic())) {
          wrong.add(insn.form() + ": " + insn + " parsed as " + parsed.form());
        }
      } catch (RuntimeException e) {
        wrong.add(insn.form() + ": " + insn + ": " + e);
      }
    }
    assertTrue(
        wrong.isEmpty(),
        () ->
            wrong.size()
                + " of them:\n"
                + String.join("\n", wrong.subList(0, Math.min(60, wrong.size()))));
  }

  @ParameterizedTest
  @EnumSource
  void everyRowLifts(CpuProfile cpu) {
    for (Insn insn : Samples.all(cpu)) {
      byte[] bytes = Encoder.encode(insn, HERE).bytes();
      Lifted lifted = Lifter.lift(new Decoded(HERE, bytes.length, bytes, insn, cpu));
      boolean written = false;
      for (Uop uop : lifted.uops()) {
        boolean access =
            uop instanceof Uop.Load || uop instanceof Uop.Store || uop instanceof Uop.Divide;
        assertTrue(!(access && written), () -> insn + " writes state before an access");
        written |= uop instanceof Uop.Put || uop instanceof Uop.SetFlags;
      }
    }
  }
}
