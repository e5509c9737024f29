package fastpath.codegen.x86.finish;

import fastpath.codegen.asm.AsmFile;
import fastpath.codegen.asm.AsmParser;
import fastpath.codegen.asm.AsmSymbol;
import fastpath.codegen.asm.Cfi;
import fastpath.codegen.asm.Item;
import fastpath.codegen.asm.RelocatableExpr;
import fastpath.codegen.asm.Section;
import fastpath.codegen.ir.AsmInfo;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Segment;
import fastpath.codegen.source.CompileException;
import fastpath.codegen.source.Loc;
import fastpath.codegen.x86.machine.MachineBlock;
import fastpath.codegen.x86.machine.MachineFunction;
import fastpath.codegen.x86.machine.MachineFunction.Area;
import fastpath.codegen.x86.machine.MachineInsn;
import fastpath.codegen.x86.machine.MachineInsn.Kind;
import fastpath.codegen.x86.machine.MachineOperand;
import fastpath.codegen.x86.machine.MachineOperand.Immediate;
import fastpath.codegen.x86.machine.MachineOperand.Memory;
import fastpath.codegen.x86.machine.MachineOperand.Register;
import fastpath.codegen.x86.machine.Opcode;
import fastpath.emulator.isa.Insn;
import fastpath.emulator.isa.Isa;
import fastpath.emulator.isa.Operand;
import fastpath.emulator.isa.Prefixes;
import fastpath.emulator.isa.Reg;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a machine function to the assembly file after all other stages. */
public final class CodeEmitter {
  private static final int CODE_ALIGN = 16;

  private final AsmFile file;
  private final MachineFunction function;
  private final FramePlan.Frame frame;
  private final Section section;
  private final FrameEmitter frames;
  private final Map<MachineBlock, String> labels = new HashMap<>();

  /** Creates an emitter for one function, which {@link #emit} writes. */
  public CodeEmitter(AsmFile file, MachineFunction function, FramePlan.Frame frame) {
    this.file = file;
    this.function = function;
    this.frame = frame;
    this.section = sectionOf(function.source);
    this.frames = new FrameEmitter(section, frame);
  }

  private Section sectionOf(Function source) {
    if (source.section != null) {
      return file.section(source.section, "ax", "progbits", 0);
    }
    if (source.has(Function.Attr.COLD)) {
      return file.section(".text.unlikely", "ax", "progbits", 0);
    }
    return file.section(".text");
  }

  /** Appends the function, its symbol and its unwind directives to the file. */
  public void emit() {
    Function source = function.source;
    String end = file.uniqueLabel("end");
    AsmSymbol symbol = file.symbol(source.name);
    symbol.type(AsmSymbol.Type.FUNC).size(RelocatableExpr.difference(end, source.name));
    if (source.has(Function.Attr.WEAK)) {
      symbol.weak();
    } else if (!source.has(Function.Attr.STATIC)) {
      symbol.global();
    }
    section.add(Item.Align.to(Math.max(CODE_ALIGN, source.align)));
    section.add(new Item.Label(source.name));
    section.add(Cfi.of(Cfi.Kind.STARTPROC));
    label();
    for (MachineBlock block : function.blocks) {
      emit(block);
    }
    section.add(Cfi.of(Cfi.Kind.ENDPROC));
    section.add(new Item.Label(end));
  }

  /** The labels of the blocks that are targets of jumps. */
  private void label() {
    for (MachineBlock block : function.blocks) {
      for (int k = 0; k < block.succs.size(); k++) {
        MachineBlock succ = block.succs.get(k);
        boolean falls = isNext(block, succ) && block.terminator().kind != Kind.SWITCH;
        boolean named = block.terminator().kind == Kind.ASM && k > 0;
        if (!falls || named) {
          labels.computeIfAbsent(succ, b -> file.uniqueLabel(function.source.name));
        }
      }
    }
  }

  private boolean isNext(MachineBlock block, MachineBlock other) {
    return other.index == block.index + 1;
  }

  private void emit(MachineBlock block) {
    String label = labels.get(block);
    if (label != null) {
      section.add(new Item.Label(label));
    }
    frames.blockStart(block.framed);
    for (MachineInsn insn : block.insns) {
      emit(block, insn);
    }
  }

  private void emit(MachineBlock block, MachineInsn insn) {
    switch (insn.kind) {
      case PLAIN, COPY, CALL -> code(insn.loc, prefixes(insn), insn.mnemonic(), operands(insn));
      case TAIL -> code(insn.loc, Prefixes.NONE, Opcode.JMP.text(), operands(insn));
      case RETURN -> code(insn.loc, Prefixes.NONE, Opcode.RET.text());
      case STOP -> {}
      case PROLOGUE -> frames.prologue(insn.loc);
      case EPILOGUE -> frames.epilogue(insn.loc);
      case JUMP -> jump(block, insn.loc, block.succs.get(0));
      case BRANCH -> branch(block, insn);
      case SWITCH -> table(block, insn);
      case ASM -> {
        inline(block, insn);
        if (insn == block.terminator()) {
          jump(block, insn.loc, block.succs.get(0));
        }
      }
    }
  }

