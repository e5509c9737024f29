package fastpath.codegen.x86.select;

import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Segment;
import fastpath.codegen.ir.SymbolAddr;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import fastpath.codegen.x86.machine.MachineOperand;
import fastpath.codegen.x86.machine.MachineOperand.Memory;

/** Matches sums to addressing modes: base + index * scale + displacement + symbol. */
final class AddressMatcher {
  private final SelectionState selection;
  private final Segment segment;
  private Value base;
  private Value index;
  private int scale = 1;
  private long disp;
  private String symbol;
  private int slot = MachineOperand.NONE;
  private Value whole;

  AddressMatcher(SelectionState selection, Segment segment) {
    this.selection = selection;
    this.segment = segment;
  }

  /** The terms of the sum that is being matched. */
  Memory matchSum(Instr sum) {
    whole = sum;
    return match(sum, 0);
  }

  Memory match(Value address, int bits) {
    if (!add(address)) {
      base = address;
    }
    int b = base == null ? MachineOperand.NONE : selection.register(base);
    int i = index == null ? MachineOperand.NONE : selection.register(index);
    if (b == MachineOperand.NONE && i != MachineOperand.NONE && scale == 1 && slot < 0) {
      b = i;
      i = MachineOperand.NONE;
    }
    return new Memory(bits, segment, b, i, scale, disp, symbol, slot);
  }

  /**
   * Adds a term to the addressing mode. Returns false and changes nothing if the addressing mode
   * has no place for the term.
   */
  private boolean add(Value v) {
    v = v instanceof Instr i && i.op == Op.EXPECT ? i.arg(0) : v;
    return switch (v) {
      case Const c -> addConstant(c.value());
      case SymbolAddr s when symbol == null && SelectionState.fitsImmediate(disp + s.offset()) -> {
        symbol = s.symbol();
        disp += s.offset();
        yield true;
      }
      case Instr i when i.op == Op.ALLOCA && base == null && slot < 0 && staysNear(disp) -> {
        slot = selection.slot(i);
        yield true;
      }
      case Instr i when i.op == Op.ADD && i.type == Type.I64 && addSum(i) -> true;
      case Instr i when isScaled(i) && addScaled(i) -> true;
      case Value other -> addRegister(other);
    };
  }

  private boolean addConstant(long value) {
    long sum = disp + value;
    if (slot < 0 ? !SelectionState.fitsImmediate(sum) : !staysNear(sum)) {
      return false;
    }
    disp = sum;
    return true;
  }

  /** True if a displacement fits 32 bits after the frame adds the slot's offset. */
  private static boolean staysNear(long disp) {
    return Math.abs(disp) < 1L << 30;
  }

  private boolean addSum(Instr sum) {
    Value a = sum.arg(0);
    Value b = sum.arg(1);
    boolean constant = b instanceof Const || b instanceof SymbolAddr || isSlot(a);
    if (!isWorthSplitting(sum, a, constant)) {
      return false;
    }
    AddressMatcher before = copy();
    if (add(a) && add(b)) {
      return true;
    }
    restore(before);
    return false;
  }

  /**
   * If the sum is in a register for another use, using this register keeps fewer registers live,
   * unless the base is live too.
   */
  private boolean isWorthSplitting(Instr sum, Value a, boolean constant) {
    if (sum == whole) {
      return true;
    }
    if (selection.isDemanded(sum)) {
      return constant && !(a instanceof Instr i && i.op == Op.PHI) && selection.isDemanded(a);
    }
    return constant || selection.uses(sum) <= 2 && sum.block == selection.block();
  }

  private static boolean isSlot(Value v) {
    return v instanceof Instr i && i.op == Op.ALLOCA;
  }

  private boolean isScaled(Instr i) {
    return i.type == Type.I64
        && index == null
        && i.arg(0) instanceof Instr | i.arg(0) instanceof fastpath.codegen.ir.Param
        && !selection.isDemanded(i)
        && i.args.size() == 2
        && i.arg(1) instanceof Const c
        && (i.op == Op.SHL && c.value() >= 1 && c.value() <= 3
            || i.op == Op.MUL && (c.value() == 2 || c.value() == 4 || c.value() == 8));
  }

  private boolean addScaled(Instr i) {
    long c = ((Const) i.arg(1)).value();
    index = i.arg(0);
    scale = (int) (i.op == Op.SHL ? 1L << c : c);
    return true;
  }

  private boolean addRegister(Value v) {
    if (base == null && slot < 0) {
      base = v;
      return true;
    }
    if (index == null) {
      index = v;
      scale = 1;
      return true;
    }
    return false;
  }

  private AddressMatcher copy() {
    AddressMatcher other = new AddressMatcher(selection, segment);
    other.restore(this);
    return other;
  }

  private void restore(AddressMatcher other) {
    base = other.base;
    index = other.index;
    scale = other.scale;
    disp = other.disp;
    symbol = other.symbol;
    slot = other.slot;
  }
}
