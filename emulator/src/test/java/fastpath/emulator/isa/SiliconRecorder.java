package fastpath.emulator.isa;

import fastpath.emulator.CpuIdentity;
import fastpath.emulator.isa.Operand.Mem;
import fastpath.emulator.isa.SiliconCase.After;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Records the results of the host's CPU: for each row some vectors whose outcomes differ as much as
 * possible. In a recorded vector, registers that the instruction does not read are 0.
 */
final class SiliconRecorder {
  /** Upper limit on the vectors of a row. */
  static final int VECTORS = 40;

  /** Number of states for each instruction of a row, from which vectors are chosen. */
  private static final int STATES = 40;

  /** Upper limit on the bytes of memory that a vector may change. */
  private static final int MOST_BYTES = 64;

  private final Path file;
  private final SiliconRecording recording;
  private final SiliconEngine engine;

  /** Creates a recorder; rows that are not recorded now keep the vectors of the file. */
  SiliconRecorder(CpuProfile cpu, Path file) throws IOException {
    this.file = file;
    String identity = CpuIdentity.ofHost().orElseThrow().toString();
    recording = new SiliconRecording(cpu, identity, true);
    if (Files.exists(file)) {
      SiliconRecording before = SiliconRecording.read(file);
      if (before.maker == cpu && before.cpu.equals(identity)) {
        recording.absent.addAll(before.absent);
        recording.vectors.putAll(before.vectors);
      }
    }
    engine = SiliconEngine.all(cpu).getFirst();
  }

  /**
   * Returns the number of instructions to generate for a row; more if prefixes and registers
   * interact.
   */
  static int instructions(Form form) {
    return form.repeat == Repeat.NONE ? 12 : 40;
  }

  /** Returns the number of cases of a row from which vectors are chosen. */
  static int candidates(Form form) {
    return STATES * instructions(form);
  }

  void absent(Form form) {
    recording.vectors.remove(form.toString());
    recording.absent.add(form.toString());
  }

  void record(Form form, List<SiliconCase> candidates, SiliconHost host) throws IOException {
    List<SiliconCase> cases = new ArrayList<>();
    for (int state = 0; state < STATES; state++) {
      for (int i = state; i < candidates.size(); i += STATES) {
        cases.add(reduced(candidates.get(i)));
      }
    }
    List<After> cpu = host.run(cases);
    List<SiliconVector> chosen = new ArrayList<>();
    List<SiliconVector> alike = new ArrayList<>();
    Set<String> outcomes = new HashSet<>();
    for (int i = 0; i < cases.size(); i++) {
      SiliconVector vector = new SiliconVector(cases.get(i), cpu.get(i));
      // A case with a random address may give other results, because the address may be in the host
      // process's own pages.
      boolean same =
          SiliconDifference.between(cases.get(i), engine.run(cases.get(i)), cpu.get(i)).isEmpty();
      if (same && cpu.get(i).change().bytes().length <= MOST_BYTES) {
        (outcomes.add(outcome(vector)) ? chosen : alike).add(vector);
      }
    }
    alike.stream().limit(Math.max(0, VECTORS - chosen.size())).forEach(chosen::add);
    recording.absent.remove(form.toString());
    recording.vectors.put(
        form.toString(),
        chosen.stream()
            .limit(VECTORS)
            .sorted(Comparator.comparing(v -> HexFormat.of().formatHex(v.one().code())))
            .map(SiliconVector::line)
            .toList());
  }

  /** Removes rows that the table no longer has, and writes the file. */
  void finish() throws IOException {
    Set<String> rows = new HashSet<>();
    Isa.forms(recording.maker).forEach(form -> rows.add(form.toString()));
    recording.vectors.keySet().retainAll(rows);
    recording.absent.retainAll(rows);
    recording.write(file);
    System.out.printf(
        "recorded: %d vectors of %d rows in %s, %d bytes%n",
        recording.vectors.values().stream().mapToInt(List::size).sum(),
        recording.vectors.size(),
        file,
        Files.size(file));
  }

  /** Returns the case with the registers that the instruction does not read set to 0. */
  private static SiliconCase reduced(SiliconCase one) {
    boolean[] read = new boolean[16];
    if (one.insn() != null) {
      Lifted lifted = Lifter.lift(one.decoded());
      for (Uop uop : lifted.uops()) {
        for (int i = 0; i < 16; i++) {
          read[i] |= uop instanceof Uop.Get get && get.state() == State.gpr(i);
        }
      }
      for (int i = 0; i < 16; i++) {
        read[i] |= lifted.repeat() != Repeat.NONE && State.gpr(i) == State.RCX;
      }
    }
    long[] registers = new long[16];
    for (int i = 0; i < 16; i++) {
      registers[i] = read[i] ? one.registers()[i] : 0;
    }
    return one.with(registers, one.flags(), one.patches());
  }

  /** Returns a key of a vector's outcome: two vectors with the same key test the same. */
  private static String outcome(SiliconVector vector) {
    SiliconCase one = vector.one();
    After after = vector.after();
    StringBuilder text = new StringBuilder();
    if (one.insn() != null) {
      text.append(one.insn().prefixes());
      for (Operand operand : one.insn().operands()) {
        text.append(operand instanceof Mem mem ? "m" + mem.addressBits() + mem.segment() : "r");
      }
      boolean none = Alu.zx(one.insn().addressBits(), one.registers()[1]) == 0;
      text.append(one.insn().prefixes().repeat() != Repeat.NONE && none);
    }
    for (int i = 0; i < 16; i++) {
      text.append(after.registers()[i] == one.registers()[i] ? '.' : 'w');
    }
    text.append(after.flags() & Flags.STATUS).append(after.change().bytes().length > 0);
    text.append(after.fault() == null ? "" : after.fault().kind() + after.fault().error());
    return text.toString();
  }
}
