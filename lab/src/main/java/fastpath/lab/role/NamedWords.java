package fastpath.lab.role;

import fastpath.emulator.frames.MemoryAccess;
import fastpath.emulator.frames.StackValue;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.Symbol;
import fastpath.kernelsrc.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names the words of memory that instructions access, by symbols and by the image's table of
 * places.
 */
final class NamedWords {
  /**
   * Offset of the stack protector's canary from the GS base, by the compilers' convention for
   * kernels.
   */
  private static final long CANARY = 0x28;

  private static final String STACK_END = "%rsp";

  /**
   * A word of memory that an instruction accesses.
   *
   * @param name empty for a word of the thread or the CPU whose name is not known
   * @param role null for no role
   */
  record Word(String name, Role role) {
    static final Word UNNAMED = new Word("", null);

    boolean isUnnamed() {
      return name.isEmpty();
    }
  }

  private final Image image;
  private final Map<String, Role> roles;
  private final PlaceTable table;
  private final List<Symbol> perCpu = new ArrayList<>();
  private final Map<Long, String> data = new HashMap<>();

  NamedWords(Image image, Map<String, Role> roles) {
    this.image = image;
    this.roles = roles;
    table = PlaceTable.of(image);
    for (Symbol s : image.symbols()) {
      if (image.isPerCpu(s)) {
        perCpu.add(s);
      } else if (!s.isFunction() && roles.containsKey(s.name())) {
        data.put(s.value(), s.name());
      }
    }
  }

  /** Returns the word that an instruction accesses; empty for memory without a role. */
  Optional<Word> word(MemoryAccess access) {
    return switch (access.address()) {
      case StackValue.PerCpu p -> Optional.of(perCpu(p.offset()));
      case StackValue.FromPerCpu p -> throughPointer(p, access.bytes());
      case StackValue.StackEnd e -> inStruct(STACK_END, e.offset(), access.bytes());
      case StackValue.Constant c -> Optional.ofNullable(data.get(c.value())).map(this::named);
      case StackValue.Place p -> Optional.empty();
      case StackValue.AtEntry e -> Optional.empty();
      case StackValue.Unknown u -> Optional.empty();
    };
  }

  /**
   * Returns a named word with its role. A pointer to thread_info has no role of its own, but an
   * access through the pointer has one.
   */
  private Word named(String name) {
    Role role = roles.get(name);
    return new Word(name, role == Role.THREAD_INFO ? null : role);
  }

  private Word perCpu(long offset) {
    return variable(offset)
        .map(this::named)
        .orElse(offset == CANARY ? new Word("the canary", Role.INSTRUMENTATION) : Word.UNNAMED);
  }

  /**
   * Returns the name of the per-CPU variable at an offset, even if no linked file defines the
   * variable.
   */
  private Optional<String> variable(long offset) {
    for (Symbol s : perCpu) {
      if (offset >= s.value() && offset < s.value() + Math.max(1, s.size())) {
        return Optional.of(s.name());
      }
    }
    return image.undefined().at(offset).filter(name -> !name.isEmpty());
  }

  private Optional<Word> throughPointer(StackValue.FromPerCpu p, int bytes) {
    Optional<String> variable = variable(p.variable());
    if (variable.isEmpty()) {
      return Optional.of(Word.UNNAMED);
    }
    return table.isEmpty() && roles.get(variable.get()) != Role.THREAD_INFO
        ? Optional.empty()
        : inStruct(variable.get(), p.offset(), bytes);
  }

  /**
   * Returns the word at an offset from a pointer. Without a table of places the word has no known
   * name.
   */
  private Optional<Word> inStruct(String pointer, long offset, int bytes) {
    if (table.isEmpty()) {
      return Optional.of(Word.UNNAMED);
    }
    return table.field(pointer, offset, bytes).map(this::named);
  }

  /** Returns the table's constant with a value, if the constant has a role. */
  Optional<Word> constant(long value) {
    return table.constant(value).map(this::named).filter(word -> word.role() != null);
  }
}
