package fastpath.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fastpath.codegen.source.Source;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Structs as arguments and results of calls between our code and gcc's (psABI 3.2.3), with either
 * as the caller.
 */
class AbiTest {
  private static final String TYPES =
      """
      #define packed __attribute__((packed))
      struct mixed { short a; int b; } packed;
      struct bytes { char a, b, c; } packed;
      struct inside { char a; struct { int b; short c; } packed d; } packed;
      struct many { short a; int b[2]; } packed;
      struct padded { long a; } __attribute__((aligned(16)));
      struct wide { long a, b, c; } __attribute__((aligned(16)));
      struct none {};
      struct fields { int a : 5, b : 20, c : 12; long d; };
      unsigned long take_mixed(int x, struct mixed v, int y);
      unsigned long take_bytes(int x, struct bytes v, int y);
      unsigned long take_inside(int x, struct inside v, int y);
      unsigned long take_many(int x, struct many v, int y);
      unsigned long take_padded(int x, struct padded v, long y, struct padded w, int z, struct padded u, int t);
      unsigned long take_stacked(long a, long b, long c, long d, long e, long f, long g, struct padded v,
                                 int y, struct wide w, int z);
      unsigned long take_none(int x, struct none v, int y);
      unsigned long take_fields(int x, struct fields v, int y);
      unsigned long take_varied(int n, ...);
      struct mixed give_mixed(int x);
      struct many give_many(int x);
      struct none give_none(int x);
      """;

  private static final String CALLEES =
      """
      unsigned long take_mixed(int x, struct mixed v, int y) { return x + v.a * 3 + v.b * 5 + y * 7; }
      unsigned long take_bytes(int x, struct bytes v, int y) { return x + v.a * 3 + v.b * 5 + v.c * 7 + y * 11; }
      unsigned long take_inside(int x, struct inside v, int y) { return x + v.a * 3 + v.d.b * 5 + v.d.c * 7 + y * 11; }
      unsigned long take_many(int x, struct many v, int y) { return x + v.a * 3 + v.b[0] * 5 + v.b[1] * 7 + y * 11; }
      unsigned long take_padded(int x, struct padded v, long y, struct padded w, int z, struct padded u, int t)
      {
      	return x + v.a * 3 + y * 5 + w.a * 7 + z * 11 + u.a * 13 + t * 17;
      }
      unsigned long take_stacked(long a, long b, long c, long d, long e, long f, long g, struct padded v,
                                 int y, struct wide w, int z)
      {
      	return a + b + c + d + e + f + g * 3 + v.a * 5 + y * 7 + w.a * 11 + w.c * 13 + z * 17;
      }
      unsigned long take_none(int x, struct none v, int y) { return x + y * 3; }
      unsigned long take_fields(int x, struct fields v, int y) { return x + v.a * 3 + v.b * 5 + v.c * 7 + v.d * 11 + y * 13; }
      /* va_arg aligns the address of an argument, so that the caller must align the stack. */
      unsigned long take_varied(int n, ...)
      {
      	__builtin_va_list ap;
      	unsigned long sum = n;

      	__builtin_va_start(ap, n);
      	for (int i = 0; i < n; i++) {
      		struct wide w = __builtin_va_arg(ap, struct wide);
      		sum = sum * 31 + w.a + w.c * 3 + __builtin_va_arg(ap, long);
      		sum += (unsigned long)__builtin_va_arg(ap, __int128) * 5;
      	}
      	__builtin_va_end(ap);
      	return sum;
      }
      struct mixed give_mixed(int x) { struct mixed v = { x, x + 1 }; return v; }
      struct many give_many(int x) { struct many v = { x, { x + 1, x + 2 } }; return v; }
      struct none give_none(int x) { struct none v; return v; }
      """;

  private static final String CALLERS =
      """
      unsigned long mixed(void) { struct mixed v = { 1, 2 }; return take_mixed(3, v, 4); }
      unsigned long bytes(void) { struct bytes v = { 1, 2, 3 }; return take_bytes(4, v, 5); }
      unsigned long inside(void) { struct inside v = { 1, { 2, 3 } }; return take_inside(4, v, 5); }
      unsigned long many(void) { struct many v = { 1, { 2, 3 } }; return take_many(4, v, 5); }
      unsigned long padded(void)
      {
      	struct padded a = { 2 }, b = { 4 }, c = { 6 };
      	return take_padded(1, a, 3, b, 5, c, 7);
      }
      unsigned long varied(void)
      {
      	struct wide w = { 1, 2, 3 };

      	return take_varied(3, w, 4l, (__int128)5, w, 6l, (__int128)7, w, 8l, (__int128)9)
      	       + take_varied(2, w, 1l, (__int128)2, w, 3l, (__int128)4);
      }
      unsigned long stacked(void)
      {
      	struct padded v = { 8 };
      	struct wide w = { 9, 10, 11 };
      	return take_stacked(1, 2, 3, 4, 5, 6, 7, v, 12, w, 13);
      }
      unsigned long none(void) { struct none v; return take_none(3, v, 4); }
      unsigned long fields(void) { struct fields v = { 1, 2, 3, 4 }; return take_fields(5, v, 6); }
      unsigned long results(void) { give_none(1); return give_mixed(3).b + give_many(5).b[1] * 16; }
      """;

  @ParameterizedTest
  @CsvSource({
    "mixed, 44",
    "bytes, 93",
    "inside, 93",
    "many, 93",
    "padded, 302",
    "stacked, 629",
    "varied, 131102",
    "none, 15",
    "fields, 161",
    "results, 116"
  })
  void bothWays(String test, long value) {
    Optional<Compiler> found = GccCompiler.find("gcc").map(c -> c);
    assumeTrue(found.isPresent(), "gcc was not found");
    Compiler own = new OwnCompiler();
    for (List<String> flags : List.of(List.<String>of(), List.of("-mpreferred-stack-boundary=3"))) {
      Options options = Options.DEFAULT.withCflags(flags);
      assertEquals(value, run(test, own, found.get(), options), "our caller " + flags);
      assertEquals(value, run(test, found.get(), own, options), "our callee " + flags);
    }
  }

  private static long run(String test, Compiler caller, Compiler callee, Options options) {
    List<ObjectFile> objects =
        List.of(
            object("caller.c", TYPES + CALLERS, caller, options),
            object("callee.c", TYPES + CALLEES, callee, options));
    Machine machine =
        Machine.create(Linker.link(objects, LinkOptions.kernel()), MachineOptions.defaults());
    return machine.call(test).value();
  }

  private static ObjectFile object(String name, String text, Compiler compiler, Options options) {
    return ObjectFile.read(name, compiler.compile(new Source(name, text), options).object());
  }
}
