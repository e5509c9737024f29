package fastpath.lab.btf;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a C header with the kernel's types. The header has only the types that a source names,
 * because a kernel has more than a hundred thousand lines of types. A structure is defined
 * completely if the source names its tag, if a complete structure contains it, or if a member that
 * the source names leads to it. Functions are declared with their prototypes, and per-CPU variables
 * are declared in the address space of %gs.
 */
public final class VmlinuxHeader {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_]\\w*");

  private final Btf btf;
  private final TypeLayout layout;
  private final Declarator declarator;
  private final Set<String> names;
  private final Set<String> tags = new LinkedHashSet<>();
  private final Set<String> done = new HashSet<>();
  private final Set<String> entered = new HashSet<>();
  private final Map<String, String> enumTags = new HashMap<>();
  private final Deque<Integer> wanted = new ArrayDeque<>();
  private final StringBuilder out = new StringBuilder();

  /** The limit on the nesting of types; a kernel's types nest less than 100 deep. */
  private static final int DEEPEST = 500;

  /**
   * The limit on the number of visited types; a header with all types of a kernel takes some
   * hundred thousand visits.
   */
  private static final int MOST_STEPS = 1_000_000;

  private int depth;
  private int steps;

  private VmlinuxHeader(Btf btf, Set<String> names) {
    this.btf = btf;
    this.names = names;
    layout = new TypeLayout(btf);
    declarator = new Declarator(btf, this::body, this::tag);
  }

  /**
   * Returns the header for a source.
   *
   * @param source the source, whose identifiers select the contents of the header
   */
  public static String of(Btf btf, String source) {
    Set<String> names = new LinkedHashSet<>();
    Matcher m = IDENTIFIER.matcher(source);
    while (m.find()) {
      names.add(m.group());
    }
    VmlinuxHeader header = new VmlinuxHeader(btf, names);
    Map<String, List<Integer>> found = btf.named(names);
    for (String name : names) {
      for (int number : found.getOrDefault(name, List.of())) {
        header.add(number, definition(name).matcher(source).find());
      }
    }
    header.completeWanted();
    return header.text();
  }

  /**
   * Returns a pattern that matches the definition of a function in C: the name, the parameters in
   * parentheses, and an opening brace.
   */
  private static Pattern definition(String name) {
    return Pattern.compile("\\b" + Pattern.quote(name) + "\\s*\\([^;{}]*\\)\\s*\\{");
  }

  private String text() {
    StringBuilder all = new StringBuilder("#ifndef VMLINUX_H\n#define VMLINUX_H\n");
    tags.forEach(tag -> all.append(tag).append(";\n"));
    return all.append(out).append("#endif\n").toString();
  }

  private void add(int number, boolean defined) {
    switch (btf.type(number)) {
      case BtfType.Composite c -> complete(number);
      case BtfType.Typedef t -> {
        mention(number);
        complete(number);
      }
      case BtfType.Enumeration e -> constants(number, e);
      case BtfType.Function f -> {
        if (!defined && done.add("function " + f.name())) {
          mention(f.prototype());
          want(f.prototype());
          out.append(declarator.declare(f.prototype(), f.name())).append(";\n");
        }
      }
      case BtfType.Variable v -> {
        if (done.add("variable " + v.name())) {
          complete(v.type());
          out.append("extern ")
              .append(declarator.declare(v.type(), "__seg_gs " + v.name()))
              .append(";\n");
        }
      }
      case BtfType.Int i -> {}
      case BtfType.Pointer p -> {}
      case BtfType.Array a -> {}
      case BtfType.Forward f -> mention(number);
      case BtfType.Qualified q -> {}
      case BtfType.Prototype p -> {}
      case BtfType.Floating f -> {}
      case BtfType.Other o -> {}
    }
  }

  /**
   * Requests the complete definition of the structure or union that a type leads to, through
   * pointers, arrays and results of functions.
   */
  private void want(int number) {
    deeper(this::wantHere, number);
  }

  private void wantHere(int number) {
    switch (btf.type(number)) {
      case BtfType.Pointer p -> want(p.to());
      case BtfType.Array a -> want(a.of());
      case BtfType.Typedef t -> want(t.of());
      case BtfType.Qualified q -> want(q.of());
      case BtfType.Prototype p -> want(p.returns());
      case BtfType.Composite c -> wanted.add(number);
      case BtfType.Int i -> {}
      case BtfType.Enumeration e -> {}
      case BtfType.Forward f -> {}
      case BtfType.Function f -> {}
      case BtfType.Variable v -> {}
      case BtfType.Floating f -> {}
      case BtfType.Other o -> {}
    }
  }

  private void completeWanted() {
    while (!wanted.isEmpty()) {
      complete(wanted.poll());
    }
  }

  private interface Visit {
    void visit(int number);
  }

  /** Visits a type one level deeper; fails at a limit, because damaged types may never end. */
  private void deeper(Visit visit, int number) {
    if (++depth > DEEPEST || ++steps > MOST_STEPS) {
      throw Btf.damaged("type " + number + " contains itself");
    }
    visit.visit(number);
    depth--;
  }

  /** Declares the names that are needed to mention a type: tags, type names and enumerations. */
  private void mention(int number) {
    deeper(this::mentionHere, number);
  }

  private void mentionHere(int number) {
    switch (btf.type(number)) {
      case BtfType.Pointer p -> mention(p.to());
      case BtfType.Array a -> mention(a.of());
      case BtfType.Qualified q -> mention(q.of());
      case BtfType.Variable v -> mention(v.type());
      case BtfType.Function f -> mention(f.prototype());
      case BtfType.Prototype p -> {
        mention(p.returns());
        p.parameters().forEach(parameter -> mention(parameter.type()));
      }
      case BtfType.Typedef t -> typedef(t);
      case BtfType.Enumeration e -> {
        if (!e.name().isEmpty()) {
          constants(number, e);
        }
      }
      case BtfType.Forward f -> tags.add((f.union() ? "union " : "struct ") + f.name());
      case BtfType.Composite c -> {
        if (c.name().isEmpty()) {
          c.members().forEach(this::part);
        } else {
          tags.add(c.keyword() + " " + c.name());
        }
      }
      case BtfType.Int i -> {}
      case BtfType.Floating f -> {}
      case BtfType.Other o -> {}
    }
  }

  private void typedef(BtfType.Typedef t) {
    if (!t.name().startsWith("__builtin") && entered.add("typedef " + t.name())) {
      mention(t.of());
      out.append("typedef ").append(declarator.declare(t.of(), t.name())).append(";\n");
    }
  }

  /**
   * Defines the type of a member completely; also requests the types that the member leads to, if
   * the source names the member.
   */
  private void part(BtfType.Member m) {
    complete(m.type());
    if (names.contains(m.name())) {
      want(m.type());
    }
  }

  /** Writes the definitions that are needed to declare an object of a type. */
  private void complete(int number) {
    deeper(this::completeHere, number);
  }

  private void completeHere(int number) {
    switch (btf.type(number)) {
      case BtfType.Composite c -> {
        if (c.name().isEmpty()) {
          c.members().forEach(this::part);
        } else if (entered.add(c.keyword() + " " + c.name())) {
          tags.add(c.keyword() + " " + c.name());
          c.members().forEach(this::part);
          String attribute = layout.isPacked(number, c) ? " __attribute__((packed))" : "";
          out.append(c.keyword() + " " + c.name() + " " + braces(number, c) + attribute + ";\n");
        }
      }
      case BtfType.Array a -> complete(a.of());
      case BtfType.Typedef t -> {
        complete(t.of());
        typedef(t);
      }
      case BtfType.Qualified q -> complete(q.of());
      case BtfType.Variable v -> complete(v.type());
      case BtfType.Pointer p -> mention(number);
      case BtfType.Prototype p -> mention(number);
      case BtfType.Function f -> mention(number);
      case BtfType.Enumeration e -> mention(number);
      case BtfType.Forward f -> mention(number);
      case BtfType.Int i -> {}
      case BtfType.Floating f -> {}
      case BtfType.Other o -> {}
    }
  }

  /**
   * Returns the tag of an enumeration in the header. The suffix {@code ___enum} is added if a
   * structure has the same tag: different files of a kernel may use a tag for both, but one C file
   * may not.
   */
  private String tag(BtfType.Enumeration e) {
    return enumTags.computeIfAbsent(
        e.name(), name -> btf.hasComposite(name) ? name + "___enum" : name);
  }

  private void constants(int number, BtfType.Enumeration e) {
    String key = e.name().isEmpty() ? "enum #" + number : "enum " + e.name();
    if (done.add(key)) {
      List<String> values = new ArrayList<>();
      if (e.values().isEmpty()) {
        // The kernel's BTF has only the tag of this enumeration, and C does not allow an
        // enumeration without a constant.
        values.add("__no_constant_of_" + e.name());
      }
      e.values().forEach(v -> values.add(v.name() + " = " + literal(v.value(), e)));
      String attribute = e.size() < Integer.BYTES ? " __attribute__((packed))" : "";
      String tag = e.name().isEmpty() ? "" : tag(e);
      out.append("enum " + tag + " { " + String.join(", ", values) + " }" + attribute + ";\n");
    }
  }

  private static String literal(long value, BtfType.Enumeration e) {
    return e.signed() || value >= 0 && value <= Integer.MAX_VALUE
        ? Long.toString(value)
        : "0x" + Long.toHexString(value);
  }

  /** Returns the body of a type without a name. */
  private String body(int number) {
    if (++steps > MOST_STEPS) {
      throw Btf.damaged("type " + number + " contains itself");
    }
    return switch (btf.type(number)) {
      case BtfType.Composite c ->
          braces(number, c) + (layout.isPacked(number, c) ? " __attribute__((packed))" : "");
      case BtfType.Enumeration e -> "{ __enum_" + number + " }";
      case BtfType other -> throw new IllegalStateException("has a name: " + other);
    };
  }

  private String braces(int number, BtfType.Composite c) {
    return new CompositeText(layout, this::member).braces(c, layout.isPacked(number, c));
  }

  /**
   * Returns the declaration of a member; a member of an enumeration type without a name is an
   * integer of the same size, because the enumeration is written separately.
   */
  private String member(BtfType.Member m) {
    String name = m.bits() == 0 ? m.name() : m.name() + " : " + m.bits();
    if (btf.type(m.type()) instanceof BtfType.Enumeration e && e.name().isEmpty()) {
      String integer =
          e.size() == 1 ? "char" : e.size() == 2 ? "short" : e.size() == 4 ? "int" : "long";
      return (e.signed() ? "" : "unsigned ") + integer + " " + name;
    }
    return declarator.declare(m.type(), name);
  }
}
