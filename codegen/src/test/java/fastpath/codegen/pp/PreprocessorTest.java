package fastpath.codegen.pp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Governor;
import fastpath.codegen.source.Includes;
import fastpath.codegen.source.Report;
import fastpath.codegen.source.Source;
import fastpath.codegen.source.WarningFlags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The preprocessor's tokens for small sources; each case is also compared with {@code gcc -E} where
 * gcc is installed.
 */
class PreprocessorTest {
  private record Case(String name, String text, String tokens) {}

  private static final List<Case> CASES =
      List.of(
          new Case("object", "#define A 1 + B\n#define B 2\nA B", "1 + 2 2"),
          new Case("function", "#define F(a, b) b a\nF(1, (2, 3)) F (x,) F", "( 2 , 3 ) 1 x F"),
          new Case("self", "#define f(x) x f\nf(1)(2)\n#define a b\n#define b a\na", "1 f ( 2 ) a"),
          new Case(
              "standard example 3",
              """
              #define x 3
              #define f(a) f(x * (a))
              #undef x
              #define x 2
              #define g f
              #define z z[0]
              #define h g(~
              #define m(a) a(w)
              #define w 0,1
              #define t(a) a
              #define p() int
              #define q(x) x
              #define r(x,y) x ## y
              #define str(x) # x
              f(y+1) + f(f(z)) % t(t(g)(0) + t)(1);
              g(x+(3,4)-w) | h 5) & m
              (f)^m(m);
              p() i[q()] = { q(1), r(2,3), r(4,), r(,5), r(,) };
              char c[2][6] = { str(hello), str() };
              """,
              "f ( 2 * ( y + 1 ) ) + f ( 2 * ( f ( 2 * ( z [ 0 ] ) ) ) ) % f ( 2 * ( 0 ) ) + t ( 1"
                  + " ) ; f ( 2 * ( 2 + ( 3 , 4 ) - 0 , 1 ) ) | f ( 2 * ( ~ 5 ) ) & f ( 2 * ( 0 ,"
                  + " 1 ) ) ^ m ( 0 , 1 ) ; int i [ ] = { 1 , 23 , 4 , 5 , } ; char c [ 2 ] [ 6 ] ="
                  + " { \"hello\" , \"\" } ;"),
          new Case(
              "stringify",
              "#define S(x) #x\nS( a  \"b\\n\" 'c' + /* d */ e )",
              "\"a \\\"b\\\\n\\\" 'c' + e\""),
          new Case(
              "stringify twice",
              "#define S_(x) #x\n#define S(x) S_(x)\n#define V 12\nS(V) S_(V)",
              "\"12\" \"V\""),
          new Case(
              "paste",
              "#define C(a,b) a##b\n#define XY 7\nC(X,Y) C(1,e) C(<,<) C(.,5) C(L,'a')",
              "7 1e << .5 L'a'"),
          new Case("paste chain", "#define C(a,b,c) a##b##c\nC(x,,y) C(,,) C(1,2,3)", "xy 123"),
          new Case(
              "variadic", "#define F(...) <__VA_ARGS__>\nF() F(1) F(1,2)", "< > < 1 > < 1 , 2 >"),
          new Case(
              "swallowed comma",
              "#define P(f, ...) p(f, ## __VA_ARGS__)\n#define Q(f, a...) p(f, ## a)\n"
                  + "P(1) P(1,2) P(1,) Q(1) Q(1,2,3)",
              "p ( 1 ) p ( 1 , 2 ) p ( 1 , ) p ( 1 ) p ( 1 , 2 , 3 )"),
          new Case(
              "va_opt",
              "#define F(a, ...) f(a __VA_OPT__(,) __VA_ARGS__)\nF(1) F(1, 2) F(1,)\n"
                  + "#define G(...) __VA_OPT__(a ## b) #__VA_ARGS__\nG(x, y) G()",
              "f ( 1 ) f ( 1 , 2 ) f ( 1 ) ab \"x, y\" \"\""),
          new Case("argument spans lines", "#define F(a) a\nF(1\n 2\n) 3", "1 2 3"),
          new Case("directive in arguments", "#define F(a) a\nF(1\n#define K 5\nK\n)", "1 5"),
          new Case(
              "kernel's IS_ENABLED",
              """
              #define __ARG_PLACEHOLDER_1 0,
              #define __take_second_arg(__ignored, val, ...) val
              #define __is_defined(x) ___is_defined(x)
              #define ___is_defined(val) ____is_defined(__ARG_PLACEHOLDER_##val)
              #define ____is_defined(arg1_or_junk) __take_second_arg(arg1_or_junk 1, 0)
              #define CONFIG_A 1
              __is_defined(CONFIG_A) __is_defined(CONFIG_B)
              """,
              "1 0"),
          new Case(
              "conditions",
              """
              #if 1 ? 2 : (1/0)
              a
              #endif
              #if -1 > 0u && defined X || 'a' == 97 && !defined(Y)
              b
              #elif 1
              c
              #else
              d
              #endif
              #ifdef NO
              # if nonsense (
              # else
              # endif
              e ' unbalanced
              #elif (0 || 2) == 1
              f
              #endif
              #ifndef NO
              g
              #else
              h
              #elif
              #endif
              """
                  .replace("#elif\n", ""),
              "a b f g"),
          new Case(
              "line",
              "__LINE__\n__LINE__\n\n#line 40 \"x.h\"\n__LINE__ __FILE__",
              "1 2 40 \"x.h\""),
          new Case("counter", "__COUNTER__ __COUNTER__ __INCLUDE_LEVEL__", "0 1 0"),
          new Case(
              "predefined",
              "__x86_64__ __GNUC__ __SIZEOF_LONG__ __CHAR_BIT__ __INT_MAX__",
              "1 12 8 8 0x7fffffff"),
          new Case(
              "has",
              "#if __has_attribute(cold) && __has_builtin(__builtin_expect)\n1\n#endif\n"
                  + "#if defined(__has_include) && __has_include(<nosuch.h>)\n2\n#endif",
              "1"),
          new Case("splices and comments", "a\\\nb /* c\nd */ e // f \\\n g\nh", "ab e h"),
          new Case("numbers", "0x1e+1 1.2.3 1e+5 .5 ...", "0x1e+1 1.2.3 1e+5 .5 ..."),
          new Case("operators", "a+++b->c<<=d>>e|=f##g", "a ++ + b -> c <<= d >> e |= f ## g"),
          new Case("undef", "#define A 1\n#undef A\nA", "A"),
          new Case(
              "computed include guard", "#define X\n#if !defined(X) || 0\nno\n#endif\nyes", "yes"));

