package fastpath.codegen.c;

import fastpath.codegen.pp.Literals;
import fastpath.codegen.pp.Token;
import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Diagnostics;
import fastpath.codegen.source.Governor;
import fastpath.codegen.source.Loc;
import fastpath.codegen.source.Report;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Parses tokens to a typed translation unit. Parsing and checking are one pass, because in C the
 * meaning of a name decides how the text after it is parsed. This class connects the parsers of the
 * parts of the grammar.
 */
public final class Parser {
  final Cursor cursor;
  final Keywords keywords;
  private final Packing packing;
  private final Governor governor;
  final Scopes scopes = new Scopes();
  final ExpressionParser expressions = new ExpressionParser(this);
  final SpecifierParser specifiers = new SpecifierParser(this);
  final DeclaratorParser declarators = new DeclaratorParser(this);
  final DeclarationParser declarations = new DeclarationParser(this);
  final InitializerParser initializers = new InitializerParser(this);
  final StatementParser statements = new StatementParser(this);
  final AttributeParser attributes = new AttributeParser(this);
  final IdentifierLists identifiers = new IdentifierLists(this);
  final Recovery recovery;

  final List<Unit.FunctionDef> functions = new ArrayList<>();
  final Set<Symbol> variables = new LinkedHashSet<>();
  final List<Symbol> symbols = new ArrayList<>();
  final List<String> asm = new ArrayList<>();

  /** The function being defined, or null at file scope. */
  Symbol function;

  private int unique;

  /** The choices of the compiler's flags. */
  final Dialect dialect;

  /** The warnings of statements and calls. */
  final Warnings warnings;

  private Parser(
      List<Token> tokens,
      Governor governor,
      Dialect dialect,
      Report report,
      Diagnostics diagnostics) {
    this.governor = governor;
    this.dialect = dialect;
    warnings = new Warnings(this, report);
    recovery = new Recovery(this, diagnostics);
    packing = Packing.of(tokens, dialect.pack());
    keywords = new Keywords(dialect.c23());
    cursor = new Cursor(packing.tokens(), keywords);
  }

  /** The largest alignment of members that {@code #pragma pack} allows at the next token, or 0. */
  int pack() {
    return packing.at(cursor.position());
  }

  /**
   * Parses and checks all tokens of a file.
   *
   * @param report receives the warnings
   * @throws CompileException with all errors, if there are any
   */
  public static Unit parse(
      String file, List<Token> tokens, Governor governor, Dialect dialect, Report report) {
    Diagnostics diagnostics = new Diagnostics();
    Parser parser = new Parser(tokens, governor, dialect, report, diagnostics);
    try {
      while (parser.cursor.peek().kind != Token.Kind.END) {
        parser.external();
        parser.time();
      }
      parser.declarations.finish();
    } catch (StackOverflowError e) {
      diagnostics.add(parser.cursor.peek().error("nested too deeply").ending());
    }
    diagnostics.check();
    return new Unit(
        file, parser.functions, List.copyOf(parser.variables), parser.symbols, parser.asm);
  }

  private void external() {
    Recovery.Mark mark = recovery.mark();
    try {
      declarations.external();
    } catch (CompileException e) {
      recovery.report(e, mark);
      recovery.skipExternal(mark);
    }
    recovery.endFunction();
  }

  /** The number of levels of nesting that were entered and not left. */
  int nesting() {
    return governor.nesting();
  }

  /** Leaves levels of nesting until a given number is left. */
  void leaveTo(int levels) {
    governor.leaveTo(levels);
  }

  /** Enters a level of nesting at the next token. */
  void enter() {
    Token at = cursor.peek();
    governor.enter(at.file, at.line, at.column);
  }

  private void time() {
    Token at = cursor.peek();
    governor.time(new Loc(at.file, at.line, at.column, null));
  }

  /** Leaves a level of nesting. */
  void leave() {
    governor.leave();
  }

  int unique() {
    return unique++;
  }

  /** Parses one or more adjacent string literals as text. */
  String string() {
    return new String(stringBytes(), StandardCharsets.UTF_8);
  }

  byte[] stringBytes() {
    if (cursor.peek().kind != Token.Kind.STRING) {
      throw cursor.expected("string literal");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (cursor.peek().kind == Token.Kind.STRING) {
      bytes.writeBytes(Literals.string(cursor.next()));
    }
    return bytes.toByteArray();
  }

  /** Parses a constant expression where the grammar requires one, and returns its value. */
  long constant() {
    Token at = cursor.peek();
    Expr e = expressions.conditional();
    Long value = e.type().isInteger() ? Constants.integer(e) : null;
    if (value == null) {
      throw at.error("expression is not an integer constant expression");
    }
    return value;
  }

  /** True if an assertion starts at the next token. */
  boolean atStaticAssert() {
    return keywords.spelling(cursor.peek().text).equals("_Static_assert");
  }

  void staticAssert() {
    Token at = cursor.next();
    cursor.expect("(");
    long value = constant();
    String message = cursor.accept(",") ? ": \"" + string() + "\"" : "";
    cursor.expect(")");
    cursor.expect(";");
    if (value == 0) {
      recovery.report(at.error("static assertion failed" + message));
    }
  }
}
