package fastpath.codegen.pp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The macro definitions that {@code #pragma push_macro} has saved. */
final class PushedMacros {
  private final Map<String, Deque<Optional<Macro>>> stacks = new HashMap<>();

  /** Saves a macro's definition; null if the macro is not defined. */
  void push(String name, Macro macro) {
    stacks.computeIfAbsent(name, _ -> new ArrayDeque<>()).push(Optional.ofNullable(macro));
  }

  /** Restores the definition of a name that was saved last; does nothing if none was saved. */
  void pop(String name, Map<String, Macro> macros) {
    Deque<Optional<Macro>> stack = stacks.get(name);
    if (stack == null || stack.isEmpty()) {
      return;
    }
    stack.pop().ifPresentOrElse(macro -> macros.put(name, macro), () -> macros.remove(name));
  }
}
