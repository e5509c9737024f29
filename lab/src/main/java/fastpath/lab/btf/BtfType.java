package fastpath.lab.btf;

import java.util.List;

/** A type; others are referred to by their numbers, 0 being void. */
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
   * @param bitOffset from the structure's beginning
   * @param bits of a bit-field; 0 if it is none
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

  /** What qualifies a type. A type tag changes nothing for a compiler that does not know it. */
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

  /** Parameters and what is returned; a last parameter of type 0 without a name is {@code ...}. */
  record Prototype(String name, int returns, List<Parameter> parameters) implements BtfType {}

  /** A parameter; its name may be "". */
  record Parameter(String name, int type) {}

  /** A variable; of the kernel's, the per-CPU ones are there. */
  record Variable(String name, int type) implements BtfType {}

  /**
   * A floating-point number.
   *
   * @param size in bytes
   */
  record Floating(String name, int size) implements BtfType {}

  /** What says nothing of C: a section of variables, a tag of a declaration, void. */
  record Other(String name) implements BtfType {}
}
