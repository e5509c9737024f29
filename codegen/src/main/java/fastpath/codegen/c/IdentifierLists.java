package fastpath.codegen.c;

import com.google.common.collect.Maps;
import fastpath.codegen.pp.Token;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses definitions in the style of K&amp;R: a list of parameter names, and declarations of their
 * types before the body (C17 6.9.1p6). Arguments arrive promoted and are converted to these types.
 */
final class IdentifierLists {
  private final Parser parser;

  IdentifierLists(Parser parser) {
    this.parser = parser;
  }

  /** True if the next token starts a list of names, after the opening parenthesis. */
  boolean starts() {
    Token token = parser.cursor.peek();
    Token after = parser.cursor.peek(1);
    return token.kind == Token.Kind.IDENT
        && (after.is(",") || after.is(")"))
        && !parser.keywords.is(token.text)
        && !parser.specifiers.startsType(token)
        && !parser.dialect.c23();
  }

  /** Parses the names; a parameter without a declaration has type int. */
  List<Symbol> names() {
    Map<String, Symbol> names = new LinkedHashMap<>();
    do {
      Token name = parser.cursor.identifier("identifier");
      Symbol param = new Symbol(name.text, Symbol.Kind.PARAMETER, CType.INT, name);
      if (names.putIfAbsent(name.text, param) != null) {
        throw name.error("redefinition of parameter '" + name.text + "'");
      }
    } while (parser.cursor.accept(","));
    return List.copyOf(names.values());
  }

  /** True if a function was declared with a list of names. */
  static boolean has(DeclaratorParser.Declared declared) {
    return declared.type() instanceof CType.Func f
        && !f.prototyped()
        && declared.params() != null
        && !declared.params().isEmpty();
  }

  /** Parses the declarations between the list and the body. */
  void declarations(List<Symbol> params) {
    Map<String, Symbol> names = Maps.uniqueIndex(params, param -> param.name);
    while (!parser.cursor.at("{")) {
      SpecifierParser.Result specifiers = parser.specifiers.parse();
      specifiers.refuseReal();
      if (!specifiers.isRegister) {
        specifiers.refuseStorage();
      }
      do {
        Attributes attributes = new Attributes();
        DeclaratorParser.Declared declared =
            parser.declarators.declarator(specifiers.type, attributes, false);
        parser.attributes.parse(attributes);
        Symbol param = names.get(declared.name());
        if (param == null) {
          throw declared
              .at()
              .error(
                  "declaration for parameter '%s' but no such parameter"
                      .formatted(declared.name()));
        }
        attributes.add(specifiers.attributes);
        param.type = Types.parameter(attributes.inMode(declared.type()));
        attributes.check(AttributePlace.PARAMETER, param.type);
      } while (parser.cursor.accept(","));
      parser.cursor.expect(";");
    }
  }
}
