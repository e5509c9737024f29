package fastpath.codegen.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A translation unit. */
public final class Module {
  /** The source file's name as given by the user. */
  public final String file;

  public final List<Function> functions = new ArrayList<>();
  public final List<Global> globals = new ArrayList<>();

  /** Top-level asm statements, in order. */
  public final List<String> asm = new ArrayList<>();

  /** The functions with attribute error, each with the attribute's message. */
  public final Map<String, String> forbidden = new HashMap<>();

  /** The functions with attribute warning, each with the attribute's message. */
  public final Map<String, String> advised = new HashMap<>();

  /** Symbols that are declared weak but not defined in this module. */
  public final Set<String> weakSymbols = new LinkedHashSet<>();

  /** The alignment of the stack at calls, in bytes. */
  public final int stackAlign;

  /** Creates a module for a stack that is aligned as the psABI asks for. */
  public Module(String file) {
    this(file, 16);
  }

  public Module(String file, int stackAlign) {
    this.file = file;
    this.stackAlign = stackAlign;
  }

  /** The function with a body of that name, or null. */
  public Function function(String name) {
    for (Function function : functions) {
      if (function.name.equals(name)) {
        return function;
      }
    }
    return null;
  }
}
