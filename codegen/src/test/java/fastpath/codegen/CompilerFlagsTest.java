package fastpath.codegen;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Source;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompilerFlagsTest {
  private static void compile(String source, String flags) {
    new OwnCompiler()
        .compile(new Source("t.c", source), Options.DEFAULT.withCflags(List.of(flags.split(" "))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-O2 -Wall -Wextra -Werror=implicit -g -gdwarf-5 -pipe -w",
        "-std=gnu11 -std=c99 -std=c17 -ffreestanding",
        "-m64 -mno-red-zone -mcmodel=kernel -mgeneral-regs-only -mno-sse -mno-avx512f -march=native",
        "-fno-strict-aliasing -fwrapv -fno-common -fno-pic -fno-stack-protector -fcf-protection=none",
        "-fomit-frame-pointer -fshrink-wrap -fno-asynchronous-unwind-tables -fno-sanitize=all",
        "-fno-tree-vectorize -fipa-pta -falign-functions=16 -fno-delete-null-pointer-checks"
      })
  void flagsThatChangeNoValueAreTaken(String flags) {
    assertDoesNotThrow(() -> compile("int f(void) { return 1; }", flags));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-funsigned-char",
        "-fno-signed-char",
        "-fpack-struct",
        "-fpack-struct=2",
        "-fshort-enums",
        "-fshort-wchar",
        "-funsigned-bitfields",
        "-fpcc-struct-return",
        "-fsanitize=address",
        "-fsanitize=undefined",
        "-finstrument-functions",
        "-fstack-protector-strong",
        "-fcf-protection",
        "-fpatchable-function-entry=16",
        "-ftrapv",
        "-fcommon",
        "-fPIC",
        "-fgnu89-inline",
        "-fno-builtin",
        "-ftrivial-auto-var-init=zero",
        "-fvisibility=hidden",
        "-fplugin=x",
        "-m32",
        "-mx32",
        "-m16",
        "-mregparm=3",
        "-mabi=ms",
        "-mms-bitfields",
        "-mpreferred-stack-boundary=3",
        "-mcmodel=large",
        "-mindirect-branch=thunk-extern",
        "-mfentry",
        "-pg",
        "-std=c89",
        "-std=gnu90",
        "-std=gnu2x",
        "-ansi",
        "-Wa,--32",
        "-Wp,-DX=2",
        "-include",
        "-nosuch"
      })
  void otherFlagsAreRefusedByName(String flag) {
    CompileException refused =
        assertThrows(CompileException.class, () -> compile("int x;", "-O2 " + flag));
    assertEquals("t.c: our compiler does not support " + flag, refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "-fno-omit-frame-pointer, --frame frame-pointer does it",
    "-fno-shrink-wrap, --frame prologue does it"
  })
  void refusalsSayWhatDoesTheSame(String flag, String instead) {
    CompileException refused = assertThrows(CompileException.class, () -> compile("int x;", flag));
    assertEquals(
        "t.c: our compiler does not support " + flag + "; " + instead, refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "-std=gnu99, __STDC_VERSION__ == 199901L",
    "-std=gnu11, __STDC_VERSION__ == 201112L && !defined __STRICT_ANSI__",
    "-std=c11, __STDC_VERSION__ == 201112L && defined __STRICT_ANSI__",
    "-std=gnu17, __STDC_VERSION__ == 201710L",
    "-ffreestanding, __STDC_HOSTED__ == 0",
    "-std=c11 -std=gnu17, __STDC_VERSION__ == 201710L && !defined __STRICT_ANSI__"
  })
  void flagsOfTheLanguageDefineItsMacros(String flags, String holds) {
    assertDoesNotThrow(() -> compile("#if !(" + holds + ")\n#error\n#endif\nint x;", flags));
  }
}
