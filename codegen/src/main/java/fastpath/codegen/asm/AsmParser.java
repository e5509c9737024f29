package fastpath.codegen.asm;

import fastpath.codegen.asm.AsmScanner.Statement;
import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Loc;
import fastpath.emulator.isa.AsmSyntaxException;
import fastpath.emulator.isa.AttParser;
import fastpath.emulator.isa.Insn;
import fastpath.emulator.isa.Operand;
import fastpath.emulator.isa.Symbolic;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses AT&amp;T assembly text into an {@code AsmFile}. Labels, assignments, macros, repetitions
 * and conditionals are handled here, other directives by {@link Directives}, and instructions by
 * {@link AttParser}.
 */
public final class AsmParser {
  private static final int DEEPEST = 500;

  private final AsmFile file;
  private final AsmContext context;
  private final Directives directives;
  private final ConditionalDirectives conditions;

  /** A text that is being read, and the number of conditionals that were open at its start. */
  private record Input(AsmScanner scanner, int conditions) {}

  private final Deque<Input> inputs = new ArrayDeque<>();

  private final Loc inlineLoc;
  private String prefix = "";

  private AsmParser(AsmFile file, Section start, Loc inlineLoc) {
    this.file = file;
    this.inlineLoc = inlineLoc;
    context = file.context();
    directives = new Directives(file, this::term, start);
    conditions = new ConditionalDirectives(directives);
  }

  /**
   * Parses a whole .s file or a top-level asm statement, beginning in .text. A .S file must have
   * been preprocessed; line markers of the form {@code # 1 "file"} from the preprocessor are
   * honoured.
   *
   * @param fileName the file's name, for messages
   * @throws CompileException with the place of the first error
   */
  public static void parse(String fileName, String text, AsmFile file) {
    AsmParser p = new AsmParser(file, file.section(".text"), null);
    file.context().textName = fileName;
    p.run(new AsmScanner(fileName, text, null));
  }

  /**
   * Parses the body of an inline asm, in which operands have been substituted.
   *
   * @param current the section in which the body begins and must end
   * @param loc the place of the asm statement, for its instructions and for messages; may be null
   * @throws CompileException with the place of the first error
   */
  public static void parseInline(String text, AsmFile file, Section current, Loc loc) {
    AsmParser p = new AsmParser(file, current, loc);
    Loc at = loc != null ? loc : new Loc("<inline asm>", 1, 1, null);
    p.run(new AsmScanner(at.file(), text, at));
    if (p.directives.section() != current) {
      throw new CompileException(at, "inline asm ends in section " + p.directives.section().name());
    }
  }

  private void run(AsmScanner input) {
    inputs.push(new Input(input, 0));
    Loc last = null;
    try {
      for (Statement s = next(); s != null; s = next()) {
        last = s.at();
        file.at(last);
        try {
          context.governor.statement(last);
          statement(s.text());
        } catch (TermParser.Failure
            | AsmSyntaxException
            | ArithmeticException
            | IllegalArgumentException e) {
          String message = e.getMessage() == null ? "bad statement" : e.getMessage();
          throw new CompileException(last, message);
        }
      }
    } finally {
      file.at(null);
    }
    if (!conditions.isEmpty() || !prefix.isEmpty()) {
      String message =
          prefix.isEmpty() ? "end of file inside conditional" : "prefix without an instruction";
      throw new CompileException(last, message);
    }
  }

  private Statement next() {
    while (!inputs.isEmpty()) {
      Statement s = inputs.peek().scanner().next();
      if (s != null) {
        return s;
      }
      inputs.pop();
    }
    return null;
  }

  private void push(String text) {
    if (inputs.size() > DEEPEST) {
      throw new TermParser.Failure("macros nested too deeply");
    }
    Loc at = file.at();
    context.governor.characters(text.length(), at);
    inputs.push(new Input(new AsmScanner(at.file(), text, at), conditions.depth()));
  }

  private void statement(String statement) {
    String text = statement;
    if (!conditions.active()) {
      conditions.apply(word(text), rest(text, word(text)));
      return;
    }
    for (int colon = label(text); colon >= 0; colon = label(text)) {
      defineLabel(text.substring(0, colon).strip());
      text = text.substring(colon + 1).strip();
      if (text.isEmpty()) {
        return;
      }
    }
    String word = word(text);
    String rest = rest(text, word);
    if (rest.startsWith("=") && !word.isEmpty()) {
      directives.assign(word, rest.substring(rest.startsWith("==") ? 2 : 1));
    } else if (context.macros.containsKey(word)) {
      push(context.macros.get(word).expand(rest, context.expansions++));
    } else if (word.startsWith(".") || word.startsWith("\"")) {
      if (!conditions.apply(word, rest) && !control(word, rest)) {
        directives.apply(word, rest);
      }
    } else {
      instruction(text);
    }
  }

