package fastpath.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Generates C functions that initialize objects of random types: designated and nested
 * initializers, ranges, arrays of unknown length, elided braces, strings, compound literals,
 * objects with static and with automatic storage duration. {@code iN(n)} returns a hash of every
 * member.
 */
final class RandomInitializers {
  private static final String HEADER =
      """
      typedef unsigned long u64;
      extern const u64 words[];
      const u64 words[8] = { 1, 2, 3, 5, 8, 13, 21, 34 };
      #define MIX(h, v) ((h) * 0x100000001b3ul ^ (u64)(v))
      """;

  /** A type whose objects are initialized and hashed. */
  private sealed interface Kind {
    /** The declaration of a name with this type. */
    String declare(String name);
  }

  /** An integer or pointer; {@code bits} is the width of a bit-field, or 0. */
  private record Scalar(String type, int bits) implements Kind {
    @Override
    public String declare(String name) {
      return type + " " + name + (bits > 0 ? " : " + bits : "");
    }
  }

  private record Array(Kind of, int length) implements Kind {
    @Override
    public String declare(String name) {
      return of.declare(name + "[" + length + "]");
    }

    boolean isText() {
      return of instanceof Scalar s && s.type.endsWith("char");
    }
  }

  private record Member(String name, Kind kind) {}

  /** A struct, or a union of members of one size; an anonymous member has its members inline. */
  private record Struct(String tag, boolean union, List<Member> members) implements Kind {
    @Override
    public String declare(String name) {
      return (union ? "union " : "struct ") + tag + " " + name;
    }
  }

  private static final List<String> INTEGERS =
      List.of("char", "unsigned char", "short", "int", "unsigned", "long", "u64", "_Bool");

  private final Random random;
  private final StringBuilder out = new StringBuilder(HEADER);
  private final List<Struct> structs = new ArrayList<>();
  private boolean automatic;
  private int names;

  private RandomInitializers(long seed) {
    random = new Random(seed * 0x9e3779b97f4a7c15L + 1);
  }

