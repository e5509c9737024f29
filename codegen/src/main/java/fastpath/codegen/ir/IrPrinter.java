package fastpath.codegen.ir;

import fastpath.emulator.isa.Reg;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * Prints the text form of the intermediate representation, which {@link IrParser} reads. Source
 * locations are not written.
 */
public final class IrPrinter {
  private final StringBuilder out = new StringBuilder();

  private IrPrinter() {}

  /** The text of a module. */
  public static String print(Module module) {
    IrPrinter printer = new IrPrinter();
    printer.module(module);
    return printer.out.toString();
  }

  /** The text of a function. */
  public static String print(Function function) {
    IrPrinter printer = new IrPrinter();
    printer.function(function);
    return printer.out.toString();
  }

  /** The text of an instruction, without indentation or line end. */
  public static String print(Instr instr) {
    IrPrinter printer = new IrPrinter();
    printer.instr(instr);
    return printer.out.toString();
  }

  private void module(Module module) {
    out.append("module ").append(quote(module.file)).append('\n');
    for (String asm : module.asm) {
      out.append("asm ").append(quote(asm)).append('\n');
    }
    for (String weak : module.weakSymbols) {
      out.append("weak @").append(weak).append('\n');
    }
    for (Global global : module.globals) {
      global(global);
    }
    for (Function function : module.functions) {
      out.append('\n');
      function(function);
    }
  }

  private void global(Global g) {
    out.append("global @").append(g.name).append(" size ").append(g.size);
    out.append(" align ").append(g.align);
    flag(g.isStatic, "static");
    flag(g.isConst, "const");
    flag(g.isWeak, "weak");
    flag(g.isUsed, "used");
    if (g.section != null) {
      out.append(" section ").append(quote(g.section));
    }
    if (g.bytes.length > 0) {
      out.append(" bytes ").append(quote(HexFormat.of().formatHex(g.bytes)));
    }
    for (Global.Reloc r : g.relocs) {
      out.append(" reloc ").append(r.offset()).append(' ').append(r.bytes()).append(' ');
      out.append(SymbolAddr.of(r.symbol(), r.addend()));
      out.append(r.minus() == null ? "" : "-@" + r.minus());
    }
    out.append('\n');
  }

  private void flag(boolean set, String word) {
    if (set) {
      out.append(' ').append(word);
    }
  }

  private void function(Function f) {
    out.append("function ").append(f.returnType.text()).append(" @").append(f.name);
    StringJoiner params = new StringJoiner(", ", "(", ")");
    for (Param p : f.params) {
      params.add(p.type().text() + " " + p + (p.bytes() > 0 ? " copied " + p.bytes() : ""));
    }
    out.append(params);
    for (Function.Attr attr : f.attrs) {
      out.append(' ').append(attr.text());
    }
    if (f.section != null) {
      out.append(" section ").append(quote(f.section));
    }
    if (f.align != 0) {
      out.append(" align ").append(f.align);
    }
    out.append(" {\n");
    for (Block b : f.blocks) {
      block(b);
    }
    out.append("}\n");
  }

  private void block(Block b) {
    out.append(b.name);
    if (!b.preds.isEmpty()) {
      out.append('(').append(join(b.preds)).append(')');
    }
    out.append(':');
    if (b.frequency != 1) {
      out.append(" {").append(b.frequency).append('}');
    }
    out.append('\n');
    for (Instr i : b.instrs) {
      out.append("  ");
      instr(i);
      out.append('\n');
    }
  }

  private void instr(Instr i) {
    if (i.type != Type.VOID || i.op == Op.ASM || i.op == Op.ASM_GOTO) {
      out.append(i).append(" = ");
    }
    out.append(i.op.text());
    if (i.attr instanceof Pred p) {
      out.append('.').append(p.text());
    }
    if (i.type != Type.VOID) {
      out.append(' ').append(i.type.text());
    }
    if (!i.args.isEmpty()) {
      out.append(' ').append(join(i.args));
    }
    attr(i.attr);
    if (i.op.isTerminator() && i.block != null && !i.block.succs.isEmpty()) {
      out.append(" -> ").append(join(i.block.succs));
    }
  }

