package fastpath.codegen.c;

import static java.util.stream.Collectors.toSet;

import fastpath.codegen.c.Symbol.Kind;
import fastpath.codegen.pp.Token;
import fastpath.codegen.source.CompileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parses external and local declarations, and function definitions (C17 6.9, 6.7). */
final class DeclarationParser {
  private final Parser parser;

  /** The symbols of names with linkage, one for each name, including names declared in blocks. */
  private final Map<String, Symbol> linked = new HashMap<>();

  DeclarationParser(Parser parser) {
    this.parser = parser;
  }

  /** Parses one declaration or definition at file scope. */
  void external() {
    Cursor cursor = parser.cursor;
    if (cursor.accept(";")) {
      return;
    }
    while (cursor.accept("__extension__")) {}
    if (parser.atStaticAssert()) {
      parser.staticAssert();
    } else if (cursor.at("asm") || cursor.at("__asm__") || cursor.at("__asm")) {
      topLevelAsm();
    } else {
      declaration(null);
    }
  }

  private void topLevelAsm() {
    Cursor cursor = parser.cursor;
    cursor.next();
    while (cursor.accept("volatile") || cursor.accept("__volatile__")) {}
    cursor.expect("(");
    if (cursor.peek().kind != Token.Kind.STRING) {
      throw cursor.expected("string literal");
    }
    parser.asm.add(parser.string());
    cursor.expect(")");
    cursor.expect(";");
  }

  /**
   * Parses a declaration in a block. Statements for its initializers are appended to {@code out}.
   */
  void local(List<Stmt> out) {
    if (parser.atStaticAssert()) {
      parser.staticAssert();
    } else {
      declaration(out);
    }
  }

  private void declaration(List<Stmt> out) {
    Cursor cursor = parser.cursor;
    Token start = cursor.peek();
    SpecifierParser.Result specifiers = parser.specifiers.parse();
    specifiers.refuseReal();
    if (cursor.at(";")) {
      specifiers.refuseInline("empty declaration");
      specifiers.attributes.check(AttributePlace.TYPE);
      cursor.next();
      return;
    }
    boolean first = true;
    while (true) {
      Attributes attributes = new Attributes();
      attributes.add(specifiers.attributes);
      DeclaratorParser.Declared declared =
          parser.declarators.declarator(specifiers.type, attributes, false);
      if (specifiers.isAutoType && declared.type() != specifiers.type) {
        throw declared.at().error("type deduction requires a plain identifier as declarator");
      }
      String asmName = asmLabel();
      parser.attributes.parse(attributes);
      declared = declared.of(attributes.inMode(declared.type()));
      attributes.typeAlign = specifiers.typeAlign(declared.type());
      declared = declared.of(specifiers.object(declared.type()));
      specifiers.checkAlignas(declared.type());
      if (out == null && (specifiers.isAuto || specifiers.isRegister && asmName == null)) {
        throw declared
            .at()
            .error(
                "file-scope declaration of '%s' specifies 'auto' or 'register'"
                    .formatted(declared.name()));
      }
      boolean mayDefine = first && out == null && !specifiers.isTypedef;
      if (IdentifierLists.has(declared)) {
        if (!mayDefine || !cursor.at("{") && !parser.specifiers.startsType(cursor.peek())) {
          throw declared.params().getFirst().place.error("a parameter's name without a type");
        }
        parser.identifiers.declarations(declared.params());
      }
      if (mayDefine && declared.params() != null && cursor.at("{")) {
        attributes.check(AttributePlace.FUNCTION);
        define(specifiers, declared, attributes, asmName);
        return;
      }
      DeclaratorParser.Declared complete = declared;
      guarded(() -> one(specifiers, complete, attributes, asmName, out), declared);
      first = false;
      if (!cursor.accept(",")) {
        break;
      }
    }
    if (out != null && cursor.at("{")) {
      throw cursor.peek().error("nested functions are not supported");
    }
    if (!cursor.at(";")) {
      throw cursor.expected(cursor.peek().kind == Token.Kind.IDENT ? "';'" : "'=', ',', ';'");
    }
    cursor.next();
  }

