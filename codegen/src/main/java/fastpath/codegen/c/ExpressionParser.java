package fastpath.codegen.c;

import fastpath.codegen.c.Expr.IntLit;
import fastpath.codegen.c.Expr.Op;
import fastpath.codegen.c.Expr.Relation;
import fastpath.codegen.pp.Literals;
import fastpath.codegen.pp.Token;
import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.NearMiss;
import java.util.ArrayList;
import java.util.List;

/** Parses expressions (C17 6.5), with GNU's additions. */
final class ExpressionParser {
  private final Parser parser;
  private final BuiltinParser builtins;

  ExpressionParser(Parser parser) {
    this.parser = parser;
    this.builtins = new BuiltinParser(parser);
  }

  /** Parses an expression, comma operators included. */
  Expr expression() {
    Expr left = assignment();
    while (parser.cursor.at(",")) {
      Token at = parser.cursor.next();
      Expr right = Sema.rvalue(assignment());
      if (right.type().isReal()) {
        throw Reals.refused(at);
      }
      left = new Expr.Comma(left, right, right.type().bare(), at);
    }
    return left;
  }

  Expr assignment() {
    Expr left = conditional();
    Token at = parser.cursor.peek();
    if (at.kind != Token.Kind.PUNCT) {
      return left;
    }
    if (at.text.equals("=")) {
      parser.cursor.next();
      return Sema.assign(left, assignment(), at);
    }
    Op op =
        switch (at.text) {
          case "+=" -> Op.ADD;
          case "-=" -> Op.SUB;
          case "*=" -> Op.MUL;
          case "/=" -> Op.DIV;
          case "%=" -> Op.REM;
          case "&=" -> Op.AND;
          case "|=" -> Op.OR;
          case "^=" -> Op.XOR;
          case "<<=" -> Op.SHL;
          case ">>=" -> Op.SHR;
          default -> null;
        };
    if (op == null) {
      return left;
    }
    parser.cursor.next();
    return Sema.update(op, left, assignment(), at);
  }

  Expr conditional() {
    Expr test = binary(1);
    if (!parser.cursor.at("?")) {
      return test;
    }
    Token at = parser.cursor.next();
    if (parser.cursor.accept(":")) {
      return elvis(test, at);
    }
    Expr yes = expression();
    parser.cursor.expect(":");
    Expr no = conditional();
    return Sema.conditional(test, yes, no, at);
  }

  /** Parses GNU's {@code a ?: b}. */
  private Expr elvis(Expr first, Token at) {
    if (first.type().isReal()) {
      throw Reals.refused(at);
    }
    Expr value = Sema.scalar(first, "?:");
    if (value instanceof IntLit) {
      return Sema.conditional(value, value, conditional(), at);
    }
    Expr.Held held = new Expr.Held(Sema.promote(value).type().bare(), at);
    Expr body = Sema.conditional(held, held, conditional(), at);
    return new Expr.Let(held, Sema.cast(value, held.type()), body, body.type(), at);
  }

  private Expr binary(int minimum) {
    Expr left = cast();
    while (true) {
      Token at = parser.cursor.peek();
      int precedence = at.binaryPrecedence();
      if (precedence == 0 || precedence < minimum) {
        return left;
      }
      parser.cursor.next();
      Expr right = binary(precedence + 1);
      left = apply(left, at, right);
    }
  }

