package fastpath.codegen.c;

import fastpath.codegen.pp.Token;
import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.LabelNames;
import fastpath.codegen.source.NearMiss;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Parses statements (C17 6.8), including GNU's case ranges and asm. */
final class StatementParser {
  private final Parser parser;
  private final AsmStatements asm;

  static final class SwitchLabels {
    final CType type;
    final List<Stmt.Case> cases = new ArrayList<>();
    // The case ranges of a switch: first value to last value; no two ranges overlap.
    private final TreeMap<Long, Long> ranges = new TreeMap<>();
    private boolean hasDefault;

    SwitchLabels(CType type) {
      this.type = type;
    }

    /** Adds a case label; false if another label already has one of its values. */
    boolean add(Stmt.Case label) {
      if (label.isDefault()) {
        boolean first = !hasDefault;
        hasDefault = true;
        cases.add(label);
        return first;
      }
      Map.Entry<Long, Long> before = ranges.floorEntry(label.high());
      if (before != null && before.getValue() >= label.low()) {
        return false;
      }
      // A range whose last value is below its first, such as 3 ... 1, has no values.
      if (label.low() <= label.high()) {
        ranges.put(label.low(), label.high());
      }
      cases.add(label);
      return true;
    }
  }

  /** The state of this parser that a statement within another one may change. */
  record State(
      SwitchLabels innermostSwitch, int loops, int breakables, Stmt.Cleanup scope, int locals) {}

  private SwitchLabels innermostSwitch;
  private int loops;
  private int breakables;
  private Set<String> labels = new HashSet<>();
  private Map<String, Token> gotos = new HashMap<>();
  private Map<String, Stmt.Cleanup> labelScopes = new HashMap<>();
  private Map<String, Symbol> addressed = new LinkedHashMap<>();
  // The innermost cleanup whose scope contains the next statement, or null.
  private Stmt.Cleanup scope;
  // GNU's local labels: the names that a block declares, each with a unique name that replaces it.
  private final List<Map<String, String>> localLabels = new ArrayList<>();

  StatementParser(Parser parser) {
    this.parser = parser;
    this.asm = new AsmStatements(parser, this);
  }

  State state() {
    return new State(innermostSwitch, loops, breakables, scope, localLabels.size());
  }

  void state(State state) {
    innermostSwitch = state.innermostSwitch;
    loops = state.loops;
    breakables = state.breakables;
    scope = state.scope;
    forgetLocalLabels(state.locals);
  }

  /** Forgets declarations of local labels until a given number of them is left. */
  private void forgetLocalLabels(int left) {
    while (localLabels.size() > left) {
      localLabels.removeLast();
    }
  }

  /** Parses a function's body and checks its labels. */
  Stmt.Block body() {
    labels = new HashSet<>();
    gotos = new HashMap<>();
    labelScopes = new HashMap<>();
    addressed = new LinkedHashMap<>();
    Stmt.Block block = contents();
    gotos.forEach((label, at) -> {
      if (!labels.contains(label)) {
        CompileException error =
            at.error(
                "label '"
                    + at.text
                    + "' used but not defined"
                    + NearMiss.inSource(at.text, labels.stream()));
        parser.recovery.report(parser.recovery.missing(at.text, error));
      }
    });
    return block;
  }

  /**
   * The labels of the last function body, each with the innermost cleanup whose scope contains the
   * label; labels outside every such scope are left out.
   */
  Map<String, Stmt.Cleanup> labelScopes() {
    return labelScopes;
  }

  /** The labels of the last function body whose address is taken, in the order of first use. */
  Map<String, Symbol> addressed() {
    return addressed;
  }

  /** Returns the address {@code &&label}. */
  Expr address(Token at, Token label) {
    if (parser.function == null) {
      throw at.error("a label's address can be taken only inside its function");
    }
    Symbol symbol =
        addressed.computeIfAbsent(
            target(label),
            unique -> {
              Symbol made = new Symbol(label.text, Symbol.Kind.GLOBAL, CType.VOID, label);
              made.link = LabelNames.of(parser.function.link, unique);
              made.isStatic = true;
              made.labelOf = parser.function;
              return made;
            });
    return new Expr.AddressOf(new Expr.Var(symbol, CType.VOID, label), CType.VOID_POINTER, at);
  }

