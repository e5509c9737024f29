package fastpath.codegen.lower;

import fastpath.codegen.c.CType;
import fastpath.codegen.c.Expr;
import fastpath.codegen.c.Symbol;
import fastpath.codegen.c.Unit;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Function.Attr;
import fastpath.codegen.ir.Global;
import fastpath.codegen.ir.Module;
import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Diagnostics;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lowers a translation unit to a module. Static functions and variables are lowered only when
 * lowered code refers to them, because most definitions in headers are never used.
 */
public final class ModuleLowering {
  final Module module;
  private final Unit unit;
  private final Map<Symbol, Unit.FunctionDef> bodies = new HashMap<>();
  private final Map<Symbol, Integer> order = new HashMap<>();

  /** The functions whose labels are in static tables, so that their bodies cannot be copied. */
  private final Set<String> pinned = new HashSet<>();

  private final Map<String, Symbol> divisions = new HashMap<>();
  private final Set<Symbol> wanted = new HashSet<>();
  private final Deque<Symbol> queue = new ArrayDeque<>();
  private final Map<ByteBuffer, String> strings = new HashMap<>();
  private final List<Map.Entry<Integer, Function>> functions = new ArrayList<>();
  private final List<Map.Entry<Integer, Global>> globals = new ArrayList<>();

  private ModuleLowering(Unit unit, int stackAlign) {
    this.unit = unit;
    this.module = new Module(unit.file(), stackAlign);
  }

  /**
   * Lowers the functions and variables that other files can refer to, and those that lowered code
   * refers to.
   *
   * @param stackAlign alignment of the stack at calls, in bytes
   * @throws CompileException with the first error of each function, if there are any
   */
  public static Module lower(Unit unit, int stackAlign) {
    ModuleLowering lowering = new ModuleLowering(unit, stackAlign);
    lowering.run();
    return lowering.module;
  }

  private void run() {
    for (Unit.FunctionDef def : unit.functions()) {
      order.put(def.symbol(), order.size());
      bodies.put(def.symbol(), def);
    }
    for (Symbol variable : unit.variables()) {
      order.put(variable, order.size());
    }
    for (Unit.FunctionDef def : unit.functions()) {
      if (isVisible(def.symbol())) {
        want(def.symbol());
      }
    }
    for (Symbol variable : unit.variables()) {
      if (!variable.isStatic || variable.isUsed()) {
        want(variable);
      }
    }
    Diagnostics diagnostics = new Diagnostics();
    while (!queue.isEmpty()) {
      try {
        lower(queue.remove());
      } catch (CompileException e) {
        diagnostics.add(e);
      }
    }
    diagnostics.check();
    for (Map.Entry<Integer, Function> entry : functions) {
      if (pinned.contains(entry.getValue().name)) {
        entry.getValue().attrs.add(Attr.NOINLINE);
      }
    }
    functions.sort(Comparator.comparing(Map.Entry::getKey));
    globals.sort(Comparator.comparing(Map.Entry::getKey));
    functions.forEach(entry -> module.functions.add(entry.getValue()));
    globals.forEach(entry -> module.globals.add(entry.getValue()));
    module.asm.addAll(unit.asm());
    for (Symbol symbol : unit.symbols()) {
      declare(symbol);
    }
  }

  /** Returns the function that divides integers of 128 bits, which joins the module. */
  Symbol division(Expr.Op op, boolean signed) {
    if (divisions.isEmpty()) {
      for (Unit.FunctionDef def : WideDivision.functions()) {
        order.put(def.symbol(), order.size());
        bodies.put(def.symbol(), def);
        divisions.put(def.symbol().link, def.symbol());
      }
    }
    return divisions.get(WideDivision.name(op, signed));
  }

  /** Prevents inlining of a function. */
  void pin(Symbol function) {
    pinned.add(function.link);
  }

  private void declare(Symbol symbol) {
    boolean here = bodies.containsKey(symbol) || symbol.defined || symbol.tentative;
    if (symbol.alias() != null) {
      String binding =
          symbol.isStatic ? "" : (symbol.isWeak() ? ".weak " : ".globl ") + symbol.link + "\n";
      module.asm.add(binding + ".set " + symbol.link + "," + symbol.alias());
    } else if (symbol.isWeak() && !here && wanted.contains(symbol)) {
      module.weakSymbols.add(symbol.link);
    }
    boolean named = wanted.contains(symbol) || symbol.alias() != null;
    String visibility = symbol.visibility();
    if (named && !symbol.isStatic && visibility != null && !visibility.equals("default")) {
      module.asm.add("." + visibility + " " + symbol.link);
    }
  }

  /** An inline function without extern exists only for inlining (C17 6.7.4). */
  private static boolean isInlineOnly(Symbol symbol) {
    if (symbol.isStatic || !symbol.isInline) {
      return false;
    }
    return symbol.isGnuInline() == symbol.isExtern;
  }

  private static boolean isVisible(Symbol symbol) {
    return symbol.isUsed() || !symbol.isStatic && !isInlineOnly(symbol);
  }

  /**
   * Returns the name in the object file of a symbol that lowered code refers to; the symbol will be
   * lowered too.
   */
  String want(Symbol symbol) {
    if (wanted.add(symbol) && order.containsKey(symbol)) {
      queue.add(symbol);
    }
    return symbol.link;
  }

  private void lower(Symbol symbol) {
    Unit.FunctionDef def = bodies.get(symbol);
    if (def == null) {
      globals.add(Map.entry(order.get(symbol), new GlobalLowering(this).lower(symbol)));
      return;
    }
    Function function = FunctionLowering.lower(this, def);
    if (isInlineOnly(symbol)) {
      function.attrs.add(Attr.GNU_INLINE);
    }
    symbol.startupSections().forEach(section -> pointer(section, function.name));
    functions.add(Map.entry(order.get(symbol), function));
  }

  /** Adds a pointer to a function to a section that start-up or exit code reads. */
  private void pointer(String section, String function) {
    module.asm.add(".section %s,\"aw\"\n.balign 8\n.quad %s\n.text".formatted(section, function));
  }

  /** Returns the name of a read-only object with the given bytes. */
  String string(Expr.StringLit literal) {
    return strings.computeIfAbsent(
        ByteBuffer.wrap(literal.bytes()),
        bytes -> {
          Global global = new Global(".LC" + strings.size(), literal.bytes().length, 1);
          global.bytes = literal.bytes();
          global.isStatic = true;
          global.isConst = true;
          module.globals.add(global);
          return global.name;
        });
  }

  /** Returns a read-only object for a large initializer of a local variable. */
  String constant(byte[] bytes, CType type) {
    Expr.StringLit literal = new Expr.StringLit(bytes, type, null);
    return string(literal);
  }
}
