package fastpath.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Generates C functions that compute with bit-fields: every assignment operator, steps, values of
 * assignments, commas, conditions, promotions, fields of _Bool and of packed and volatile structs.
 * {@code bN(x, y)} returns a hash of all values.
 */
final class RandomBitFields {
  private static final String HEADER =
      """
      typedef unsigned long u64;
      #define MIX(h, v) ((h) * 0x100000001b3ul ^ (u64)(v))
      """;

  private static final List<String> OPERATORS =
      List.of("+", "-", "*", "&", "|", "^", "<", ">", "<=", ">=", "==", "!=", "&&", "||", ",");

  /** A bit-field of struct s0, s1, ...; {@code wide} if its value may not fit in an int. */
  private record Field(int struct, String name, boolean wide) {}

  private final Random random;
  private final StringBuilder out = new StringBuilder(HEADER);
  private final List<Field> fields = new ArrayList<>();
  private int structs;
  private int gaps;

  private RandomBitFields(long seed) {
    random = new Random(seed * 0x9e3779b97f4a7c15L + 2);
  }

  /** Returns a translation unit with functions b0, b1, .... */
  static String unit(long seed, int functions) {
    RandomBitFields unit = new RandomBitFields(seed);
    for (int i = 0; i < 3; i++) {
      unit.struct();
    }
    for (int f = 0; f < functions; f++) {
      unit.function(f);
    }
    return unit.out.toString();
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private void struct() {
    boolean packed = chance(40);
    out.append(
        "%sstruct %s{\n"
            .formatted(chance(20) ? "volatile " : "", packed ? "__attribute__((packed)) " : ""));
    for (int i = 2 + random.nextInt(6); i > 0; i--) {
      String name = "f" + fields.size();
      switch (random.nextInt(8)) {
        case 0 -> out.append("\tunsigned : %d;\n".formatted(random.nextInt(20)));
        case 1 -> out.append("\tshort gap%d;\n".formatted(gaps++));
        case 2 -> {
          out.append("\t_Bool %s : 1;\n".formatted(name));
          fields.add(new Field(structs, name, false));
        }
        case 3 -> {
          // Computations with a field wider than int are not compared: gcc computes in the width of
          // the field, clang in the declared type.
          int bits = 33 + random.nextInt(32);
          out.append("\t%s %s : %d;\n".formatted(pick(List.of("long", "u64")), name, bits));
          fields.add(new Field(structs, name, true));
        }
        default -> {
          String type = pick(List.of("int", "unsigned", "signed char", "unsigned short", "u64"));
          int most = type.endsWith("char") ? 8 : type.endsWith("short") ? 16 : 32;
          // A u64 field narrower than int is promoted to int, one of 32 bits is not.
          int bits = 1 + random.nextInt(type.equals("u64") ? 31 : most);
          out.append("\t%s %s : %d;\n".formatted(type, name, bits));
          fields.add(new Field(structs, name, false));
        }
      }
    }
    out.append("\tint last;\n} s%d, *p%1$d = &s%1$d;\n".formatted(structs++));
  }

  private String place(Field field) {
    return chance(50)
        ? "s%d.%s".formatted(field.struct, field.name)
        : "p%d->%s".formatted(field.struct, field.name);
  }

  private void function(int f) {
    out.append("u64 b%d(u64 x, u64 y)\n{\n\tu64 h = x;\n\n".formatted(f));
    for (int i = 4 + random.nextInt(8); i > 0; i--) {
      statement();
    }
    for (Field field : fields) {
      out.append("\th = MIX(h, s%d.%s);\n".formatted(field.struct, field.name));
    }
    for (int i = 0; i < structs; i++) {
      out.append("\th = MIX(h, s%d.last);\n".formatted(i));
    }
    out.append("\treturn h;\n}\n");
  }

  private void statement() {
    if (fields.isEmpty()) {
      out.append("\th++;\n");
      return;
    }
    Field field = pick(fields);
    String target = place(field);
    switch (random.nextInt(6)) {
      case 0 -> out.append("\t%s = %s;\n".formatted(target, value(3)));
      case 1 -> out.append("\th = MIX(h, %s = %s);\n".formatted(target, value(2)));
      case 2 ->
          out.append(
              "\th = MIX(h, %s);\n"
                  .formatted(
                      pick(List.of("%s++", "++%s", "%s--", "--%s")).formatted("(" + target + ")")));
      case 3 -> {
        String operator = pick(List.of("+=", "-=", "*=", "&=", "|=", "^="));
        out.append("\th = MIX(h, %s %s %s);\n".formatted(target, operator, value(2)));
      }
      case 4 -> {
        String operator = pick(List.of("<<=", ">>="));
        out.append("\t%s %s %s & 7;\n".formatted(target, operator, value(1)));
      }
      default ->
          out.append(
              "\tif (%s)\n\t\t%s = %s;\n\telse\n\t\th ^= (u64)(%s);\n"
                  .formatted(value(2), target, value(2), value(2)));
    }
  }

  /** Returns an expression without signed overflow: every operand is cast to a width that holds. */
  private String value(int depth) {
    if (depth == 0 || chance(20)) {
      return leaf();
    }
    String left = value(depth - 1);
    String right = value(depth - 1);
    return switch (random.nextInt(5)) {
      case 0 -> "(%s ? %s : %s)".formatted(left, right, leaf());
      case 1 -> "(%s(%s))".formatted(pick(List.of("~", "!", "(signed char)", "(_Bool)")), left);
      default -> {
        String operator = pick(OPERATORS);
        boolean arithmetic = "+-*".contains(operator);
        yield arithmetic
            ? "((u64)(%s) %s (%s))".formatted(left, operator, right)
            : "(%s %s %s)".formatted(left, operator, right);
      }
    };
  }

  private String leaf() {
    if (fields.isEmpty() || chance(30)) {
      return pick(List.of("x", "y", "(int)x", "3", "-5", "0x7fffu", "(unsigned char)y"));
    }
    Field field = pick(fields);
    String place = place(field);
    return field.wide ? "(u64)" + place : chance(70) ? place : "(" + place + ")";
  }
}
