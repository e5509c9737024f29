package fastpath.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A generator of random C functions without undefined behaviour, from a seed. Each function is
 * {@code unsigned long tN(unsigned long a, unsigned long b)} and uses integers of every width and
 * signedness, structs with bit-fields, arrays, pointers, loops, switches and calls.
 */
final class RandomC {
  private static final String[] TYPES = {
    "unsigned char",
    "signed char",
    "unsigned short",
    "short",
    "unsigned",
    "int",
    "unsigned long",
    "long"
  };

  private final Random random;
  private final StringBuilder out = new StringBuilder();
  private final List<String> variables = new ArrayList<>();
  private final int function;
  private int names;
  private int loops;

  /**
   * The greatest depth of expressions: shallow expressions are typical of written code, deep ones
   * need many registers.
   */
  private final int deepest;

  private RandomC(long seed, int function) {
    this.random = new Random(seed * 1_000_003 + function);
    this.function = function;
    this.deepest = 1 + random.nextInt(3);
  }

  /** Returns a translation unit of {@code functions} functions t0, t1, ... */
  static String unit(long seed, int functions) {
    StringBuilder unit =
        new StringBuilder(
            """
            struct pack { unsigned char c; short s; unsigned f3 : 3; int g11 : 11; unsigned h : 18;
                          unsigned long q; int a[4]; };
            static unsigned long table[16];
            static struct pack shared;
            static __attribute__((noinline)) unsigned long mix(unsigned long x, int y)
            { return (x ^ (x >> 7)) * 31 + (unsigned long)y; }
            static unsigned long small(unsigned x, unsigned char y) { return x + 3u * y; }
            struct two { int low; long high; };
            static __attribute__((noinline)) struct two both(unsigned long x, int y)
            { struct two t = { y, (long)(x >> 3) }; return t; }
            static __attribute__((noinline)) long sum(struct pack p, struct two t)
            { return p.s + p.g11 * 2l + t.low + (t.high & 0xffff); }
            static unsigned long (*const tables[])(unsigned, unsigned char) = { small, small };
            static int twice(int *p) { *p = (int)((unsigned)*p * 2u); return *p; }
            """);
    for (int i = 0; i < functions; i++) {
      unit.append(new RandomC(seed, i).function());
    }
    return unit.toString();
  }

  private String function() {
    out.append("unsigned long t")
        .append(function)
        .append("(unsigned long a, unsigned long b)\n{\n");
    out.append("  struct pack p = { 1, 2, 3, 4, 5, 6, { 7, 8, 9, 10 } };\n");
    out.append("  for (int i = 0; i < 16; i++) table[i] = a * (unsigned long)(i + 1) ^ b;\n");
    out.append("  shared = p;\n");
    variables.add("a");
    variables.add("b");
    int locals = 2 + random.nextInt(4);
    for (int i = 0; i < locals; i++) {
      String name = "v" + names++;
      out.append("  ").append(type()).append(' ').append(name).append(" = ");
      out.append(expression(2)).append(";\n");
      variables.add(name);
    }
    int statements = 2 + random.nextInt(7);
    for (int i = 0; i < statements; i++) {
      statement(1, 3);
    }
    out.append("  unsigned long r = a ^ b;\n");
    for (String name : variables) {
      out.append("  r = r * 33 + (unsigned long)").append(name).append(";\n");
    }
    out.append(
        "  r += p.c + p.s + p.f3 + p.g11 + p.h + p.q + p.a[a & 3] + shared.g11 + shared.q;\n");
    out.append("  for (int i = 0; i < 16; i++) r = r * 5 + table[i];\n");
    out.append("  return r;\n}\n");
    return out.toString();
  }

  private void statement(int indent, int depth) {
    String pad = "  ".repeat(indent);
    switch (random.nextInt(depth > 0 ? 12 : 5)) {
      case 0, 1, 2 -> out.append(pad).append(assignment()).append(";\n");
      case 3 ->
          out.append(pad)
              .append("table[")
              .append(expression(1))
              .append(" & 15] ^= ")
              .append(expression(2))
              .append(";\n");
      case 4 -> out.append(pad).append(fieldUpdate()).append(";\n");
      case 5, 6 -> {
        out.append(pad).append("if (").append(condition()).append(") {\n");
        block(indent + 1, depth - 1);
        if (random.nextBoolean()) {
          out.append(pad).append("} else {\n");
          block(indent + 1, depth - 1);
        }
        out.append(pad).append("}\n");
      }
      case 7, 8 -> {
        if (loops >= 3) {
          out.append(pad).append(assignment()).append(";\n");
          return;
        }
        loops++;
        String i = "i" + names++;
        String bound = random.nextBoolean() ? "" + (1 + random.nextInt(9)) : "(int)(a & 7)";
        out.append(pad)
            .append("for (int " + i + " = 0; " + i + " < " + bound + "; " + i + "++) {\n");
        variables.add(i);
        int mark = variables.size() - 1;
        block(indent + 1, depth - 1);
        if (random.nextInt(3) == 0) {
          out.append(pad).append("  if (").append(condition()).append(") ");
          out.append(random.nextBoolean() ? "break;\n" : "continue;\n");
        }
        variables.remove(mark);
        out.append(pad).append("}\n");
        loops--;
      }
      case 9 -> {
        out.append(pad).append("switch (").append(expression(2)).append(" & 7) {\n");
        for (int c = random.nextInt(2); c < 8; c += 1 + random.nextInt(2)) {
          out.append(pad).append("case ").append(c).append(":\n");
          block(indent + 1, 0);
          if (random.nextInt(4) != 0) {
            out.append(pad).append("  break;\n");
          }
        }
        out.append(pad).append("default:\n");
        block(indent + 1, 0);
        out.append(pad).append("}\n");
      }
      case 10 -> {
        out.append(pad).append(scalar()).append(" = mix(").append(expression(2)).append(", (int)");
        out.append(expression(1)).append(");\n");
      }
      case 11 -> {
        String n = "n" + names++;
        out.append(pad).append("{ int " + n + " = (int)" + expression(1) + "; ");
        out.append("table[3] += (unsigned long)twice(&" + n + ") + (unsigned)" + n + "; }\n");
      }
      default -> throw new AssertionError();
    }
  }

