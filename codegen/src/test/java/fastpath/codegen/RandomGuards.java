package fastpath.codegen;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Generates C functions whose accesses, divisions and shifts are valid only behind a guard. {@code
 * gN(p, q, i, f, d, s)} may use an argument where a bit of the flags {@code f} or the argument
 * itself says so. An access that the source does not make faults, or shows in the order of volatile
 * accesses, or in the sum that {@code state()} computes of all objects.
 */
final class RandomGuards {
  /** What a guard permits. The constant's place gives its bit in the flags. */
  enum Right {
    READ("p", "(u64)p >> 12"),
    WRITE("p == data + 4", "!((u64)p - (u64)data >> 7)"),
    NODE("q", "q != 0"),
    INDEX("(u64)i < 16", "i >= 0 && i < 16"),
    DIVIDE("d > 0", "d && d != -1"),
    SHIFT("s < 64", "!(s >> 6)");

    private final List<String> tests;

    Right(String... tests) {
      this.tests = List.of(tests);
    }

    long flag() {
      return 1L << ordinal();
    }
  }

  private static final String HEADER =
      """
      typedef unsigned long u64;
      struct node { long v; struct node *next; volatile long *w; int a[4]; unsigned char b;
                    unsigned f5 : 5; int f11 : 11; unsigned f20 : 20; };
      long data[16];
      const long frozen[16] = { 3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3 };
      volatile long vols[8];
      struct node nodes[3];
      long global;
      static long *hidden = data;
      void reset(void)
      {
      	for (long k = 0; k < 16; k++)
      		data[k] = k * 77 - 300;
      	for (long k = 0; k < 8; k++)
      		vols[k] = k * 5 + 1;
      	for (long k = 0; k < 3; k++) {
      		nodes[k].v = k * 9 + 2;
      		nodes[k].next = k < 2 ? nodes + k + 1 : 0;
      		nodes[k].w = vols + 5 + k;
      		for (long j = 0; j < 4; j++)
      			nodes[k].a[j] = (int)(k * j) - 3;
      		nodes[k].b = (unsigned char)(k + 250);
      		nodes[k].f5 = (unsigned)(k + 29);
      		nodes[k].f11 = (int)k - 7;
      		nodes[k].f20 = (unsigned)(k << 18);
      	}
      	global = 11;
      	hidden = data;
      }
      u64 state(void)
      {
      	u64 h = (u64)global;

      	for (long k = 0; k < 16; k++)
      		h = h * 31 + (u64)data[k];
      	for (long k = 0; k < 8; k++)
      		h = h * 31 + (u64)vols[k];
      	for (long k = 0; k < 3; k++)
      		h = h * 31 + (u64)nodes[k].v + (u64)nodes[k].a[0] * 3 + (u64)nodes[k].a[3] * 5
      		    + nodes[k].b * 7ul + nodes[k].f5 * 11ul + (u64)nodes[k].f11 * 13
      		    + nodes[k].f20 * 17ul;
      	return h;
      }
      static __attribute__((noinline)) long touch(long x)
      {
      	vols[0] = x;
      	hidden[3] += 5;
      	global ^= x;
      	return (long)((u64)x * 3 + 1);
      }
      static inline long peek(const long *p) { return *p; }
      static inline long weigh(struct node *q) { return (long)((u64)q->v + (u64)q->a[1]); }
      static inline long part(long x, long d) { return x / d; }
      static __attribute__((noinline)) long far_part(long x, long d) { return x % d; }
      """;

  private final Random random;
  private final StringBuilder out = new StringBuilder();
  private final List<String> locals = new ArrayList<>();
  private final boolean wild;
  private int names;
  private int loops;

  private RandomGuards(long seed, int function) {
    random = new Random(seed * 1_000_003 + function);
    wild = takesWild(function);
  }

  /** True if invalid pointers may be other than null: then only the flags tell them apart. */
  static boolean takesWild(int function) {
    return function % 2 == 1;
  }

  /** Returns a translation unit with functions g0, g1, ..., reset() and state(). */
  static String unit(long seed, int functions) {
    StringBuilder unit = new StringBuilder(HEADER);
    for (int f = 0; f < functions; f++) {
      unit.append(new RandomGuards(seed, f).function(f));
    }
    return unit.toString();
  }

