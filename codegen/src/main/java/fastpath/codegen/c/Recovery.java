package fastpath.codegen.c;

import fastpath.codegen.pp.Token;
import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Diagnostics;
import fastpath.codegen.source.NearMiss;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Continues the parser after an error, so that all errors of a file are reported. The parser
 * resumes after the statement, declaration, member, parameter or condition that has the error.
 *
 * <p>An error that results from an earlier one is not reported: the names in what was skipped are
 * suspects, and neither a suspect that is not declared nor an expression with a symbol of an
 * unknown type is an error.
 */
final class Recovery {
  /**
   * The parser's state at the start of a part of the grammar, to which it returns after an error.
   */
  record Mark(
      int position,
      int scopes,
      int nesting,
      int prototypes,
      Symbol function,
      StatementParser.State statements,
      int doubts) {}

  private static final Set<String> STATEMENTS =
      Set.of(
          "if",
          "for",
          "while",
          "do",
          "switch",
          "return",
          "goto",
          "break",
          "continue",
          "case",
          "default");

  private final Parser parser;
  private final Diagnostics diagnostics;
  private final Set<String> suspects = new HashSet<>();
  private final Set<String> suspectsOfFunction = new HashSet<>();

  // The number of errors, and of uses of names whose meaning an error has hidden.
  private int doubts;

  Recovery(Parser parser, Diagnostics diagnostics) {
    this.parser = parser;
    this.diagnostics = diagnostics;
  }

  Mark mark() {
    return new Mark(
        parser.cursor.position(),
        parser.scopes.depth(),
        parser.nesting(),
        parser.declarators.prototypes(),
        parser.function,
        parser.statements.state(),
        doubts);
  }

  /** Reports an error after which the parser can go on as if there were none. */
  void report(CompileException e) {
    diagnostics.add(e);
  }

  /** Reports an error and returns the parser to its state at a mark, but for the position. */
  void report(CompileException e, Mark mark) {
    CompileException shown = doubts > mark.doubts && !e.ends() ? e.consequence() : e;
    boolean atEnd = parser.cursor.peek().kind == Token.Kind.END;
    diagnostics.add(atEnd ? shown.ending() : shown);
    doubts++;
    parser.scopes.leaveTo(mark.scopes);
    parser.leaveTo(mark.nesting);
    parser.declarators.prototypes(mark.prototypes);
    parser.function = mark.function;
    parser.statements.state(mark.statements);
  }

  /** Notes the use of a symbol, whose type is unknown if its declaration had an error. */
  void use(Symbol symbol) {
    if (symbol.isDoubtful) {
      doubts++;
    }
  }

  /** Returns the error that a name is not declared, which is reported once in a function. */
  CompileException undeclared(Token name, CompileException error) {
    boolean known = suspects.contains(name.text) || !suspectsOfFunction.add(name.text);
    return known ? error.consequence() : error;
  }

  /** Returns the error that a name stands where only a type's name can stand. */
  CompileException unknownType(Token name) {
    Stream<String> types = Stream.concat(parser.scopes.typeNames(), parser.keywords.types());
    return undeclared(
        name,
        name.error("unknown type name '" + name.text + "'" + NearMiss.inSource(name.text, types)));
  }

  /** Returns the error that a struct or union has no member, or a function no label, of a name. */
  CompileException missing(String name, CompileException error) {
    return suspects.contains(name) ? error.consequence() : error;
  }

  /** Ends the function in which an undeclared name is reported once. */
  void endFunction() {
    suspectsOfFunction.clear();
  }

  /** Makes a declarator's name doubtful, after an error in the rest of its declaration. */
  void doubt(String name) {
    Symbol symbol = parser.scopes.findHere(name);
    if (symbol == null) {
      suspects.add(name);
    } else if (!symbol.type.isComplete()) {
      symbol.isDoubtful = true;
    }
  }

  /** Makes the names between a mark and the next token suspects. */
  private void suspect(Mark mark) {
    for (int i = mark.position; i < parser.cursor.position(); i++) {
      Token token = parser.cursor.token(i);
      if (token.kind == Token.Kind.IDENT && !parser.keywords.is(token.text)) {
        suspects.add(token.text);
      }
    }
  }