  private static Expr apply(Expr left, Token at, Expr right) {
    return switch (at.text) {
      case "||" -> Sema.logical(false, left, right, at);
      case "&&" -> Sema.logical(true, left, right, at);
      case "|" -> Sema.binary(Op.OR, left, right, at);
      case "^" -> Sema.binary(Op.XOR, left, right, at);
      case "&" -> Sema.binary(Op.AND, left, right, at);
      case "==" -> Sema.compare(Relation.EQ, left, right, at);
      case "!=" -> Sema.compare(Relation.NE, left, right, at);
      case "<" -> Sema.compare(Relation.LT, left, right, at);
      case ">" -> Sema.compare(Relation.GT, left, right, at);
      case "<=" -> Sema.compare(Relation.LE, left, right, at);
      case ">=" -> Sema.compare(Relation.GE, left, right, at);
      case "<<" -> Sema.binary(Op.SHL, left, right, at);
      case ">>" -> Sema.binary(Op.SHR, left, right, at);
      case "+" -> Sema.binary(Op.ADD, left, right, at);
      case "-" -> Sema.binary(Op.SUB, left, right, at);
      case "*" -> Sema.binary(Op.MUL, left, right, at);
      case "/" -> Sema.binary(Op.DIV, left, right, at);
      case "%" -> Sema.binary(Op.REM, left, right, at);
      default -> throw new AssertionError(at.text);
    };
  }

  private Expr cast() {
    Cursor cursor = parser.cursor;
    if (cursor.at("(") && parser.specifiers.startsType(cursor.peek(1))) {
      Token open = cursor.next();
      SpecifierParser.Result specifiers = parser.specifiers.parse();
      CType type = parser.declarators.typeName(specifiers, parser.dialect.c23());
      cursor.expect(")");
      if (cursor.at("{")) {
        return postfix(compoundLiteral(type, specifiers, open));
      }
      return Sema.explicitCast(cast(), type, open);
    }
    return unary();
  }

  private Expr compoundLiteral(CType type, SpecifierParser.Result specifiers, Token at) {
    boolean isStatic = parser.scopes.atFileScope() || specifiers.isStatic;
    boolean isConstexpr = specifiers.constexpr != null;
    Initializer initializer =
        parser.initializers.parse(specifiers.object(type), isStatic || isConstexpr, isConstexpr);
    Symbol variable =
        new Symbol(
            ".literal", isStatic ? Symbol.Kind.GLOBAL : Symbol.Kind.LOCAL, initializer.type(), at);
    variable.constant = isConstexpr ? initializer : null;
    if (isStatic) {
      variable.link = ".Lliteral." + parser.unique();
      variable.isStatic = true;
      variable.defined = true;
      variable.initializer = initializer;
      parser.variables.add(variable);
    }
    return new Expr.CompoundLiteral(variable, initializer, initializer.type(), at);
  }

  private Expr unary() {
    Cursor cursor = parser.cursor;
    Token at = cursor.peek();
    switch (at.kind) {
      case PUNCT -> {
        Expr prefix = prefix(at);
        return prefix != null ? prefix : postfix(primary());
      }
      case IDENT -> {
        Expr word = word(at);
        return word != null ? word : postfix(primary());
      }
      case NUMBER, CHAR, STRING, OTHER, END -> {
        return postfix(primary());
      }
    }
    throw new AssertionError(at.kind);
  }

  private Expr prefix(Token at) {
    Cursor cursor = parser.cursor;
    switch (at.text) {
      case "+", "-", "!", "~", "*", "&", "++", "--" -> cursor.next();
      case "&&" -> {
        cursor.next();
        return parser.statements.address(at, cursor.identifier("identifier"));
      }
      default -> {
        return null;
      }
    }
    return switch (at.text) {
      case "+" -> Sema.plus(cast(), at);
      case "-" -> Sema.negate(cast(), at);
      case "!" -> Sema.not(cast(), at);
      case "~" -> Sema.complement(cast(), at);
      case "*" -> Sema.deref(cast(), at);
      case "&" -> Sema.addressOf(cast(), at);
      case "++" -> Sema.step(unary(), 1, false, at);
      default -> Sema.step(unary(), -1, false, at);
    };
  }

