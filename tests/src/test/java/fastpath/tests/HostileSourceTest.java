package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Diagnostic;
import fastpath.codegen.source.Source;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkException;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.image.Symbol;
import fastpath.emulator.listing.Listing;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Damaged assembly and C sources: each results in an error with its file and line, or in an object
 * that is listed, linked and executed for a limited time.
 */
class HostileSourceTest {
  private static final int STEPS = 1_000;

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-1",
          "1",
          "0x7fffffff",
          "0x80000000",
          "0xffffffff",
          "0x7fffffffffffffff",
          "0x8000000000000000",
          "18446744073709551615",
          "99999999999999999999",
          "1000000000",
          "((",
          "))",
          "\"",
          "'",
          "\\",
          ",",
          "/*",
          "\n",
          "#",
          "@",
          "%",
          "~",
          "-",
          "*",
          "/",
          "<<",
          "==");

  private static final List<String> OF_ASSEMBLY =
      List.of(
          ".rept 100000000\n",
          ".rept 1000\n",
          ".endr\n",
          ".macro m\nm\n.endm\nm\n",
          ".macro d a\nd \\a\\a\n.endm\nd xx\n",
          ".if 1\n",
          ".if x\n",
          ".else\n",
          ".endif\n",
          ".endm\n",
          ".skip ",
          ".fill ",
          ".balign ",
          ".p2align ",
          ".org ",
          ".set ",
          ".quad ",
          ".section ",
          ".pushsection .x\n",
          ".popsection\n",
          ".previous\n",
          ".uleb128 ",
          "1b",
          "1f",
          ".",
          "(%rip)",
          "(%rax,%rbx,8)",
          "%rax",
          "$",
          "lock ",
          "rep ",
          ".cfi_startproc\n",
          ".cfi_endproc\n",
          ".cfi_escape ",
          ".loc 1 1\n",
          ".file ",
          ".comm ",
          ".size ",
          ".type ",
          ".irp x,1,2,3\n",
          "\\x",
          "\\@",
          "a=a+a\n",
          "jmp .",
          "call ",
          "movabs ",
          ".ident ");

  private static final List<String> OF_C =
      List.of(
          "#define f f f\n",
          "#define g(x) g(x x)\n",
          "#if 1\n",
          "#else\n",
          "#endif\n",
          "#include ",
          "__asm__(\"",
          "struct s",
          "union ",
          "typedef ",
          "static ",
          "inline ",
          "switch",
          "case ",
          "default:",
          "goto ",
          "sizeof",
          "__typeof__",
          "__builtin_",
          "__attribute__((",
          "({",
          "})",
          "{",
          "}",
          "[",
          "]",
          "[1000000000]",
          ";",
          "?",
          ":",
          "...",
          "->",
          ".",
          "&&",
          "&",
          "=",
          "++",
          "__int128",
          "float",
          "double",
          "_Bool",
          "unsigned",
          "long long",
          "void",
          ":33",
          "__seg_gs");

  private static final String ASSEMBLY =
      """
      	.file	"t.c"
      	.file	1 "dir" "t.c"
      	.text
      	.macro	save from:req, to=%rbx, more:vararg
      	.if	\\from == 3
      	push	\\to
      	.elseif	\\from > 3
      	lea	8*\\from(,\\to,8), %rax
      	.else
      	mov	$\\from, %eax
      	.endif
      	.ifnb	\\more
      	.irp	r, \\more
      	push	%\\r
      	pop	%\\r
      	.endr
      	.endif
      .Lat\\@:
      	.endm
      	.globl	f
      	.type	f, @function
      f:	.cfi_startproc
      	push	%rbx
      	.cfi_adjust_cfa_offset 8
      	.cfi_rel_offset %rbx, 0
      	.loc	1 5 2
      1:	save	1, %rdx
      	save	3, %rbx, rax, rcx
      	save	from=5
      	pop	%rbx
      	lock incl counter(%rip)
      	movq	%gs:counter+8(%rip), %rdx
      	mov	$counter-4, %rcx
      	cmpl	$(1 << 3 | 5) & ~2, 8+table(,%rax,4)
      	jne	1b
      	rep stosb
      	.rept	3
      	nop
      	.endr
      	call	g@PLT
      	jmp	*table(,%rax,8)
      2:	xor	%eax, %eax
      	.cfi_remember_state
      	pop	%rbx
      	.cfi_adjust_cfa_offset -8
      	.cfi_restore %rbx
      	ret
      	.cfi_restore_state
      	.cfi_endproc
      	.size	f, .-f
      	.pushsection __ex_table, "a"
      	.balign	4
      	.long	1b - ., 2b - .
      	.popsection
      	.section	.text.g,"axG",@progbits,g,comdat
      	.weak	g
      g:	.fill	4, 1, 0x90
      	.p2align 4,,10
      	jmp	far
      	.skip	100
      far:	ret
      	.data
      	.align	8
      table:	.quad	f, g+4, far-g
      	.byte	1, 'a', '\\n', "b"-"b"
      	.asciz	"text\\tand\\0more", "\\x41\\101"
      	.uleb128 far-g, 300
      	.sleb128 -1
      size = . - table
      	.set	half, size / 2
      	.if	2 * 3 > 3
      	.short	half
      	.endif
      	.org	table + 128
      	.comm	counter,4,4
      	.local	hidden
      	.comm	hidden,64,32
      	.section	.note.GNU-stack,"",@progbits
      """;

  private static final String C =
      """
      #define MAX(a, b) ({ __typeof__(a) x = (a); x > (b) ? x : (b); })
      #define JOIN(a, b) a##b
      #if defined(MAX) && 1 + 2 * 3 == 7
      struct node { struct node *next; unsigned flag : 3, more : 5; union { long l; int i[2]; }; };
      #else
      #error no
      #endif
      static struct node nodes[3] = { { nodes + 1, 1, 2, { 3 } }, [2] = { .l = 4 }, };
      static const char text[] = "a\\x41\\n" "b";
      enum { ONE = 1, TWO = ONE << 1 };
      typedef unsigned long (*fn)(struct node *, int);
      static inline __attribute__((always_inline)) int count(struct node *n)
      { int i = 0; for (; n; n = n->next) i += n->flag; return i; }
      static unsigned long walk(struct node *n, int depth)
      {
      	switch (depth) {
      	case 0 ... 2: return n->l;
      	case ONE + 8: goto out;
      	default: break;
      	}
      	do { depth--; if (depth & 1) continue; n->i[depth & 1]++; } while (depth > TWO);
      	asm volatile("addl %1, %0" : "+r"(depth) : "ri"(5), "m"(*n) : "cc", "memory");
      out:
      	return __builtin_expect(depth, 0) ? sizeof(*n) : (unsigned char)text[1] + 'c';
      }
      fn table[] = { walk, [2] = walk };
      long f(int a)
      {
      	int JOIN(lo, cal)[4] = { a, a + 1, [3] = -a };
      	long sum = MAX(local[0], local[3]) + count(nodes);
      	for (unsigned i = 0; i < sizeof local / sizeof *local; i++) sum += local[i] * 3u / (a | 1);
      	return table[a & 2](nodes, a) ^ sum >> 2 ?: 0x7fffffffl;
      }
      """;

  private static final String C23 =
      """
      #define SAY(format, ...) say(format __VA_OPT__(,) __VA_ARGS__)
      #ifdef NONE
      #elifndef NONE
      #pragma pack(push, 2)
      struct [[deprecated]] packed { char a; long b; };
      #pragma pack(pop)
      #endif
      enum small : unsigned char { LOW = 0b11, HIGH = 1'00 };
      struct lock { int held; };
      [[gnu::format(printf, 1, 2)]] int say(const char *format, ...);
      [[nodiscard("why")]] int must(void);
      extern void never(void) __attribute__((error("never")));
      static void release(struct lock **l) { (*l)->held = 0; }
      #define guard(l) struct lock *held __attribute__((cleanup(release))) = (l)
      constexpr int SIZE = sizeof(struct packed) * 2;
      typedef __int128 wide;
      static wide twice(wide w) { return w * 2 / 3; }
      int choose(enum small e, struct lock *l)
      {
      	guard(l);
      	auto n = must();
      	switch (e) {
      	case LOW: n++; [[fallthrough]];
      	case HIGH: return n;
      	default: SAY("%s %d %ld\\n", "x", n, (long)SIZE); break;
      	}
      	if (((n = must())) && e != LOW) goto out;
      	for (typeof_unqual(n) i = 0; i < SIZE; i++) { static int calls; calls += i; }
      	void *where = &&out;
      	asm goto("" : "+r"(n) : : "memory" : out);
      out:
      	if (sizeof(n) != 4) never();
      	return _Generic(n, int: (int)twice(n), default: nullptr == where) ?: __COUNTER__;
      }
      _Atomic int shared;
      bool race(int *expected)
      {
      	shared += *expected;
      	return __atomic_compare_exchange_n(&expected[1], expected, 2, false, 5, 5)
      		|| __builtin_add_overflow(*expected, shared, expected);
      }
      """;

  @Test
  void undamagedSourcesRun() {
    execute(ObjectFile.read("t.o", compile("t.s", ASSEMBLY)));
    execute(ObjectFile.read("t.o", compile("t.c", C)));
  }

  @Test
  void damagedAssemblyIsRefusedOrAssembled() throws InterruptedException {
    Campaign.run(
        "damaged assembly", 4_000, random -> use("t.s", damaged(ASSEMBLY, OF_ASSEMBLY, random)));
  }

  @Test
  void damagedCIsRefusedOrCompiled() throws InterruptedException {
    Campaign.run("damaged C", 2_000, random -> use("t.c", damaged(C, OF_C, random)));
  }

  @Test
  void damagedC23IsRefusedOrCompiled() throws InterruptedException {
    List<String> flags = List.of("-std=gnu2x", "-Wall", "-Wextra");
    Options options = Options.DEFAULT.withCflags(flags);
    assertEquals(List.of(), new OwnCompiler().compile(new Source("t.c", C23), options).warnings());
    Campaign.run(
        "damaged C23",
        500,
        random -> {
          String text = damaged(C23, OF_C, random);
          return use(() -> new OwnCompiler().compile(new Source("t.c", text), options).object());
        });
  }

  private static String damaged(String text, List<String> hostile, Random random) {
    return TextMutation.of(text, random.nextBoolean() ? NUMBERS : hostile, random);
  }

  /**
   * The form of an error with a place; an error about a section of a C source, or about the memory
   * that it needs, has no line number.
   */
  private static final String PLACED =
      "\\S+?:(\\d+:| section \\S+ is too large: | the source needs more than the heap ).*";

  private static String use(String name, String text) {
    return use(() -> compile(name, text));
  }

  private static String use(Supplier<byte[]> compilation) {
    byte[] object;
    try {
      object = compilation.get();
    } catch (CompileException e) {
      if (e.getCause() != null) {
        throw new AssertionError(e.getCause().toString(), e.getCause());
      }
      for (Diagnostic error : e.diagnostics()) {
        String message = error.toString();
        assertTrue(message.matches(PLACED) && message.lines().count() == 1, message);
      }
      return "refused";
    }
    try {
      execute(ObjectFile.read("t.o", object));
      return "loaded";
    } catch (LinkException e) {
      return "not linked";
    }
  }

  private static byte[] compile(String name, String text) {
    return new OwnCompiler().compile(new Source(name, text), Options.DEFAULT).object();
  }

  private static void execute(ObjectFile object) {
    assertTrue(Listing.of(object, true).length() >= 0);
    Image image = Linker.link(List.of(object), LinkOptions.kernel());
    for (Symbol symbol : image.symbols()) {
      image.inlines().at(symbol.value());
      image.frames().isFrame(symbol.value());
    }
    if (image.symbol("f").isPresent()) {
      Machine.create(image, MachineOptions.defaults().withMaxInstructions(STEPS)).call("f", 1);
    }
  }
}
