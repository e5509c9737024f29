package fastpath.lab.cli;

import fastpath.codegen.Compiler;
import fastpath.codegen.source.Source;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.explore.MemoryModel;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.litmus.Assembly;
import fastpath.lab.litmus.CProgram;
import fastpath.lab.litmus.LinuxC;
import fastpath.lab.litmus.LitmusParser;
import fastpath.lab.litmus.LitmusProgram;
import fastpath.lab.workshop.GuestCall;
import fastpath.lab.workshop.Program;
import fastpath.lab.workshop.Workshop;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Reads the user's litmus tests. */
final class LitmusInputs {
  private static final long SETUP_BUDGET = 50_000_000;
  private static final MachineOptions PLAIN =
      MachineOptions.defaults()
          .withStackBytes(GuestCall.DEFAULT_THREAD_SIZE)
          .withMaxInstructions(SETUP_BUDGET);

  private LitmusInputs() {}

  static MemoryModel model(String name) {
    return MemoryModel.named(name).orElseThrow(() -> Failure.usage("--model %s: tso or sc", name));
  }

  /** True if a file is a litmus test in the C of the Linux kernel's memory model. */
  private static boolean isLinux(String file, Source source) {
    return !file.endsWith(".c") && LinuxC.is(source.text());
  }

  /** Returns the litmus test in a file, ready to run; the workshop compiles a test in C. */
  static LitmusProgram read(
      String file,
      InputStream in,
      Workshop workshop,
      ConfigOption configs,
      Compiler compiler,
      SourceOptions sources)
      throws IOException {
    Source source = Inputs.text(file, in);
    return scenario(source, configs.single(workshop.sources()), workshop, compiler, sources);
  }

  /** Returns a litmus test, ready to run. */
  static LitmusProgram scenario(
      Source source,
      Optional<Preset> preset,
      Workshop workshop,
      Compiler compiler,
      SourceOptions sources) {
    String file = source.name();
    KernelSources kernel = workshop.sources();
    boolean linux = isLinux(file, source);
    if (!file.endsWith(".c") && !linux) {
      return Assembly.scenario(LitmusParser.parse(source.name(), source.text()));
    }
    LinuxC test = linux ? LinuxC.parse(source.name(), source.text()) : null;
    Source code = linux ? new Source(source.name() + ".c", test.source()) : source;
    Program program = new Program(List.of(new Program.Input.Text(code)));
    Image image =
        program.linkInContext(
            workshop, preset, compiler, sources.options(kernel, preset), LinkOptions.kernel());
    MachineOptions machine = preset.map(GuestCall::options).orElse(PLAIN);
    return linux
        ? CProgram.scenario(file, test, source.text(), image, machine)
        : CProgram.scenario(file, source.text(), image, machine);
  }
}