  private Expr word(Token at) {
    switch (parser.keywords.spelling(at.text)) {
      case "sizeof", "_Alignof", "__alignof__", "__alignof" -> {
        parser.cursor.next();
        return sizeof(at, at.text.equals("sizeof"));
      }
      case "__extension__" -> {
        parser.cursor.next();
        return cast();
      }
      default -> {
        return null;
      }
    }
  }

  /**
   * Returns the alignment that a typedef gives its type, if the typedef's name is alone in
   * parentheses; 0 otherwise.
   */
  private int typedefAlign(Token name, Token after) {
    Symbol symbol = after.is(")") ? parser.scopes.find(name.text) : null;
    return symbol != null && symbol.kind == Symbol.Kind.TYPEDEF ? symbol.typedefAlign() : 0;
  }

  private Expr sizeof(Token at, boolean size) {
    Cursor cursor = parser.cursor;
    CType type;
    int align = 0;
    if (cursor.at("(") && parser.specifiers.startsType(cursor.peek(1))) {
      Token open = cursor.next();
      align = typedefAlign(cursor.peek(), cursor.peek(1));
      SpecifierParser.Result specifiers = parser.specifiers.parse();
      type = parser.declarators.typeName(specifiers, parser.dialect.c23());
      cursor.expect(")");
      if (cursor.at("{")) {
        type = postfix(compoundLiteral(type, specifiers, open)).type();
      }
    } else {
      Expr e = unary();
      if (e instanceof Expr.Member m && m.field().isBitField()) {
        throw at.error("'sizeof' applied to a bit-field");
      }
      type = e.type();
      if (e instanceof Expr.Var v) {
        align = v.symbol().isFunction() ? v.symbol().askedAlign() : v.symbol().align();
      }
    }
    if (type.size() < 0) {
      throw at.error(
          "invalid application of '%s' to incomplete type '%s'".formatted(at.text, type.bare()));
    }
    return new IntLit(size ? type.size() : align > 0 ? align : type.align(), CType.ULONG, at);
  }

  private Expr postfix(Expr start) {
    Cursor cursor = parser.cursor;
    Expr e = start;
    while (cursor.peek().kind == Token.Kind.PUNCT) {
      Token at = cursor.peek();
      switch (at.text) {
        case "[" -> {
          cursor.next();
          Expr index = expression();
          cursor.expect("]");
          e = subscript(e, index, at);
        }
        case "(" -> {
          cursor.next();
          e = call(e, at);
        }
        case "." -> {
          cursor.next();
          e = member(e, false, at);
        }
        case "->" -> {
          cursor.next();
          e = member(e, true, at);
        }
        case "++", "--" -> {
          cursor.next();
          e = Sema.step(e, at.text.equals("++") ? 1 : -1, true, at);
        }
        default -> {
          return e;
        }
      }
    }
    return e;
  }

  private Expr member(Expr object, boolean arrow, Token at) {
    String name = parser.cursor.identifier("identifier").text;
    try {
      return arrow ? Sema.arrow(object, name, at) : Sema.member(object, name, at);
    } catch (CompileException e) {
      throw parser.recovery.missing(name, e);
    }
  }

  private static Expr subscript(Expr base, Expr index, Token at) {
    Expr b = Sema.rvalue(base);
    Expr i = Sema.rvalue(index);
    boolean fine =
        b.type().isPointer() && i.type().isInteger()
            || b.type().isInteger() && i.type().isPointer();
    if (!fine) {
      throw at.error(
          b.type().isPointer() || i.type().isPointer()
              ? "array subscript is not an integer"
              : "subscripted value is neither array nor pointer");
    }
    return Sema.deref(Sema.binary(Op.ADD, b, i, at), at);
  }

  private Expr call(Expr callee, Token at) {
    Cursor cursor = parser.cursor;
    List<Expr> args = new ArrayList<>();
    if (!cursor.at(")")) {
      do {
        args.add(assignment());
      } while (cursor.accept(","));
    }
    Token close = cursor.expect(")");
    Token place = callee instanceof Expr.Var v ? v.at() : at;
    Expr call = Sema.call(callee, args, place, close);
    if (call instanceof Expr.Call c) {
      parser.warnings.format(c);
    }
    return call;
  }