  private String function(int f) {
    out.append("u64 g%d(long *p, struct node *q, long i, u64 f, long d, u64 s)\n{\n".formatted(f));
    out.append("\tlong n = (long)(f >> 8 & 7);\n");
    int count = 2 + random.nextInt(3);
    for (int k = 0; k < count; k++) {
      String type = pick("long", "long", "int", "unsigned", "unsigned char", "short");
      out.append("\t%s x%d = (%s)%s;\n".formatted(type, k, type, pick("i", "d", "s", "7", "f")));
      locals.add("x" + k);
    }
    block(1, 4, EnumSet.noneOf(Right.class), false, 3 + random.nextInt(4));
    out.append("\treturn ").append(hash()).append(";\n}\n");
    return out.toString();
  }

  private String hash() {
    StringBuilder sum = new StringBuilder("(u64)n");
    for (String local : locals) {
      sum.insert(0, "(").append(") * 31 + (u64)").append(local);
    }
    return sum.toString();
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  @SafeVarargs
  private <T> T pick(T... of) {
    return of[random.nextInt(of.length)];
  }

  private String local() {
    return locals.get(random.nextInt(locals.size()));
  }

  /** Returns a test that is true only if a right is given, and is made of values, not accesses. */
  private String test(Right right) {
    String flag = "f & " + right.flag();
    boolean pointer = right == Right.READ || right == Right.NODE;
    String own =
        wild && pointer ? "(" + flag + ")" : right.tests.get(random.nextInt(right.tests.size()));
    return switch (random.nextInt(6)) {
      case 0, 1 -> "(" + flag + ")";
      case 2 -> "(" + own + " && (" + flag + "))";
      case 3 -> "__builtin_expect(!!(" + flag + "), " + random.nextInt(2) + ")";
      case 4 -> "((" + flag + ") != 0 & (n >= 0))";
      default -> "(" + own + ")";
    };
  }

  private static Set<Right> with(Set<Right> rights, Right right) {
    Set<Right> more = EnumSet.of(right);
    more.addAll(rights);
    return more;
  }

  private void block(int indent, int depth, Set<Right> rights, boolean inLoop, int statements) {
    Set<Right> held = EnumSet.noneOf(Right.class);
    held.addAll(rights);
    for (int k = 0; k < statements; k++) {
      statement(indent, depth, held, inLoop);
    }
  }

  private void line(int indent, String text) {
    out.append("\t".repeat(indent)).append(text).append('\n');
  }

  /** Appends a statement. A guard that leaves the block otherwise adds a right to those held. */
  private void statement(int indent, int depth, Set<Right> held, boolean inLoop) {
    if (depth <= 0 || chance(38)) {
      line(indent, simple(held));
      return;
    }
    Right right = pick(Right.values());
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> {
        line(indent, "if (" + condition(right) + ") {");
        block(indent + 1, depth - 1, with(held, right), inLoop, 1 + random.nextInt(3));
        if (chance(35)) {
          line(indent, "} else {");
          block(indent + 1, depth - 1, held, inLoop, 1 + random.nextInt(2));
        }
        line(indent, "}");
      }
      case 3 -> {
        String leave = inLoop ? pick("break", "continue", "continue") : "return " + hash();
        line(indent, "if (!" + test(right) + ")");
        line(indent + 1, leave + ";");
        held.add(right);
      }
      case 4, 5, 6, 7 -> loop(indent, depth, held, right);
      case 8 -> {
        Right second = pick(Right.values());
        long both = right.flag() | second.flag();
        line(indent, "switch (f & " + both + ") {");
        line(indent, "case " + right.flag() + ":");
        block(indent + 1, depth - 1, with(held, right), false, 1 + random.nextInt(2));
        if (chance(70)) {
          line(indent + 1, "break;");
        }
        if (right != second) {
          line(indent, "case " + both + ":");
          block(indent + 1, depth - 1, with(held, right), false, 1);
          line(indent + 1, "break;");
        }
        line(indent, "default:");
        block(indent + 1, depth - 1, held, false, 1);
        line(indent, "}");
      }
      case 9 -> {
        String out = "out" + names++;
        line(indent, "{");
        line(
            indent + 1,
            "asm goto (\"testq $%d, %%0\\n\\tjz %%l1\" :: \"r\" (f) : \"cc\" : %s);"
                .formatted(right.flag(), out));
        block(indent + 1, depth - 1, with(held, right), false, 1 + random.nextInt(2));
        line(indent, out + ": ;");
        line(indent, "}");
      }
      case 10 -> {
        String out = "skip" + names++;
        line(indent, "if (!" + test(right) + ")");
        line(indent + 1, "goto " + out + ";");
        line(indent, "{");
        block(indent + 1, depth - 1, with(held, right), inLoop, 1 + random.nextInt(3));
        line(indent, "}");
        line(indent, out + ": ;");
      }
      default -> {
        line(indent, "for (struct node *e = %s ? q : 0; e; e = e->next) {".formatted(node()));
        line(indent + 1, local() + " += " + pick("e->v", "e->a[2]", "e->f11", "e->b") + ";");
        if (chance(40)) {
          line(indent + 1, "if (" + local() + pick(" == 20", " & 4") + ")");
          line(indent + 2, pick("break;", "continue;", "e->v ^= 5;", "e->f5 = 3;"));
        }
        line(indent, "}");
      }
    }
  }

