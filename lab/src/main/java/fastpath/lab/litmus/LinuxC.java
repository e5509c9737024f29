package fastpath.lab.litmus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A litmus test in the C of the Linux kernel's memory model (herd's format C). Functions get their
 * shared variables as arguments, and the condition names their local variables. The test is
 * rewritten to a C file in which the arguments are global variables, and each function stores the
 * condition's local variables to global variables. The verdict is that of the x86 machine code and
 * not that of the memory model: an outcome that the model allows may be forbidden in this lab.
 *
 * @param name the name of the test
 * @param source the C file, with {@code #line} for every part of the user's file
 * @param condition the text after the functions, with local variables as {@code P0.r0}
 * @param conditionLine the line of the user's file at which the condition begins
 */
public record LinuxC(String name, String source, String condition, int conditionLine) {
  private static final String PRELUDE = "linux.h";
  private static final Pattern HEADER = Pattern.compile("\\s*C[ \\t]+([^\\s{]+)[^\\n{]*");
  private static final Pattern PROCESS =
      Pattern.compile(
          "\\s*(?:static\\s+)?(?:void\\s+|int\\s+)?P(\\d+)\\s*\\(([^)]*)\\)\\s*(?=\\{)");
  private static final Pattern PARAMETER =
      Pattern.compile("\\s*((?:[A-Za-z_]\\w*\\s+)*[A-Za-z_]\\w*\\s*)\\*(\\s*\\**)\\s*(\\w+)\\s*");
  private static final Pattern ENTRY =
      Pattern.compile(
          "(?:([A-Za-z_][\\w\\s]*?(?:\\s|\\s*\\*\\s*)))?([A-Za-z_]\\w*)\\s*(?:=\\s*(.+))?");
  private static final Pattern LOCAL = Pattern.compile("\\bP?(\\d+)\\s*:\\s*([A-Za-z_]\\w*)");
  private static final Pattern GRACE_PERIOD =
      Pattern.compile("\\b(synchronize_\\w+|call_rcu\\w*|\\w*srcu\\w*)\\s*\\(");

  /** Reads the parts of a test in order. */
  private static final class Reader {
    private final String file;
    private final String text;
    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<Integer, Set<String>> locals = new LinkedHashMap<>();
    private final StringBuilder functions = new StringBuilder();
    private int at;
    private int processes;

    Reader(String file, String text) {
      this.file = file;
      this.text = text;
    }

    LinuxC read() {
      Matcher header = HEADER.matcher(text);
      if (!header.lookingAt()) {
        throw error(0, "expected C and the test's name");
      }
      int open = text.indexOf('{', header.end());
      if (open < 0) {
        throw error(text.length(), "expected { and the first values");
      }
      at = close(open) + 1;
      int first = at;
      while (PROCESS.matcher(text).region(at, text.length()).lookingAt()) {
        skipProcess();
      }
      int end = at;
      if (end == first) {
        String found = Quoted.start(text.substring(first).strip());
        throw error(first + blanks(first), "expected P0 and its arguments, found " + found);
      }
      String condition = condition();
      at = first;
      while (at < end) {
        process();
      }
      values(open + 1, text.substring(open + 1, close(open)));
      return new LinuxC(header.group(1), source(), condition, line(end));
    }

    private int blanks(int from) {
      int i = from;
      while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
        i++;
      }
      return i - from;
    }

    private void skipProcess() {
      Matcher process = PROCESS.matcher(text).region(at, text.length());
      process.lookingAt();
      at = close(process.end()) + 1;
    }

    /** Returns the condition, in which a local variable r0 of P0 is named P0.r0. */
    private String condition() {
      Matcher local = LOCAL.matcher(text.substring(at));
      StringBuilder result = new StringBuilder();
      while (local.find()) {
        int cpu = Integer.parseInt(local.group(1));
        locals.computeIfAbsent(cpu, c -> new LinkedHashSet<>()).add(local.group(2));
        local.appendReplacement(result, "P" + cpu + "." + local.group(2));
      }
      return local.appendTail(result).toString();
    }

    private void process() {
      Matcher process = PROCESS.matcher(text).region(at, text.length());
      process.lookingAt();
      int number = Integer.parseInt(process.group(1));
      if (number != processes++) {
        throw error(process.start(1), "expected P" + (processes - 1) + ", found P" + number);
      }
      String arguments = arguments(process);
      int open = process.end();
      int close = close(open);
      String body = text.substring(open, close);
      check(body, open);
      StringBuilder looks = new StringBuilder();
      for (String local : locals.getOrDefault(number, Set.of())) {
        looks.append(" P%d_%s = (long)%s;".formatted(number, local, local));
      }
      functions.append(
          """
          #line %d "%s"
          static inline __attribute__((always_inline)) void process_%d(%s)
          #line %d
          %s%s }
          void P%d(void) { process_%d(%s); }
          """
              .formatted(
                  line(process.start(1)),
                  file,
                  number,
                  process.group(2).replace('\n', ' '),
                  line(open),
                  body,
                  looks,
                  number,
                  number,
                  arguments));
      at = close + 1;
    }

    /**
     * Returns the addresses of the variables that a function's parameters point to, as C arguments.
     */
    private String arguments(Matcher process) {
      List<String> arguments = new ArrayList<>();
      for (String parameter : process.group(2).split(",")) {
        if (!parameter.isBlank() && !parameter.strip().equals("void")) {
          arguments.add("&" + parameter(parameter, process.start(1)));
        }
      }
      return String.join(", ", arguments);
    }

    private void check(String body, int from) {
      Matcher grace = GRACE_PERIOD.matcher(body);
      if (grace.find()) {
        throw error(
            from + grace.start(),
            "expected what one CPU does by itself; "
                + grace.group(1)
                + " waits for readers in a way that the test does not show");
      }
      Matcher returns = Pattern.compile("\\breturn\\b").matcher(body);
      if (returns.find()) {
        throw error(from + returns.start(), "expected no return: local variables are looked at");
      }
    }

    /** Declares the variable that a parameter points to, and returns the variable's name. */
    private String parameter(String text, int offset) {
      Matcher p = PARAMETER.matcher(text);
      if (!p.matches()) {
        throw error(
            offset, "expected a pointer such as int *x, found " + Quoted.start(text.strip()));
      }
      String type = p.group(1).strip() + " " + p.group(2).strip();
      String known = types.putIfAbsent(p.group(3), type.strip());
      if (known != null && !known.equals(type.strip())) {
        throw error(offset, "expected one type of " + p.group(3) + ", found a second");
      }
      return p.group(3);
    }

    private void values(int from, String entries) {
      int offset = from;
      for (String entry : entries.split(";")) {
        if (!entry.isBlank()) {
          value(offset, entry.strip());
        }
        offset += entry.length() + 1;
      }
    }

    private void value(int offset, String entry) {
      Matcher e = ENTRY.matcher(entry);
      if (!e.matches()) {
        throw error(offset, "expected a variable and its value, found " + Quoted.start(entry));
      }
      if (e.group(1) != null) {
        types.putIfAbsent(e.group(2), e.group(1).strip());
      }
      String type = types.computeIfAbsent(e.group(2), n -> "int");
      if (e.group(3) != null) {
        String value = e.group(3).strip();
        boolean address = types.containsKey(value);
        boolean wrapped = type.matches("(atomic|spinlock).*") && value.matches("-?\\w+");
        String text = address ? "&" + value : wrapped ? "{ " + value + " }" : value;
        if (values.put(e.group(2), text) != null) {
          throw error(offset, "expected one first value of " + e.group(2) + ", found a second");
        }
      }
    }

    private String source() {
      StringBuilder source = new StringBuilder(prelude());
      types.forEach((name, type) -> source.append(type).append(' ').append(name).append(";\n"));
      values.forEach(
          (name, value) -> source.append("%s %s = %s;\n".formatted(types.get(name), name, value)));
      locals.forEach((cpu, names) ->
          names.forEach(
              n -> source.append("long P%d_%s __asm__(\"P%d.%s\");\n".formatted(cpu, n, cpu, n))));
      return source.append(functions).toString();
    }

    /** Returns the index of the closing brace that matches an opening one, outside of comments. */
    private int close(int open) {
      int depth = 0;
      for (int i = open; i < text.length(); i++) {
        if (text.startsWith("/*", i)) {
          int end = text.indexOf("*/", i + 2);
          i = end < 0 ? text.length() : end + 1;
        } else if (text.startsWith("//", i)) {
          int end = text.indexOf('\n', i);
          i = end < 0 ? text.length() : end;
        } else {
          depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
          if (depth == 0) {
            return i;
          }
        }
      }
      throw error(open, "expected } after this {");
    }

    private int line(int offset) {
      return 1 + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    }

    private LitmusException error(int offset, String message) {
      return new LitmusException(file, line(Math.min(offset, text.length())), message);
    }
  }

  /** True if a file is a test in herd's C format. */
  public static boolean is(String text) {
    return HEADER.matcher(text).lookingAt();
  }

  /**
   * Reads a test in herd's C format.
   *
   * @throws LitmusException with the file, the line and what was expected, if the text is not a
   *     test
   */
  public static LinuxC parse(String file, String text) {
    return new Reader(file, blanked(file, text)).read();
  }

  /**
   * Replaces herd's comments by blanks. The text {@code (*} inside a function is C, and not the
   * start of a comment.
   */
  private static String blanked(String file, String text) {
    StringBuilder result = new StringBuilder();
    Matcher process = PROCESS.matcher(text);
    int at = 0;
    int line = 1;
    while (process.find(at)) {
      String between = text.substring(at, process.start());
      result.append(Comments.blanked(file, between, line));
      at = new Reader(file, text).close(process.end()) + 1;
      result.append(text, process.start(), at);
      line = 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    }
    return result.append(Comments.blanked(file, text.substring(at), line)).toString();
  }

  private static String prelude() {
    try (InputStream in = LinuxC.class.getResourceAsStream(PRELUDE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
