package fastpath.lab.cli;

import com.google.common.base.Suppliers;
import com.google.common.primitives.Longs;
import fastpath.codegen.Compiler;
import fastpath.codegen.Options;
import fastpath.codegen.option.FrameStrategy;
import fastpath.codegen.option.Strategy;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.machine.Outcome;
import fastpath.kernelsrc.Preset;
import fastpath.lab.cli.SiliconOption.Silicon;
import fastpath.lab.silicon.CallTimer;
import fastpath.lab.silicon.SiliconCheck;
import fastpath.lab.text.demangle.Demangler;
import fastpath.lab.workshop.CodeListing;
import fastpath.lab.workshop.Compilers;
import fastpath.lab.workshop.FrameAgreement;
import fastpath.lab.workshop.GuestCall;
import fastpath.lab.workshop.GuestException;
import fastpath.lab.workshop.Measurement;
import fastpath.lab.workshop.PathListing;
import fastpath.lab.workshop.Program;
import fastpath.lab.workshop.Workshop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Measures a function of the user's program under each variant.
 *
 * @param command the command, which prints remarks
 * @param host the host CPU, if {@code --silicon} is given
 * @param listed whether rows include the executed instructions
 */
record Measurer(
    CliCommand command,
    FileArguments files,
    CallOptions call,
    SourceOptions sources,
    Silicon host,
    Program program,
    boolean listed) {
  /** The number of printed places at which unwind information and code differ. */
  private static final int MOST_NOTES = 3;

  private static final MachineOptions PLAIN =
      MachineOptions.defaults().withStackBytes(GuestCall.DEFAULT_THREAD_SIZE);

  /** Returns a measurer of the same program for another call. */
  Measurer calling(CallOptions other) {
    return new Measurer(command, files, other, sources, host, program, listed);
  }

  /**
   * The program compiled and linked under a variant.
   *
   * @param timed links the program with the code that times a call, at addresses that the host CPU
   *     can map
   */
  record Linked(
      Workshop workshop,
      Variant variant,
      Compiler compiler,
      Optional<Preset> preset,
      Image image,
      Supplier<Image> timed,
      Booted booted) {}

  /** Compiles and links the program under a variant. */
  Linked link(Workshop workshop, Variant variant) {
    return link(workshop, workshop, variant);
  }

  /**
   * Compiles and links the program under a variant, with separate workshops for the user's files
   * and for the support files.
   */
  Linked link(Workshop workshop, Workshop support, Variant variant) {
    Optional<Preset> preset =
        variant
            .config()
            .map(named -> ConfigOption.preset(workshop.sources(), named))
            .or(() -> command.presetOfIncludes(workshop.sources(), program, sources));
    Options options = options(workshop, preset, variant);
    Compiler compiler = Compilers.named(variant.compiler());
    List<ObjectFile> objects = program.objects(workshop, compiler, options);
    List<ObjectFile> others = preset.map(p -> support.support(p, compiler)).orElse(List.of());
    Image image = program.link(objects, others, host.where());
    command.noteUndefined(image);
    call.checkSymbols(image);
    return new Linked(
        workshop,
        variant,
        compiler,
        preset,
        image,
        Suppliers.memoize(() -> {
          List<ObjectFile> withTimer = new ArrayList<>(objects);
          withTimer.add(workshop.userObject(CallTimer.code(), compiler, options));
          return program.link(withTimer, others, LinkOptions.low());
        }),
        call.boot(image, files, command.cache(), host.asked()));
  }

  /** Returns the call as it is timed. */
  CallTimer.Subject timed(Linked linked, String args) {
    return new CallTimer.Subject(
        linked.timed.get(),
        call.limits(linked.timed.get(), linked.preset, PLAIN),
        call.function,
        call.setup,
        linked.preset.isPresent(),
        machine -> call.values(machine, args));
  }

  private Options options(Workshop workshop, Optional<Preset> preset, Variant variant) {
    Options options = sources.options(workshop.sources(), preset, variant.cflags());
    return variant.frame().map(frame -> options.withStrategy(new Strategy(frame))).orElse(options);
  }

  /** Calls the function with a set of arguments, in the form of {@code --args}. */
  MeasureRow.Measured measure(Linked linked, String args) {
    Image image = linked.image;
    MachineOptions machine = call.limits(image, linked.preset, PLAIN);
    Played played = play(image, machine, linked.preset.isPresent(), args);
    Outcome outcome = played.verdict().outcome();
    String compiledBy = compiledBy(linked);
    finish(linked, outcome);
    FrameAgreement frames = FrameAgreement.of(image, outcome.profile());
    frames.check();
    frames.notes().stream().limit(MOST_NOTES).forEach(line -> command.note("frames: " + line));
    Optional<TypedCall> typed = TypedCall.of(image, call.function, played.arguments());
    return new MeasureRow.Measured(
        Measurement.of(
            linked.workshop.sources(),
            Demangler.name(call.function),
            config(linked),
            compiledBy,
            image,
            call.function,
            outcome),
        linked.variant,
        args,
        played.given(call, args),
        played.verdict().silicon(),
        typed,
        linked.booted,
        listed ? PathListing.of(linked.workshop.sources(), image, outcome.profile()) : null,
        listed
            ? CodeListing.of(linked.workshop.sources(), image, call.function, outcome.profile())
            : null,
        isBinary(image) ? image.fileAt(image.address(call.function)).orElse(null) : null,
        typed.map(TypedCall::value).or(() -> image.inlines().result(image.address(call.function))),
        Optional.empty(),
        Optional.empty());
  }

  private void finish(Linked linked, Outcome outcome) {
    try {
      GuestCall.finish(call.function, outcome);
    } catch (GuestException e) {
      throw new GuestException(under(linked) + e.getMessage());
    }
  }

  /**
   * Returns what the function was compiled under and by, with which messages begin; "" if neither
   * is known.
   */
  String under(Linked linked) {
    String config = config(linked);
    String compiledBy = compiledBy(linked);
    return linked.workshop.sources().overlay().map(name -> "overlay " + name + ": ").orElse("")
        + (config.isEmpty() ? "" : "under " + config + " ")
        + (compiledBy == null ? "" : "by " + compiledBy + flags(linked) + ": ");
  }

  /** Returns the flags that the function was compiled with, each behind a blank. */
  private String flags(Linked linked) {
    if (isBinary(linked.image)) {
      return "";
    }
    String cflags = linked.variant.cflags();
    return (cflags.isBlank() ? "" : " " + cflags)
        + linked
            .variant
            .frame()
            .filter(frame -> frame != FrameStrategy.SHRINK_WRAPPED)
            .map(frame -> " --frame " + frame.option())
            .orElse("");
  }

  private static String config(Linked linked) {
    return linked.preset.map(Preset::shortName).orElse("");
  }

  /** The result of a call, and the arguments that were passed. */
  private record Played(SiliconCheck.Verdict verdict, List<Long> arguments) {
    static Played of(GuestCall scene, SiliconCheck.Verdict verdict) {
      return new Played(verdict, Longs.asList(scene.arguments()));
    }

    List<Long> given(CallOptions call, String args) {
      return call.setup == null ? arguments.subList(0, CallOptions.split(args).size()) : arguments;
    }
  }

  /**
   * Returns the compiler of the function; for a function in an object file the producer that the
   * file names, or null if the file names none.
   */
  private String compiledBy(Linked linked) {
    Image image = linked.image;
    return isBinary(image)
        ? image.producerAt(image.address(call.function)).orElse(null)
        : linked.compiler.name();
  }

  /** True if the measured function is in an object, archive or executable that the user gave. */
  boolean isBinary(Image image) {
    return image.fileAt(image.address(call.function)).map(program::isBinary).orElse(false);
  }

  private Played play(Image image, MachineOptions options, boolean kernel, String args) {
    if (host.asked()) {
      SiliconCheck referee = new SiliconCheck(host.cpu(), image, options);
      Machine machine = referee.scene().machine();
      SiliconCheck.Verdict verdict =
          referee.call(call.function, call.setup, kernel, call.values(machine, args));
      machine.warnings().forEach(command::note);
      return Played.of(referee.scene(), verdict);
    }
    GuestCall scene = GuestCall.of(image, options);
    scene.prepare(call.setup, kernel, call.values(scene.machine(), args));
    Outcome outcome = scene.call(call.function);
    scene.machine().warnings().forEach(command::note);
    return Played.of(scene, new SiliconCheck.Verdict(outcome, Optional.empty()));
  }
}