  private Expr primary() {
    Cursor cursor = parser.cursor;
    Token at = cursor.peek();
    switch (at.kind) {
      case NUMBER -> {
        return number(cursor.next());
      }
      case CHAR -> {
        if (at.text.startsWith("u8") && parser.dialect.c23()) {
          CType type = new CType.Int(IntKind.UCHAR, 0);
          return new IntLit(Literals.character(cursor.next(), true), type, at);
        }
        if (at.text.charAt(0) != '\'') {
          throw at.error(
              at.text.startsWith("u8")
                  ? "UTF-8 character constants need -std=gnu2x"
                  : "wide characters are not supported");
        }
        return new IntLit(
            Literals.character(cursor.next(), parser.dialect.unsignedChar()), CType.INT, at);
      }
      case STRING -> {
        return string(at);
      }
      case IDENT -> {
        return name(at);
      }
      case PUNCT -> {
        if (at.text.equals("(")) {
          return parenthesized();
        }
      }
      case OTHER -> {
        if (at.text.equals("\"") || at.text.equals("'")) {
          throw at.error("missing terminating " + at.text + " character");
        }
        throw at.error("stray '" + at.text + "' in program");
      }
      case END -> {}
    }
    throw cursor.expected("expression");
  }

  private Expr string(Token at) {
    int first = parser.cursor.position();
    byte[] bytes = parser.stringBytes();
    boolean utf8 = false;
    for (int i = first; i < parser.cursor.position(); i++) {
      utf8 |= parser.cursor.token(i).text.startsWith("u8");
    }
    boolean unsigned = utf8 && parser.dialect.c23();
    return string(bytes, unsigned ? IntKind.UCHAR : parser.specifiers.character(), at);
  }

  private static Expr string(byte[] bytes, IntKind kind, Token at) {
    byte[] ended = java.util.Arrays.copyOf(bytes, bytes.length + 1);
    CType character = new CType.Int(kind, 0);
    return new Expr.StringLit(ended, new CType.Array(character, ended.length), at);
  }

  private Expr parenthesized() {
    Cursor cursor = parser.cursor;
    Token open = cursor.next();
    if (cursor.at("{")) {
      return statementExpression(open);
    }
    Expr e = expression();
    cursor.expect(")");
    return e;
  }

  private Expr statementExpression(Token open) {
    if (parser.function == null) {
      throw open.error("braced-group within expression allowed only inside a function");
    }
    Stmt.Block body = parser.statements.block();
    parser.cursor.expect(")");
    List<Stmt> list = new ArrayList<>(body.statements());
    CType type = CType.VOID;
    if (!list.isEmpty() && list.getLast() instanceof Stmt.Expression last) {
      Expr value = Sema.rvalue(last.expr());
      list.set(list.size() - 1, new Stmt.Expression(value, last.at()));
      type = value.type().bare();
      if (type.isReal()) {
        throw Reals.refused(last.at());
      }
    }
    return new Expr.StatementExpr(new Stmt.Block(list, body.at(), body.end()), type, open);
  }

  /**
   * Returns the type of an integer constant: the first of int, long and their unsigned types that
   * can represent the value (6.4.4.1).
   */
  private Expr number(Token at) {
    if (at.text.indexOf('\'') > 0 && !parser.dialect.c23()) {
      throw at.error("digit separators need -std=gnu2x");
    }
    if (Reals.is(at)) {
      return Reals.literal(at);
    }
    Literals.IntegerLiteral literal = Literals.integer(at);
    long value = literal.value();
    boolean fitsInt = value >= 0 && value <= Integer.MAX_VALUE;
    boolean fitsUint = value >= 0 && value <= 0xffff_ffffL;
    boolean mayBeUnsigned = literal.unsigned() || !literal.decimal();
    IntKind kind;
    if (literal.longs() == 0 && !literal.unsigned() && fitsInt) {
      kind = IntKind.INT;
    } else if (literal.longs() == 0 && mayBeUnsigned && fitsUint) {
      kind = IntKind.UINT;
    } else {
      IntKind wide = literal.longs() == 2 ? IntKind.LLONG : IntKind.LONG;
      kind = literal.unsigned() || value < 0 ? wide.unsigned() : wide;
    }
    return new IntLit(value, new CType.Int(kind, 0), at);
  }

