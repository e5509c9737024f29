package fastpath.lab.btf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.source.Source;
import fastpath.emulator.image.LinkException;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the prototypes of functions in a made BTF section, and the C header for a source. */
class BtfTest {
  private static byte[] made() {
    MadeBtf b = new MadeBtf();
    int u32 = b.integer("unsigned int", 4, false);
    int i32 = b.integer("int", 4, true);
    int u8 = b.integer("unsigned char", 1, false);
    int u64 = b.integer("long unsigned int", 8, false);
    int typedef = b.add("u32", 8, false, 0, u32);
    int inner = b.add("inner", 4, true, 2, 8, b.name("a"), u32, 0, b.name("b"), u8, 32);
    int union = b.add("", 5, true, 2, 8, b.name("word"), u64, 0, b.name("half"), typedef, 0);
    int array = b.add("", 3, false, 0, 0, u8, u32, 3);
    int other = b.add("other", 4, true, 1, 4, b.name("x"), i32, 0);
    int toOther = b.pointer(other);
    int outer =
        b.add(
            "outer",
            4,
            true,
            7,
            64,
            b.name("flag"),
            u32,
            1 << 24,
            b.name("rest"),
            u32,
            7 << 24 | 1,
            b.name("far"),
            u32,
            5 << 24 | 40,
            b.name("in"),
            inner,
            128,
            b.name(""),
            union,
            192,
            b.name("text"),
            array,
            256,
            b.name("link"),
            toOther,
            320);
    b.add("tight", 4, true, 2, 9, b.name("c"), u8, 0, b.name("l"), u64, 8);
    b.add("color", 6, true, 2, 4, b.name("RED"), -3, b.name("BLUE"), 4);
    int shared = b.add("other", 6, false, 1, 4, b.name("SHARED"), 7);
    b.add("user", 4, true, 1, 4, b.name("kind"), shared, 0);
    int bare = b.add("bare", 6, false, 0, 4);
    b.add("holder", 4, true, 1, 4, b.name("b"), bare, 0);
    int toOuter = b.pointer(outer);
    int constant = b.add("", 10, false, 0, outer);
    int toConstant = b.pointer(constant);
    int prototype = b.add("", 13, false, 2, i32, b.name("o"), toConstant, b.name("n"), typedef);
    b.add("look", 12, false, 1, prototype);
    b.add("make", 12, false, 1, b.add("", 13, false, 1, toOuter, b.name("n"), typedef));
    b.add("stop", 12, false, 1, b.add("", 13, false, 0, 0));
    b.add("count", 14, false, 0, typedef, 1);
    return b.bytes();
  }

  private static Btf btf() {
    return Btf.read(made()).orElseThrow();
  }

  /** Returns the section of a module with a structure and a function of its own. */
  private static byte[] module() {
    int outer = btf().named(Set.of("outer")).get("outer").getFirst();
    MadeBtf b = MadeBtf.behind(made());
    int toOuter = b.pointer(outer);
    int own = b.add("own", 4, true, 1, 8, b.name("kernels"), toOuter, 0);
    int toOwn = b.pointer(own);
    b.add("probe", 12, false, 1, b.add("", 13, false, 1, toOuter, b.name("m"), toOwn));
    return b.bytes();
  }

  @Test
  void aModuleContinuesItsKernel() {
    Btf types = Btf.ofModule(module(), made()).orElseThrow();
    assertEquals(
        "struct outer *probe(struct own *m)", types.function("probe").orElseThrow().text());
    assertEquals(Optional.empty(), types.function("look"));
    String source =
        """
        _Static_assert(sizeof(struct own) == 8, "own");
        int f(struct own *m) { return probe(m)->link->x; }
        """;
    String header = VmlinuxHeader.of(types, source);
    new OwnCompiler().compile(new Source("f.c", header + source), Options.DEFAULT);
    assertEquals(Optional.empty(), Btf.ofModule(new byte[0], made()));
    assertEquals(Optional.empty(), Btf.ofModule(module(), new byte[0]));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "look | int look(const struct outer *o, u32 n) | -2 | -2",
        "make | struct outer *make(u32 n)              | -2 | 0xfffffffffffffffe",
        "stop | void stop(void)                        | 7  | ''",
      })
  void aFunctionHasAPrototype(String name, String text, long rax, String value) {
    FunctionType type = btf().function(name).orElseThrow();
    assertEquals(text, type.text());
    assertEquals(value, type.returns().value().text(rax));
  }

  @Test
  void whatIsNoFunctionHasNone() {
    assertEquals(Optional.empty(), btf().function("outer"));
    assertEquals(Optional.empty(), Btf.read(new byte[0]));
  }

  @Test
  void theHeaderHasTheKernelsLayout() {
    String source =
        """
        #define AT(s, m, n) _Static_assert(__builtin_offsetof(struct s, m) == n, #m)
        AT(outer, in, 16); AT(outer, word, 24); AT(outer, half, 24); AT(outer, text, 32);
        AT(outer, link, 40); AT(tight, l, 1); AT(other, x, 0);
        _Static_assert(sizeof(struct outer) == 64, "outer");
        _Static_assert(sizeof(struct tight) == 9, "tight");
        _Static_assert(sizeof(struct holder) == 4, "holder");
        _Static_assert(SHARED == 7 && sizeof(struct user) == 4, "user");
        _Static_assert(RED == -3 && BLUE == 4, "color");
        int f(struct outer *o) { o->far = 31; return look(o, count) + make(3)->link->x; }
        """;
    String header = VmlinuxHeader.of(btf(), source);
    new OwnCompiler().compile(new Source("f.c", header + source), Options.DEFAULT);
    assertTrue(header.contains("extern u32 __seg_gs count;"), header);
    assertTrue(header.contains("enum other___enum kind;"), header);
  }

  @Test
  void whatTheSourceDoesNotNameIsLeftOut() {
    String header = VmlinuxHeader.of(btf(), "struct outer *o; u32 stop(void) { return 1; }");
    assertFalse(header.contains("struct tight"), header);
    assertFalse(header.contains("struct other {"), header);
    assertFalse(header.contains("stop"), header);
  }

  @Test
  void damageIsALine() {
    damageIsALine(made(), Btf::read);
  }

  @Test
  void damageOfAModuleIsALine() {
    damageIsALine(module(), damaged -> Btf.ofModule(damaged, made()));
  }

  private static void damageIsALine(byte[] whole, Function<byte[], Optional<Btf>> read) {
    Random random = new Random(Long.getLong("fastpath.kernel.seed", 1));
    int refused = 0;
    for (int i = 0; i < Integer.getInteger("fastpath.kernel.cases", 300) * 5; i++) {
      byte[] damaged = whole.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        damaged[random.nextInt(whole.length)] = (byte) random.nextInt(i % 2 == 0 ? 256 : 20);
      }
      try {
        Optional<Btf> btf = read.apply(damaged);
        btf.ifPresent(
            b -> VmlinuxHeader.of(b, "outer own tight color look make probe stop count in link"));
        btf.flatMap(b -> b.function("look"));
      } catch (LinkException e) {
        assertTrue(e.getMessage().startsWith(".BTF: damaged: "), e.getMessage());
        refused++;
      }
    }
    assertTrue(refused > 0);
  }
}
