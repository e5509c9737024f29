package fastpath.lab.silicon;

import fastpath.codegen.source.TemporaryFiles;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineAddresses;
import fastpath.emulator.image.Section;
import fastpath.emulator.image.Symbol;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Mapping;
import fastpath.emulator.machine.Memory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A script of commands for the stepper, which begins with the current memory of a machine. The
 * machine must have the addresses {@link MachineAddresses#LOW}.
 */
public final class Script {
  private final SiliconCpu cpu;
  private final StringBuilder commands = new StringBuilder();
  private final StringBuilder calls = new StringBuilder();
  private final List<Mapping> writable = new ArrayList<>();
  private final Path blob;

  /**
   * Creates a script with the machine's memory and its permissions, the FS and GS bases, the stack,
   * and the exception table.
   */
  public Script(SiliconCpu cpu, Machine machine) throws IOException {
    this.cpu = cpu;
    blob = cpu.file("image");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Mapping r : machine.memory().mappings()) {
      boolean arguments = r.address() == MachineAddresses.LOW.arguments();
      byte[] head = withoutZeros(r.bytes());
      say("segment %d %d %s %d %d", r.address(), r.size(), blob, bytes.size(), head.length);
      // Calls return to a breakpoint in the page of the arguments, so that page is writable and
      // executable.
      say("protect %d %d %d", r.address(), r.size(), arguments ? 7 : rights(r.permissions()));
      bytes.write(head);
      if ((r.permissions() & Memory.WRITE) != 0 && !arguments) {
        writable.add(r);
      }
    }
    TemporaryFiles.write(blob, bytes.toByteArray());
    long top = machine.stackTop();
    say("fs %d", machine.cpu().get(State.FS_BASE));
    say("gs %d", MachineAddresses.LOW.perCpu());
    long stack = machine.addresses().stack();
    say("stack %d %d", stack, top - stack);
    tables(machine);
  }

  /**
   * Adds commands for the tables of faults and warnings, those of the kernel and those of its
   * modules.
   */
  private void tables(Machine machine) {
    int entry = machine.exceptionEntryBytes();
    table(machine, "__ex_table", (from, to) -> say("extable %d %d %d", from, to, entry));
    table(machine, "__bug_table", (from, to) -> say("bugs %d %d", from, to));
  }

  private interface Table {
    void at(long from, long to);
  }

  private static void table(Machine machine, String section, Table table) {
    long from = symbol(machine, "__start_" + section);
    table.at(from, symbol(machine, "__stop_" + section));
    for (Section s : machine.image().sections()) {
      if (s.name().equals(section) && s.address() != from) {
        table.at(s.address(), s.address() + s.size());
      }
    }
  }

  /** Returns the bytes without trailing zeros, which need not be written. */
  private static byte[] withoutZeros(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return end == bytes.length ? bytes : Arrays.copyOf(bytes, end);
  }

  private static int rights(int permissions) {
    return ((permissions & Memory.READ) != 0 ? 4 : 0)
        | ((permissions & Memory.WRITE) != 0 ? 2 : 0)
        | ((permissions & Memory.EXECUTE) != 0 ? 1 : 0);
  }

  private static long symbol(Machine machine, String name) {
    return machine.image().symbol(name).map(Symbol::value).orElse(0L);
  }

  private void say(String command, Object... values) {
    commands.append(command.formatted(values)).append('\n');
  }

  /** Adds a call that runs at full speed; the call has one reply. */
  public Script run(long function, Object... arguments) {
    return call("run", function, arguments);
  }

  /** Adds a call that is single-stepped and counted; the call has one reply. */
  public Script step(long function, Object... arguments) {
    return call("step", function, arguments);
  }

  private Script call(String how, long function, Object... arguments) {
    StringBuilder line = new StringBuilder(how + " " + function);
    for (Object a : arguments) {
      line.append(' ').append(a instanceof Long n ? Long.toUnsignedString(n) : a);
    }
    calls.append(line).append('\n');
    return this;
  }

  /**
   * Adds the start of a single-stepped and counted program, at the entry point for which the
   * machine was prepared.
   */
  public Script enter(Machine machine) {
    return begin("enter", machine);
  }

  /** Adds the start of a program that runs at full speed, without counts. */
  public Script start(Machine machine) {
    return begin("start", machine);
  }

  private Script begin(String how, Machine machine) {
    calls.append(
        how + " %d %d\n".formatted(machine.cpu().get(State.RIP), machine.cpu().get(State.RSP)));
    return this;
  }

  /** Runs the script and returns a reply for each call. */
  public List<Reply> replies() throws IOException {
    List<String> lines = cpu.ask(commands.toString() + calls);
    Files.delete(blob);
    return lines.stream().map(Reply::of).toList();
  }

  /**
   * Runs the script and returns the state that the last call left.
   *
   * @param maxInstructions limit on the instructions of a counted call
   */
  public Witnessed witnessed(long maxInstructions) throws IOException {
    Path memory = cpu.file("memory");
    Path output = cpu.file("output");
    StringBuilder first = new StringBuilder();
    for (Mapping r : writable) {
      first.append("keep %s %d %d\n".formatted(memory, r.address(), r.size()));
    }
    first.append("output %s\nlimit %d\nplain\n".formatted(output, maxInstructions));
    calls.append("registers\n");
    commands.append(first);
    Witnessed result =
        new Witnessed(replies(), writable, Files.readAllBytes(memory), Files.readAllBytes(output));
    Files.delete(memory);
    Files.delete(output);
    return result;
  }
}
