package fastpath.codegen;

import java.util.Random;

/**
 * Generates C functions with variables of attribute cleanup in nested blocks, loops, switches and
 * statement expressions, which control leaves by every kind of jump. {@code cN(n)} returns a hash
 * of the order in which objects were made and released.
 */
final class RandomCleanups {
  private static final String HEADER =
      """
      typedef unsigned long u64;
      static u64 trail;
      struct res { u64 id; u64 held; };
      static __attribute__((noinline)) void note(u64 v) { trail = trail * 0x100000001b3ul ^ v; }
      static __attribute__((noinline)) struct res make(u64 id)
      { note(id); return (struct res){ id, id * 3 }; }
      static inline void drop(struct res *r) { note(r->id + r->held * 7); r->held = 0; }
      static __attribute__((noinline)) void drop_far(struct res *r) { drop(r); }
      static inline void drop_word(u64 *w) { note(*w ^ 0x55); }
      """;

  private final Random random;
  private final StringBuilder out = new StringBuilder();
  private int names;
  private int loops;
  private int breakable;
  private int budget;

  private RandomCleanups(long seed, int function) {
    random = new Random(seed * 0x9e3779b97f4a7c15L + 3 + 1_000_003L * function);
  }

  /** Returns a translation unit with functions c0, c1, .... */
  static String unit(long seed, int functions) {
    StringBuilder unit = new StringBuilder(HEADER);
    for (int f = 0; f < functions; f++) {
      unit.append(new RandomCleanups(seed, f).function(f));
    }
    return unit.toString();
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private String function(int f) {
    budget = 25;
    out.append(
        "static __attribute__((noinline)) u64 body%d(u64 n)\n{\n\tu64 step = 0;\n\n".formatted(f));
    for (int i = 3 + random.nextInt(4); i > 0; i--) {
      statement("\t", 4);
    }
    out.append("\tgoto out;\nout:\n\tnote(99);\n\treturn step;\n}\n");
    return out
        + "u64 c%d(u64 n)\n{\n\ttrail = n;\n\tu64 last = body%1$d(n);\n\treturn trail * 31 + last;\n}\n"
            .formatted(f);
  }

  private String condition() {
    return switch (random.nextInt(4)) {
      case 0 -> "n & " + (1 << random.nextInt(6));
      case 1 -> "(n ^ step) %% %d == 0".formatted(2 + random.nextInt(4)).replace("%%", "%");
      case 2 -> "step > " + random.nextInt(12);
      default -> "n >> %d & 1".formatted(random.nextInt(6));
    };
  }

  private void variable(String indent) {
    String name = "r" + names++;
    switch (random.nextInt(3)) {
      case 0 ->
          out.append(
              "%su64 %s __attribute__((cleanup(drop_word))) = ++step;\n".formatted(indent, name));
      case 1 ->
          out.append(
              "%sstruct res %s __attribute__((cleanup(drop))) = make(++step);\n"
                  .formatted(indent, name));
      default ->
          out.append(
              "%s__attribute__((cleanup(drop_far))) struct res %s = make(n + ++step);\n"
                  .formatted(indent, name));
    }
  }

  private void block(String indent, int depth) {
    out.append("{\n");
    String inner = indent + "\t";
    if (chance(70)) {
      variable(inner);
    }
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      statement(inner, depth - 1);
    }
    if (chance(30)) {
      variable(inner);
      jump(inner);
    }
    out.append(indent).append("}\n");
  }

  private void jump(String indent) {
    out.append(indent);
    switch (random.nextInt(5)) {
      case 0 -> out.append(breakable > 0 ? "break;\n" : "goto out;\n");
      case 1 -> out.append(loops > 0 ? "continue;\n" : "note(5);\n");
      case 2 -> out.append("goto out;\n");
      case 3 -> out.append("return step * 3 + n;\n");
      default -> out.append("note(step);\n");
    }
  }

  private void statement(String indent, int depth) {
    if (budget-- <= 0 || depth == 0) {
      out.append(indent).append("note(++step);\n");
      return;
    }
    switch (random.nextInt(7)) {
      case 0 -> {
        out.append("%sif (%s) ".formatted(indent, condition()));
        block(indent, depth);
      }
      case 1 -> {
        String i = "i" + names++;
        out.append(
            "%sfor (u64 %s = 0; %2$s < %d; %2$s++) ".formatted(indent, i, random.nextInt(4)));
        loop(indent, depth);
      }
      case 2 -> {
        String guard = "g" + names++;
        out.append(
            "%sfor (struct res %s __attribute__((cleanup(drop))) = make(++step), *once = &%2$s;"
                .formatted(indent, guard));
        out.append(" once; once = 0) ");
        loop(indent, depth);
      }
      case 3 -> {
        out.append("%sswitch ((n + step) %% 3) {\n".formatted(indent));
        breakable++;
        for (int k = 0; k < 3; k++) {
          out.append("%scase %d: ".formatted(indent, k));
          block(indent, depth);
          out.append(chance(60) ? indent + "\tbreak;\n" : "");
        }
        breakable--;
        out.append(indent).append("}\n");
      }
      case 4 -> {
        out.append("%sstep += ({ u64 v%d = n; ".formatted(indent, names));
        String v = "v" + names++;
        block(indent, depth);
        out.append("%s\t%s + 1; });\n".formatted(indent, v));
      }
      case 5 -> {
        out.append(indent);
        block(indent, depth);
      }
      default -> {
        out.append("%sif (%s)\n\t".formatted(indent, condition()));
        jump(indent);
      }
    }
  }

  private void loop(String indent, int depth) {
    loops++;
    breakable++;
    block(indent, depth);
    loops--;
    breakable--;
  }
}