  private static Prefixes prefixes(MachineInsn insn) {
    return insn.lock ? Prefixes.LOCK : Prefixes.NONE;
  }

  private void code(Loc loc, Prefixes prefixes, String mnemonic, Operand... operands) {
    Insn insn = Isa.make(prefixes, mnemonic, operands);
    section.add(new Item.Code(insn, loc));
  }

  private void jump(MachineBlock block, Loc loc, MachineBlock target) {
    if (!isNext(block, target)) {
      code(loc, Prefixes.NONE, Opcode.JMP.text(), to(target));
    }
  }

  private Operand to(MachineBlock target) {
    return new Operand.Rel(0, RelocatableExpr.symbol(labels.get(target)));
  }

  private void branch(MachineBlock block, MachineInsn insn) {
    MachineBlock yes = block.succs.get(0);
    MachineBlock no = block.succs.get(1);
    if (isNext(block, yes)) {
      code(insn.loc, Prefixes.NONE, Opcode.J.text() + insn.condition.negated().text(), to(no));
    } else if (!isNext(block, no) && insn.taken < 0.5) {
      // The condition is chosen so that the likely path does not execute a second jump.
      code(insn.loc, Prefixes.NONE, Opcode.J.text() + insn.condition.negated().text(), to(no));
      jump(block, insn.loc, yes);
    } else {
      code(insn.loc, Prefixes.NONE, insn.mnemonic(), to(yes));
      jump(block, insn.loc, no);
    }
  }

  private void table(MachineBlock block, MachineInsn insn) {
    String name = file.uniqueLabel("table");
    Memory entry = (Memory) insn.operands[0];
    Operand operand =
        operand(
            new Memory(
                64, Segment.NONE, entry.base(), entry.index(), 8, 0, name, MachineOperand.NONE));
    code(insn.loc, Prefixes.NONE, Opcode.JMP.text(), operand);
    List<RelocatableExpr> targets = new ArrayList<>();
    for (MachineBlock succ : block.succs) {
      targets.add(RelocatableExpr.symbol(labels.get(succ)));
    }
    Section data = file.section(".rodata");
    data.add(Item.Align.zeros(8));
    data.add(new Item.Label(name));
    data.add(new Item.Data(8, targets));
  }

  private void inline(MachineBlock block, MachineInsn insn) {
    AsmInfo info = insn.asm;
    if (info.template().isBlank()) {
      return;
    }
    List<String> targets = new ArrayList<>();
    for (int k = 1; insn == block.terminator() && k < block.succs.size(); k++) {
      targets.add(labels.get(block.succs.get(k)));
    }
    try {
      int unique = file.order().size();
      String text = new AsmTemplate(info, operands(insn), targets, unique).substitute();
      AsmParser.parseInline(text, file, section, insn.loc);
    } catch (IllegalArgumentException e) {
      throw new CompileException(insn.loc, e.getMessage());
    }
  }

  private Operand[] operands(MachineInsn insn) {
    Operand[] result = new Operand[insn.operands.length];
    boolean branch = insn.kind == Kind.CALL || insn.kind == Kind.TAIL;
    for (int k = 0; k < result.length; k++) {
      result[k] =
          branch && insn.operands[k] instanceof Immediate c
              ? new Operand.Rel(c.value(), RelocatableExpr.symbol(c.symbol()))
              : operand(insn.operands[k]);
    }
    return result;
  }

  private Operand operand(MachineOperand operand) {
    return switch (operand) {
      case Register r -> Operand.reg(Reg.gpr(r.number(), r.bits()));
      case Immediate c ->
          new Operand.Imm(
              c.value(), c.symbol() == null ? null : RelocatableExpr.symbol(c.symbol()));
      case Memory m -> memory(m);
    };
  }

  private Operand memory(Memory m) {
    Reg base = m.base() < 0 ? null : Reg.gpr(m.base(), 64);
    Reg index = m.index() < 0 ? null : Reg.gpr(m.index(), 64);
    long disp = m.disp();
    if (m.slot() >= 0) {
      Area area = function.slots.get(m.slot()).area();
      boolean fromRbp = frame.dynamic() && (area == Area.INCOMING || area == Area.LOCAL);
      base = fromRbp ? Reg.RBP : Reg.RSP;
      disp += frame.offsets()[m.slot()];
      if (area == Area.INCOMING) {
        disp += fromRbp ? 8 : frames.displacement();
      } else if (fromRbp) {
        disp += 8 - frame.size();
      }
    }
    if (m.symbol() != null && base == null && index == null) {
      base = Reg.RIP;
    }
    return new Operand.Mem(
        m.bits(),
        AsmTemplate.segment(m.segment()),
        base,
        index,
        m.scale(),
        disp,
        m.symbol() == null ? null : RelocatableExpr.symbol(m.symbol()),
        64);
  }
}
