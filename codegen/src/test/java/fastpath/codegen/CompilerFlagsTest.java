package fastpath.codegen;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Source;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
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
        "-fpack-struct=3",
        "-mpreferred-stack-boundary=5",
        "-m32",
        "-mx32",
        "-m16",
        "-mregparm=3",
        "-mabi=ms",
        "-mms-bitfields",
        "-mcmodel=large",
        "-mindirect-branch=thunk-extern",
        "-mfentry",
        "-pg",
        "-std=c89",
        "-std=gnu90",
        "-std=gnu2y",
        "-ansi",
        "-Wa,--32",
        "-Wp,-DX=2",
        "-include",
        "-nosuch"
      })
  void otherFlagsAreRefusedByName(String flag) {
    CompileException refused =
        assertThrows(CompileException.class, () -> compile("int x;", "-O2 " + flag));
    assertEquals(
        "t.c: our compiler does not support " + flag,
        refused.getMessage().replaceFirst(" \\(did you mean .*", ""));
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
    "-std=gnu2x, __STDC_VERSION__ == 202311L && !defined __STRICT_ANSI__ && true",
    "-std=c23, __STDC_VERSION__ == 202311L && defined __STRICT_ANSI__ && 1'000 == 1000",
    "-std=c2x -std=gnu17, !true",
    "-ffreestanding, __STDC_HOSTED__ == 0",
    "-std=c11 -std=gnu17, __STDC_VERSION__ == 201710L && !defined __STRICT_ANSI__",
    "-funsigned-char, 200 == '\\xc8'",
    "-fsigned-char, -56 == '\\xc8'",
    "-O2, __OPTIMIZE__ && !defined __NO_INLINE__ && !defined __OPTIMIZE_SIZE__",
    "-O0, !defined __OPTIMIZE__ && __NO_INLINE__",
    "-O0 -O1, __OPTIMIZE__ && !defined __NO_INLINE__",
    "-Os, __OPTIMIZE__ && __OPTIMIZE_SIZE__",
    "-Os -O2, !defined __OPTIMIZE_SIZE__",
    "-Ofast, __FAST_MATH__ && __FINITE_MATH_ONLY__",
    "-ffast-math -fno-fast-math, !defined __FAST_MATH__ && __FINITE_MATH_ONLY__ == 0",
    "-mcmodel=small, __code_model_small__ && !defined __code_model_kernel__",
    "-mcmodel=small -mcmodel=kernel, __code_model_kernel__ && !defined __code_model_small__"
  })
  void conditionalGroupsSeeTheFlagsOfTheLanguage(String flags, String holds) {
    assertDoesNotThrow(() -> compile("#if !(" + holds + ")\n#error\n#endif\nint x;", flags));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-funsigned-char| (char)200 == 200 && '\\xc8' == 200",
        "-funsigned-char| !__builtin_types_compatible_p(char, unsigned char)",
        "-fno-signed-char| (char)-1 > 0 && __CHAR_UNSIGNED__",
        "-funsigned-char -fsigned-char| (char)200 < 0 && '\\xc8' < 0",
        "-fno-unsigned-char| (char)200 < 0",
        "-fshort-enums| sizeof(enum { A, B }) == 1 && sizeof(enum { C = 300 }) == 2",
        "-fshort-enums -fno-short-enums| sizeof(enum { A }) == 4",
        "-fpack-struct| sizeof(struct { char a; long b; }) == 9 && _Alignof(struct { long a; }) == 1",
        "-fpack-struct=2| sizeof(struct { char a; long b; }) == 10",
        "-fpack-struct=4 -fno-pack-struct| sizeof(struct { char a; long b; }) == 16"
      })
  void flagsChangeTheMeaning(String flags, String holds) {
    assertDoesNotThrow(() -> compile("_Static_assert(" + holds + ", \"\");", flags));
  }

  @ParameterizedTest
  @CsvSource({"-mpreferred-stack-boundary=4, true", "-mpreferred-stack-boundary=3, false"})
  void theStackIsAlignedAsAFlagSays(String flags, boolean aligned) {
    String source = "int g(void); int f(void) { return g() + 1; }";
    Options options = Options.DEFAULT.withCflags(List.of(flags)).withAssembly(true);
    String assembly = new OwnCompiler().compile(new Source("t.c", source), options).assembly();
    assertEquals(aligned, assembly.contains("sub    $0x8,%rsp"), assembly);
  }

  @ParameterizedTest
  @CsvSource({"-mpreferred-stack-boundary=4", "-mpreferred-stack-boundary=3"})
  void anOverAlignedLocalIsAlignedWhateverTheStack(String flag) {
    String source =
        """
        __attribute__((noinline)) long low(void *p) { return (long)p & 63; }
        long f(void)
        {
        	char a __attribute__((aligned(64))), b[16] __attribute__((aligned(16)));
        	return low(&a) + (low(b) & 15);
        }
        """;
    byte[] object =
        new OwnCompiler()
            .compile(new Source("t.c", source), Options.DEFAULT.withCflags(List.of(flag)))
            .object();
    Machine machine =
        Machine.create(
            Linker.link(List.of(ObjectFile.read("t.o", object)), LinkOptions.kernel()),
            MachineOptions.defaults());
    assertEquals(0, machine.call("f").value());
  }

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-include first.h -include second.h| int a[FIRST == 1 && SECOND == 2 ? 1 : -1];",
        "-isystem sys| #include <third.h>",
        "-idirafter sys| #include \"third.h\"",
        "-iquote sys| #include \"third.h\"",
        "-isystemsys| #include <third.h>",
        "-iquotesys -xc| #include \"third.h\"",
        "-imacros first.h -include second.h| int a[FIRST == 1 && SECOND == 2 ? 1 : -1];",
        "-imacros sys/third.h| long third;",
        "-x c -nostdinc| int x;",
        "-O2| #include <stddef.h>"
      })
  void includesAreFoundAsFlagsSay(String flags, String source) throws IOException {
    Files.writeString(folder.resolve("first.h"), "#define FIRST 1\n");
    Files.writeString(folder.resolve("second.h"), "#define SECOND (FIRST + 1)\n");
    Files.createDirectories(folder.resolve("sys"));
    Files.writeString(folder.resolve("sys/third.h"), "int third;\n");
    String there =
        flags.replaceAll(
            "(first|second|sys/third)\\.h|(?<=[ ]|iquote|isystem)sys\\b", folder + "/$0");
    assertDoesNotThrow(() -> compile(source + "\n", there));
  }

  @ParameterizedTest
  @CsvSource({
    "-nostdinc, #include <stddef.h>, t.c:1:2: stddef.h: No such file or directory",
    "-iquote /, #include <nosuch.h>, t.c:1:2: nosuch.h: No such file or directory",
    "-include /no/such.h, int x;, t.c: -include /no/such.h: No such file",
    "-std=nosuch -std=gnu11, int x;, t.c: our compiler does not support -std=nosuch",
    "-imacros /no/such.h, int x;, t.c: -imacros /no/such.h: No such file",
    "-nostdnic, int x;, t.c: our compiler does not support -nostdnic (did you mean -nostdinc?)",
    "-fno-hosted -fno-builtin, int x;, t.c: our compiler does not support -fno-builtin",
    "-x assembler, int x;, t.c:1:1: no form of int x",
    "-x c++, int x;, t.c: our compiler does not support -x c++"
  })
  void includesThatAreNotFoundAreNamed(String flags, String source, String message) {
    CompileException refused =
        assertThrows(CompileException.class, () -> compile(source + "\n", flags));
    assertEquals(message, refused.getMessage());
  }
}