  /**
   * Does the work for one declarator; after an error in it, the parser goes on with the next one.
   */
  private void guarded(Runnable work, DeclaratorParser.Declared declared) {
    Recovery.Mark mark = parser.recovery.mark();
    try {
      work.run();
    } catch (CompileException e) {
      parser.recovery.report(e, mark);
      parser.recovery.skipWithin(mark, ",");
      parser.recovery.doubt(declared.name());
      if (!parser.cursor.at(",") && !parser.cursor.at(";")) {
        throw e.consequence();
      }
    }
  }

  private String asmLabel() {
    Cursor cursor = parser.cursor;
    if (!cursor.at("asm") && !cursor.at("__asm__") && !cursor.at("__asm")) {
      return null;
    }
    cursor.next();
    cursor.expect("(");
    String name = parser.string();
    cursor.expect(")");
    return name;
  }

  private void one(
      SpecifierParser.Result specifiers,
      DeclaratorParser.Declared declared,
      Attributes attributes,
      String asmName,
      List<Stmt> out) {
    if (specifiers.isAutoType) {
      if (specifiers.isTypedef) {
        throw declared.at().error("type deduction in a typedef");
      }
      Initializer deduced = deduced(specifiers, declared);
      DeclaratorParser.Declared typed = declared.of(deduced.type());
      if (out == null || specifiers.isExtern || specifiers.isStatic) {
        attributes.check(AttributePlace.STATIC);
        variable(specifiers, typed, attributes, asmName, out, deduced);
      } else {
        attributes.check(AttributePlace.AUTOMATIC);
        automatic(specifiers, typed, attributes, asmName, out, deduced);
      }
    } else if (specifiers.isTypedef) {
      attributes.check(AttributePlace.TYPEDEF);
      typedef(specifiers, declared, attributes);
    } else if (declared.type() instanceof CType.Func) {
      if (out != null && (specifiers.isStatic || specifiers.isAuto || specifiers.isRegister)) {
        throw declared.at().error("invalid storage class for function '" + declared.name() + "'");
      }
      attributes.check(AttributePlace.FUNCTION);
      function(specifiers, declared, attributes, asmName);
    } else if (out == null || specifiers.isExtern || specifiers.isStatic) {
      attributes.check(AttributePlace.STATIC);
      variable(specifiers, declared, attributes, asmName, out, null);
    } else {
      attributes.check(AttributePlace.AUTOMATIC);
      automatic(specifiers, declared, attributes, asmName, out, null);
    }
  }

  /** Parses the initializer from which a variable gets its type, with the type. */
  private Initializer deduced(
      SpecifierParser.Result specifiers, DeclaratorParser.Declared declared) {
    Token at = parser.cursor.expect("=");
    Expr value = Sema.rvalue(parser.expressions.assignment());
    if (value instanceof Expr.Member m && m.field().isBitField()) {
      throw at.error("'__auto_type' used with a bit-field initializer");
    }
    CType type = specifiers.object(value.type().bare().plus(specifiers.type.quals()));
    if (type.isVoid()) {
      throw at.error("variable '" + declared.name() + "' declared void");
    }
    if (type.isReal()) {
      throw Reals.refused(at);
    }
    return new Initializer(type, List.of(new Initializer.Item(0, null, type.bare(), value)));
  }

  private void typedef(
      SpecifierParser.Result specifiers,
      DeclaratorParser.Declared declared,
      Attributes attributes) {
    Symbol old = parser.scopes.findHere(declared.name());
    if (old != null) {
      boolean same =
          old.kind == Kind.TYPEDEF
              && Types.compatible(old.type, declared.type())
              && old.type.quals() == declared.type().quals();
      if (!same) {
        throw redeclared(declared, old);
      }
      return;
    }
    Symbol symbol = new Symbol(declared.name(), Kind.TYPEDEF, declared.type(), declared.at());
    if (attributes.has(Attributes.Flag.TRANSPARENT_UNION)) {
      makeTransparent(declared);
    }
    symbol.attributes.add(attributes);
    symbol.isDoubtful = isDoubtful(specifiers, declared);
    parser.scopes.add(symbol);
  }