  private String node() {
    return test(Right.NODE);
  }

  private String condition(Right right) {
    String test = test(right);
    return switch (random.nextInt(6)) {
      case 0 -> test + " && " + expression(2, EnumSet.of(right)) + pick(" > 3", " & 1", " != 9");
      case 1 -> test + " && vols[" + random.nextInt(5) + "]";
      case 2 -> "!(!" + test + " || " + expression(1, EnumSet.of(right)) + " == 4)";
      default -> test;
    };
  }

  private void loop(int indent, int depth, Set<Right> held, Right right) {
    if (loops == 2) {
      line(indent, simple(held));
      return;
    }
    loops++;
    String k = "k" + names++;
    Set<Right> inside = chance(50) ? with(held, right) : held;
    boolean guarded = inside != held;
    int within = random.nextInt(3);
    // The guard stands before the loop, in its condition, or in its first statement.
    if (guarded && within == 0) {
      line(indent, "if (" + test(right) + ")");
    }
    line(indent, "{");
    String more = guarded && within == 1 ? " && " + test(right) : "";
    int form = guarded && within == 1 ? random.nextInt(2) : random.nextInt(3);
    String counter = pick("long", "int", "unsigned");
    switch (form) {
      case 0 ->
          line(
              indent,
              "for (%s %s = 0; %s < (%s)n%s; %s++) {".formatted(counter, k, k, counter, more, k));
      case 1 -> {
        line(indent, "long " + k + " = n;");
        line(indent, "while (" + k + "-- > 0" + more + ") {");
      }
      default -> {
        line(indent, "long " + k + " = 0;");
        line(indent, "do {");
      }
    }
    if (guarded && within == 2) {
      line(indent + 1, "if (!" + test(right) + ")");
      line(indent + 2, pick("break;", "continue;"));
    }
    locals.add(k);
    int mark = locals.size() - 1;
    if (chance(30)) {
      line(indent + 1, local(mark) + " += " + pick("data", "frozen") + "[" + k + " & 15];");
    }
    locals.remove(mark);
    block(indent + 1, depth - 1, inside, true, 1 + random.nextInt(3));
    line(indent, form == 2 ? "} while (++" + k + " < n);" : "}");
    line(indent, "}");
    loops--;
  }

  private String local(int below) {
    return locals.get(random.nextInt(below));
  }

