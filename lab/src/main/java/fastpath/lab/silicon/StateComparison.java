package fastpath.lab.silicon;

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
 * Compares the machine's outcome with the host CPU's: the end with a fault's kind, address and
 * error code, value, counts, registers, output, and every byte of writable memory. Flags are not
 * compared, because at the end of a function or program nothing depends on them and many are
 * undefined.
 *
 * @param counts the machine's counts that were compared, by name
 * @param bytes number of bytes of memory that were compared
 * @param differences one line each; empty if the two agree
 * @param notRun why the host CPU could not run the guest; null if it could
 * @param undefined uses of what the manual leaves undefined, one line each. They are looked for if
 *     there are differences, which then do not count
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
   * Compares; the machine must be in the state of the outcome.
   *
   * @param counted true if the host CPU was stepped, so that it has counts
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
    counts.forEach(
        (name, count) -> {
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

  /** The result for a guest that the host CPU cannot run. */
  static StateComparison notRun(String because) {
    return new StateComparison(Map.of(), 0, List.of(), because, List.of());
  }

  /** This result for a run that uses what the manual leaves undefined. */
  StateComparison withUndefined(List<String> uses) {
    return new StateComparison(counts, bytes, differences, notRun, uses);
  }

  private static final Map<String, String> STEPPER_NAMES =
      Map.of(
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
      // At full speed the CPU has executed the last syscall, before which the machine ends.
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

  /** The result in lines: what was compared and is equal, or what differs. */
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

  /** The result for {@code --json}; {@code agrees} is null where the host CPU cannot tell. */
  public Map<String, Object> json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("agrees", agrees() ? Boolean.TRUE : differs() ? Boolean.FALSE : null);
    fields.put("bytes", bytes);
    fields.put("differences", differences);
    fields.put("notRun", notRun);
    fields.put("undefined", undefined);
    return fields;
  }

  /** True if the host CPU ran the guest with the same result. */
  public boolean agrees() {
    return notRun == null && differences.isEmpty();
  }

  /** True if the host CPU ran the guest with another result that the manual defines. */
  public boolean differs() {
    return notRun == null && !differences.isEmpty() && undefined.isEmpty();
  }
}