  /** Opens the scope of a cleanup, which ends with the innermost block. */
  Stmt.Cleanup cleanup(Expr call) {
    scope = new Stmt.Cleanup(call, scope, call.at());
    return scope;
  }

  /** Parses a compound statement in a scope of its own. */
  Stmt.Block block() {
    parser.enter();
    parser.scopes.enter();
    Stmt.Block block = contents();
    parser.scopes.leave();
    parser.leave();
    return block;
  }

  /** A function's outermost block shares the scope of the parameters (6.2.1p4). */
  private Stmt.Block contents() {
    Cursor cursor = parser.cursor;
    Token open = cursor.expect("{");
    int locals = localLabels.size();
    Stmt.Cleanup outer = scope;
    List<Stmt> out = new ArrayList<>();
    while (cursor.at("__label__")) {
      localLabel();
    }
    while (!cursor.at("}")) {
      if (cursor.peek().kind == Token.Kind.END) {
        throw cursor.expected("declaration or statement");
      }
      parser.recovery.statement(() -> item(out));
    }
    Token end = cursor.next();
    forgetLocalLabels(locals);
    scope = outer;
    return new Stmt.Block(out, open, end);
  }

  private void localLabel() {
    Cursor cursor = parser.cursor;
    cursor.next();
    Map<String, String> names = new HashMap<>();
    do {
      Token name = cursor.identifier("identifier");
      names.put(name.text, name.text + "." + parser.unique());
    } while (cursor.accept(","));
    cursor.expect(";");
    localLabels.add(names);
  }

  /** Returns the unique name of the label to which a statement jumps. */
  String target(Token label) {
    String name = resolve(label.text);
    gotos.putIfAbsent(name, label);
    return name;
  }

  private String resolve(String label) {
    for (int i = localLabels.size() - 1; i >= 0; i--) {
      String unique = localLabels.get(i).get(label);
      if (unique != null) {
        return unique;
      }
    }
    return label;
  }

  private void item(List<Stmt> out) {
    Cursor cursor = parser.cursor;
    while (cursor.at("__extension__")) {
      cursor.next();
    }
    if (parser.attributes.brackets.at()) {
      if (parser.specifiers.startsType(parser.attributes.brackets.after())) {
        parser.declarations.local(out);
        return;
      }
      Attributes attributes = parser.attributes.parseFor(AttributePlace.STATEMENT);
      if (attributes.has(Attributes.Flag.FALLTHROUGH)) {
        cursor.expect(";");
        parser.warnings.fallthrough();
        return;
      }
    }
    Token token = cursor.peek();
    if (parser.atStaticAssert()
        || parser.specifiers.startsType(token) && !cursor.peek(1).is(":") && !isFallthrough()) {
      parser.declarations.local(out);
    } else {
      statement(out);
    }
  }

  private boolean isFallthrough() {
    return parser.attributes.at() && parser.cursor.peek(3).text.contains("fallthrough");
  }

  private Stmt nested() {
    parser.enter();
    Stmt statement = one();
    parser.leave();
    return statement;
  }

  private Stmt one() {
    List<Stmt> out = new ArrayList<>();
    Token at = parser.cursor.peek();
    if (parser.specifiers.startsType(at) && !parser.cursor.peek(1).is(":") && !isFallthrough()) {
      throw parser.cursor.expected("expression");
    }
    parser.recovery.statement(() -> statement(out));
    return out.size() == 1 ? out.getFirst() : new Stmt.Block(out, at, parser.cursor.previous());
  }

  /** Parses one statement. Labels before the statement become statements of their own. */
  private void statement(List<Stmt> out) {
    Cursor cursor = parser.cursor;
    Token at = cursor.peek();
    if (at.kind == Token.Kind.IDENT && keyword(at, out)) {
      return;
    }
    if (at.is("{")) {
      out.add(block());
    } else if (at.is(";")) {
      cursor.next();
    } else if (at.kind == Token.Kind.IDENT
        && cursor.peek(1).is(":")
        && !parser.keywords.is(at.text)) {
      label(out);
    } else {
      Expr e = parser.expressions.expression();
      cursor.expect(";");
      parser.warnings.unused(e);
      out.add(new Stmt.Expression(e, at));
    }
  }

  private void label(List<Stmt> out) {
    Cursor cursor = parser.cursor;
    Token name = cursor.next();
    cursor.next();
    parser.attributes.parseFor(AttributePlace.LABEL);
    String unique = resolve(name.text);
    if (!labels.add(unique)) {
      throw name.error("duplicate label '" + name.text + "'");
    }
    if (scope != null) {
      labelScopes.put(unique, scope);
    }
    out.add(new Stmt.Label(unique, name));
    following(out);
  }