  @TestFactory
  Stream<DynamicTest> tokens() {
    return CASES.stream()
        .map(c -> DynamicTest.dynamicTest(c.name, () -> assertEquals(c.tokens, own(c.text))));
  }

  @TestFactory
  Stream<DynamicTest> tokensOfGcc(@TempDir Path folder) {
    return CASES.stream()
        .map(c -> DynamicTest.dynamicTest(c.name, () -> assertEquals(gcc(folder, c), own(c.text))));
  }

  private record Error(String text, String message) {}

  @TestFactory
  Stream<DynamicTest> errors() {
    return Stream.of(
            new Error("#if 1\n", "t.c:1:2: unterminated #if"),
            new Error("#endif", "t.c:1:2: #endif without #if"),
            new Error("#if 1\n#else\n#else\n#endif", "t.c:3:2: #else after #else"),
            new Error("#error no  good", "t.c:1:2: #error no good"),
            new Error("\n#include <nosuch.h>", "t.c:2:2: nosuch.h: No such file or directory"),
            new Error("#frob", "t.c:1:2: invalid preprocessing directive #frob"),
            new Error(
                "#define F(a) a\nF(1,2)",
                "t.c:2:1: macro 'F' passed 2 arguments, but takes just 1"),
            new Error(
                "#define F(a,b) a\nF(1)",
                "t.c:2:1: macro 'F' requires 2 arguments, but only 1 given"),
            new Error(
                "#define F(a) a\nF(1", "t.c:2:1: unterminated argument list invoking macro 'F'"),
            new Error(
                "#define C(a,b) a##b\nC(+,x)",
                "t.c:2:1: pasting '+' and 'x' does not give a valid preprocessing token"),
            new Error("#define 1 2", "t.c:1:9: macro names must be identifiers"),
            new Error("a /* b", "t.c:1:3: unterminated comment"),
            new Error("#if 1 /\n#endif", "t.c:1:2: expression expected"),
            new Error("#if 1/0\n#endif", "t.c:1:6: division by zero in #if"),
            new Error("#if\n#endif", "t.c:1:2: #if with no expression"))
        .map(e ->
            DynamicTest.dynamicTest(
                e.text,
                () ->
                    assertEquals(
                        e.message,
                        assertThrows(CompileException.class, () -> own(e.text)).getMessage())));
  }

