package fastpath.lab.btf;

import java.util.List;

/** A type. It refers to other types by number; 0 is void. */
sealed interface BtfType {
  /** The name; "" if it has none. */
  String name();

  /**
   * An integer.
   *
   * @param size in bytes
   */
  record Int(String name, int size, boolean signed, boolean bool) implements BtfType {}

  /** A pointer. */
  record Pointer(String name, int to) implements BtfType {}

  /** An array of a known length. */
  record Array(String name, int of, int length) implements BtfType {}

  /**
   * A structure or union.
   *
   * @param size in bytes
   */
  record Composite(String name, boolean union, int size, List<Member> members) implements BtfType {
    String keyword() {
      return union ? "union" : "struct";
    }
  }

  /**
   * A member.
   *
   * @param bitOffset offset from the structure's beginning, in bits
   * @param bits width of a bit-field; 0 for any other member
   */
  record Member(String name, int type, int bitOffset, int bits) {}

  /**
   * An enumeration.
   *
   * @param size in bytes
   */
  record Enumeration(String name, int size, boolean signed, List<Enumerator> values)
      implements BtfType {}

  /** A constant of an enumeration. */
  record Enumerator(String name, long value) {}

  /** A structure or union of which only the tag is known. */
  record Forward(String name, boolean union) implements BtfType {}

  /** Another name for a type. */
  record Typedef(String name, int of) implements BtfType {}

  /** A qualified type. */
  record Qualified(String name, Qualifier qualifier, int of) implements BtfType {}

  /** Kinds of qualifiers. A type tag changes nothing for a compiler that does not know it. */
  enum Qualifier {
    CONST("const "),
    VOLATILE("volatile "),
    RESTRICT(""),
    TAG("");

    private final String text;

    Qualifier(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /** A function of the kernel. */
  record Function(String name, int prototype) implements BtfType {}

  /**
   * The parameters and the type of the result. A last parameter of type 0 without a name is {@code
   * ...}.
   */
  record Prototype(String name, int returns, List<Parameter> parameters) implements BtfType {}

  /** A parameter; its name may be "". */
  record Parameter(String name, int type) {}

  /** A variable. Of the kernel's variables only per-CPU ones are described. */
  record Variable(String name, int type) implements BtfType {}

  /**
   * A floating-point number.
   *
   * @param size in bytes
   */
  record Floating(String name, int size) implements BtfType {}

  /** An entry without a meaning in C: a section of variables, a tag of a declaration, void. */
  record Other(String name) implements BtfType {}
}
