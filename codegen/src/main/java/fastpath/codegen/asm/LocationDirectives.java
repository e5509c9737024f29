package fastpath.codegen.asm;

import fastpath.codegen.source.Loc;
import java.util.Arrays;
import java.util.function.ToLongFunction;

/** Parses the directives {@code .file} and {@code .loc}. */
final class LocationDirectives {
  /**
   * The largest file number that is accepted. The limit bounds the file table, which has an entry
   * for each number up to the largest.
   */
  private static final int MOST_FILES = 1 << 16;

  private final AsmFile file;
  private final ToLongFunction<String> evaluate;
  private Loc loc;

  LocationDirectives(AsmFile file, ToLongFunction<String> evaluate) {
    this.file = file;
    this.evaluate = evaluate;
  }

  /** The source place that the last .loc set, or null. */
  Loc loc() {
    return loc;
  }

  /**
   * Parses {@code .file "name"}, which names the source, or {@code .file N ["dir"] "name"}, which
   * numbers a file for .loc.
   */
  void source(String rest) {
    int quote = rest.indexOf('"');
    if (quote < 0) {
      throw new TermParser.Failure("expected a name");
    }
    String number = rest.substring(0, quote).strip();
    int end = Strings.stringEnd(rest, quote);
    if (end <= quote) {
      throw new TermParser.Failure("unterminated string");
    }
    String name = rest.substring(quote + 1, end);
    if (number.isEmpty()) {
      file.name(name);
      return;
    }
    int second = rest.indexOf('"', end + 1);
    if (second > 0 && Strings.stringEnd(rest, second) > second) {
      String inDirectory = rest.substring(second + 1, Strings.stringEnd(rest, second));
      name = inDirectory.startsWith("/") ? inDirectory : name + "/" + inDirectory;
    }
    long index = evaluate.applyAsLong(number);
    if (index < 0 || index > MOST_FILES) {
      throw new TermParser.Failure("file number " + index + " is not from 0 to " + MOST_FILES);
    }
    file.context().sourceFiles.put((int) index, name);
  }

  void place(String rest) {
    String[] words = rest.split("\\s+");
    if (words.length < 2) {
      throw new TermParser.Failure(".loc needs a file and a line");
    }
    String name = file.context().sourceFiles.get((int) evaluate.applyAsLong(words[0]));
    if (name == null) {
      throw new TermParser.Failure("unassigned file number " + words[0]);
    }
    boolean column = words.length > 2 && Character.isDigit(words[2].charAt(0));
    int view = Arrays.asList(words).indexOf("view") + 1;
    if (view > 0 && view < words.length && TermParser.isNameStart(words[view].charAt(0))) {
      // A view number distinguishes source places at the same address for a debugger. View numbers
      // are ignored by this assembler.
      file.symbol(words[view]).value = new Term.Number(0);
    }
    loc =
        new Loc(
            name,
            (int) evaluate.applyAsLong(words[1]),
            column ? (int) evaluate.applyAsLong(words[2]) : 0,
            null);
  }
}