  @TestFactory
  Stream<DynamicTest> includes() {
    Map<String, String> files =
        Map.of(
            "a.h", "#pragma once\n#include \"b.h\"\na __INCLUDE_LEVEL__",
            "b.h", "#ifndef B\n#define B 3\nb __INCLUDE_LEVEL__\n#endif");
    Includes includes =
        (path, quoted, from) ->
            Optional.ofNullable(files.get(path)).map(text -> new Source(path, text));
    String text = "#include \"a.h\"\n#define H <b.h>\n#include H\n#include \"a.h\"\nB";
    return Stream.of(
        DynamicTest.dynamicTest(
            "once and guarded",
            () -> assertEquals("b 2 a 1 3", spell(run("t.c", text, includes)))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "#embed \"some.bin\"| 1 , 255 , 10",
        "#embed <some.bin> limit(2) suffix(, 0) prefix(7,)| 7 , 1 , 255 , 0",
        "#embed \"some.bin\" __limit__(1 + TWO)| 1 , 255 , 10",
        "#define F <none.bin>~#embed F if_empty(5) prefix(6)| 5",
        "#embed \"some.bin\" limit(0)~x| x",
        "__has_embed(\"some.bin\") __has_embed(<none.bin>) __has_embed(\"no.bin\")| 1 2 0",
        "__has_embed(\"some.bin\" limit(0)) __has_embed(\"some.bin\" vendor::x(1))| 2 0"
      })
  void bytesAreEmbedded(String text, String tokens, @TempDir Path folder) throws IOException {
    Files.write(folder.resolve("some.bin"), new byte[] {1, -1, 10});
    Files.write(folder.resolve("none.bin"), new byte[0]);
    Includes includes = Includes.of(List.of(folder)).or(Includes.none());
    assertEquals(tokens, spell(run("t.c", "#define TWO 2\n" + text.replace("~", "\n"), includes)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "#embed \"no.bin\"| t.c:1:2: no.bin: No such file or directory",
        "#embed \"t\" limit(-1)| t.c:1:12: negative limit of #embed",
        "#embed \"t\" offset(1)| t.c:1:12: unknown parameter 'offset' of #embed",
        "#embed \"t\" limit| t.c:1:12: unknown parameter 'limit' of #embed",
        "#embed \"t\" prefix(1| t.c:1:18: unterminated parameter of #embed",
        "#embed| t.c:1:2: #embed expects \"FILENAME\" or <FILENAME>"
      })
  void operandsOfEmbedAreChecked(String text, String message) {
    CompileException error = assertThrows(CompileException.class, () -> own(text));
    assertEquals(message, error.getMessage());
  }

  private static List<Token> run(String name, String text, Includes includes) {
    return Preprocessor.run(
        new Source(name, text),
        includes,
        Preprocessor.Flags.NONE,
        new HeaderCache(),
        new Governor(),
        new Report(WarningFlags.DEFAULT));
  }

  private static String own(String text) {
    return spell(run("t.c", text, Includes.none()));
  }

  private static String spell(List<Token> tokens) {
    return tokens.stream()
        .filter(token -> token.kind != Token.Kind.END)
        .map(token -> token.text)
        .collect(Collectors.joining(" "));
  }

  /** Returns the output of gcc -E, split into tokens by our lexer. */
  private static String gcc(Path folder, Case c) throws IOException, InterruptedException {
    Path file = Files.createTempFile(folder, "case", ".c");
    Files.writeString(file, c.text);
    List<String> command = new ArrayList<>(List.of("gcc", "-E", "-P", "-w", file.toString()));
    Process process;
    try {
      process = new ProcessBuilder(command).start();
    } catch (IOException e) {
      if ("required".equals(System.getProperty("fastpath.cross-checks"))) {
        fail("gcc is required and was not found");
      }
      return abort("gcc was not found");
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return Lexer.lex("gcc", out, false).stream().map(t -> t.text).collect(Collectors.joining(" "));
  }
}
