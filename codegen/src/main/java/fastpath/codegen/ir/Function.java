package fastpath.codegen.ir;

import fastpath.codegen.source.Loc;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A function with a body. After the passes, the order of {@link #blocks} is the order in which
 * blocks are emitted.
 */
public final class Function {
  /** The attributes of a function in the source. */
  public enum Attr implements Spelled {
    STATIC("static"),
    WEAK("weak"),
    INLINE("inline"),
    ALWAYS_INLINE("always_inline"),
    NOINLINE("noinline"),
    COLD("cold"),
    NORETURN("noreturn"),
    USED("used"),
    VARIADIC("variadic"),
    /**
     * A function that returns two I64 words, in rax and rdx: a RET has two arguments, and a RESULT
     * after a call is the second word.
     */
    PAIR("pair"),
    /** GNU {@code extern inline}: the body may be inlined and is never emitted. */
    GNU_INLINE("gnu_inline"),
    /** A function whose frame has a size that is known only at run time, as for DYNAMIC_ALLOCA. */
    DYNAMIC_FRAME("dynamic_frame"),
    /**
     * A function that aligns the stack to 16 bytes for arguments, although its callers do not; it
     * has a DYNAMIC_FRAME.
     */
    ALIGNED_FRAME("aligned_frame"),
    /** A naked function: it has no frame and no return, and its body is asm. */
    NAKED("naked");

    private final String text;

    Attr(String text) {
      this.text = text;
    }

    /** The attribute's word in the text form. */
    @Override
    public String text() {
      return text;
    }
  }

  public final String name;
  public final Type returnType;
  public final List<Param> params;

  /** The blocks; block 0 is the entry and has no predecessors. */
  public final ArrayList<Block> blocks = new ArrayList<>();

  public final EnumSet<Attr> attrs = EnumSet.noneOf(Attr.class);

  /** The section name, or null for {@code .text}. */
  public String section;

  /** The alignment in bytes that the source asks for, or 0. */
  public int align;

  /** The place of the declaration; its scope names the function. */
  public Loc loc;

  private final Set<String> blockNames = new HashSet<>();
  private final Map<String, Integer> lastNumber = new HashMap<>();
  private int nextId;

  public Function(String name, Type returnType, List<Param> params) {
    this.name = name;
    this.returnType = returnType;
    this.params = params;
  }

  public boolean has(Attr attr) {
    return attrs.contains(attr);
  }

  public Block entry() {
    return blocks.get(0);
  }

  /**
   * Removes blocks that cannot be reached. The labels in them whose address is taken are defined in
   * the entry from then on, because code or data may still name them.
   */
  public void removeBlocks(Predicate<Block> isRemoved) {
    List<String> labels =
        blocks.stream()
            .filter(isRemoved)
            .flatMap(block -> block.instrs.stream())
            .filter(instr -> instr.op == Op.ASM && instr.asm().label() != null)
            .map(instr -> instr.asm().label())
            .toList();
    blocks.removeIf(isRemoved);
    labels.forEach(this::defineInEntry);
  }

  /** Defines a label's address at the end of the entry. */
  public void defineInEntry(String label) {
    Instr definition = new Instr(Op.ASM, Type.VOID, List.of(), AsmInfo.label(label), loc);
    entry().insertAtEnd(definition);
  }

  /**
   * Appends an empty block. The name is {@code hint}, with a number appended if the name is taken.
   */
  public Block newBlock(String hint) {
    String name = hint;
    while (!blockNames.add(name)) {
      // Names of removed blocks are not reused.
      name = hint + "." + lastNumber.merge(hint, 1, Integer::sum);
    }
    Block block = new Block(this, name);
    blocks.add(block);
    return block;
  }

  /** Returns a new instruction number. */
  public int newId() {
    return nextId++;
  }

  /** The upper limit of instruction numbers, exclusive. */
  public int idLimit() {
    return nextId;
  }

  void reserveId(int id) {
    nextId = Math.max(nextId, id + 1);
  }

  @Override
  public String toString() {
    return name;
  }
}