  /** Parses the statement after a label; a label at the end of a block has no statement. */
  private void following(List<Stmt> out) {
    if (!parser.cursor.at("}")) {
      item(out);
    }
  }

  private boolean keyword(Token at, List<Stmt> out) {
    Cursor cursor = parser.cursor;
    switch (at.text) {
      case "if" -> out.add(ifStatement());
      case "while" -> out.add(whileStatement());
      case "do" -> out.add(doStatement());
      case "for" -> out.add(forStatement());
      case "switch" -> out.add(switchStatement());
      case "case", "default" -> caseLabel(out);
      case "return" -> out.add(returnStatement());
      case "goto" -> {
        cursor.next();
        if (cursor.at("*")) {
          out.add(computedGoto(at));
          return true;
        }
        Token label = cursor.identifier("identifier or '*'");
        cursor.expect(";");
        out.add(new Stmt.Goto(target(label), at));
      }
      case "break" -> {
        if (breakables == 0) {
          throw at.error("break statement not within loop or switch");
        }
        cursor.next();
        cursor.expect(";");
        out.add(new Stmt.Break(at));
      }
      case "continue" -> {
        if (loops == 0) {
          throw at.error("continue statement not within a loop");
        }
        cursor.next();
        cursor.expect(";");
        out.add(new Stmt.Continue(at));
      }
      case "asm", "__asm__", "__asm" -> out.add(asm.parse());
      case "__attribute__", "__attribute" -> {
        parser.attributes.parseFor(AttributePlace.STATEMENT);
        cursor.expect(";");
        parser.warnings.fallthrough();
      }
      case "else" -> throw at.error("'else' without a previous 'if'");
      default -> {
        return false;
      }
    }
    return true;
  }

  private Stmt computedGoto(Token at) {
    parser.cursor.next();
    Expr target = Sema.rvalue(parser.expressions.expression());
    if (!target.type().isPointer()) {
      throw at.error("computed goto must be pointer type");
    }
    if (scope != null) {
      throw at.error("computed goto in the scope of a variable with cleanup is not supported");
    }
    parser.cursor.expect(";");
    return new Stmt.ComputedGoto(target, at);
  }

  private Expr condition() {
    parser.cursor.expect("(");
    int start = parser.cursor.position();
    return guarded(
        () -> {
          Expr test = test(parser.expressions.expression(), start);
          parser.cursor.expect(")");
          return test;
        },
        ")");
  }

  /** Checks a condition whose first token stands at a position. */
  private Expr test(Expr e, int start) {
    parser.warnings.condition(e, start);
    return Sema.scalar(e, "condition");
  }

  /** Parses an optional expression of the head of a for statement with the token that ends it. */
  private Expr head(UnaryOperator<Expr> check, String end) {
    if (parser.cursor.accept(end)) {
      return null;
    }
    return guarded(
        () -> {
          Expr e = check.apply(parser.expressions.expression());
          parser.cursor.expect(end);
          return e;
        },
        end);
  }

  /**
   * Parses an expression of a statement's head with the token that ends it. After an error, the
   * head is skipped to that token, and the result is a constant.
   */
  private Expr guarded(Supplier<Expr> parse, String end) {
    Token at = parser.cursor.peek();
    Recovery.Mark mark = parser.recovery.mark();
    try {
      return parse.get();
    } catch (CompileException e) {
      parser.recovery.report(e, mark);
      parser.recovery.skipWithin(mark, end);
      parser.cursor.accept(end);
      return new Expr.IntLit(1, CType.INT, at);
    }
  }

  private Stmt ifStatement() {
    Token at = parser.cursor.next();
    Expr test = condition();
    Stmt then = nested();
    // A chain of else if counts as one level of nesting.
    Stmt otherwise =
        !parser.cursor.accept("else") ? null : parser.cursor.at("if") ? one() : nested();
    return new Stmt.If(test, then, otherwise, at);
  }

  private Stmt loopBody() {
    loops++;
    breakables++;
    Stmt body = nested();
    loops--;
    breakables--;
    return body;
  }

  private Stmt whileStatement() {
    Token at = parser.cursor.next();
    Expr test = condition();
    return new Stmt.While(test, loopBody(), at);
  }

