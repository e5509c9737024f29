package fastpath.codegen;

import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Generates two files whose functions call each other across a calling convention. The header
 * declares types of every layout and, for each type, a function that fills an object from a seed
 * and one that sums up its members. {@code test_N} of the caller returns a value that depends on
 * every argument that callee N saw and on its result.
 */
final class RandomAbi {
  /** The scalar types, each with the width in bits of its widest bit-field; 0 for no bit-field. */
  private static final ImmutableMap<String, Integer> FIELD_BITS =
      ImmutableMap.<String, Integer>builder()
          .put("char", 0)
          .put("signed char", 8)
          .put("unsigned char", 8)
          .put("short", 16)
          .put("unsigned short", 16)
          .put("int", 32)
          .put("unsigned int", 32)
          .put("long", 64)
          .put("unsigned long", 64)
          .put("long long", 0)
          .put("_Bool", 1)
          .put("enum plain", 32)
          .put("enum negative", 32)
          .put("enum small", 0)
          .put("void *", 0)
          .put("__int128", 0)
          .put("unsigned __int128", 0)
          .buildOrThrow();

  private static final List<String> SCALARS = FIELD_BITS.keySet().asList();
  private static final List<String> FIELDS =
      SCALARS.stream().filter(type -> FIELD_BITS.get(type) > 0).toList();
  private static final int TYPES = 8;

  private final Random random;
  private final int functions;
  private final StringBuilder header = new StringBuilder();
  private final StringBuilder caller = new StringBuilder();
  private final StringBuilder callee = new StringBuilder();
  private int members;

  RandomAbi(long seed, int functions) {
    this.random = new Random(seed * 0x9e3779b97f4a7c15L);
    this.functions = functions;
    generate();
  }

  String caller() {
    return header.toString() + caller;
  }