  private static void makeTransparent(DeclaratorParser.Declared declared) {
    try {
      if (!(declared.type() instanceof CType.Rec r)) {
        throw new IllegalArgumentException("'transparent_union' of a type that is no union");
      }
      r.def().makeTransparent();
    } catch (IllegalArgumentException e) {
      throw declared.at().error(e.getMessage());
    }
  }

  private static CompileException redefined(DeclaratorParser.Declared declared, Symbol old) {
    Token place = old.definedAt != null ? old.definedAt : old.place;
    return declared
        .at()
        .error("redefinition of '" + declared.name() + "'")
        .noting(place.note("the previous definition is here"));
  }

  private static CompileException redeclared(DeclaratorParser.Declared declared, Symbol old) {
    boolean otherKind =
        (old.kind == Kind.TYPEDEF || old.kind == Kind.ENUMERATOR)
            != (declared.type() instanceof CType.Func || old.kind == Kind.GLOBAL);
    return declared
        .at()
        .error(
            otherKind && old.type.equals(declared.type())
                ? "'%s' redeclared as different kind of symbol".formatted(declared.name())
                : "conflicting types for '%s'; have '%s', previously '%s'"
                    .formatted(declared.name(), declared.type(), old.type))
        .noting(old.place.note("the previous declaration is here"));
  }

  /**
   * Returns the symbol of a name with linkage: a new symbol, or an earlier one with which the
   * declaration must be compatible.
   */
  private Symbol link(
      SpecifierParser.Result specifiers,
      DeclaratorParser.Declared declared,
      Attributes attributes,
      Kind kind) {
    Symbol here = parser.scopes.findHere(declared.name());
    if (here != null && here.kind != kind) {
      throw declared
          .at()
          .error("'%s' redeclared as different kind of symbol".formatted(declared.name()));
    }
    Symbol symbol = linked.get(declared.name());
    if (symbol == null) {
      symbol = new Symbol(declared.name(), kind, declared.type(), declared.at());
      symbol.isStatic = specifiers.isStatic;
      linked.put(declared.name(), symbol);
      parser.symbols.add(symbol);
    } else {
      if (symbol.kind != kind || !Types.compatible(symbol.type, declared.type())) {
        throw redeclared(declared, symbol);
      }
      if (specifiers.isStatic && !symbol.isStatic) {
        throw declared
            .at()
            .error(
                "static declaration of '%s' follows non-static declaration"
                    .formatted(declared.name()));
      }
      symbol.type = Types.composite(symbol.type, declared.type());
    }
    symbol.attributes.add(attributes);
    if (symbol.isStatic && symbol.isWeak()) {
      throw declared.at().error("weak declaration of '%s' must be public".formatted(symbol.name));
    }
    symbol.isDoubtful |= isDoubtful(specifiers, declared);
    parser.scopes.add(symbol);
    return symbol;
  }

  /** True if an error has hidden a part of the declared type. */
  private static boolean isDoubtful(
      SpecifierParser.Result specifiers, DeclaratorParser.Declared declared) {
    return specifiers.isDoubtful
        || declared.params() != null && declared.params().stream().anyMatch(p -> p.isDoubtful);
  }

  private Symbol function(
      SpecifierParser.Result specifiers,
      DeclaratorParser.Declared declared,
      Attributes attributes,
      String asmName) {
    Symbol symbol = link(specifiers, declared, attributes, Kind.FUNCTION);
    symbol.isInline |= specifiers.isInline();
    symbol.isExtern |= specifiers.isExtern || !specifiers.isInline() && !specifiers.isStatic;
    if (asmName != null) {
      symbol.link = asmName;
    }
    return symbol;
  }

  /** Returns the library's function of a name, which is declared unless it has been. */
  Symbol library(String name, CType.Func type, Token at) {
    Symbol symbol = linked.get(name);
    if (symbol == null) {
      symbol = new Symbol(name, Kind.FUNCTION, type, at);
      symbol.isExtern = true;
      linked.put(name, symbol);
      parser.symbols.add(symbol);
    }
    symbol.used = true;
    return symbol;
  }