  /** Returns a translation unit with functions i0, i1, .... */
  static String unit(long seed, int functions) {
    RandomInitializers unit = new RandomInitializers(seed);
    for (int i = 0; i < 4; i++) {
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
    List<Member> members = new ArrayList<>();
    boolean union = chance(20);
    if (union) {
      members.add(new Member("m" + names++, new Scalar("int", 0)));
      members.add(new Member("m" + names++, new Array(new Scalar("unsigned char", 0), 4)));
      members.add(new Member("m" + names++, new Array(new Scalar("short", 0), 2)));
    } else {
      for (int i = 1 + random.nextInt(5); i > 0; i--) {
        members.add(new Member("m" + names++, kind(2)));
      }
    }
    Struct made = new Struct("s" + structs.size(), union, members);
    out.append(union ? "union " : "struct ").append(made.tag).append(" {\n");
    members.forEach(m -> out.append('\t').append(m.kind.declare(m.name)).append(";\n"));
    out.append(
        "};\nstatic u64 hash_%s(const %s)\n{\n\tu64 h = 7;\n\n"
            .formatted(made.tag, made.declare("*p")));
    hash("(*p)", made, "\t");
    out.append("\treturn h;\n}\n");
    structs.add(made);
  }

  private Kind kind(int depth) {
    if (depth > 0 && chance(30)) {
      return new Array(kind(depth - 1), 1 + random.nextInt(4));
    }
    if (!structs.isEmpty() && chance(35)) {
      return pick(structs);
    }
    if (chance(25)) {
      return new Array(
          new Scalar(pick(List.of("char", "unsigned char")), 0), 1 + random.nextInt(6));
    }
    if (depth == 2 && chance(25)) {
      return new Scalar(pick(List.of("int", "unsigned")), 1 + random.nextInt(31));
    }
    return chance(10) ? new Scalar("const u64 *", 0) : new Scalar(pick(INTEGERS), 0);
  }

  private void hash(String place, Kind kind, String indent) {
    switch (kind) {
      case Scalar s -> {
        String value = s.type.endsWith("*") ? place + " ? *" + place + " + 1 : 0" : place;
        out.append("%sh = MIX(h, %s);\n".formatted(indent, value));
      }
      case Array a -> {
        String i = "i" + names++;
        out.append("%sfor (int %s = 0; %2$s < %d; %2$s++) {\n".formatted(indent, i, a.length));
        hash(place + "[" + i + "]", a.of, indent + "\t");
        out.append(indent).append("}\n");
      }
      case Struct s when s.union ->
          hash(place + "." + s.members.getFirst().name, s.members.getFirst().kind, indent);
      case Struct s when place.equals("(*p)") ->
          s.members.forEach(m -> hash(place + "." + m.name, m.kind, indent));
      case Struct s -> out.append("%sh = MIX(h, hash_%s(&%s));\n".formatted(indent, s.tag, place));
    }
  }

  private void function(int f) {
    out.append("u64 i%d(u64 n)\n{\n\tu64 h = n;\n".formatted(f));
    StringBuilder body = new StringBuilder();
    for (int k = 1 + random.nextInt(3); k > 0; k--) {
      automatic = chance(50);
      String name = "x" + names++;
      Kind kind = chance(70) ? pick(structs) : new Array(pick(structs), 1 + random.nextInt(3));
      String storage = automatic ? "" : chance(50) ? "static " : "static const ";
      if (chance(25)) {
        Array known = new Array(kind, 1 + random.nextInt(4));
        out.append(
            "\t%s%s = %s;\n".formatted(storage, kind.declare(name + "[]"), braces(known, 1)));
        body.append("\th = MIX(h, sizeof(%s));\n".formatted(name));
        body.append(
            "\tfor (unsigned long k = 0; k < sizeof(%1$s) / sizeof(%1$s[0]); k++) {\n"
                .formatted(name));
        later(body, name + "[k]", kind, "\t\t");
        body.append("\t}\n");
      } else {
        boolean literal = automatic && kind instanceof Struct && chance(30);
        String cast = literal ? "(" + kind.declare("").strip() + ")" : "";
        out.append(
            "\t%s%s = %s%s;\n".formatted(storage, kind.declare(name), cast, braces(kind, 1)));
        later(body, name, kind, "\t");
      }
    }
    out.append('\n').append(body).append("\treturn h;\n}\n");
  }

  private void later(StringBuilder body, String place, Kind kind, String indent) {
    int start = out.length();
    hash(place, kind, indent);
    body.append(out, start, out.length());
    out.setLength(start);
  }

  private String value(Scalar s) {
    if (s.type.endsWith("*")) {
      return chance(30) ? "0" : "&words[" + random.nextInt(8) + "]";
    }
    if (automatic && chance(30)) {
      return "n + " + random.nextInt(100);
    }
    return switch (random.nextInt(4)) {
      case 0 -> Integer.toString(random.nextInt(256));
      case 1 -> Integer.toString(-random.nextInt(1 << 20));
      case 2 -> "'" + (char) ('a' + random.nextInt(26)) + "'";
      default -> "0x" + Long.toHexString(random.nextLong()) + "ul";
    };
  }

  private String initializer(Kind kind, int depth) {
    return switch (kind) {
      case Scalar s -> chance(10) ? "{ " + value(s) + " }" : value(s);
      case Array a when a.isText() && chance(60) -> text(a);
      case Array a -> braces(a, depth);
      case Struct s -> braces(s, depth);
    };
  }

  private String text(Array a) {
    return chance(20) ? "{ " + string(a) + " }" : string(a);
  }

  private String string(Array a) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = random.nextInt(a.length + 1); i > 0; i--) {
      text.append(chance(10) ? "\\0" + random.nextInt(8) + "7" : "" + (char) ('a' + i));
    }
    return text.append('"').toString();
  }

  /** Returns a braced list, of which some items are designated. */
  private String braces(Kind kind, int depth) {
    List<String> items = new ArrayList<>();
    int count =
        switch (kind) {
          case Scalar _ -> 1;
          case Array a -> a.length;
          case Struct s -> s.union ? 1 : s.members.size();
        };
    int at = 0;
    for (int k = random.nextInt(count + 2); k > 0; k--) {
      if (chance(35)) {
        at = random.nextInt(kind instanceof Struct s ? s.members.size() : count);
        boolean nests = nests(part(kind, at)) && chance(40);
        items.add(nests ? nested(kind, at, depth) : designated(kind, at, depth));
        // An item after a nested designator initializes the next part of the inner object.
        at = nests ? count : at;
      } else if (at < count) {
        Kind part = part(kind, at);
        items.add(chance(30) ? elided(part, depth) : initializer(part, depth + 1));
      }
      at++;
    }
    // An empty list is a constraint violation before C23, and a GNU extension.
    return items.isEmpty()
        ? "{ }"
        : "{ " + String.join(", ", items) + (chance(30) ? "," : "") + " }";
  }

  private static boolean nests(Kind part) {
    return part instanceof Struct || part instanceof Array a && !a.isText();
  }

  private String designator(Kind kind, int at) {
    if (kind instanceof Struct s) {
      return "." + s.members.get(at).name;
    }
    // gcc 12 forgets an automatic range's value where a later designator changes a part of it.
    return !automatic && chance(30) ? "[0 ... " + at + "]" : "[" + at + "]";
  }

  private String designated(Kind kind, int at, int depth) {
    return designator(kind, at) + " = " + initializer(part(kind, at), depth + 1);
  }

  /** Designates a part of a part; values of the next elements of an inner array may follow. */
  private String nested(Kind kind, int at, int depth) {
    Kind part = part(kind, at);
    int inner = random.nextInt(part instanceof Struct s ? s.members.size() : ((Array) part).length);
    StringBuilder text = new StringBuilder(designator(kind, at));
    text.append(designated(part, inner, depth + 1));
    if (part instanceof Array a && a.of instanceof Scalar s) {
      for (int k = inner + 1; k < a.length && chance(50); k++) {
        text.append(", ").append(value(s));
      }
    }
    return text.toString();
  }

  /** Returns the values of all scalars of a part, without braces. */
  private String elided(Kind kind, int depth) {
    return switch (kind) {
      case Scalar s -> value(s);
      case Array a when a.isText() && chance(50) -> string(a);
      case Array a -> {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < a.length; i++) {
          // A brace before the first value would belong to the outermost part.
          boolean braced = i > 0 && chance(20);
          items.add(braced ? initializer(a.of, depth + 1) : elided(a.of, depth + 1));
        }
        yield String.join(", ", items);
      }
      case Struct s when s.union -> elided(s.members.getFirst().kind, depth + 1);
      case Struct s ->
          String.join(", ", s.members.stream().map(m -> elided(m.kind, depth + 1)).toList());
    };
  }

  private static Kind part(Kind kind, int at) {
    return switch (kind) {
      case Scalar s -> s;
      case Array a -> a.of;
      case Struct s -> s.members.get(at).kind;
    };
  }
}
