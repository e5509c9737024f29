package fastpath.lab.blame;

import fastpath.codegen.source.Source;
import fastpath.emulator.frames.CalleeSaved;
import fastpath.emulator.isa.State;
import fastpath.kernelsrc.KernelSources;
import fastpath.lab.workshop.Callee;
import fastpath.lab.workshop.Calls;
import fastpath.lab.workshop.LabException;
import fastpath.lab.workshop.Program;
import fastpath.lab.workshop.SourceLines;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A program in which some calls are made through thunks, so that the compiler does not see a call,
 * or in which the calls are removed.
 *
 * @param program the user's files with rewritten calls, and a file with the thunks if there are any
 * @param headers the rewritten files of kernelsrc, by path within kernelsrc
 */
public record HiddenCalls(Program program, Map<String, String> headers) {
  /** The general registers that a callee may change, but for rax, which holds the value. */
  private static final List<String> SAVED =
      IntStream.range(0, State.GENERAL)
          .filter(r -> (CalleeSaved.others() >> r & 1) != 0 && r != State.RAX.index())
          .mapToObj(r -> State.gpr(r).text())
          .toList();

  /** The kinds of text that take the place of a call. */
  public enum Instead {
    /** Inline asm that calls a thunk. */
    THUNK,
    /** Nothing; the value 0 if the call's value is used. */
    NOTHING
  }

  /**
   * Rewrites calls.
   *
   * @param instead what takes the place of each call
   * @throws LabException if the source of a call cannot be rewritten; the message gives the reason
   */
  public static HiddenCalls of(
      KernelSources sources, Program program, List<Callee> calls, Instead instead) {
    Map<String, String> texts = new HashMap<>();
    Map<String, List<CallText>> found = new HashMap<>();
    for (Callee call : calls) {
      String file = file(sources, program, call);
      String text = texts.computeIfAbsent(file, name -> text(sources, program, name));
      found.computeIfAbsent(file, name -> new ArrayList<>()).add(find(text, call));
    }
    List<String> thunks = new ArrayList<>();
    found.forEach((file, those) ->
        texts.put(
            file,
            switch (instead) {
              case THUNK -> rewrite(texts.get(file), those, call -> behind(call, thunks));
              case NOTHING -> rewrite(texts.get(file), those, CallText::removed);
            }));
    List<Program.Input> inputs = new ArrayList<>();
    program.inputs().forEach(input -> inputs.add(rewritten(input, texts)));
    if (!thunks.isEmpty()) {
      String assembly = "\t.text\n" + String.join("", thunks);
      inputs.add(new Program.Input.Text(new Source("<fastpath>/thunks.s", assembly)));
    }
    Map<String, String> headers = new HashMap<>();
    texts.forEach((file, text) -> {
      if (sources.exists(file)) {
        headers.put(file, text);
      }
    });
    return new HiddenCalls(new Program(inputs, program.roots()), headers);
  }

  /** Returns kernelsrc with the rewritten headers. */
  public KernelSources over(KernelSources sources) {
    return headers.isEmpty() ? sources : sources.replacing(headers);
  }

  /**
   * Returns the calls that the compiler may have merged into one whose line debug information does
   * not tell: one for each of the lines whose text calls the same function. If no such line is
   * known, the function is called in inline functions of headers, and all calls of it in the user's
   * files and in headers of kernelsrc are returned.
   *
   * @param lines lines of the merged call's file that the calling function's code comes from
   * @throws LabException if the file is not known, or no line calls the function
   */
  public static List<Callee> unmerged(
      KernelSources sources, Program program, Callee merged, Set<Integer> lines) {
    String text = text(sources, program, file(sources, program, merged));
    List<Callee> calls =
        lines.stream()
            .filter(line -> CallText.find(text, line, merged.symbol()).isPresent())
            .map(line -> merged.at(merged.file(), line))
            .toList();
    List<Callee> found = calls.isEmpty() ? everywhere(sources, program, merged) : calls;
    if (found.isEmpty()) {
      throw new LabException("debug information does not tell its source line");
    }
    return found;
  }

  private static List<Callee> everywhere(KernelSources sources, Program program, Callee merged) {
    Map<String, String> texts = new LinkedHashMap<>();
    program.inputs().stream()
        .filter(Program.Input.Text.class::isInstance)
        .map(input -> ((Program.Input.Text) input).source())
        .forEach(source -> texts.put(source.name(), source.text()));
    sources.files().stream()
        .filter(file -> file.startsWith(KernelSources.INCLUDE + "/"))
        .forEach(file -> texts.put(KernelSources.PREFIX + file, sources.text(file)));
    List<Callee> calls = new ArrayList<>();
    texts.forEach((file, text) ->
        CallText.lines(text, merged.symbol()).forEach(line -> calls.add(merged.at(file, line))));
    return calls;
  }

