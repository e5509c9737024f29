package fastpath.codegen.lower;

import fastpath.codegen.c.CType;
import fastpath.codegen.c.Expr;
import fastpath.codegen.c.Stmt;
import fastpath.codegen.ir.AsmInfo;
import fastpath.codegen.ir.AsmOperand;
import fastpath.codegen.ir.Attribute;
import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Segment;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import fastpath.emulator.isa.Reg;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Lowers inline asm: constraints become operands, outputs become stores. */
final class AsmLowering {
  private static final Set<String> IGNORED_CLOBBERS =
      Set.of("cc", "flags", "dirflag", "fpsr", "fpcr", "redzone");

  private final FunctionLowering f;

  AsmLowering(FunctionLowering f) {
    this.f = f;
  }

  /** Collects operands and outputs, which are lowered in order. */
  private static final class Draft {
    final List<AsmOperand> operands = new ArrayList<>();
    final List<Value> args = new ArrayList<>();
    final List<Lvalue> results = new ArrayList<>();
    final List<Type> resultTypes = new ArrayList<>();

    int add(Value value) {
      args.add(value);
      return args.size() - 1;
    }

    int addResult(Lvalue place, Type type) {
      results.add(place);
      resultTypes.add(type);
      return results.size() - 1;
    }
  }

  private record Hidden(int output, Lvalue place, Constraint constraint) {}

  void lower(Stmt.Asm asm) {
    Draft draft = new Draft();
    List<Hidden> hidden = new ArrayList<>();
    for (Stmt.AsmArg arg : asm.outputs()) {
      output(arg, draft, hidden);
    }
    for (Stmt.AsmArg arg : asm.inputs()) {
      input(arg, draft, asm);
    }
    f.out.at(asm.at());
    for (Hidden h : hidden) {
      readWrite(h, draft);
    }
    Set<Reg> clobbers = EnumSet.noneOf(Reg.class);
    boolean memory = clobbers(asm, clobbers);
    List<String> names = asm.labels().stream().map(AsmLowering::sourceName).toList();
    AsmInfo info =
        new AsmInfo(
            asm.template(), List.copyOf(draft.operands), clobbers, memory, asm.isVolatile(), names);
    if (asm.isGoto()) {
      jump(asm, info, draft);
    } else {
      Instr instr = f.out.emit(Op.ASM, Type.VOID, info, draft.args);
      results(instr, draft);
    }
  }

  /** The template uses the label's name in the source, although a local label has a unique name. */
  private static String sourceName(String label) {
    int dot = label.indexOf('.');
    return dot < 0 ? label : label.substring(0, dot);
  }

  private void jump(Stmt.Asm asm, AsmInfo info, Draft draft) {
    Block next = f.out.newBlock("next");
    List<Block> targets = new ArrayList<>();
    targets.add(next);
    if (draft.resultTypes.contains(Type.I1)) {
      throw asm.at().error("flag outputs of 'asm goto' are not supported");
    }
    boolean stores = !draft.results.isEmpty();
    for (String label : asm.labels()) {
      targets.add(stores ? f.out.newBlock("landing") : f.statements.label(label));
    }
    Instr jump = f.out.end(Op.ASM_GOTO, info, draft.args, targets.toArray(new Block[0]));
    for (int i = 0; stores && i < asm.labels().size(); i++) {
      f.out.start(targets.get(i + 1));
      results(jump, draft);
      f.out.branch(f.statements.label(asm.labels().get(i)));
    }
    f.out.start(next);
    results(jump, draft);
  }