  private void attr(Attribute attr) {
    String text =
        switch (attr) {
          case null -> null;
          case Pred p -> null;
          case Mem m -> words(m.seg(), m.order(), m.isVolatile() ? "volatile" : null);
          case Rmw r -> words(r.seg(), r.order(), word(r.kind()));
          case MemoryOrder o -> word(o);
          case StackSlot s -> s.size() + " align " + s.align() + " " + quote(s.name());
          case CallInfo c ->
              words(
                  Segment.NONE,
                  MemoryOrder.NONE,
                  c.noreturn() ? "noreturn" : null,
                  c.cold() ? "cold" : null,
                  c.variadic() ? "variadic" : null,
                  c.tail() ? "tail" : null,
                  c.copied().isEmpty() ? null : "copied " + joinWords(c.copied()));
          case BranchWeight w -> w.taken() + (w.expected() ? "" : " guess");
          case Cases c -> join(java.util.Arrays.stream(c.values()).boxed().toList());
          case Attribute.Hardware h -> RegisterNames.text(h.register());
          case Attribute.Output o -> Integer.toString(o.index());
          case Attribute.Expected e -> Long.toString(e.value());
          case AsmInfo a -> asm(a);
        };
    if (text != null && !text.isEmpty()) {
      out.append(" {").append(text).append('}');
    }
  }

  private static String joinWords(List<Long> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  private static String words(Segment seg, MemoryOrder order, String... more) {
    StringJoiner words = new StringJoiner(" ");
    if (seg != Segment.NONE) {
      words.add(word(seg));
    }
    if (order != MemoryOrder.NONE) {
      words.add(word(order));
    }
    for (String word : more) {
      if (word != null) {
        words.add(word);
      }
    }
    return words.toString();
  }

  private static String asm(AsmInfo a) {
    StringBuilder text = new StringBuilder(quote(a.template()));
    if (a.isVolatile()) {
      text.append(" volatile");
    }
    if (a.memory()) {
      text.append(" memory");
    }
    for (AsmOperand o : a.operands()) {
      text.append(" (").append(operand(o)).append(')');
    }
    if (!a.clobbers().isEmpty()) {
      text.append(" clobbers ").append(registers(a.clobbers()));
    }
    for (String label : a.labels()) {
      text.append(" label ").append(label);
    }
    return text.toString();
  }

  private static String operand(AsmOperand o) {
    String what =
        words(
            o.seg(),
            MemoryOrder.NONE,
            word(o.kind()),
            o.type().text(),
            o.name() == null ? null : "name " + o.name(),
            o.register() ? "register" : null,
            o.registers() == null ? null : "registers " + registers(o.registers()),
            o.memory() ? "memory" : null,
            o.immediate() ? "immediate" : null,
            o.earlyClobber() ? "early" : null,
            o.tiedTo() < 0 ? null : "tied " + o.tiedTo(),
            o.flag() == null ? null : "flag " + o.flag(),
            o.arg() < 0 ? null : "arg " + o.arg(),
            o.result() < 0 ? null : "result " + o.result());
    return what;
  }

  private static String registers(Set<Reg> registers) {
    return join(registers.stream().sorted().map(RegisterNames::text).toList()).replace(" ", "");
  }

  private static String word(Spelled constant) {
    return constant.text();
  }

  private static String join(List<?> items) {
    StringBuilder text = new StringBuilder();
    for (Object item : items) {
      text.append(text.isEmpty() ? "" : ", ").append(item);
    }
    return text.toString();
  }

  /** Returns a string in the text form: quoted, on one line. */
  static String quote(String s) {
    String escaped = s.replace("\\", "\\\\").replace("\"", "\\\"");
    return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r") + '"';
  }
}