  /**
   * Skips the rest of a declaration at file scope: past its semicolon, past the body of a function,
   * or to a line that begins the next declaration.
   */
  void skipExternal(Mark mark) {
    Cursor cursor = parser.cursor;
    int from = cursor.position();
    int braces = 0;
    boolean body = false;
    cursor.moveTo(mark.position);
    while (cursor.peek().kind != Token.Kind.END) {
      boolean skipping = cursor.position() >= from;
      if (skipping && cursor.position() > mark.position && startsDeclaration(braces)) {
        break;
      }
      Token token = cursor.next();
      if (token.is("{")) {
        body |= braces++ == 0 && cursor.token(cursor.position() - 2).is(")");
      } else if (token.is("}")) {
        braces = Math.max(0, braces - 1);
        if (braces == 0 && body && skipping) {
          break;
        }
      } else if (token.is(";") && braces == 0 && skipping) {
        break;
      }
    }
    suspect(mark);
  }

  /** True if the next token begins a line, and a declaration may begin with it. */
  private boolean startsDeclaration(int braces) {
    Token token = parser.cursor.peek();
    return token.column == 1
        && token.kind == Token.Kind.IDENT
        && parser.cursor.previous().line != token.line
        && (braces == 0 || !parser.cursor.peek(1).is(":"))
        && (parser.specifiers.startsType(token) || braces == 0 && endsBefore());
  }

  private boolean endsBefore() {
    Token previous = parser.cursor.previous();
    return previous.is("}") || previous.is(";");
  }

  /**
   * Parses a statement, declaration or member within braces. After an error, the error is reported,
   * and the rest of the statement is skipped.
   */
  void statement(Runnable parse) {
    Mark mark = mark();
    try {
      parse.run();
    } catch (CompileException e) {
      report(e, mark);
      skipStatement(mark);
    }
  }

  /**
   * Skips the rest of a statement, declaration or member within braces: past its semicolon, or to
   * the brace that ends the block, or to a line that begins the next statement.
   */
  private void skipStatement(Mark mark) {
    Cursor cursor = parser.cursor;
    int from = cursor.position();
    int braces = 0;
    cursor.moveTo(mark.position);
    while (cursor.peek().kind != Token.Kind.END) {
      boolean skipping = cursor.position() >= from;
      if (skipping && braces == 0 && (cursor.at("}") || startsStatement(mark))) {
        break;
      }
      Token token = cursor.next();
      if (token.is("{")) {
        braces++;
      } else if (token.is("}")) {
        braces = Math.max(0, braces - 1);
        if (braces == 0 && skipping && !continues()) {
          break;
        }
      } else if (token.is(";") && braces == 0 && skipping) {
        break;
      }
    }
    suspect(mark);
  }

  /** True if the statement goes on after a closing brace. */
  private boolean continues() {
    Cursor cursor = parser.cursor;
    return cursor.peek().kind == Token.Kind.PUNCT && !cursor.at("}") && !cursor.at("{")
        || cursor.peek().line == cursor.previous().line
            && cursor.peek().kind == Token.Kind.IDENT
            && !STATEMENTS.contains(cursor.peek().text);
  }

  private boolean startsStatement(Mark mark) {
    Cursor cursor = parser.cursor;
    Token token = cursor.peek();
    return cursor.position() > mark.position
        && cursor.previous().line != token.line
        && (STATEMENTS.contains(token.text) || !cursor.previous().is(",") && isNewItem(token));
  }

  /** True if a name at the start of a line begins a statement and continues no expression. */
  private boolean isNewItem(Token token) {
    Token previous = parser.cursor.previous();
    boolean complete =
        previous.kind == Token.Kind.IDENT
            || previous.kind == Token.Kind.NUMBER
            || previous.is(")")
            || previous.is("]");
    return token.kind == Token.Kind.IDENT && complete;
  }

  /**
   * Skips to a token within the parentheses around the mark, to the parenthesis that closes them,
   * or to a brace or semicolon.
   */
  void skipWithin(Mark mark, String end) {
    Cursor cursor = parser.cursor;
    int from = cursor.position();
    int depth = 0;
    cursor.moveTo(mark.position);
    while (cursor.peek().kind != Token.Kind.END) {
      Token token = cursor.peek();
      boolean ends =
          token.is(end) || token.is(")") || token.is("{") || token.is("}") || token.is(";");
      if (ends && depth == 0 && cursor.position() >= from) {
        break;
      }
      if (token.is("(") || token.is("[") || token.is("{")) {
        depth++;
      } else if (token.is(")") || token.is("]") || token.is("}")) {
        depth = Math.max(0, depth - 1);
      }
      cursor.next();
    }
    suspect(mark);
  }
}
