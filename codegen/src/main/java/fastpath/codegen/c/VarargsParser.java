package fastpath.codegen.c;

import fastpath.codegen.pp.Token;
import java.util.List;

/** Parses the builtins for variable argument lists (C17 7.16). */
final class VarargsParser {
  private final Parser parser;

  VarargsParser(Parser parser) {
    this.parser = parser;
  }

  Expr start(List<Expr> args, Token name) {
    BuiltinParser.count(name, args, 1, 2);
    return BuiltinParser.make(
        BuiltinKind.VA_START, List.of(list(args.getFirst(), name)), CType.VOID, name);
  }

  Expr end(List<Expr> args, Token name) {
    BuiltinParser.count(name, args, 1, 1);
    return Sema.cast(list(args.getFirst(), name), CType.VOID);
  }

  Expr copy(List<Expr> args, Token name) {
    BuiltinParser.count(name, args, 2, 2);
    Expr to = Sema.deref(list(args.getFirst(), name), name);
    Expr from = Sema.deref(list(args.get(1), name), name);
    return Sema.cast(Sema.assign(to, from, name), CType.VOID);
  }

  Expr argument(Token name) {
    Cursor cursor = parser.cursor;
    cursor.expect("(");
    Expr list = list(Sema.rvalue(parser.expressions.assignment()), name);
    cursor.expect(",");
    Token at = cursor.peek();
    CType type = parser.declarators.typeName();
    cursor.expect(")");
    if (!type.isComplete() || type instanceof CType.Array) {
      throw at.error("second argument to 'va_arg' is of invalid type '" + type + "'");
    }
    if (type.isInteger() && type.size() < CType.INT.size()) {
      throw at.error("'" + type + "' is promoted to 'int' when passed through '...'");
    }
    CType pointer = new CType.Pointer(type, 0);
    Expr address = BuiltinParser.make(BuiltinKind.VA_ARG, List.of(list), pointer, name);
    Expr value = Sema.deref(address, name);
    return type.isScalar() ? Sema.cast(value, type) : value;
  }

  private static Expr list(Expr e, Token name) {
    if (!VaList.isPointer(e.type())) {
      throw e.at().error("argument of '" + name.text + "' is not of type 'va_list'");
    }
    return e;
  }
}