  /**
   * Returns the symbol of a function that is defined. If the name is declared as something else or
   * is defined already, that is reported, and the body belongs to a symbol of its own.
   */
  private Symbol definable(
      SpecifierParser.Result specifiers,
      DeclaratorParser.Declared declared,
      Attributes attributes,
      String asmName) {
    try {
      Symbol symbol = function(specifiers, declared, attributes, asmName);
      if (!symbol.defined) {
        return symbol;
      }
      throw redefined(declared, symbol);
    } catch (CompileException e) {
      parser.recovery.report(e);
      return new Symbol(declared.name(), Kind.FUNCTION, declared.type(), declared.at());
    }
  }

  private void define(
      SpecifierParser.Result specifiers,
      DeclaratorParser.Declared declared,
      Attributes attributes,
      String asmName) {
    boolean known = linked.containsKey(declared.name());
    Symbol symbol = definable(specifiers, declared, attributes, asmName);
    if (!known && !specifiers.isExtern && specifiers.isInline()) {
      symbol.isExtern = false;
    }
    symbol.defined = true;
    symbol.definedAt = declared.at();
    CType.Func type = (CType.Func) declared.type();
    if (!type.prototyped()) {
      // "f() {}" takes no arguments, but calls are not checked against this definition.
      symbol.type = new CType.Func(type.result(), List.of(), false, false);
    } else {
      symbol.type = type;
    }
    CType result = type.result();
    if (!result.isVoid() && !result.isComplete()) {
      parser.recovery.report(declared.at().error("return type is an incomplete type"));
    }
    parser.scopes.enter();
    parser.function = symbol;
    for (Symbol param : declared.params()) {
      if (!param.type.isComplete()) {
        parser.recovery.report(
            param.place.error("parameter '" + param.name + "' has incomplete type"));
        param.isDoubtful = true;
      }
      if (!param.name.isEmpty()) {
        parser.scopes.add(param);
      }
    }
    Stmt.Block body = parser.statements.body();
    parser.scopes.leave();
    parser.function = null;
    parser.functions.add(
        new Unit.FunctionDef(
            symbol,
            List.copyOf(declared.params()),
            body,
            parser.statements.labelScopes(),
            parser.statements.addressed()));
  }

  /**
   * Declares a variable with static storage duration, or an extern variable.
   *
   * @param deduced the initializer that gave the variable its type, or null
   */
  private void variable(
      SpecifierParser.Result specifiers,
      DeclaratorParser.Declared declared,
      Attributes attributes,
      String asmName,
      List<Stmt> out,
      Initializer deduced) {
    Cursor cursor = parser.cursor;
    Symbol symbol;
    if (out != null && specifiers.isStatic) {
      Symbol old = parser.scopes.findHere(declared.name());
      if (old != null) {
        throw redefined(declared, old);
      }
      symbol = new Symbol(declared.name(), Kind.GLOBAL, declared.type(), declared.at());
      symbol.link = declared.name() + "." + parser.unique();
      symbol.isStatic = true;
      symbol.attributes.add(attributes);
      if (symbol.isWeak()) {
        throw declared.at().error("weak declaration of '%s' must be public".formatted(symbol.name));
      }
      parser.scopes.add(symbol);
      parser.symbols.add(symbol);
    } else {
      symbol = link(specifiers, declared, attributes, Kind.GLOBAL);
      if (asmName != null) {
        if (specifiers.isRegister) {
          symbol.register = registerName(asmName, declared.at());
        } else {
          symbol.link = asmName;
        }
      }
    }
    if (symbol.register != null) {
      symbol.isExtern = true;
      return;
    }
    symbol.isStatic |= specifiers.constexpr != null;
    if (cursor.at("=") || deduced != null) {
      Token at = deduced != null ? declared.at() : cursor.next();
      if (symbol.defined) {
        throw redefined(declared, symbol);
      }
      if (out != null && specifiers.isExtern) {
        throw at.error("'%s' has both 'extern' and initializer".formatted(declared.name()));
      }
      // The name is in scope in its own initializer: "struct list_head l = { &l, &l }".
      symbol.initializer =
          deduced != null
              ? deduced
              : parser.initializers.parse(declared.type(), true, specifiers.constexpr != null);
      if (deduced != null && !Constants.isInitializer(deduced.items().getFirst().value())) {
        throw at.error("initializer element is not constant");
      }
      symbol.type = symbol.initializer.type();
      symbol.defined = true;
      symbol.constant = specifiers.constexpr != null ? symbol.initializer : null;
    } else if (specifiers.constexpr != null) {
      throw declared.at().error("'constexpr' requires an initialized data declaration");
    } else if (!specifiers.isExtern) {
      symbol.tentative = true;
    }
    if (symbol.type.isVoid()) {
      throw declared.at().error("variable '" + declared.name() + "' declared void");
    }
    if ((symbol.defined || symbol.tentative) && parser.variables.add(symbol)) {
      boolean openArray = symbol.type instanceof CType.Array a && a.length() < 0;
      if (!openArray && !symbol.type.isComplete() && (out != null || specifiers.isStatic)) {
        throw declared.at().error("storage size of '" + declared.name() + "' isn't known");
      }
    }
  }

