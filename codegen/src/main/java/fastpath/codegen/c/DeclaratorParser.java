package fastpath.codegen.c;

import fastpath.codegen.pp.Token;
import fastpath.codegen.source.CompileException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Parses declarators and type names: pointers, arrays, functions around a name (C17 6.7.6, 6.7.7).
 */
final class DeclaratorParser {
  /**
   * A name with its declared type.
   *
   * @param name the declared name; null in a type name
   * @param params the parameters if a function is declared; null otherwise
   * @param bracketQuals the qualifiers in the brackets after the name, which are those of the
   *     pointer that an array parameter becomes (6.7.6.3p7)
   */
  record Declared(String name, CType type, Token at, List<Symbol> params, int bracketQuals) {
    /** Returns this declarator with another type. */
    Declared of(CType type) {
      return new Declared(name, type, at, params, bracketQuals);
    }
  }

  private final Parser parser;

  /** The number of parameter lists that are currently being parsed. */
  private int prototypes;

  int prototypes() {
    return prototypes;
  }

  void prototypes(int lists) {
    prototypes = lists;
  }

  DeclaratorParser(Parser parser) {
    this.parser = parser;
  }

  CType typeName() {
    return typeName(parser.specifiers.parse(), false);
  }

  /**
   * Parses what follows the specifiers of a type name.
   *
   * @param mayStore true if a storage class is permitted before the brace of a compound literal
   */
  CType typeName(SpecifierParser.Result specifiers, boolean mayStore) {
    Attributes attributes = new Attributes();
    attributes.add(specifiers.attributes);
    Declared declared = declarator(specifiers.type, attributes, true);
    if (declared.name() != null) {
      throw declared.at().error("expected ')' before '" + declared.name() + "'");
    }
    boolean isLiteral = mayStore && parser.cursor.at(")") && parser.cursor.peek(1).is("{");
    if (!isLiteral) {
      specifiers.refuseStorage();
    }
    specifiers.refuseInline("a type name");
    attributes.check(AttributePlace.TYPE_NAME, declared.type());
    return attributes.inMode(declared.type());
  }

  /** Collects the type modifications of the parts around a name, and the name and parameters. */
  private static final class Parts {
    Token name;
    List<Symbol> params;
    // True until the first suffix after the name has been read. The parameters of the first suffix
    // are those of the declared function.
    boolean suffixed;
    // The qualifiers in the brackets of the first suffix.
    int bracketQuals;
  }

  Declared declarator(CType base, Attributes attributes, boolean isAbstract) {
    Parts parts = new Parts();
    Token at = parser.cursor.peek();
    CType type = parse(parts, attributes, isAbstract).apply(base);
    if (parts.name == null && !isAbstract) {
      throw parser.cursor.expected("identifier or '('");
    }
    Token place = parts.name == null ? at : parts.name;
    return new Declared(
        parts.name == null ? null : parts.name.text,
        type,
        place,
        type instanceof CType.Func ? parts.params : null,
        parts.bracketQuals);
  }

  private UnaryOperator<CType> parse(Parts parts, Attributes attributes, boolean isAbstract) {
    Cursor cursor = parser.cursor;
    parser.attributes.parse(attributes);
    if (cursor.accept("*")) {
      int quals = qualifiers(attributes);
      UnaryOperator<CType> rest = parse(parts, attributes, isAbstract);
      return type -> rest.apply(new CType.Pointer(type, quals));
    }
    UnaryOperator<CType> inner = UnaryOperator.identity();
    if (cursor.at("(") && nests(isAbstract)) {
      cursor.next();
      inner = parse(parts, attributes, isAbstract);
      cursor.expect(")");
    } else if (cursor.peek().kind == Token.Kind.IDENT && !parser.keywords.is(cursor.peek().text)) {
      parts.name = cursor.next();
    }
    UnaryOperator<CType> outer = suffix(parts);
    UnaryOperator<CType> within = inner;
    return type -> within.apply(outer.apply(type));
  }

  private boolean nests(boolean isAbstract) {
    Token next = parser.cursor.peek(1);
    return !isAbstract
        || next.is("*")
        || next.is("(")
        || next.is("[")
        || next.kind == Token.Kind.IDENT && !next.is(")") && !parser.specifiers.startsType(next)
        || next.is("__attribute__");
  }

  private int qualifiers(Attributes attributes) {
    int quals = 0;
    while (true) {
      Token token = parser.cursor.peek();
      if (parser.attributes.at()) {
        parser.attributes.parse(attributes);
        continue;
      }
      if (token.kind != Token.Kind.IDENT) {
        return quals;
      }
      switch (token.text) {
        case "const", "__const", "__const__" -> quals |= CType.CONST;
        case "volatile", "__volatile__", "__volatile" -> quals |= CType.VOLATILE;
        case "_Atomic" -> quals |= CType.ATOMIC;
        case "__seg_gs" -> quals |= CType.SEG_GS;
        case "__seg_fs" -> quals |= CType.SEG_FS;
        case "restrict", "__restrict", "__restrict__" -> {}
        default -> {
          return quals;
        }
      }
      parser.cursor.next();
    }
  }

  private UnaryOperator<CType> suffix(Parts parts) {
    Cursor cursor = parser.cursor;
    if (cursor.at("[") && !parser.attributes.brackets.at()) {
      return array(parts);
    }
    if (cursor.at("(")) {
      return function(parts);
    }
    return UnaryOperator.identity();
  }

