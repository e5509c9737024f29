package fastpath.tests.benchmark;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import fastpath.emulator.EngineKind;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The workloads by which engines are measured: functions of workloads.c, compiled by gcc. */
public enum Workload {
  /** A hash chain walk between an increment and a decrement of a count in %gs. */
  A("a"),
  /** Copies of 64 to 256 bytes by unrolled moves. */
  B("b"),
  /** A linked list, a matrix product, a CRC and a state machine. */
  C("c"),
  /** Copies of 64 bytes by rep movsb. */
  D("d"),
  /** Copies of 4096 bytes by rep movsb. */
  BIG_D("D"),
  /** A sort, the CRC and the linked list. */
  MIXED("mixed");

  private static final List<String> FLAGS =
      List.of(
          "-O2",
          "-mgeneral-regs-only",
          "-mno-red-zone",
          "-fno-stack-protector",
          "-fcf-protection=none",
          "-fno-pic",
          "-fno-pie");

  private final String label;

  Workload(String label) {
    this.label = label;
  }

  /** Returns the name in tables and in the C function's name. */
  public String label() {
    return label;
  }

  /** Compiles the workloads and returns the object; no file is left. */
  static byte[] object() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("workloads");
    try {
      return object(folder);
    } finally {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  /** Compiles the workloads in a folder and returns the object. */
  static byte[] object(Path folder) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("gcc", "-c", "-o", "workloads.o"));
    command.addAll(FLAGS);
    command.add(resource(folder, "workloads.c"));
    run(folder, command);
    return Files.readAllBytes(folder.resolve("workloads.o"));
  }

  /** Links a native program that runs the same object. */
  static Path program(Path folder) throws IOException, InterruptedException {
    object(folder);
    String main = resource(folder, "native.c");
    run(folder, List.of("gcc", "-O2", "-static", "-no-pie", "-o", "native", main, "workloads.o"));
    return folder.resolve("native");
  }

  private static String resource(Path folder, String name) throws IOException {
    try (InputStream in = Workload.class.getResourceAsStream("/benchmarks/" + name)) {
      Files.write(folder.resolve(name), in.readAllBytes());
    }
    return name;
  }

  private static void run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException("failed: " + String.join(" ", command));
    }
  }

  /** Returns a machine with the workloads loaded. */
  static Machine machine(byte[] object, EngineKind engine) {
    return Machine.create(
        Linker.link(List.of(ObjectFile.read("workloads.o", object)), LinkOptions.low()),
        MachineOptions.defaults().withEngine(engine));
  }

  /** Runs the workload's function with n as its argument. */
  Outcome run(Machine machine, long n) {
    Outcome outcome = machine.call("work_" + label, n);
    if (outcome.stop() != Stop.RETURN) {
      throw new IllegalStateException(label + ": " + outcome.stop() + " " + outcome.fault());
    }
    return outcome;
  }
}
