package fastpath.codegen;

import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.codegen.source.Source;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The instructions that access objects of atomic type. */
class AtomicObjectsTest {
  private static final String OBJECTS =
      "_Atomic int n; _Atomic unsigned char b; _Atomic short s; long *_Atomic p;";

  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      value = {
        "n = v: xchg",
        "n++: lock add",
        "--n: lock sub",
        "n -= v: lock sub",
        "b |= v: lock or",
        "b &= v: lock and",
        "n ^= v: lock xor",
        "p += 2: lock add",
        "v = n++: lock xadd",
        "v = b |= 4: lock cmpxchg",
        "s *= v: lock cmpxchg",
        "s <<= 1: lock cmpxchg"
      })
  void everyReadModifyWriteIsLocked(String statement, String instruction) {
    String text = OBJECTS + " int f(int v) { " + statement + "; return v; }";
    String assembly =
        new OwnCompiler()
            .compile(new Source("t.c", text), Options.DEFAULT.withAssembly(true))
            .assembly();
    assertTrue(assembly.lines().anyMatch(line -> line.strip().startsWith(instruction)), assembly);
  }
}
