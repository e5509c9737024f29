package fastpath.lab.btf;

import java.util.List;

/**
 * A type of the BPF Type Format. A type refers to other types by their numbers; the number 0 is
 * void.
 */
sealed interface BtfType {
  /** Returns the type's name; "" if the type has none. */
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
   * A member of a structure or union.
   *
   * @param bitOffset the member's offset from the structure's beginning, in bits
   * @param bits the width of a bit-field in bits; 0 for any other member
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

  /** A typedef: another name for a type. */
  record Typedef(String name, int of) implements BtfType {}

  /** A qualified type. */
  record Qualified(String name, Qualifier qualifier, int of) implements BtfType {}

  /** The kinds of qualifiers. A compiler that does not know a type tag ignores the tag. */
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
   * A function's prototype: the parameters and the type of the result. A last parameter of type 0
   * without a name stands for {@code ...}.
   */
  record Prototype(String name, int returns, List<Parameter> parameters) implements BtfType {}

  /** A parameter of a prototype; the name may be "". */
  record Parameter(String name, int type) {}

  /** A variable of the kernel. The kernel's BTF describes only per-CPU variables. */
  record Variable(String name, int type) implements BtfType {}

  /**
   * A floating-point number.
   *
   * @param size in bytes
   */
  record Floating(String name, int size) implements BtfType {}

  /**
   * An entry that has no definition in C: a section of variables, a tag of a declaration, or void.
   */
  record Other(String name) implements BtfType {}
}