  private Expr name(Token at) {
    Cursor cursor = parser.cursor;
    if (at.text.equals("_Generic")) {
      return generic();
    }
    if (parser.keywords.isNew("nullptr", at)) {
      cursor.next();
      return new IntLit(0, CType.NULLPTR, at);
    }
    if (parser.keywords.isNew("true", at) || parser.keywords.isNew("false", at)) {
      cursor.next();
      return new IntLit(at.is("true") ? 1 : 0, CType.BOOL, at);
    }
    Symbol symbol = parser.scopes.find(at.text);
    if (symbol == null) {
      Expr builtin = builtins.parse(at);
      if (builtin != null) {
        return builtin;
      }
      if (parser.function != null && isFunctionName(at.text)) {
        cursor.next();
        return string(
            parser.function.name.getBytes(java.nio.charset.StandardCharsets.UTF_8),
            parser.specifiers.character(),
            at);
      }
      cursor.identifier("expression");
      if (cursor.peek().kind == Token.Kind.IDENT && !parser.keywords.is(cursor.peek().text)) {
        throw parser.recovery.unknownType(at);
      }
      String near = NearMiss.inSource(at.text, parser.scopes.names());
      throw parser.recovery.undeclared(
          at,
          at.error(
              cursor.at("(")
                  ? "implicit declaration of function '" + at.text + "'" + near
                  : "'" + at.text + "' undeclared" + near));
    }
    cursor.next();
    switch (symbol.kind) {
      case ENUMERATOR -> {
        return new IntLit(symbol.value, symbol.type, at);
      }
      case TYPEDEF -> throw at.error("expected expression before '" + at.text + "'");
      case LOCAL, PARAMETER, GLOBAL, FUNCTION -> {}
    }
    symbol.used = true;
    parser.recovery.use(symbol);
    return new Expr.Var(symbol, symbol.type, at);
  }

  private static boolean isFunctionName(String text) {
    return text.equals("__func__")
        || text.equals("__FUNCTION__")
        || text.equals("__PRETTY_FUNCTION__");
  }

  private Expr generic() {
    Cursor cursor = parser.cursor;
    Token at = cursor.next();
    cursor.expect("(");
    CType type = Sema.rvalue(assignment()).type().bare();
    Expr chosen = null;
    Expr otherwise = null;
    while (cursor.accept(",")) {
      boolean isDefault = cursor.accept("default");
      Token place = cursor.peek();
      CType association = isDefault ? null : parser.declarators.typeName();
      if (association != null && (association instanceof CType.Func || association.size() < 0)) {
        throw place.error("'_Generic' association with '" + association + "', which is no object");
      }
      cursor.expect(":");
      Expr e = assignment();
      if (isDefault) {
        if (otherwise != null) {
          throw place.error("duplicate 'default' in '_Generic'");
        }
        otherwise = e;
      } else if (association.quals() == 0 && Types.compatible(association, type)) {
        if (chosen != null) {
          throw place.error("'_Generic' has two compatible types");
        }
        chosen = e;
      }
    }
    cursor.expect(")");
    Expr result = chosen != null ? chosen : otherwise;
    if (result == null) {
      throw at.error(
          "'_Generic' selector of type '%s' is not compatible with any association"
              .formatted(type));
    }
    return result;
  }
}
