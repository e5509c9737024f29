package fastpath.lab.cli;

import fastpath.emulator.EngineKind;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.isa.CpuProfile;
import fastpath.kernelsrc.Preset;
import fastpath.lab.boot.AsBooted;
import fastpath.lab.boot.BootCpu;
import fastpath.lab.boot.PatchLog;
import fastpath.lab.boot.PatchSite;
import fastpath.lab.cache.Cache;
import fastpath.lab.gate.Case;
import fastpath.lab.silicon.SiliconCpu;
import fastpath.lab.vmlinux.RunningKernel;
import fastpath.lab.workshop.GuestCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Options that name the function to call, its arguments, and the limits of its execution. */
final class CallOptions {
  /** The default budget in instructions: about half a minute of the interpreter's time. */
  private static final long DEFAULT_BUDGET = 1_000_000_000;

  private static final int MOST_ARGUMENTS = 6;

  @Option(
      names = "--call",
      paramLabel = "F",
      description =
          "The function to call: a symbol, a source name of C++ or Rust, or an address, 0x...")
  String function;

  @Option(
      names = "--setup",
      paramLabel = "F",
      description = "A C function void F(unsigned long args[6]) run first; it fills the arguments.")
  String setup;

  @Option(
      names = "--args",
      paramLabel = "A,B,...",
      description =
          "Up to six integers, decimal or 0x, or @SYMBOL (of C++ or Rust by its source name too) for"
              + " an address. For measure and compare repeatable: a row for each.")
  List<String> arguments = new ArrayList<>();

  @Option(
      names = "--max-instructions",
      paramLabel = "N",
      description =
          "The budget; the guest is stopped when it is spent, exit code 3. Default: "
              + DEFAULT_BUDGET
              + ".")
  Long maxInstructions;

  /** The budget unless the user gives one, in instructions. */
  private long otherwise = DEFAULT_BUDGET;