  private void block(int indent, int depth) {
    int n = 1 + random.nextInt(3);
    for (int i = 0; i < n; i++) {
      statement(indent, depth);
    }
  }

  private String scalar() {
    for (int tries = 0; tries < 20; tries++) {
      String name = variables.get(random.nextInt(variables.size()));
      if (!name.startsWith("i")) { // a loop counter is never assigned, so that loops end
        return name;
      }
    }
    return "b";
  }

  private String assignment() {
    String[] operators = {"=", "+=", "-=", "^=", "|=", "&=", "*="};
    String target = scalar();
    String operator = operators[random.nextInt(operators.length)];
    String value = expression(3);
    // The arithmetic is done in unsigned long, because signed overflow would be undefined.
    return target
        + " = (__typeof__("
        + target
        + "))"
        + (operator.equals("=")
            ? value
            : "((unsigned long)"
                + target
                + " "
                + operator.charAt(0)
                + " (unsigned long)"
                + value
                + ")");
  }

  private String fieldUpdate() {
    String owner = random.nextBoolean() ? "p" : "shared";
    String[] fields = {"c", "s", "f3", "g11", "h", "q", "a[" + scalar() + " & 3]"};
    String field = fields[random.nextInt(fields.length)];
    String[] casts = {
      "unsigned char", "short", "unsigned", "int", "unsigned", "unsigned long", "int"
    };
    return owner + "." + field + " = (" + casts[random.nextInt(casts.length)] + ")" + expression(3);
  }

  private String type() {
    return TYPES[random.nextInt(TYPES.length)];
  }

  private String condition() {
    String[] relations = {"==", "!=", "<", "<=", ">", ">="};
    String relation = relations[random.nextInt(relations.length)];
    String simple = "(" + cast(expression(2)) + " " + relation + " " + cast(expression(1)) + ")";
    return switch (random.nextInt(6)) {
      case 0 -> simple + " && " + "(" + expression(1) + " & 1)";
      case 1 -> simple + " || " + "(" + expression(1) + " & 2)";
      case 2 -> "__builtin_expect(!!" + simple + ", " + random.nextInt(2) + ")";
      case 3 -> "!" + expression(1);
      default -> simple;
    };
  }

  private String cast(String e) {
    return "(" + type() + ")" + e;
  }

  private String expression(int depth) {
    if (depth == 0 || random.nextInt(6) == 0) {
      return leaf();
    }
    depth = Math.min(depth, deepest);
    String x = expression(depth - 1);
    String y = expression(depth - 1);
    return switch (random.nextInt(21)) {
      case 0 -> "((unsigned long)" + x + " + " + y + ")";
      case 1 -> "((unsigned long)" + x + " - " + y + ")";
      case 2 -> "((unsigned)" + x + " * (unsigned)" + y + ")";
      case 3 -> "(" + x + " ^ " + y + ")";
      case 4 -> "(" + x + " & " + y + ")";
      case 5 -> "(" + x + " | " + y + ")";
      case 6 -> "((unsigned long)" + x + " << (" + y + " & 63))";
      case 7 -> "(" + cast(x) + " >> (" + y + " & 7))";
      case 8 -> "((unsigned)" + x + " / ((unsigned)" + y + " | 1u))";
      case 9 -> "((unsigned long)" + x + " % ((unsigned long)" + y + " | 1ul))";
      case 10 -> "((int)(short)" + x + " / ((int)(" + y + " & 15) + 1))";
      case 11 -> "((long)(int)" + x + " % " + (2 + random.nextInt(60)) + ")";
      case 12 -> "(" + condition() + " ? (unsigned long)" + x + " : (unsigned long)" + y + ")";
      case 13 -> "(~" + x + ")";
      case 14 -> cast(x);
      case 15 -> "small((unsigned)" + x + ", (unsigned char)" + y + ")";
      case 17 -> "((unsigned)" + x + " << 9 | (unsigned)" + x + " >> 23)";
      case 18 -> "(unsigned long)sum(p, both((unsigned long)" + x + ", (int)(short)" + y + "))";
      case 19 -> "__builtin_ctzl((unsigned long)" + x + " | 1ul << 50)";
      case 20 -> "tables[" + x + " & 1]((unsigned)" + y + ", 7)";
      case 16 -> "((unsigned)" + x + " / " + (1 + random.nextInt(1000)) + "u)";
      default -> throw new AssertionError();
    };
  }

  private String leaf() {
    return switch (random.nextInt(8)) {
      case 0 -> String.valueOf(random.nextInt(256));
      case 1 -> "0x" + Integer.toHexString(random.nextInt()) + "u";
      case 2 -> "table[" + scalar() + " & 15]";
      case 3 -> random.nextBoolean() ? "p.g11" : "shared.h";
      case 4 -> "p.a[" + scalar() + " & 3]";
      default -> variables.get(random.nextInt(variables.size()));
    };
  }
}
