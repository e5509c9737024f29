package fastpath.codegen.asm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expressions are parsed as by GNU as. */
class TermParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "1+2*3 => 7",
        "(1+2)*3 => 9",
        "1|2+4 => 7",
        "8>>1<<2 => 16",
        "-5/2 => -2",
        "-5%3 => -2",
        "~0 => -1",
        "!3 => 0",
        "0x10+010+0b101+'a' => 126",
        "0xffffffffffffffff => -1",
        "3==3 => -1",
        "3<>3 => 0",
        "2>1 && 0 => 0",
        "0 || 5 => 1",
        "6&3^1 => 3",
        "a+4 => a+4",
        "4+a-b+1 => a-b+5",
        "a-a => 0",
        "-(a-b) => b-a",
        "foo@PLT => foo@PLT",
        "foo@gotpcrel+8 => foo@GOTPCREL+8",
        "1b-. => <1b>-.",
        "\"a b\"+1 => \"a b\"+1",
        "a+b => (a+b)",
        "(a-b)*2 => ((a-b)*2)",
      })
  void value(String text, String expected) {
    AsmFile file = new AsmFile(null);
    RelocatableExpr e = file.reduce(TermParser.parse(text, s -> "<" + s + ">"));
    assertEquals(expected, e.toString().replace("\"<1b>\"", "<1b>"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "1+ => expression missing",
        "(1 => missing ')'",
        "1 2 => junk at end of expression: '2'",
        "09 => not a number: '09'",
        "0xg => not a number: '0xg'",
        "1/0 => division by zero",
        "%eax => not an expression: '%eax'",
      })
  void refused(String text, String message) {
    RuntimeException e =
        assertThrows(RuntimeException.class, () -> Terms.linear(TermParser.parse(text, s -> s)));
    assertEquals(message, e.getMessage());
  }
}
