package fastpath.codegen.ir;

import fastpath.emulator.isa.Reg;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Parses the text form that {@link IrPrinter} writes. Errors are reported as
 * IllegalArgumentExceptions.
 */
public final class IrParser {
  /** The words that may precede a constant. */
  private static final Set<String> VALUE_TYPES =
      Stream.of(Type.values())
          .filter(type -> type != Type.VOID)
          .map(Type::text)
          .collect(Collectors.toUnmodifiableSet());

  private final IrLexer in;
  private Function function;
  private final Map<String, Value> values = new HashMap<>();
  private final Map<String, Block> blocks = new HashMap<>();
  private final Map<Block, List<String>> predecessors = new HashMap<>();
  private final List<Line> lines = new ArrayList<>();

  /** An instruction whose arguments have been read as names. */
  private record Line(Block block, Instr instr, List<Object> args, List<String> targets) {}

  private IrParser(String text) {
    in = new IrLexer(text);
  }

  /** Reads a module. A text without a {@code module} line is a module with the file name "". */
  public static Module parse(String text) {
    IrParser parser = new IrParser(text);
    Module module = new Module(parser.in.take("module") ? parser.in.string() : "");
    while (!parser.in.atEnd()) {
      parser.item(module);
    }
    return module;
  }

  /** Reads a text with one function. */
  public static Function parseFunction(String text) {
    return parse(text).functions.get(0);
  }

  private void item(Module module) {
    switch (in.next()) {
      case "asm" -> module.asm.add(in.string());
      case "weak" -> module.weakSymbols.add(in.symbol().symbol());
      case "global" -> module.globals.add(global());
      case "function" -> module.functions.add(function());
      default -> throw in.error("expected a global or a function");
    }
  }

  private Global global() {
    String name = in.symbol().symbol();
    in.expect("size");
    long size = in.number();
    in.expect("align");
    Global g = new Global(name, size, (int) in.number());
    g.isStatic = in.take("static");
    g.isConst = in.take("const");
    g.isWeak = in.take("weak");
    g.isUsed = in.take("used");
    if (in.take("section")) {
      g.section = in.string();
    }
    if (in.take("bytes")) {
      g.bytes = HexFormat.of().parseHex(in.string());
    }
    while (in.take("reloc")) {
      long offset = in.number();
      int bytes = (int) in.number();
      SymbolAddr s = in.symbol();
      g.relocs.add(new Global.Reloc(offset, bytes, s.symbol(), null, s.offset()));
    }
    return g;
  }

  private Function function() {
    Type type = type(in.next());
    String name = in.symbol().symbol();
    List<Param> params = new ArrayList<>();
    in.expect("(");
    while (!in.take(")")) {
      Type t = type(in.next());
      String param = in.next().substring(1);
      params.add(new Param(params.size(), t, param, in.take("copied") ? in.number() : 0));
      in.take(",");
    }
    function = new Function(name, type, params);
    values.clear();
    blocks.clear();
    predecessors.clear();
    lines.clear();
    params.forEach(p -> values.put(p.toString(), p));
    attributes();
    while (!in.take("}")) {
      if (in.peek(1).equals(":") || in.peek(1).equals("(")) {
        header();
      } else {
        line();
      }
    }
    link();
    return function;
  }

  private void attributes() {
    while (!in.take("{")) {
      String word = in.next();
      switch (word) {
        case "section" -> function.section = in.string();
        case "align" -> function.align = (int) in.number();
        default -> function.attrs.add(Spelled.find(Function.Attr.values(), word));
      }
    }
  }

  private void header() {
    String name = in.next();
    Block block = function.newBlock(name);
    blocks.put(name, block);
    if (in.take("(")) {
      List<String> preds = new ArrayList<>();
      while (!in.take(")")) {
        preds.add(in.next());
        in.take(",");
      }
      predecessors.put(block, preds);
    }
    in.expect(":");
    if (in.take("{")) {
      block.frequency = Double.parseDouble(in.next());
      in.expect("}");
    }
  }

  private void line() {
    String name = null;
    if (in.peek(1).equals("=")) {
      name = in.next();
      in.next();
    }
    String[] word = in.next().split("\\.");
    Op op = Op.of(word[0]);
    Type type = Type.VOID;
    boolean typed = name != null && op != Op.ASM && op != Op.ASM_GOTO;
    if (typed) {
      type = type(in.next());
    }
    List<Object> args = new ArrayList<>();
    if (isArgument(in.peek()) && !in.peek(1).equals("=")) {
      do {
        args.add(argument());
      } while (in.take(","));
    }
    Attribute attr = word.length > 1 ? Spelled.find(Pred.values(), word[1]) : null;
    if (attr == null) {
      boolean braces = in.take("{");
      attr = braces || op != Op.CONDBR ? new IrAttributeParser(in, op).read(braces) : null;
    }
    List<String> targets = new ArrayList<>();
    if (in.take("->")) {
      do {
        targets.add(in.next());
      } while (in.take(","));
    }
    Instr instr = new Instr(op, type, List.of(), attr, null);
    if (name != null) {
      values.put(name, instr);
      instr.id = Integer.parseInt(name.substring(1));
      function.reserveId(instr.id);
    }
    Block block = function.blocks.get(function.blocks.size() - 1);
    lines.add(new Line(block, instr, args, targets));
  }

  private static boolean isArgument(String token) {
    return token.startsWith("%") || token.startsWith("@") || VALUE_TYPES.contains(token);
  }

  private Object argument() {
    if (in.peek().startsWith("@")) {
      return in.symbol();
    }
    String token = in.next();
    if (token.startsWith("%")) {
      return token;
    }
    return in.take("undef") ? Undef.of(type(token)) : Const.of(type(token), in.number());
  }

  /** Resolves names of arguments after all names are known. */
  private void link() {
    for (Line line : lines) {
      for (Object arg : line.args) {
        Value value = arg instanceof Value v ? v : values.get(arg);
        if (value == null) {
          throw new IllegalArgumentException("IR: " + arg + " is not defined in " + function.name);
        }
        line.instr.args.add(value);
      }
      line.block.append(line.instr);
      for (String target : line.targets) {
        line.block.succs.add(block(target));
      }
    }
    for (Block b : function.blocks) {
      List<String> preds = predecessors.get(b);
      if (preds != null) {
        preds.forEach(p -> b.preds.add(block(p)));
      }
    }
  }

  private Block block(String name) {
    Block block = blocks.get(name);
    if (block == null) {
      throw new IllegalArgumentException("IR: no block " + name + " in " + function.name);
    }
    return block;
  }

  static Type type(String text) {
    return Spelled.find(Type.values(), text);
  }

  static Reg register(IrLexer in) {
    String name = in.next();
    Reg register = RegisterNames.find(name);
    if (register == null) {
      throw in.error("no register " + name);
    }
    return register;
  }

  static Set<Reg> registers(IrLexer in) {
    EnumSet<Reg> set = EnumSet.noneOf(Reg.class);
    do {
      set.add(register(in));
    } while (in.take(","));
    return set;
  }
}
