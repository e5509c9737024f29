package fastpath.lab.cli;

import fastpath.emulator.image.Image;
import fastpath.emulator.image.Symbol;
import fastpath.lab.text.Paragraph;
import fastpath.lab.text.demangle.Demangler;
import fastpath.lab.workshop.GuestException;
import fastpath.lab.workshop.Program;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** The option {@code --each}: every function of the files, in place of the one of --call. */
final class EachOption {
  /** The budget of a call, in instructions, unless the user gives one. */
  private static final long BUDGET = 1_000_000;

  @Option(
      names = "--each",
      description =
          "Every function of the files that returns when it is called with the arguments given, in"
              + " place of --call. Functions that fault, or spend "
              + BUDGET
              + " instructions unless --max-instructions says more, are named on stderr; they fail the"
              + " command under --limit, and under --baseline if it has a row of them.")
  boolean asked;

  /** The names of the functions that did not return, by what they were compiled under and by. */
  private final Map<String, Set<String>> failed = new LinkedHashMap<>();

  /** Refuses {@code --each} beside {@code --call}, and sets the budget of a call. */
  void check(CallOptions call) {
    if (asked && call.function != null) {
      throw Failure.usage(
          "--each calls every function, so --call %s cannot be given too", call.function);
    }
    if (asked) {
      call.lowerBudget(BUDGET);
    }
  }

  /**
   * Returns the calls that the options ask for: those of every function of the user's files, or the
   * one of --call.
   */
  List<CallOptions> calls(CallOptions call, Program program, Image image) {
    if (!asked) {
      return List.of(call);
    }
    Set<Long> seen = new HashSet<>();
    return image.symbols().stream()
        .filter(symbol -> isOwnFunction(symbol, program, image))
        .filter(symbol -> !symbol.name().equals(call.setup))
        .filter(symbol -> seen.add(symbol.value()))
        .map(symbol -> call.calling(name(symbol, image)))
        .toList();
  }

  private static boolean isOwnFunction(Symbol symbol, Program program, Image image) {
    boolean entry =
        image
            .frames()
            .function(symbol.value())
            .filter(f -> f.entry() == symbol.value())
            .isPresent();
    return symbol.isFunction()
        && symbol.size() > 0
        && entry
        && image.fileAt(symbol.value()).filter(program::has).isPresent();
  }

  /** Returns the symbol's name; its address if another symbol has the same name. */
  private static String name(Symbol symbol, Image image) {
    return image.address(symbol.name()) == symbol.value()
        ? symbol.name()
        : "0x" + Long.toHexString(symbol.value());
  }

  /**
   * Returns the result of a call. Under {@code --each} the result is empty if the function does not
   * return and no limit needs its counts, which {@link #remarks} says.
   *
   * @param under what the function was compiled under and by, for the remark
   * @throws GuestException if the function does not return, and is not one of many or is needed
   */
  <T> Optional<T> returned(CallOptions call, String under, GateOptions gate, Problem.Work<T> work)
      throws IOException {
    try {
      return Optional.of(work.run());
    } catch (GuestException e) {
      String name = Demangler.name(call.function);
      if (!asked || gate.needs(name)) {
        throw e;
      }
      failed.computeIfAbsent(under, key -> new LinkedHashSet<>()).add(name);
      return Optional.empty();
    }
  }

  /** Returns lines that name the functions that did not return; none if all did. */
  List<String> remarks(int columns) {
    List<String> lines = new ArrayList<>();
    failed.forEach((under, names) -> {
      String text = under + "do not return when called with these arguments: ";
      lines.addAll(Paragraph.wrap(text + String.join(", ", names), columns, "", "  "));
    });
    return lines;
  }
}