  private static CallText find(String text, Callee call) {
    CallText found =
        CallText.find(text, call.line(), call.symbol())
            .orElseThrow(() ->
                new LabException(
                    "its source line shows no call of it in C: a macro, or inline asm"));
    if (!found.fits()) {
      throw new LabException(
          "it has more than four arguments, and inline asm names four registers");
    }
    return found;
  }

  /**
   * Returns the file that contains a call: a path within kernelsrc, or the name of a user's file.
   */
  private static String file(KernelSources sources, Program program, Callee call) {
    if (call.symbol() == null) {
      throw new LabException("its target is computed");
    }
    if (call.file() == null) {
      throw new LabException("debug information does not tell its source line");
    }
    String path = SourceLines.path(call.file());
    if (!path.isEmpty() && sources.exists(path)) {
      return path;
    }
    return source(program, call.file())
        .map(Source::name)
        .orElseThrow(
            () -> new LabException(call.file() + " is neither a given file nor kernelsrc's"));
  }

  private static Optional<Source> source(Program program, String file) {
    return program.inputs().stream()
        .filter(Program.Input.Text.class::isInstance)
        .map(input -> ((Program.Input.Text) input).source())
        .filter(s -> lastName(s.name()).equals(lastName(file)))
        .findFirst();
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String text(KernelSources sources, Program program, String file) {
    return source(program, file)
        .filter(s -> s.name().equals(file))
        .map(Source::text)
        .orElseGet(() -> sources.text(file));
  }

  /**
   * Replaces calls in a text, the last one first, so that a call among the arguments of another is
   * replaced before the other one is read.
   */
  private static String rewrite(
      String text, List<CallText> calls, Function<CallText, String> replacement) {
    List<CallText> fromTheEnd =
        calls.stream()
            .distinct()
            .sorted(Comparator.comparingInt(CallText::start).reversed())
            .toList();
    String rewritten = text;
    for (CallText first : fromTheEnd) {
      CallText call = first.in(rewritten);
      String lines =
          rewritten
              .substring(call.start(), call.end())
              .chars()
              .filter(c -> c == '\n')
              .mapToObj(c -> "\n")
              .collect(Collectors.joining());
      rewritten =
          rewritten.substring(0, call.start())
              + replacement.apply(call)
              + lines
              + rewritten.substring(call.end());
    }
    return rewritten;
  }

  /** Adds a thunk for a call to the list, and returns the inline asm that calls the thunk. */
  private static String behind(CallText call, List<String> thunks) {
    String thunk = Calls.THUNK + thunks.size();
    thunks.add(thunk(thunk, call));
    return call.behind(thunk);
  }

  /**
   * Returns the assembly code of a thunk. The thunk saves the general registers that a callee may
   * change, except rax if the call's value is used.
   */
  private static String thunk(String name, CallText call) {
    List<String> saved = new ArrayList<>(SAVED);
    if (call.isStatement()) {
      saved.add("rax");
    }
    StringBuilder text = new StringBuilder();
    text.append("\t.globl %s\n\t.type %s, @function\n%s:\n".formatted(name, name, name));
    saved.forEach(r -> text.append("\tpushq %").append(r).append('\n'));
    if (saved.size() % 2 == 0) {
      text.append("\tsubq $8, %rsp\n");
    }
    // A call of a variadic function passes the number of vector registers in al (System V ABI for
    // AMD64).
    text.append("\txorl %eax, %eax\n\tcall ").append(call.symbol()).append('\n');
    if (saved.size() % 2 == 0) {
      text.append("\taddq $8, %rsp\n");
    }
    saved.reversed().forEach(r -> text.append("\tpopq %").append(r).append('\n'));
    return text.append("\tret\n\t.size %s, . - %s\n".formatted(name, name)).toString();
  }

  private static Program.Input rewritten(Program.Input input, Map<String, String> texts) {
    return switch (input) {
      case Program.Input.Text(Source s) when texts.containsKey(s.name()) ->
          new Program.Input.Text(new Source(s.name(), texts.get(s.name())));
      case Program.Input.Text text -> text;
      case Program.Input.Binary binary -> binary;
    };
  }
}
