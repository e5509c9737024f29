package fastpath.codegen.ir;

import fastpath.emulator.isa.Reg;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the attribute of an instruction, which follows the instruction in braces. */
final class IrAttributeParser {
  private final IrLexer in;
  private final Op op;

  IrAttributeParser(IrLexer in, Op op) {
    this.in = in;
    this.op = op;
  }

  /**
   * Reads the attribute and its closing brace. Without braces, returns the operation's default
   * attribute.
   */
  Attribute read(boolean braces) {
    Attribute attr =
        switch (op) {
          case LOAD, STORE, CMPXCHG -> mem(braces);
          case ATOMIC_RMW -> rmw();
          case FENCE -> Spelled.find(MemoryOrder.values(), in.next());
          case ALLOCA -> slot();
          case CALL -> call(braces);
          case CONDBR -> new BranchWeight(Double.parseDouble(in.next()), !in.take("guess"));
          case SWITCH -> cases(braces);
          case READ_REG, WRITE_REG -> new Attribute.Hardware(IrParser.register(in));
          case ASM, ASM_GOTO -> asm();
          case RESULT -> new Attribute.Output(Integer.parseInt(in.next()));
          case EXPECT -> new Attribute.Expected(in.number());
          case ADD, SUB, MUL, AND, OR, XOR, SHL, LSHR, ASHR, ROTL -> null;
          case SDIV, UDIV, SREM, UREM, NEG, NOT, BSWAP, CTZ, CLZ, POPCNT -> null;
          case ICMP, SELECT, ZEXT, SEXT, TRUNC, DYNAMIC_ALLOCA, FRAME_ADDRESS, RETURN_ADDRESS ->
              null;
          case PHI, BR, RET, UNREACHABLE -> null;
        };
    if (braces) {
      in.expect("}");
    }
    return attr;
  }

  private Mem mem(boolean braces) {
    Segment seg = braces ? seg() : Segment.NONE;
    MemoryOrder order = MemoryOrder.NONE;
    while (braces && !in.peek().equals("}") && !in.peek().equals("volatile")) {
      order = Spelled.find(MemoryOrder.values(), in.next());
    }
    return new Mem(seg, braces && in.take("volatile"), order);
  }

  private Segment seg() {
    return in.take("gs") ? Segment.GS : in.take("fs") ? Segment.FS : Segment.NONE;
  }

  private Rmw rmw() {
    Segment seg = seg();
    MemoryOrder order = Spelled.find(MemoryOrder.values(), in.next());
    return new Rmw(Spelled.find(Rmw.Kind.values(), in.next()), seg, order);
  }

  private StackSlot slot() {
    long size = in.number();
    in.expect("align");
    int align = (int) in.number();
    return new StackSlot(size, align, in.string());
  }

  private CallInfo call(boolean braces) {
    if (!braces) {
      return CallInfo.PLAIN;
    }
    return new CallInfo(
        in.take("noreturn"), in.take("cold"), in.take("variadic"), in.take("tail"), copied());
  }

  private List<Long> copied() {
    List<Long> bytes = new ArrayList<>();
    if (in.take("copied")) {
      while (!in.peek().equals("}")) {
        bytes.add(in.number());
      }
    }
    return List.copyOf(bytes);
  }

  private Cases cases(boolean braces) {
    List<Long> values = new ArrayList<>();
    while (braces && !in.peek().equals("}")) {
      values.add(in.number());
      in.take(",");
    }
    return new Cases(values.stream().mapToLong(Long::longValue).toArray());
  }

  private AsmInfo asm() {
    String template = in.string();
    boolean isVolatile = in.take("volatile");
    boolean memory = in.take("memory");
    List<AsmOperand> operands = new ArrayList<>();
    while (in.take("(")) {
      operands.add(operand());
    }
    Set<Reg> clobbers = in.take("clobbers") ? IrParser.registers(in) : Set.of();
    List<String> labels = new ArrayList<>();
    while (in.take("label")) {
      labels.add(in.next());
    }
    return new AsmInfo(template, operands, clobbers, memory, isVolatile, labels);
  }

  private AsmOperand operand() {
    Segment seg = seg();
    AsmOperand.Kind kind = Spelled.find(AsmOperand.Kind.values(), in.next());
    Type type = IrParser.type(in.next());
    String name = in.take("name") ? in.next() : null;
    boolean register = in.take("register");
    Set<Reg> registers = in.take("registers") ? IrParser.registers(in) : null;
    boolean memory = in.take("memory");
    boolean immediate = in.take("immediate");
    boolean early = in.take("early");
    int tied = in.take("tied") ? (int) in.number() : -1;
    String flag = in.take("flag") ? in.next() : null;
    int arg = in.take("arg") ? (int) in.number() : -1;
    int result = in.take("result") ? (int) in.number() : -1;
    in.expect(")");
    return new AsmOperand(
        name, kind, registers, register, memory, immediate, early, tied, flag, type, seg, arg,
        result);
  }
}
