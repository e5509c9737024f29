package fastpath.codegen.pp;

import com.google.common.collect.Sets;
import fastpath.codegen.pp.Token.Kind;
import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Diagnostics;
import fastpath.codegen.source.Governor;
import fastpath.codegen.source.Includes;
import fastpath.codegen.source.PrefixMap;
import fastpath.codegen.source.Report;
import fastpath.codegen.source.Source;
import fastpath.codegen.source.Warning;
import fastpath.codegen.source.WarningFlags;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Executes directives, conditional groups and inclusion of files (C17 6.10); macros are replaced by
 * {@link Expander}.
 */
public final class Preprocessor extends Expander {
  private static final int MAX_DEPTH = 200;

  /** A file that is being read. */
  private static final class Reader {
    final LexedFile file;
    final ArrayList<Group> groups = new ArrayList<>();
    int at;
    // The effect of #line: a number that is added to line numbers, and the file name that the
    // directive gave.
    int lineDelta;
    String name;

    Reader(LexedFile file) {
      this.file = file;
      this.name = file.name;
    }
  }

  /** The state of an open {@code #if}. */
  private static final class Group {
    final Token start;
    boolean taken;
    boolean sawElse;

    Group(Token start, boolean taken) {
      this.start = start;
      this.taken = taken;
    }
  }

  private final HeaderCache cache;
  private final Includes includes;
  private final ArrayList<Reader> readers = new ArrayList<>();
  private final Set<String> once = new HashSet<>();
  private final Diagnostics diagnostics = new Diagnostics();
  private final PushedMacros pushed = new PushedMacros();
  private final Flags flags;
  private String mainFile = "";

  /** True after a question of what the compiler supports, such as {@code __has_builtin(x)}. */
  private boolean asksForSupport;

  private final Report report;

  private Preprocessor(
      Includes includes,
      Flags flags,
      HeaderCache cache,
      boolean assembly,
      Governor governor,
      Report report) {
    super(assembly, governor);
    this.report = report;
    this.includes = includes;
    this.flags = flags;
    this.cache = cache;
  }

  /**
   * The flags of the preprocessor.
   *
   * @param defines the macros of the command line: name, or name and parameters, to replacement
   * @param undefines the names of predefined macros to remove
   * @param macroFiles files from which macros are read before all others, as under -imacros
   * @param included files to read before the source, as under -include
   * @param ownHeaders false under -nostdinc: the compiler's own headers are not found
   * @param fileNames the names that {@code __FILE__} has for files
   * @param missing true under -MG: a file that is not found is empty
   * @param pragmas true if pragmas without an effect on our code stay in the text, as under -E
   */
  public record Flags(
      Map<String, String> defines,
      Set<String> undefines,
      List<String> macroFiles,
      List<String> included,
      boolean ownHeaders,
      PrefixMap fileNames,
      boolean missing,
      boolean pragmas) {
    /** No macro is defined or removed, no file is included, and own headers are found. */
    public static final Flags NONE =
        new Flags(Map.of(), Set.of(), List.of(), List.of(), true, PrefixMap.NONE, false, false);

    /** Returns these flags for -E, or for a rule of make under -MG. */
    public Flags forText(boolean missing) {
      return new Flags(
          defines, undefines, macroFiles, included, ownHeaders, fileNames, missing, true);
    }

    /** Returns these flags with more macros, which take precedence. */
    public Flags with(Map<String, String> moreDefines, Set<String> moreUndefines) {
      Map<String, String> all = new LinkedHashMap<>(defines);
      all.putAll(moreDefines);
      Set<String> removed =
          Sets.union(Sets.difference(undefines, moreDefines.keySet()), moreUndefines);
      return new Flags(all, removed, macroFiles, included, ownHeaders, fileNames, missing, pragmas);
    }
  }

  /**
   * Preprocesses a file.
   *
   * @param report receives the warnings and the names of the included files
   * @return all tokens, followed by one of kind {@code END}
   * @throws CompileException with all errors, {@code #error} included
   */
  public static List<Token> run(
      Source source,
      Includes includes,
      Flags flags,
      HeaderCache cache,
      Governor governor,
      Report report) {
    Preprocessor p =
        new Preprocessor(includes, flags, cache, source.isAssembly(), governor, report);
    Predefined.define(p.macros, p.assembly);
    return p.tokens(source);
  }

