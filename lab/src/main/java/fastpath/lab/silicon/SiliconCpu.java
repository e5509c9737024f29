package fastpath.lab.silicon;

import fastpath.codegen.source.ChildProcesses;
import fastpath.codegen.source.TemporaryFiles;
import fastpath.emulator.CpuIdentity;
import fastpath.emulator.isa.CpuProfile;
import fastpath.kernelsrc.Stepper;
import fastpath.lab.workshop.LabException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs code on the host CPU with kernelsrc's {@link Stepper}, which the host's C compiler builds in
 * a temporary folder. Closing this object removes the folder. All methods may be called from
 * several threads.
 */
public final class SiliconCpu implements AutoCloseable {
  private static final List<String> COMPILERS = List.of("cc", "gcc", "clang");

  private static final int DONE = 0;
  private static final int GUEST_FAULTED = 1;
  private static final int MOST_BYTES = 1 << 26;

  private final CpuProfile profile;
  private final Path folder;

  private SiliconCpu(CpuProfile profile, Path folder) {
    this.profile = profile;
    this.folder = folder;
  }

  /**
   * Builds the stepper.
   *
   * @throws LabException with one line, if the host is not x86-64 Linux, its CPU is neither Intel's
   *     nor AMD's, there is no C compiler, or no process may be traced
   */
  public static SiliconCpu open() {
    CpuProfile profile = hostProfile();
    String compiler =
        COMPILERS.stream()
            .filter(SiliconCpu::present)
            .findFirst()
            .orElseThrow(() ->
                new LabException(
                    "the host CPU can be asked only with a C compiler: no cc, gcc or clang is"
                        + " on the PATH"));
    try {
      SiliconCpu cpu = new SiliconCpu(profile, TemporaryFiles.folder("fastpath-silicon"));
      cpu.build(compiler);
      cpu.probe();
      return cpu;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the profile of the vendor of the host CPU.
   *
   * @throws LabException with one line, if the host is not x86-64 Linux or the vendor has no
   *     profile
   */
  public static CpuProfile hostProfile() {
    CpuIdentity identity =
        CpuIdentity.ofHost()
            .orElseThrow(() ->
                new LabException(
                    "the host CPU can be asked on x86-64 Linux only; this is %s on %s"
                        .formatted(System.getProperty("os.name"), System.getProperty("os.arch"))));
    return identity
        .profile()
        .orElseThrow(() ->
            new LabException(
                "the host CPU ("
                    + identity
                    + ") cannot be asked: it is neither Intel's nor"
                    + " AMD's"));
  }

  /** Returns the profile of the host CPU's vendor. */
  public CpuProfile profile() {
    return profile;
  }

  private static boolean present(String tool) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(directory -> new File(directory, tool).canExecute());
  }

  private void build(String compiler) throws IOException {
    List<String> command = new ArrayList<>(List.of(compiler, "-O2", "-w", "-o", stepper()));
    Stepper.copyTo(folder).forEach(source -> command.add(source.toString()));
    String said = run(command.toArray(String[]::new));
    if (!Files.isExecutable(Path.of(stepper()))) {
      close();
      throw new LabException(
          compiler + " cannot build the stepper: " + said.lines().findFirst().orElse(""));
    }
  }

  /** Checks that a process can be traced, by a script without calls. */
  private void probe() throws IOException {
    try {
      ask("probe\n");
    } catch (LabException e) {
      close();
      throw e;
    }
  }

  private String stepper() {
    return folder.resolve("stepper").toString();
  }

  /** Creates an empty file for the stepper, with a name that no other script uses. */
  Path file(String stem) throws IOException {
    return Files.createTempFile(folder, stem, "");
  }

  /**
   * Returns the stepper's replies to a script, one line each.
   *
   * @throws LabException with one line, if the stepper failed or was killed
   */
  List<String> ask(String script) throws IOException {
    Path errors = file("errors");
    Process process =
        ChildProcesses.start(new ProcessBuilder(stepper()).redirectError(errors.toFile()));
    String answers = exchange(process, script);
    int code = ended(process);
    String error = Files.readString(errors).lines().findFirst().orElse("");
    Files.delete(errors);
    if (code != DONE && code != GUEST_FAULTED) {
      throw new LabException(
          "the host CPU cannot be asked: "
              + (error.isEmpty() ? "the stepper ended with code " + code : error));
    }
    return answers.lines().toList();
  }

  private static int ended(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new LabException("the host CPU was interrupted");
    }
  }

  private static String run(String... command) throws IOException {
    return exchange(
        ChildProcesses.start(new ProcessBuilder(command).redirectErrorStream(true)), "");
  }

  /**
   * Sends the script and returns the stepper's output. The output is long only in case of an error,
   * because a guest's own output goes to a file.
   */
  private static String exchange(Process process, String input) throws IOException {
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // If the stepper ended before it read everything, its output contains the reason.
    }
    byte[] answer = process.getInputStream().readNBytes(MOST_BYTES);
    process.getInputStream().close();
    return new String(answer, StandardCharsets.UTF_8).strip();
  }

  @Override
  public void close() {
    TemporaryFiles.remove(folder);
  }
}