  String callee() {
    return header.toString() + callee;
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private void generate() {
    header.append(
        """
        typedef __builtin_va_list va_list;
        enum plain { PLAIN_A, PLAIN_B = 77 };
        enum negative { NEGATIVE_A = -5, NEGATIVE_B = 5 };
        enum __attribute__((packed)) small { SMALL_A, SMALL_B = 200 };
        static unsigned long next(unsigned long *s)
        {
        	*s = *s * 6364136223846793005ul + 1442695040888963407ul;
        	return *s >> 17;
        }
        extern unsigned long seen;
        """);
    callee.append(
        """
        unsigned long seen;
        void *memset(void *to, int value, unsigned long n)
        {
        	for (unsigned long i = 0; i < n; i++)
        		((volatile char *)to)[i] = value;
        	return to;
        }
        void *memcpy(void *to, const void *from, unsigned long n)
        {
        	for (unsigned long i = 0; i < n; i++)
        		((volatile char *)to)[i] = ((const char *)from)[i];
        	return to;
        }
        """);
    for (int t = 0; t < TYPES; t++) {
      type(t);
    }
    for (int f = 0; f < functions; f++) {
      function(f);
    }
  }

  private void type(int t) {
    String name = "struct s" + t;
    StringBuilder fill = new StringBuilder();
    StringBuilder sum = new StringBuilder();
    String body = members(t, "p->", fill, sum, 0);
    String pack = chance(12) ? pick(List.of("1", "2", "4", "8")) : null;
    if (pack != null) {
      header.append("#pragma pack(push, ").append(pack).append(")\n");
    }
    header.append(name).append(" {\n").append(body).append("}").append(attributes(8)).append(";\n");
    if (pack != null) {
      header.append("#pragma pack(pop)\n");
    }
    header.append(
        """
        static void fill%d(%s *p, unsigned long *s)
        {
        %s	(void)p;
        	(void)s;
        }
        static unsigned long sum%d(%s *p)
        {
        	unsigned long h = sizeof(*p) * 7 + _Alignof(%s);

        %s	(void)p;
        	return h;
        }
        """
            .formatted(t, name, fill, t, name, name, sum));
  }

  /** Returns the attributes of a struct or member; a struct may be aligned to at most 16 bytes. */
  private String attributes(int percent) {
    String packed = chance(percent * 2) ? " __attribute__((packed))" : "";
    String aligned =
        chance(percent)
            ? " __attribute__((aligned(" + pick(List.of("2", "4", "8", "16")) + ")))"
            : "";
    return packed + aligned;
  }

  private String members(int t, String place, StringBuilder fill, StringBuilder sum, int depth) {
    StringBuilder body = new StringBuilder();
    int count = chance(4) ? 0 : 1 + random.nextInt(chance(30) ? 7 : 3);
    boolean bits = chance(35);
    for (int m = 0; m < count; m++) {
      body.append(member(t, place, fill, sum, depth, bits));
    }
    return body.toString();
  }

  private String member(
      int t, String place, StringBuilder fill, StringBuilder sum, int depth, boolean bits) {
    String name = "m" + members++;
    String object = place + name;
    int kind = random.nextInt(100);
    if (bits && kind < 75) {
      return field(name, object, fill, sum);
    }
    if (kind < 8 && depth < 2) {
      String inner = members(t, object + ".", fill, sum, depth + 1);
      return "\tstruct {\n" + inner + "\t} " + name + attributes(6) + ";\n";
    }
    if (kind < 14 && depth < 2) {
      // Only the first member of the union is filled and summed up.
      String inner = members(t, object + ".", fill, sum, depth + 1);
      StringBuilder none = new StringBuilder();
      String second = member(t, object + ".", none, new StringBuilder(), 2, bits);
      return "\tunion {\n\tstruct {\n"
          + inner
          + "\t};\n"
          + second
          + "\t} "
          + name
          + attributes(6)
          + ";\n";
    }
    if (kind < 24 && t > 0) {
      int of = random.nextInt(t);
      // The object may be misaligned in a packed struct, so that it is copied.
      fill.append("\t{ struct s%d v = {}; fill%d(&v, s); %s = v; }\n".formatted(of, of, object));
      sum.append("\t{ struct s%d v = %s; h = h * 31 + sum%d(&v); }\n".formatted(of, object, of));
      return "\tstruct s" + of + " " + name + attributes(6) + ";\n";
    }
    String type = pick(SCALARS);
    if (kind < 40) {
      int length = 1 + random.nextInt(chance(20) ? 20 : 4);
      for (int i = 0; i < length; i++) {
        scalar(type, object + "[" + i + "]", fill, sum);
      }
      return "\t" + type + " " + name + "[" + length + "]" + attributes(6) + ";\n";
    }
    scalar(type, object, fill, sum);
    return "\t" + type + " " + name + attributes(8) + ";\n";
  }

  private String field(String name, String object, StringBuilder fill, StringBuilder sum) {
    String type = pick(FIELDS);
    if (chance(10)) {
      return "\t" + type + " : 0;\n";
    }
    int width = 1 + random.nextInt(FIELD_BITS.get(type));
    if (chance(12)) {
      return "\t" + type + " : " + width + ";\n";
    }
    scalar(type, object, fill, sum);
    return "\t" + type + " " + name + " : " + width + attributes(7) + ";\n";
  }

  private static void scalar(String type, String object, StringBuilder fill, StringBuilder sum) {
    fill.append("\t%s = %s;\n".formatted(object, value(type, "s")));
    sum.append("\th = h * 31 + %s;\n".formatted(sum(type, object)));
  }

  private String argumentType() {
    return chance(55) ? "struct s" + random.nextInt(TYPES) : pick(SCALARS);
  }

  /** Returns a type that default argument promotion leaves alone. */
  private String unnamedType() {
    return chance(50)
        ? "struct s" + random.nextInt(TYPES)
        : pick(List.of("int", "unsigned int", "long", "unsigned long", "void *", "__int128"));
  }

  private void function(int f) {
    String result = chance(60) ? "struct s" + random.nextInt(TYPES) : pick(SCALARS);
    boolean variadic = chance(30);
    List<String> named = new ArrayList<>();
    for (int i = random.nextInt(chance(30) ? 9 : 5) + (variadic ? 1 : 0); i > 0; i--) {
      named.add(argumentType());
    }
    List<String> unnamed = new ArrayList<>();
    for (int i = variadic ? random.nextInt(7) : 0; i > 0; i--) {
      unnamed.add(unnamedType());
    }
    List<String> params = new ArrayList<>();
    for (int i = 0; i < named.size(); i++) {
      params.add(named.get(i) + " a" + i);
    }
    String list = params.isEmpty() ? "void" : String.join(", ", params);
    String head = result + " f" + f + "(" + list + (variadic ? ", ..." : "") + ")";
    header.append(head).append(";\n");
    callee(f, head, result, named, unnamed);
    caller(f, result, named, unnamed);
  }

  private static String sum(String type, String object) {
    return type.startsWith("struct s")
        ? "sum" + type.substring("struct s".length()) + "(&" + object + ")"
        : type.endsWith("__int128")
            ? "(unsigned long)(" + object + " ^ " + object + " >> 64)"
            : "(unsigned long)" + object;
  }

  private static String fill(String type, String object) {
    return type.startsWith("struct s")
        ? "fill" + type.substring("struct s".length()) + "(&" + object + ", &s)"
        : object + " = " + value(type, "&s");
  }

  private static String value(String type, String seed) {
    return "(" + type + ")next(" + seed + ")" + (type.endsWith("__int128") ? " << 50" : "");
  }

  private void callee(int f, String head, String result, List<String> named, List<String> unnamed) {
    callee.append(head).append("\n{\n\tunsigned long h = ").append(f).append(", s;\n");
    callee.append("\t").append(zeroed(result, "r")).append(";\n");
    boolean twice = !unnamed.isEmpty() && chance(40);
    if (!unnamed.isEmpty()) {
      callee.append("\tva_list ap, again;\n\n");
    }
    for (int i = 0; i < named.size(); i++) {
      callee.append("\th = h * 31 + ").append(sum(named.get(i), "a" + i)).append(";\n");
    }
    if (!unnamed.isEmpty()) {
      callee.append("\t__builtin_va_start(ap, a").append(named.size() - 1).append(");\n");
      int copied = twice ? random.nextInt(unnamed.size()) : -1;
      for (int i = 0; i < unnamed.size(); i++) {
        if (i == copied) {
          callee.append("\t__builtin_va_copy(again, ap);\n");
        }
        unnamed(unnamed.get(i), "ap");
      }
      for (int i = copied; twice && i < unnamed.size(); i++) {
        unnamed(unnamed.get(i), "again");
      }
      callee.append(twice ? "\t__builtin_va_end(again);\n" : "\t(void)again;\n");
      callee.append("\t__builtin_va_end(ap);\n");
    }
    callee.append("\tseen = s = h;\n\t").append(fill(result, "r")).append(";\n\treturn r;\n}\n");
  }

  private void unnamed(String type, String list) {
    callee.append(
        "\t{ %s v = __builtin_va_arg(%s, %s); h = h * 31 + %s; }\n"
            .formatted(type, list, type, sum(type, "v")));
  }

  private static String zeroed(String type, String name) {
    return type + " " + name + (type.startsWith("struct") ? " = {}" : " = 0");
  }

  private void caller(int f, String result, List<String> named, List<String> unnamed) {
    caller.append("unsigned long test_").append(f).append("(void)\n{\n");
    caller.append("\tunsigned long s = ").append(f + 1).append(";\n");
    List<String> all = new ArrayList<>(named);
    all.addAll(unnamed);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      names.add("v" + i);
      caller.append("\t").append(zeroed(all.get(i), "v" + i)).append(";\n");
    }
    caller.append("\t").append(zeroed(result, "r")).append(";\n\n");
    for (int i = 0; i < all.size(); i++) {
      caller.append("\t").append(fill(all.get(i), "v" + i)).append(";\n");
    }
    String call = "f" + f + "(" + String.join(", ", names) + ")";
    caller.append("\tr = ").append(call).append(";\n");
    caller.append("\treturn seen * 31 + ").append(sum(result, "r")).append(";\n}\n");
  }
}