  private UnaryOperator<CType> array(Parts parts) {
    Cursor cursor = parser.cursor;
    // The bound of a parameter's outermost dimension does not matter, because the parameter is a
    // pointer.
    boolean becomesPointer = prototypes > 0 && !parts.suffixed && !cursor.previous().is(")");
    Token open = cursor.next();
    int quals = 0;
    do {
      Attributes attributes = new Attributes();
      quals |= qualifiers(attributes);
      attributes.check(AttributePlace.TYPE);
      if (cursor.at("static") && prototypes == 0) {
        throw cursor.peek().error("'static' in an array declarator that is no parameter");
      }
    } while (cursor.accept("static"));
    if (!parts.suffixed) {
      parts.bracketQuals = quals;
    }
    long length = -1;
    if (cursor.at("*") && cursor.peek(1).is("]")) {
      if (prototypes == 0) {
        throw cursor.peek().error("'[*]' not allowed in other than function prototype scope");
      }
      cursor.next();
    } else if (!cursor.at("]")) {
      Token at = cursor.peek();
      Expr e = parser.expressions.assignment();
      Long value = e.type().isInteger() ? Constants.integer(e) : null;
      if (value == null && becomesPointer && e.type().isInteger() && !Effects.any(e)) {
        value = -1L;
      } else if (value == null) {
        throw at.error(
            e.type().isInteger()
                ? "variable-length arrays are not supported"
                : "size of array has non-integer type");
      } else if (value < 0) {
        throw at.error("size of array is negative");
      }
      length = value;
    }
    cursor.expect("]");
    parts.suffixed = true;
    UnaryOperator<CType> rest = suffix(parts);
    long count = length;
    return type -> {
      CType of = rest.apply(type);
      if (of instanceof CType.Func) {
        throw open.error("declaration of an array of functions");
      }
      if (of.isVoid() || of.size() < 0) {
        throw open.error("array type has incomplete element type '" + of + "'");
      }
      return Types.array(of, count, open);
    };
  }

  private UnaryOperator<CType> function(Parts parts) {
    Cursor cursor = parser.cursor;
    Token open = cursor.next();
    boolean own = !parts.suffixed;
    parts.suffixed = true;
    List<Symbol> params = new ArrayList<>();
    boolean variadic = false;
    boolean prototyped = true;
    parser.scopes.enter();
    if (cursor.at(")")) {
      prototyped = parser.dialect.c23();
    } else if (parser.identifiers.starts()) {
      prototyped = false;
      params = parser.identifiers.names();
    } else if (cursor.at("void") && cursor.peek(1).is(")")) {
      cursor.next();
    } else {
      do {
        if (cursor.accept("...")) {
          variadic = true;
          break;
        }
        params.add(guardedParameter());
      } while (cursor.accept(","));
    }
    cursor.expect(")");
    parser.scopes.leave();
    if (own) {
      parts.params = params;
    }
    List<CType> types = prototyped ? params.stream().map(p -> p.type.bare()).toList() : List.of();
    UnaryOperator<CType> rest = suffix(parts);
    boolean dots = variadic;
    boolean known = prototyped;
    return type -> {
      CType result = rest.apply(type);
      if (result instanceof CType.Array || result instanceof CType.Func) {
        throw open.error(
            "function returning " + (result instanceof CType.Array ? "an array" : "a function"));
      }
      return new CType.Func(result.bare(), types, dots, known);
    };
  }

  /** Parses a parameter; after an error in it, the parameter has a doubtful type. */
  private Symbol guardedParameter() {
    Recovery.Mark mark = parser.recovery.mark();
    Token at = parser.cursor.peek();
    try {
      prototypes++;
      Symbol parameter = parameter();
      prototypes--;
      return parameter;
    } catch (CompileException e) {
      parser.recovery.report(e, mark);
      parser.recovery.skipWithin(mark, ",");
      Token last = parser.cursor.previous();
      boolean named = last.kind == Token.Kind.IDENT && !parser.keywords.is(last.text);
      Symbol doubtful =
          new Symbol(named ? last.text : at.text, Symbol.Kind.PARAMETER, CType.INT, at);
      doubtful.isDoubtful = true;
      return doubtful;
    }
  }

  private Symbol parameter() {
    Token at = parser.cursor.peek();
    SpecifierParser.Result specifiers = parser.specifiers.parse();
    if (!specifiers.isRegister) {
      specifiers.refuseStorage();
    }
    specifiers.refuseReal();
    if (specifiers.alignas != null) {
      throw specifiers.alignas.error("alignment specified for a parameter");
    }
    Attributes attributes = new Attributes();
    Declared declared = declarator(specifiers.type, attributes, true);
    parser.attributes.parse(attributes);
    attributes.add(specifiers.attributes);
    CType type = Types.parameter(attributes.inMode(declared.type()));
    if (declared.type() instanceof CType.Array) {
      type = type.plus(declared.bracketQuals());
    }
    if (type.isVoid()) {
      throw at.error("parameter has incomplete type");
    }
    attributes.check(AttributePlace.PARAMETER, type);
    Symbol symbol =
        new Symbol(
            declared.name() == null ? "" : declared.name(),
            Symbol.Kind.PARAMETER,
            type,
            declared.at());
    symbol.isDoubtful = specifiers.isDoubtful;
    if (declared.name() != null) {
      if (parser.scopes.findHere(declared.name()) != null) {
        throw declared.at().error("redefinition of parameter '" + declared.name() + "'");
      }
      parser.scopes.add(symbol);
    }
    return symbol;
  }
}