  private String simple(Set<Right> held) {
    String e = expression(2, held);
    String x = local();
    return switch (random.nextInt(18)) {
      case 16 -> clobber();
      case 17 -> "hidden = data + " + random.nextInt(9) + ";";
      case 0, 1, 2 -> x + " = " + e + ";";
      case 3 -> x + " " + pick("+=", "^=", "|=", "-=") + " " + e + ";";
      case 4, 5 ->
          held.contains(Right.WRITE)
              ? pick("*p", "p[2]", "p[-1]") + " " + pick("=", "^=", "|=") + " " + e + ";"
              : "global ^= " + e + ";";
      case 6, 7 ->
          held.contains(Right.NODE)
              ? switch (random.nextInt(7)) {
                case 0 -> "q->v = " + e + ";";
                case 1 -> "q->a[3] ^= (int)" + e + ";";
                case 2 -> "q->f5 = (unsigned)" + e + ";";
                case 3 -> "q->f11 = (int)" + e + ";";
                case 4 -> "*q->w = " + e + ";";
                case 5 -> x + " = *q->w;";
                default -> "q->b++;";
              }
              : x + " = vols[" + random.nextInt(8) + "];";
      case 8 ->
          held.contains(Right.INDEX)
              ? "data[i] = " + e + ";"
              : "vols[" + random.nextInt(8) + "] = " + e + ";";
      case 9 -> x + " = touch(" + e + ");";
      case 10 -> "asm volatile(\"\" ::: \"memory\");";
      case 11 -> pick("asm volatile", "asm") + "(\"\" : \"+r\" (" + x + "));";
      case 12 -> "asm volatile(\"addq %1, %0\" : \"+m\" (global) : \"r\" ((long)" + x + "));";
      case 13 -> "__atomic_fetch_add(&vols[4], " + e + ", __ATOMIC_RELAXED);";
      case 14 ->
          x + " = __atomic_load_n(&vols[3], " + pick("__ATOMIC_RELAXED", "__ATOMIC_ACQUIRE") + ");";
      default -> "vols[" + random.nextInt(8) + "] += " + e + ";";
    };
  }

  private String clobber() {
    String register = pick("di", "si", "dx", "cx", "bx");
    return "asm volatile(\"movl $7, %%e" + register + "\" ::: \"r" + register + "\");";
  }

  /** Returns a value of type u64 or long without volatile accesses and calls with effects. */
  private String expression(int depth, Set<Right> held) {
    if (depth == 0 || chance(15)) {
      return leaf(held);
    }
    Right right = pick(Right.values());
    String a = expression(depth - 1, held);
    String b = expression(depth - 1, held);
    String guarded = expression(depth - 1, with(held, right));
    return switch (random.nextInt(14)) {
      case 0 -> "((u64)" + a + " + (u64)" + b + ")";
      case 1 -> "((u64)" + a + " * " + (1 + random.nextInt(9)) + ")";
      case 2 -> "((u64)" + a + " ^ (u64)" + b + ")";
      case 3 -> "((u64)" + a + " - (u64)" + b + ")";
      case 4, 5, 6 -> "(" + test(right) + " ? (u64)" + guarded + " : (u64)" + b + ")";
      case 7 -> "(u64)(" + test(right) + " && " + guarded + " > 3)";
      case 8 -> "(u64)(!" + test(right) + " || " + guarded + " == 4)";
      case 9 -> "(!" + test(Right.DIVIDE) + " ? 5ul : (u64)part((long)" + a + ", d))";
      case 10 -> "((u64)" + a + " & (u64)" + b + ")";
      case 11 -> "(d == 0 ? 1ul : d == -1 ? -(u64)" + a + " : (u64)((long)" + a + " / d))";
      case 12 -> "((int)d ? (int)d != -1 ? (u64)((int)" + a + " % (int)d) : 2ul : (u64)" + b + ")";
      default -> "(u64)(" + a + pick(" < ", " == ", " >= ") + b + ")";
    };
  }

  private String leaf(Set<Right> held) {
    if (!held.isEmpty() && chance(60)) {
      Right right = List.copyOf(held).get(random.nextInt(held.size()));
      return switch (right) {
        case READ ->
            pick("*p", "p[1]", "p[-3]", "peek(p)", "*(int *)p", "*((unsigned char *)p + 3)");
        case WRITE -> pick("p[3]", "peek(p + 2)", "*(short *)p");
        case NODE ->
            pick(
                "q->v",
                "q->a[2]",
                "q->f5",
                "(long)q->f11",
                "q->f20",
                "q->b",
                "weigh(q)",
                "(q->next ? q->next->v : 1)");
        case INDEX -> pick("data[i]", "frozen[i]", "data[15 - i]", "((int *)data)[i]");
        case DIVIDE -> pick("(1000 / d)", "(i % d)", "far_part(i, d)", "((u64)i / (u64)d)");
        case SHIFT -> pick("(1ul << s)", "(i >> s)", "((u64)i << s)");
      };
    }
    return pick("3", "global", "(u64)i", "data[2]", "frozen[5]", "n", "s", local(), local(), "-1l");
  }
}