  private void results(Instr asm, Draft draft) {
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < draft.results.size(); i++) {
      values.add(f.out.emit(Op.RESULT, draft.resultTypes.get(i), new Attribute.Output(i), asm));
    }
    for (int i = 0; i < values.size(); i++) {
      Lvalue place = draft.results.get(i);
      Type type = place.field() != null ? Abi.type(place.field().type()) : Abi.type(place.type());
      f.places.store(place, f.out.resize(values.get(i), type, false));
    }
  }

  /** The type VOID stands for an aggregate of unknown size. */
  private static Type memoryType(CType type) {
    return Abi.isRecord(type) || !type.isScalar() ? Type.VOID : Abi.type(type);
  }

  private void output(Stmt.AsmArg arg, Draft draft, List<Hidden> hidden) {
    Constraint c = Constraint.parse(arg.constraint(), arg.at());
    Lvalue place = f.places.of(arg.expr());
    if (c.flag() != null) {
      int result = draft.addResult(place, Type.I1);
      draft.operands.add(
          operand(
              arg.name(), AsmOperand.Kind.FLAG_OUT, c, null, Type.I1, Segment.NONE, -1, result));
      return;
    }
    if (place.register() == Reg.RSP) {
      stackPointer(arg, draft);
      return;
    }
    if (c.memoryOnly() || c.memory() && !arg.expr().type().isScalar()) {
      CType type = arg.expr().type();
      int index = draft.add(place.address());
      draft.operands.add(
          operand(
              arg.name(),
              AsmOperand.Kind.OUT,
              c.onlyMemory(),
              null,
              memoryType(type),
              Lvalue.segment(type),
              index,
              -1));
      return;
    }
    Type type = Abi.type(arg.expr().type());
    int result = draft.addResult(place, type);
    if (c.readWrite()) {
      hidden.add(new Hidden(draft.operands.size(), place, c));
    }
    draft.operands.add(
        operand(
            arg.name(),
            AsmOperand.Kind.OUT,
            c.noMemory(),
            pinned(arg.expr(), c),
            type,
            Segment.NONE,
            -1,
            result));
  }

  /**
   * {@code "+r" (rsp)} states that the asm needs the frame set up. In our code asm always runs with
   * the frame set up if the function has a frame, so that the operand has no effect except on the
   * numbering of operands.
   */
  private static void stackPointer(Stmt.AsmArg arg, Draft draft) {
    int index = draft.add(Const.i64(0));
    draft.operands.add(
        new AsmOperand(
            arg.name(),
            AsmOperand.Kind.IN,
            null,
            false,
            false,
            true,
            false,
            -1,
            null,
            Type.I64,
            Segment.NONE,
            index,
            -1));
  }

  /** The register that a local register variable names. */
  private static Set<Reg> pinned(Expr e, Constraint c) {
    if (e instanceof Expr.Var v && v.symbol().register != null) {
      return EnumSet.of(LvalueLowering.register(v.symbol().register, e.at()));
    }
    return c.registers();
  }

  private static AsmOperand operand(
      String name,
      AsmOperand.Kind kind,
      Constraint c,
      Set<Reg> registers,
      Type type,
      Segment segment,
      int arg,
      int result) {
    return new AsmOperand(
        name,
        kind,
        registers,
        c.register(),
        c.memory(),
        c.immediate(),
        c.earlyClobber(),
        c.tiedTo(),
        c.flag(),
        type,
        segment,
        arg,
        result);
  }

  private void readWrite(Hidden h, Draft draft) {
    Value value = f.places.load(h.place);
    int index = draft.add(value);
    AsmOperand out = draft.operands.get(h.output);
    draft.operands.add(
        new AsmOperand(
            null,
            AsmOperand.Kind.IN,
            out.registers(),
            true,
            false,
            false,
            false,
            h.output,
            null,
            value.type(),
            Segment.NONE,
            index,
            -1));
  }

  private void input(Stmt.AsmArg arg, Draft draft, Stmt.Asm asm) {
    Constraint c = Constraint.parse(arg.constraint(), arg.at());
    if (c.tiedTo() >= asm.outputs().size()) {
      throw arg.at().error("matching constraint references invalid operand number");
    }
    CType type = arg.expr().type();
    if (c.memoryOnly() || !type.isScalar()) {
      Lvalue place = f.places.of(arg.expr());
      int index = draft.add(place.address());
      draft.operands.add(
          operand(
              arg.name(),
              AsmOperand.Kind.IN,
              c.onlyMemory(),
              null,
              memoryType(type),
              Lvalue.segment(type),
              index,
              -1));
      return;
    }
    if (arg.expr() instanceof Expr.Var v
        && v.symbol().register != null
        && LvalueLowering.isStackPointer(v.symbol())) {
      stackPointer(arg, draft);
      return;
    }
    Value value = f.expressions.value(arg.expr());
    Constraint use = c;
    if (!c.register() && !c.memory() && !c.immediate() && c.tiedTo() < 0) {
      throw arg.at().error("impossible constraint in 'asm'");
    }
    if (c.tiedTo() >= 0) {
      use = c.asRegister();
    }
    int index = draft.add(value);
    draft.operands.add(
        operand(
            arg.name(),
            AsmOperand.Kind.IN,
            use,
            pinned(arg.expr(), c),
            value.type(),
            Segment.NONE,
            index,
            -1));
  }

  private static boolean clobbers(Stmt.Asm asm, Set<Reg> into) {
    boolean memory = false;
    for (Stmt.Clobber clobber : asm.clobbers()) {
      String name = clobber.name().toLowerCase(Locale.ROOT);
      String bare = name.startsWith("%") ? name.substring(1) : name;
      if (bare.equals("memory")) {
        memory = true;
      } else if (!IGNORED_CLOBBERS.contains(bare) && !isVector(bare)) {
        Reg reg = LvalueLowering.register(bare, clobber.at());
        into.add(reg);
      }
    }
    into.remove(Reg.RSP);
    return memory;
  }

  private static boolean isVector(String name) {
    return name.startsWith("xmm")
        || name.startsWith("ymm")
        || name.startsWith("zmm")
        || name.startsWith("mm")
        || name.startsWith("st")
        || name.startsWith("k") && name.length() == 2;
  }
}
