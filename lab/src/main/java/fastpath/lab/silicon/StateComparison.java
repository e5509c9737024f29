package fastpath.lab.silicon;

import com.google.common.collect.ImmutableMap;
import fastpath.emulator.Machine;
import fastpath.emulator.count.Counters;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Mapping;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The comparison of the machine's outcome with the host CPU's. Compared are the end (a fault's
 * kind, address and error code included), value, counts, registers, output, and every byte of
 * writable memory. Status flags are not compared, because many are undefined and nothing depends on
 * them at the end of a function or program.
 *
 * @param counts the machine's compared counts, by name
 * @param bytes number of bytes of memory that were compared
 * @param differences the differences, one line each; empty if the two agree
 * @param notRun why the host CPU could not run the guest; null if it could
 * @param undefined uses of results that the manual leaves undefined, one line each. Such uses are
 *     searched for only if there are differences, and the differences are then not counted
 */
public record StateComparison(
    Map<String, Long> counts,
    long bytes,
    List<String> differences,
    String notRun,
    List<String> undefined) {
  private static final int MOST_BYTES_SHOWN = 5;
  private static final State[] REGISTERS = {
    State.RAX, State.RCX, State.RDX, State.RBX, State.RSP, State.RBP, State.RSI, State.RDI,
    State.R8, State.R9, State.R10, State.R11, State.R12, State.R13, State.R14, State.R15
  };

  /**
   * Compares the two results. The machine must be in the state that the outcome describes.
   *
   * @param counted true if the host CPU was single-stepped, so that counts are available
   */
  public static StateComparison of(
      Machine machine, Outcome outcome, byte[] output, Witnessed cpu, boolean counted) {
    Optional<String> notRun = NotRun.because(machine, outcome, cpu.call());
    if (notRun.isPresent()) {
      return notRun(notRun.get());
    }
    Map<String, Long> counts = counted ? counts(outcome.counters()) : Map.of();
    List<String> differences = new ArrayList<>();
    if (!cpu.complete()) {
      differences.add("the host CPU did not get to the call: " + cpu.call().text());
      return new StateComparison(counts, 0, differences, null, List.of());
    }
    compare(differences, "end", CallEnd.of(outcome), CallEnd.of(cpu.call()));
    counts.forEach((name, count) -> {
      long native_ = cpu.call().number(STEPPER_NAMES.get(name));
      compare(differences, name, Long.toString(count), Long.toString(native_));
    });
    if (outcome.stop() != Stop.LIMIT) {
      registers(differences, machine, cpu.registers(), counted);
    }
    if (!Arrays.equals(output, cpu.output())) {
      int at = Arrays.mismatch(output, cpu.output());
      differences.add("output differs from byte %d on".formatted(at));
    }
    memory(differences, machine, cpu);
    return new StateComparison(counts, cpu.memory().length, differences, null, List.of());
  }

  /** Returns the result for a guest that the host CPU cannot run. */
  static StateComparison notRun(String because) {
    return new StateComparison(Map.of(), 0, List.of(), because, List.of());
  }

  /**
   * Returns a copy of this result, for a run that uses results which the manual leaves undefined.
   */
  StateComparison withUndefined(List<String> uses) {
    return new StateComparison(counts, bytes, differences, notRun, uses);
  }

  private static final Map<String, String> STEPPER_NAMES =
      ImmutableMap.of(
          "instructions", "instructions",
          "repIterations", "rep",
          "calls", "calls",
          "stackBytesTotal", "total");

  private static Map<String, Long> counts(Counters c) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("instructions", c.instructions());
    counts.put("repIterations", c.repIterations());
    counts.put("calls", c.calls());
    counts.put("stackBytesTotal", c.stackBytesTotal());
    return counts;
  }

  private static void registers(
      List<String> differences, Machine machine, Reply registers, boolean stepped) {
    for (State register : REGISTERS) {
      // At full speed the host CPU has executed the last syscall, which changes rcx and r11. The
      // machine stops before that instruction.
      if (!stepped && (register == State.RCX || register == State.R11)) {
        continue;
      }
      String name = register.text();
      compare(
          differences,
          "%" + name,
          "0x" + Long.toHexString(machine.cpu().get(register)),
          "0x" + Long.toHexString(registers.number(name)));
    }
  }

  private static void memory(List<String> differences, Machine machine, Witnessed cpu) {
    int at = 0;
    int shown = 0;
    for (Mapping mapping : cpu.mappings()) {
      byte[] ours = machine.memory().read(mapping.address(), (int) mapping.size());
      byte[] theirs = Arrays.copyOfRange(cpu.memory(), at, at + ours.length);
      at += ours.length;
      for (int i = 0; i < ours.length && shown <= MOST_BYTES_SHOWN; i++) {
        if (ours[i] != theirs[i]) {
          String place =
              "%s 0x%x %s"
                  .formatted(
                      mapping.name(),
                      mapping.address() + i,
                      machine.image().symbolize(mapping.address() + i));
          compare(differences, place.strip(), hex(ours[i]), hex(theirs[i]));
          shown++;
        }
      }
    }
  }

  private static String hex(byte b) {
    return "0x%02x".formatted(b & 0xff);
  }

  private static void compare(List<String> differences, String what, String ours, String theirs) {
    if (!ours.equals(theirs)) {
      differences.add("%s: %s here, %s on the host CPU".formatted(what, ours, theirs));
    }
  }

  /** Returns the result in lines: what was compared and is equal, or the differences. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (notRun != null) {
      lines.add("silicon was not run: " + notRun);
    } else if (agrees()) {
      List<String> parts = new ArrayList<>();
      counts.forEach((name, count) -> parts.add(count + " " + name));
      lines.add(
          "silicon agrees: "
              + String.join(", ", parts)
              + "; registers, output and "
              + bytes
              + " bytes of memory");
    } else if (differs()) {
      lines.add("silicon differs:");
      differences.forEach(d -> lines.add("  " + d));
    } else {
      lines.add("silicon cannot tell: the run uses what the manual leaves undefined:");
      undefined.forEach(u -> lines.add("  " + u));
      differences.forEach(d -> lines.add("  undefined " + d));
    }
    return lines;
  }

  /**
   * Returns the result for {@code --json}; {@code agrees} is null where the host CPU's run decides
   * nothing.
   */
  public Map<String, Object> json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("agrees", agrees() ? Boolean.TRUE : differs() ? Boolean.FALSE : null);
    fields.put("bytes", bytes);
    fields.put("differences", differences);
    fields.put("notRun", notRun);
    fields.put("undefined", undefined);
    return fields;
  }

  /** True if the host CPU ran the guest with the same result as the machine. */
  public boolean agrees() {
    return notRun == null && differences.isEmpty();
  }

  /**
   * True if the host CPU ran the guest with a result that differs from the machine's and is defined
   * by the manual.
   */
  public boolean differs() {
    return notRun == null && !differences.isEmpty() && undefined.isEmpty();
  }
}