  private static String registerName(String text, Token at) {
    String name = text.startsWith("%") ? text.substring(1) : text;
    if (name.isEmpty()) {
      throw at.error("invalid register name for '" + at.text + "'");
    }
    return name;
  }

  private void automatic(
      SpecifierParser.Result specifiers,
      DeclaratorParser.Declared declared,
      Attributes attributes,
      String asmName,
      List<Stmt> out,
      Initializer deduced) {
    Cursor cursor = parser.cursor;
    Symbol old = parser.scopes.findHere(declared.name());
    if (old != null) {
      throw redefined(declared, old);
    }
    Symbol symbol = new Symbol(declared.name(), Kind.LOCAL, declared.type(), declared.at());
    symbol.attributes.add(attributes);
    symbol.isDoubtful = isDoubtful(specifiers, declared);
    symbol.isRegister = specifiers.isRegister;
    if (asmName != null && specifiers.isRegister) {
      symbol.register = registerName(asmName, declared.at());
    }
    Initializer initializer = deduced;
    parser.scopes.add(symbol);
    if (deduced == null && cursor.accept("=")) {
      boolean constexpr = specifiers.constexpr != null;
      initializer = parser.initializers.parse(declared.type(), constexpr, constexpr);
      symbol.type = initializer.type();
    }
    if (specifiers.constexpr != null) {
      if (initializer == null) {
        throw declared.at().error("'constexpr' requires an initialized data declaration");
      }
      boolean known =
          initializer.items().stream().allMatch(item -> Constants.isInitializer(item.value()));
      if (deduced != null && !known) {
        throw declared.at().error("initializer element is not constant");
      }
      symbol.constant = initializer;
    }
    if (symbol.type.isVoid()) {
      throw declared.at().error("variable '" + declared.name() + "' declared void");
    }
    if (!symbol.type.isComplete()) {
      throw declared.at().error("storage size of '" + declared.name() + "' isn't known");
    }
    out.add(new Stmt.Declare(symbol, initializer, declared.at()));
    if (attributes.cleanup != null) {
      out.add(parser.statements.cleanup(Sema.cleanup(attributes.cleanup, symbol)));
    }
  }

  /** Completes what depends on the whole file, such as tentative definitions. */
  void finish() {
    for (Symbol symbol : parser.variables) {
      if (symbol.isDoubtful) {
        continue;
      }
      if (symbol.type instanceof CType.Array a && a.length() < 0) {
        symbol.type = new CType.Array(a.of(), 1);
      }
      if (!symbol.type.isComplete()) {
        parser.recovery.report(
            symbol.place.error("storage size of '" + symbol.name + "' isn't known"));
      }
    }
    Set<String> defined =
        parser.symbols.stream()
            .filter(symbol -> symbol.defined || symbol.tentative || symbol.alias() != null)
            .map(symbol -> symbol.link)
            .collect(toSet());
    for (Symbol symbol : parser.symbols) {
      if (symbol.alias() != null && !defined.contains(symbol.alias())) {
        parser.recovery.report(
            symbol.place.error(
                "'%s' aliased to undefined symbol '%s'".formatted(symbol.name, symbol.alias())));
      }
      if (symbol.isFunction() && symbol.isStatic && !symbol.defined && symbol.used) {
        parser.recovery.report(symbol.place.error("'" + symbol.name + "' used but never defined"));
      }
    }
  }
}