  /**
   * Preprocesses a file as another compiler does. The result is exact where the file does not ask
   * what that compiler supports.
   *
   * @param predefined what the other compiler predefines
   * @return the text with line markers; empty if the file uses an operator such as {@code
   *     __has_builtin}, whose value only the other compiler knows
   * @throws CompileException with all errors, {@code #error} included
   */
  public static Optional<String> textFor(
      PredefinedMacros predefined,
      Source source,
      Includes includes,
      Flags flags,
      HeaderCache cache,
      Governor governor) {
    Report unread = new Report(WarningFlags.DEFAULT);
    Preprocessor p =
        new Preprocessor(includes, flags, cache, source.isAssembly(), governor, unread);
    Predefined.define(p.macros, predefined.macros, p.assembly);
    List<Token> tokens = p.tokens(source);
    return p.asksForSupport ? Optional.empty() : Optional.of(print(tokens, true));
  }

  private List<Token> tokens(Source source) {
    commandLine(flags.defines(), flags.undefines());
    mainFile = source.name();
    LexedFile file = cache.get(source, assembly);
    for (String path : flags.macroFiles()) {
      readers.add(named("-imacros", path, file));
      while (next() != END) {
        // Only the macros that the file defines are kept.
      }
    }
    List<Reader> included =
        flags.included().stream().map(path -> named("-include", path, file)).toList();
    readers.add(new Reader(file));
    readers.addAll(included.reversed());
    List<Token> out = new ArrayList<>(4096);
    try {
      Token token = next();
      while (token != END) {
        out.add(token);
        token = next();
      }
    } catch (CompileException e) {
      diagnostics.add(e.ending());
    }
    out.add(file.end);
    diagnostics.check();
    return out;
  }

  /** Returns a reader of a file that a flag names; the current folder is searched first. */
  private Reader named(String flag, String path, LexedFile file) {
    Optional<Source> source = find(path, true, "", file.end);
    if (source.isEmpty() && !flags.missing()) {
      throw new CompileException(mainFile, 0, 0, flag + " " + path + ": No such file");
    }
    Source found = source.orElse(new Source(path, ""));
    report.included(found.name(), "<command line>", 0);
    return new Reader(cache.get(found, assembly));
  }

  /**
   * Returns the tokens as text, as {@code gcc -E} prints it; lines of the main file keep their
   * numbers.
   */
  public static String print(List<Token> tokens, boolean lineMarkers) {
    return TokenPrinter.print(tokens, lineMarkers);
  }

  /**
   * Returns the tokens of a file as text that gcc, clang and our compiler read as preprocessed:
   * with a line marker for the file first, and pragmas as directives.
   */
  public static String printed(String file, List<Token> tokens) {
    return TokenPrinter.marker(1, file) + TokenPrinter.withPragmas(tokens);
  }