  private Stmt doStatement() {
    Token at = parser.cursor.next();
    Stmt body = loopBody();
    parser.cursor.expect("while");
    Expr test = condition();
    parser.cursor.expect(";");
    return new Stmt.DoWhile(body, test, at);
  }

  private Stmt forStatement() {
    Cursor cursor = parser.cursor;
    Token at = cursor.next();
    cursor.expect("(");
    parser.scopes.enter();
    Stmt.Cleanup outer = scope;
    Stmt init = null;
    if (parser.specifiers.startsType(cursor.peek())) {
      Token first = cursor.peek();
      if (first.is("static") || first.is("extern") || first.is("typedef")) {
        throw first.error("'%s' in 'for' loop initial declaration".formatted(first.text));
      }
      List<Stmt> declared = new ArrayList<>();
      parser.declarations.local(declared);
      init = new Stmt.Block(declared, at, at);
    } else {
      Token start = cursor.peek();
      Expr first = head(e -> e, ";");
      init = first == null ? null : new Stmt.Expression(first, start);
    }
    int start = cursor.position();
    Expr test = head(e -> test(e, start), ";");
    Expr step = head(e -> e, ")");
    Stmt body = loopBody();
    parser.scopes.leave();
    scope = outer;
    return new Stmt.For(init, test, step, body, at);
  }

  private Stmt switchStatement() {
    Cursor cursor = parser.cursor;
    Token at = cursor.next();
    cursor.expect("(");
    Expr value = guarded(() -> quantity(), ")");
    SwitchLabels outer = innermostSwitch;
    SwitchLabels mine = new SwitchLabels(value.type());
    innermostSwitch = mine;
    breakables++;
    Stmt body = nested();
    breakables--;
    innermostSwitch = outer;
    return new Stmt.Switch(value, List.copyOf(mine.cases), body, at);
  }

  private Expr quantity() {
    Token start = parser.cursor.peek();
    Expr value = Sema.rvalue(parser.expressions.expression());
    parser.cursor.expect(")");
    if (!value.type().isInteger()) {
      throw start.error("switch quantity not an integer");
    }
    if (value.type().isWide()) {
      throw start.error("switch on '" + value.type().bare() + "' is not supported");
    }
    return Sema.promote(value);
  }

  private void caseLabel(List<Stmt> out) {
    Cursor cursor = parser.cursor;
    Token at = cursor.next();
    parser.warnings.label(at, cursor.position() - 1, out);
    if (innermostSwitch == null) {
      throw at.error(
          (at.is("case") ? "case" : "'default'") + " label not within a switch statement");
    }
    Stmt.Case label;
    if (at.is("default")) {
      label = new Stmt.Case(0, 0, true, at);
    } else {
      label = caseRange(at);
    }
    cursor.expect(":");
    if (label != null && !innermostSwitch.add(label)) {
      parser.recovery.report(
          at.error(
              label.isDefault()
                  ? "multiple default labels in one switch"
                  : "duplicate case value"));
    }
    if (label != null) {
      out.add(label);
    }
    following(out);
  }

  /** Parses the values of a case label; the result is null after an error. */
  private Stmt.Case caseRange(Token at) {
    Recovery.Mark mark = parser.recovery.mark();
    try {
      long low = Sema.wrap(innermostSwitch.type, parser.constant());
      long high =
          parser.cursor.accept("...") ? Sema.wrap(innermostSwitch.type, parser.constant()) : low;
      return new Stmt.Case(low, high, false, at);
    } catch (CompileException e) {
      parser.recovery.report(e, mark);
      parser.recovery.skipWithin(mark, ":");
      return null;
    }
  }

  private Stmt returnStatement() {
    Cursor cursor = parser.cursor;
    Token at = cursor.next();
    CType result = ((CType.Func) parser.function.type).result();
    if (cursor.accept(";")) {
      if (!result.isVoid()) {
        throw at.error("'return' with no value, in function returning non-void");
      }
      return new Stmt.Return(null, at);
    }
    Token start = cursor.peek();
    Expr value = parser.expressions.expression();
    cursor.expect(";");
    if (result.isVoid()) {
      if (value.type().isVoid()) {
        return new Stmt.Return(value, at);
      }
      throw start.error("'return' with a value, in function returning void");
    }
    return new Stmt.Return(Sema.assignable(value, result, "return", start), at);
  }
}