  @Option(
      names = "--stack",
      paramLabel = "BYTES",
      description = "The kernel stack, a power of two; it is aligned to itself.")
  Integer stack;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description =
          "translator (the default), interpreter, or verify: the translator, with everything that it"
              + " does repeated by the interpreter and compared.")
  String engine = EngineKind.TRANSLATOR.label();

  @Option(
      names = "--cpu",
      paramLabel = "PROFILE",
      description =
          "intel (the default) or amd: what instructions do where the makers' CPUs differ. With"
              + " --silicon the host CPU's maker is the default (of a kernel: host), and no other can be"
              + " named. Of a kernel also what its boot patches: intel is sapphire-rapids and amd is zen4;"
              + " haswell and host are others. Behind commas may follow features (smap, no-erms) and"
              + " mitigations=off.")
  String cpu;

  @Option(
      names = "--as-linked",
      description =
          "A kernel's text as it lies in the file, without what boot patches. Without it too, static"
              + " keys are as they are linked, and so are static calls but those of preemption, which"
              + " are as preempt=voluntary sets them: what drivers and security modules switch on"
              + " later is not.")
  boolean asLinked;

  /**
   * Refuses a command line without {@code --call}.
   *
   * @param command the command's name, with which the message begins
   */
  void needFunction(String command) {
    if (function == null) {
      throw Failure.usage(
          "fastpath %s: --call F is needed; see fastpath %s --help", command, command);
    }
  }

  /** True if an option names the function, the set-up function or arguments. */
  boolean isNamed() {
    return function != null || setup != null || !arguments.isEmpty();
  }

  /** Returns the call of a case, with the limits of execution of these options. */
  CallOptions of(Case one) {
    CallOptions other = calling(one.call());
    other.setup = one.setup();
    other.arguments = one.args();
    return other;
  }

  /** Lowers the budget if the user has given none. */
  void lowerBudget(long instructions) {
    otherwise = instructions;
  }

  /** Returns the budget of a call, in instructions: the user's if there is one. */
  long budget() {
    return maxInstructions == null ? otherwise : maxInstructions;
  }

  /** Returns the same options for another function. */
  CallOptions calling(String other) {
    CallOptions copy = new CallOptions();
    copy.function = other;
    copy.setup = setup;
    copy.arguments = arguments;
    copy.maxInstructions = maxInstructions;
    copy.otherwise = otherwise;
    copy.stack = stack;
    copy.engine = engine;
    copy.cpu = cpu;
    copy.asLinked = asLinked;
    return copy;
  }

  /** Checks the options' values, and refuses options that exclude each other. */
  void check(boolean silicon) {
    checkCpu();
    if (silicon && cpu != null && profile() != SiliconCpu.hostProfile()) {
      throw Failure.usage(
          "--cpu %s with --silicon: the host CPU is %s", cpu, SiliconCpu.hostProfile().label());
    }
    if (EngineKind.named(engine).isEmpty()) {
      throw Failure.usage("--engine %s: translator, interpreter or verify", engine);
    }
    for (String set : arguments) {
      int size = split(set).size();
      if (size > MOST_ARGUMENTS) {
        throw Failure.usage("--args: %d, and six are the most", size);
      }
    }
    if (setup != null && !arguments.isEmpty()) {
      throw Failure.usage("--setup fills the arguments, so --args cannot be given too");
    }
    if (budget() < 1) {
      throw Failure.usage("--max-instructions %d: at least 1", maxInstructions);
    }
  }

  private void checkCpu() {
    if (cpu == null || CpuProfile.named(cpu).isPresent()) {
      return;
    }
    try {
      BootCpu.of(cpu);
    } catch (IllegalArgumentException e) {
      throw Failure.usage("--cpu %s: %s", cpu, e.getMessage());
    }
  }

  private CpuProfile profile() {
    if (cpu == null) {
      return CpuProfile.INTEL;
    }
    return CpuProfile.named(cpu).orElseGet(() -> BootCpu.of(cpu).maker());
  }

  /**
   * Patches a kernel's text as boot on the selected CPU does; leaves the text unchanged under
   * {@code --as-linked}.
   *
   * @param silicon whether {@code --silicon} is given; the host CPU is then the default CPU
   */
  Booted boot(Image image, FileArguments files, Cache cache, boolean silicon) {
    if (asLinked || RunningKernel.of(image).isEmpty()) {
      return Booted.NOT;
    }
    BootCpu on = BootCpu.of(cpu != null ? cpu : silicon ? BootCpu.HOST : CpuProfile.INTEL.label());
    List<PatchSite> sites =
        files
            .kernel()
            .map(key -> PatchLog.patch(image, on, key.digest(), cache))
            .orElseGet(() -> AsBooted.patch(image, on));
    return new Booted(on.name(), sites);
  }

  /**
   * Returns the symbols that the options name: the function, the set-up function, and the arguments
   * that are the addresses of symbols.
   */
  List<String> symbols() {
    List<String> symbols = new ArrayList<>();
    Stream.of(function, setup).filter(Objects::nonNull).forEach(symbols::add);
    arguments.stream()
        .flatMap(set -> split(set).stream())
        .filter(argument -> argument.startsWith("@"))
        .forEach(argument -> symbols.add(argument.substring(1)));
    return symbols;
  }

  /**
   * Checks that the program has the symbols that the options name, and replaces the functions'
   * source names by symbols.
   */
  void checkSymbols(Image image) {
    function = function == null ? null : SymbolLookup.resolve("--call ", function, image);
    setup = setup == null ? null : SymbolLookup.resolve("--setup ", setup, image);
    arguments.stream()
        .flatMap(set -> split(set).stream())
        .forEach(text -> {
          if (text.startsWith("@")) {
            SymbolLookup.resolve("--args @", text.substring(1), image);
          }
        });
  }

  /**
   * Returns the sets of arguments as the user wrote each set; one empty set if the user gave none.
   */
  List<String> sets() {
    return arguments.isEmpty() ? List.of("") : arguments;
  }

  /** Returns the only set of arguments; refuses several sets. */
  String set() {
    if (arguments.size() > 1) {
      throw Failure.usage(
          "--args: one set at a time here, not %s", String.join(" and ", arguments));
    }
    return sets().getFirst();
  }

  /** Returns the arguments of a comma-separated set. */
  static List<String> split(String set) {
    return set.isEmpty() ? List.of() : Stream.of(set.split(",", -1)).map(String::strip).toList();
  }

  /**
   * Returns the machine's options: those of the command line, and for the others the preset's, the
   * kernel's, or the given defaults, in this order.
   */
  MachineOptions limits(Image image, Optional<Preset> preset, MachineOptions others) {
    return limits(
        preset
            .map(GuestCall::options)
            .or(() -> stack == null ? idle(image) : Optional.empty())
            .orElse(others));
  }

  private static Optional<MachineOptions> idle(Image image) {
    return RunningKernel.of(image).map(k -> k.onIdleStack(MachineOptions.defaults()));
  }

  private MachineOptions limits(MachineOptions options) {
    MachineOptions limited =
        options
            .withMaxInstructions(budget())
            .withEngine(EngineKind.named(engine).orElseThrow())
            .withCpu(profile());
    try {
      return stack == null ? limited : limited.withStackBytes(stack);
    } catch (IllegalArgumentException e) {
      throw Failure.usage("--stack %d: a power of two from 4096 to 1073741824", stack);
    }
  }

  /**
   * Returns the arguments of a set as 64-bit values; an argument that names a symbol is the
   * symbol's address.
   */
  long[] values(Machine machine, String set) {
    return split(set).stream().mapToLong(text -> value(text, machine)).toArray();
  }

  private static long value(String text, Machine machine) {
    if (text.startsWith("@")) {
      Image image = machine.image();
      return machine.symbol(SymbolLookup.resolve("--args @", text.substring(1), image));
    }
    boolean negative = text.startsWith("-");
    String digits = negative ? text.substring(1) : text;
    try {
      long magnitude =
          digits.startsWith("0x") || digits.startsWith("0X")
              ? Long.parseUnsignedLong(digits.substring(2), 16)
              : Long.parseUnsignedLong(digits);
      return negative ? -magnitude : magnitude;
    } catch (NumberFormatException e) {
      throw Failure.usage("--args %s: neither an integer of 64 bits nor @SYMBOL", text);
    }
  }
}