  /** The index of the colon of a leading label, or -1. */
  private static int label(String text) {
    int i = text.startsWith("\"") ? Strings.stringEnd(text, 0) + 1 : 0;
    while (i < text.length() && i >= 0 && TermParser.isNamePart(text.charAt(i))) {
      i++;
    }
    int end = i;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return end > 0 && i < text.length() && text.charAt(i) == ':' ? i : -1;
  }

  private void defineLabel(String name) {
    boolean digits = Character.isDigit(name.charAt(0));
    if (digits && !name.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new TermParser.Failure("not a label: '" + name + "'");
    }
    String label =
        digits ? context.defineNumeric(name.replaceFirst("^0+(?=.)", "")) : Strings.name(name);
    directives.section().add(new Item.Label(label));
  }

  private static String word(String text) {
    int end = 0;
    while (end < text.length() && TermParser.isNamePart(text.charAt(end))) {
      end++;
    }
    return text.substring(0, end);
  }

  private static String rest(String text, String word) {
    return text.substring(word.length()).strip();
  }

  /** A prefix that is a statement of its own applies to the next instruction. */
  private void instruction(String text) {
    if (AttParser.isPrefix(text)) {
      prefix += text + " ";
      return;
    }
    String whole = prefix.isEmpty() ? text : prefix + text;
    prefix = "";
    Loc loc = inlineLoc != null ? inlineLoc : directives.loc();
    directives.section().add(new Item.Code(absolute(AttParser.parse(whole, this::symbolic)), loc));
  }

  /**
   * A branch to a number becomes a branch to a symbol, because only the linker knows the distance.
   */
  private Insn absolute(Insn insn) {
    if (insn.operands().size() != 1
        || !(insn.operand(0) instanceof Operand.Rel rel)
        || rel.symbol() != null) {
      return insn;
    }
    String name = Long.toString(rel.target());
    file.symbol(name).value = new Term.Number(rel.target());
    return new Insn(
        insn.form(), insn.prefixes(), List.of(new Operand.Rel(0, RelocatableExpr.symbol(name))));
  }

  private Symbolic symbolic(String text) {
    Term t = term(text);
    RelocatableExpr linear = Terms.linear(t);
    return linear != null ? linear : file.reduce(directives.anchored(t));
  }

  private Term term(String text) {
    return directives.known(TermParser.parse(text, context::numeric));
  }

  /**
   * Handles a macro definition, a macro call or a repetition; true if the statement is one of
   * these.
   */
  private boolean control(String word, String rest) {
    switch (word) {
      case ".macro" -> {
        AsmMacro m = AsmMacro.define(rest, body(".macro", ".endm", ".endmacro"));
        if (context.macros.put(m.name(), m) != null) {
          throw new TermParser.Failure("macro '" + m.name() + "' was already defined");
        }
      }
      case ".purgem" -> context.macros.remove(rest);
      case ".exitm" -> conditions.unwind(inputs.pop().conditions());
      case ".end" -> inputs.clear();
      case ".endm", ".endmacro", ".endr" ->
          throw new TermParser.Failure(word + " without its beginning");
      case ".rept" -> repeat(directives.number(rest), body(".rept", ".endr", ".endr"));
      case ".irp", ".irpc" -> each(word, rest, body(".rept", ".endr", ".endr"));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void repeat(long count, String body) {
    if (count > AsmMacro.MOST_CHARACTERS / (body.length() + 1)) {
      throw new TermParser.Failure("too many repetitions: " + count);
    }
    push(body.repeat((int) Math.max(0, count)));
  }

  private void each(String word, String rest, String body) {
    List<String> values = AsmMacro.arguments(rest, Integer.MAX_VALUE);
    if (values.isEmpty()) {
      throw new TermParser.Failure("expected a name");
    }
    StringBuilder out = new StringBuilder();
    String name = values.getFirst();
    List<String> each = values.subList(1, values.size());
    if (word.equals(".irpc")) {
      each =
          each.isEmpty()
              ? List.of()
              : each.getFirst().chars().mapToObj(Character::toString).toList();
    }
    Map<String, String> map = new HashMap<>();
    for (String v : each.isEmpty() ? List.of("") : each) {
      map.put(name, AsmMacro.unquote(v));
      out.append(AsmMacro.substitute(body, map, context.expansions));
      if (out.length() > AsmMacro.MOST_CHARACTERS) {
        throw new TermParser.Failure("too many repetitions: " + each.size());
      }
    }
    push(out.toString());
  }

  /** Returns the statements up to the matching end directive, one per line. */
  private String body(String open, String end, String otherEnd) {
    StringBuilder out = new StringBuilder();
    int depth = 1;
    AsmScanner input = inputs.peek().scanner();
    for (Statement s = input.next(); s != null; s = input.next()) {
      String word = word(s.text());
      boolean opens =
          word.equals(open)
              || open.equals(".rept") && (word.equals(".irp") || word.equals(".irpc"));
      depth += opens ? 1 : word.equals(end) || word.equals(otherEnd) ? -1 : 0;
      if (depth == 0) {
        return out.toString();
      }
      out.append(s.text()).append('\n');
    }
    throw new TermParser.Failure("no " + end + " to match " + open);
  }
}