  private void commandLine(Map<String, String> defines, Set<String> undefines) {
    if (defines.isEmpty() && undefines.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    defines.forEach((name, value) -> text.append(name).append(' ').append(value).append('\n'));
    Token[] tokens = Lexer.lex("<command line>", text.toString(), assembly).toArray(new Token[0]);
    for (int at = 0; at < tokens.length; ) {
      int end = at + 1;
      while (end < tokens.length && !tokens[end].bol) {
        end++;
      }
      if (tokens[at].kind != Kind.IDENT) {
        throw new CompileException("", 0, 0, "macro names must be identifiers: " + tokens[at].text);
      }
      macros.put(tokens[at].text, Macro.parse(tokens, at, end));
      at = end;
    }
    undefines.forEach(macros::remove);
  }

  @Override
  Token fromFile() {
    while (!readers.isEmpty()) {
      Reader reader = readers.getLast();
      if (reader.at == reader.file.tokens.length) {
        finish(reader);
        continue;
      }
      Token token = reader.file.tokens[reader.at];
      if (token.bol && token.text.equals("#")) {
        guardedDirective(reader);
        if (isReplacing()) {
          return raw();
        }
        continue;
      }
      reader.at++;
      return placed(reader, token);
    }
    return END;
  }

  /** Returns the token with the line and file name that #line gave it. */
  private static Token placed(Reader reader, Token token) {
    return reader.lineDelta == 0 && reader.name.equals(token.file)
        ? token
        : token.moved(reader.name, token.line + reader.lineDelta);
  }

  private static Token[] placed(Reader reader, Token[] tokens, int from, int end) {
    Token[] placed = Arrays.copyOfRange(tokens, from, end);
    Arrays.setAll(placed, i -> placed(reader, placed[i]));
    return placed;
  }

  private void finish(Reader reader) {
    if (!reader.groups.isEmpty()) {
      Token start = reader.groups.getLast().start;
      throw start.error("unterminated #" + start.text);
    }
    readers.removeLast();
  }

  /** Executes a directive; an error in the directive is reported at the end of the file. */
  private void guardedDirective(Reader reader) {
    int at = reader.at;
    try {
      directive(reader);
    } catch (CompileException e) {
      diagnostics.add(e);
      Token name = reader.file.tokens[at + 1];
      if (name.is("if") || name.is("ifdef") || name.is("ifndef")) {
        group(reader, name, false);
      }
    }
  }

  private void directive(Reader reader) {
    int start = reader.at;
    Token[] tokens = reader.file.tokens;
    int end = reader.file.lineEnd(start);
    reader.at = end;
    if (end == start + 1) {
      return;
    }
    Token name = tokens[start + 1];
    int from = start + 2;
    switch (name.text) {
      case "define" -> define(tokens, name, from, end);
      case "undef" -> macros.remove(macroName(tokens, name, from, end).text);
      case "include", "include_next" -> include(reader, tokens, name, from, end);
      case "embed" -> embed(reader, name, placed(reader, tokens, from, end));
      case "if" -> group(reader, name, condition(tokens, name, from, end));
      case "ifdef" -> group(reader, name, isDefined(macroName(tokens, name, from, end)));
      case "ifndef" -> group(reader, name, !isDefined(macroName(tokens, name, from, end)));
      case "elif", "elifdef", "elifndef", "else" -> {
        Group group = innermost(reader, name);
        checkElse(group, name);
        // An #elif or #else is reached only after a group that was included, so that all groups up
        // to #endif are skipped.
        skip(reader);
      }
      case "endif" -> {
        innermost(reader, name);
        reader.groups.removeLast();
      }
      case "error" -> throw name.error("#error " + text(tokens, from, end));
      case "warning" ->
          report.warn(
              Warning.CPP, placed(reader, name).note("#warning " + text(tokens, from, end)));
      case "ident", "sccs" -> {}
      case "pragma" -> pragma(reader, name, placed(reader, tokens, from, end));
      case "line" -> {
        Token[] operands = placed(reader, tokens, from, end);
        line(reader, tokens[end - 1], expand(operands, 0, operands.length));
      }
      default -> other(reader, tokens, name, start, end);
    }
  }

  private void other(Reader reader, Token[] tokens, Token name, int start, int end) {
    if (name.kind == Kind.NUMBER && !assembly) {
      line(reader, name, Arrays.copyOfRange(tokens, start + 1, end));
    } else if (!assembly) {
      throw name.error("invalid preprocessing directive #" + name.text);
    }
    // In assembler sources '#' also starts a comment, which is dropped.
  }

  private static String text(Token[] tokens, int from, int end) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < end; i++) {
      text.append(i > from && tokens[i].space ? " " : "").append(tokens[i].text);
    }
    return text.toString();
  }

  private boolean isDefined(Token name) {
    asksForSupport |= name.text.startsWith("__has_") || name.text.startsWith("__is_");
    return macros.containsKey(name.text);
  }

  private static Token macroName(Token[] tokens, Token directive, int from, int end) {
    if (from >= end) {
      throw directive.error("no macro name given in #" + directive.text);
    }
    if (tokens[from].kind != Kind.IDENT) {
      throw tokens[from].error("macro names must be identifiers");
    }
    return tokens[from];
  }

  private void define(Token[] tokens, Token directive, int from, int end) {
    Token name = macroName(tokens, directive, from, end);
    if (name.text.equals("defined")) {
      throw name.error("'defined' cannot be used as a macro name");
    }
    // A redefinition that differs is accepted: gcc only warns of it, also in kernel builds.
    Macro macro = Macro.parse(tokens, from, end);
    if (!assembly && macro.parameters() != null) {
      macro.checkStringizing();
    }
    macros.put(name.text, macro);
  }

  private Group innermost(Reader reader, Token name) {
    if (reader.groups.isEmpty()) {
      throw name.error("#" + name.text + " without #if");
    }
    return reader.groups.getLast();
  }

  private static void checkElse(Group group, Token name) {
    if (group.sawElse) {
      throw name.error("#" + name.text + " after #else");
    }
    group.sawElse = name.text.equals("else");
  }

  private void group(Reader reader, Token name, boolean taken) {
    reader.groups.add(new Group(name, taken));
    if (!taken) {
      skip(reader);
    }
  }

  /** Skips to the directive that ends the innermost group or begins its next alternative. */
  private void skip(Reader reader) {
    LexedFile file = reader.file;
    Group group = reader.groups.getLast();
    int depth = 0;
    for (int d = file.directiveFrom(reader.at); d < file.directives.length - 1; d++) {
      int at = file.directives[d];
      if (at + 1 >= file.tokens.length || file.tokens[at + 1].bol) {
        continue;
      }
      Token name = file.tokens[at + 1];
      int end = file.lineEnd(at);
      switch (name.text) {
        case "if", "ifdef", "ifndef" -> depth++;
        case "endif" -> {
          if (depth-- == 0) {
            reader.groups.removeLast();
            reader.at = end;
            return;
          }
        }
        case "else", "elif", "elifdef", "elifndef" -> {
          if (depth == 0) {
            if (startsGroup(group, file.tokens, name, at + 2, end)) {
              group.taken = true;
              reader.at = end;
              return;
            }
          }
        }
        default -> {}
      }
    }
    throw group.start.error("unterminated #" + group.start.text).ending();
  }

  /** True if a group is included from an #elif or #else on; an erroneous condition is false. */
  private boolean startsGroup(Group group, Token[] tokens, Token directive, int from, int end) {
    try {
      checkElse(group, directive);
      return !group.taken && isTaken(tokens, directive, from, end);
    } catch (CompileException e) {
      diagnostics.add(e);
      return false;
    }
  }

  private boolean isTaken(Token[] tokens, Token directive, int from, int end) {
    return switch (directive.text) {
      case "else" -> true;
      case "elifdef" -> isDefined(macroName(tokens, directive, from, end));
      case "elifndef" -> !isDefined(macroName(tokens, directive, from, end));
      default -> condition(tokens, directive, from, end);
    };
  }

  private boolean condition(Token[] tokens, Token directive, int from, int end) {
    List<Token> list = new ArrayList<>(end - from);
    Reader reader = readers.getLast();
    for (int i = from; i < end; i++) {
      if (tokens[i].is("defined")) {
        boolean paren = i + 1 < end && tokens[i + 1].is("(");
        int at = paren ? i + 2 : i + 1;
        if (at >= end || tokens[at].kind != Kind.IDENT) {
          throw tokens[i].error("operator 'defined' requires an identifier");
        }
        if (paren && (at + 1 >= end || !tokens[at + 1].is(")"))) {
          throw tokens[i].error("missing ')' after 'defined'");
        }
        list.add(number(tokens[i], isDefined(tokens[at]) ? "1" : "0"));
        i = paren ? at + 1 : at;
      } else {
        list.add(placed(reader, tokens[i]));
      }
    }
    Token[] condition = list.toArray(new Token[0]);
    boolean unsignedChar = macros.containsKey("__CHAR_UNSIGNED__");
    return ControllingExpression.evaluate(
        expandCondition(condition), directive, unsignedChar, c23());
  }

  /** True in the dialect of C23, which the flags say by the version of the standard. */
  private boolean c23() {
    Macro version = macros.get("__STDC_VERSION__");
    return version != null
        && version.body().length == 1
        && version.body()[0].text.compareTo("201710L") > 0;
  }

  /** Macro replacement may produce {@code defined}, which is then evaluated too, as in gcc. */
  private Token[] expandCondition(Token[] condition) {
    Token[] expanded = expand(condition, 0, condition.length);
    for (Token token : expanded) {
      if (token.is("defined")) {
        return resolveDefined(expanded);
      }
    }
    return expanded;
  }

  private Token[] resolveDefined(Token[] tokens) {
    List<Token> out = new ArrayList<>();
    for (int i = 0; i < tokens.length; i++) {
      if (!tokens[i].is("defined")) {
        out.add(tokens[i]);
        continue;
      }
      boolean paren = i + 1 < tokens.length && tokens[i + 1].is("(");
      int at = paren ? i + 2 : i + 1;
      if (at >= tokens.length) {
        throw tokens[i].error("operator 'defined' requires an identifier");
      }
      out.add(number(tokens[i], isDefined(tokens[at]) ? "1" : "0"));
      i = paren ? at + 1 : at;
    }
    return out.toArray(new Token[0]);
  }

  private static Token number(Token place, String text) {
    return new Token(
        Kind.NUMBER, text, place.bol, place.space, place.file, place.line, place.column);
  }

  private void line(Reader reader, Token last, Token[] tokens) {
    if (tokens.length == 0 || tokens[0].kind != Kind.NUMBER) {
      throw last.error("line number expected after #line");
    }
    // A digit sequence is decimal here, also with a leading zero (C17 6.10.4p3).
    String digits = tokens[0].text;
    if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw tokens[0].error("'" + digits + "' after #line is not a positive integer");
    }
    if (digits.length() > 10 || Long.parseLong(digits) > Integer.MAX_VALUE) {
      throw tokens[0].error("line number out of range");
    }
    if (tokens.length > 1 && tokens[1].kind != Kind.STRING) {
      throw tokens[1].error("'" + tokens[1].text + "' is not a filename");
    }
    reader.lineDelta = Integer.parseInt(digits) - (last.line + 1);
    if (tokens.length > 1) {
      reader.name = new String(Literals.string(tokens[1]), StandardCharsets.UTF_8);
    }
  }

  private void include(Reader reader, Token[] tokens, Token directive, int from, int end) {
    Token[] line = Arrays.copyOfRange(tokens, from, end);
    if (line.length > 0 && line[0].kind == Kind.IDENT) {
      line = expand(line, 0, line.length);
    }
    if (line.length == 0) {
      throw directive.error("#include expects \"FILENAME\" or <FILENAME>");
    }
    boolean quoted = line[0].kind == Kind.STRING;
    String path = headerName(line, directive);
    Optional<Source> source = find(path, quoted, reader.file.name, directive);
    if (source.isEmpty() && flags.missing()) {
      report.included(path, reader.file.name, directive.line);
      return;
    }
    Source found =
        source.orElseThrow(() -> directive.error(path + ": No such file or directory").ending());
    report.included(found.name(), reader.file.name, directive.line);
    if (once.contains(found.name())) {
      return;
    }
    if (readers.size() > MAX_DEPTH) {
      throw directive.error("#include nested too deeply");
    }
    readers.add(new Reader(cache.get(found, assembly)));
  }

  private Optional<Source> find(String path, boolean quoted, String from, Token directive) {
    try {
      Optional<Source> found = includes.find(path, quoted, from);
      return flags.ownHeaders() ? found.or(() -> Predefined.header(path)) : found;
    } catch (UncheckedIOException e) {
      boolean notText = e.getCause() instanceof CharacterCodingException;
      throw directive.error(path + (notText ? ": not UTF-8 text" : ": cannot be read"));
    }
  }

  private void embed(Reader reader, Token directive, Token[] operands) {
    Embed embed = embed(operands, directive);
    if (embed.unknown() != null) {
      throw embed.unknown().error("unknown parameter '" + embed.unknown().text + "' of #embed");
    }
    boolean quoted = embed.name()[0].kind == Kind.STRING;
    String path = headerName(embed.name(), directive);
    byte[] bytes =
        bytes(path, quoted, reader.file.name, directive)
            .orElseThrow(() -> directive.error(path + ": No such file or directory").ending());
    push(embed.tokens(bytes, placed(reader, directive)), null);
  }

  private Embed embed(Token[] operands, Token directive) {
    boolean unsignedChar = macros.containsKey("__CHAR_UNSIGNED__");
    boolean named = operands.length > 0 && operands[0].kind != Kind.IDENT;
    return Embed.parse(
        named ? operands : expand(operands, 0, operands.length),
        directive,
        limit ->
            ControllingExpression.value(expandCondition(limit), directive, unsignedChar, c23()));
  }

  private Optional<byte[]> bytes(String path, boolean quoted, String from, Token directive) {
    try {
      return includes.bytes(path, quoted, from);
    } catch (UncheckedIOException e) {
      throw directive.error(path + ": cannot be read");
    }
  }

  private static String headerName(Token[] line, Token directive) {
    if (line[0].kind == Kind.STRING) {
      return line[0].text.substring(1, line[0].text.length() - 1);
    }
    StringBuilder path = new StringBuilder();
    if (line[0].is("<")) {
      for (int i = 1; i < line.length; i++) {
        if (line[i].is(">")) {
          return path.toString();
        }
        path.append(i > 1 && line[i].space ? " " : "").append(line[i].text);
      }
    }
    throw directive.error("#include expects \"FILENAME\" or <FILENAME>");
  }

  @Override
  Token builtin(Macro macro, Token name) {
    asksForSupport |= macro.builtin().compilersOwn;
    return switch (macro.builtin()) {
      case FILE -> string(name, flags.fileNames().of(name.file));
      case BASE_FILE -> string(name, flags.fileNames().of(mainFile));
      case LINE -> number(name, Integer.toString(name.line));
      case COUNTER -> number(name, count());
      case INCLUDE_LEVEL -> number(name, Integer.toString(Math.max(readers.size() - 1, 0)));
      case HAS_ATTRIBUTE ->
          number(name, Extensions.isTaken(Extensions.Kind.ATTRIBUTE, operand(name)) ? "1" : "0");
      case HAS_BUILTIN ->
          number(name, Extensions.isTaken(Extensions.Kind.BUILTIN, operand(name)) ? "1" : "0");
      case HAS_INCLUDE -> hasInclude(name);
      case HAS_EMBED -> hasEmbed(name);
      case PRAGMA -> {
        Token[] inside = parenthesized(name);
        if (inside.length != 1 || inside[0].kind != Kind.STRING) {
          throw name.error("_Pragma takes a parenthesized string literal");
        }
        String text = new String(Literals.string(inside[0]), StandardCharsets.UTF_8);
        Token[] tokens = Lexer.lex(name.file, text, assembly).toArray(new Token[0]);
        Arrays.setAll(tokens, i -> tokens[i].at(name, tokens[i].space));
        pragma(readers.isEmpty() ? null : readers.getLast(), name, tokens);
        yield null;
      }
    };
  }

  /** Executes a pragma; a pragma for the parser is passed on as {@code _Pragma("...")}. */
  private void pragma(Reader reader, Token at, Token[] words) {
    if (assembly || words.length == 0) {
      return;
    }
    switch (Pragma.of(words)) {
      case Pragma.Once _ -> {
        if (reader != null) {
          once.add(reader.file.name);
        }
      }
      case Pragma.Push p -> pushed.push(p.macro(), macros.get(p.macro()));
      case Pragma.Pop p -> pushed.pop(p.macro(), macros);
      case Pragma.ForParser _ -> push(Pragma.tokens(at, text(words, 0, words.length)), null);
      case Pragma.Ignored _ -> keep(at, words);
      case Pragma.Unknown u -> {
        report.warn(Warning.UNKNOWN_PRAGMAS, at.note("ignoring #pragma " + u.name()));
        keep(at, words);
      }
      case Pragma.Warn w -> report.warn(Warning.CPP, at.note(w.text()));
    }
  }

  /** Keeps a pragma without an effect on our code in the text of -E. */
  private void keep(Token at, Token[] words) {
    if (flags.pragmas()) {
      push(Pragma.tokens(at, text(words, 0, words.length)), null);
    }
  }

  private static Token string(Token place, String text) {
    String spelled = '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    return new Token(
        Kind.STRING, spelled, place.bol, place.space, place.file, place.line, place.column);
  }

  private Token[] parenthesized(Token name) {
    if (!raw().is("(")) {
      throw name.error("missing '(' after '" + name.text + "'");
    }
    List<Token> inside = new ArrayList<>();
    int depth = 1;
    while (true) {
      Token token = raw();
      if (token.kind == Kind.END) {
        throw name.error("missing ')' after '" + name.text + "'");
      }
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
      if (depth == 0) {
        return inside.toArray(new Token[0]);
      }
      inside.add(token);
    }
  }

  private String operand(Token name) {
    Token[] inside = parenthesized(name);
    return inside.length == 0 ? "" : inside[inside.length - 1].text;
  }

  /** Returns 0 if the file is not found, 1 if it is, and 2 if nothing of it would be embedded. */
  private Token hasEmbed(Token name) {
    Embed embed = embed(parenthesized(name), name);
    boolean quoted = embed.name()[0].kind == Kind.STRING;
    String from = readers.isEmpty() ? mainFile : readers.getLast().file.name;
    Optional<byte[]> bytes =
        embed.unknown() == null
            ? bytes(headerName(embed.name(), name), quoted, from, name)
            : Optional.empty();
    boolean empty = bytes.isPresent() && Math.min(bytes.get().length, embed.limit()) == 0;
    return number(name, bytes.isEmpty() ? "0" : empty ? "2" : "1");
  }

  private Token hasInclude(Token name) {
    Token[] inside = parenthesized(name);
    boolean quoted = inside.length > 0 && inside[0].kind == Kind.STRING;
    String path = headerName(inside.length == 0 ? new Token[] {name} : inside, name);
    String from = readers.isEmpty() ? mainFile : readers.getLast().file.name;
    return number(name, find(path, quoted, from, name).isPresent() ? "1" : "0");
  }
}
