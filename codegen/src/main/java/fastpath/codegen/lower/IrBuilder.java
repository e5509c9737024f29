package fastpath.codegen.lower;

import fastpath.codegen.ir.Attribute;
import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.BranchWeight;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Mem;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Pred;
import fastpath.codegen.ir.StackSlot;
import fastpath.codegen.ir.SymbolAddr;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import fastpath.codegen.pp.Token;
import fastpath.codegen.source.Loc;
import fastpath.codegen.source.Scope;
import java.util.List;

/**
 * Appends instructions to a function under construction, and folds operations on constants
 * immediately.
 */
final class IrBuilder {
  final Function function;
  private final Scope scope;

  /** Alignment of the stack at calls, in bytes (psABI 3.2.2). */
  private final int stackAlign;

  private Block current;
  private int slots;
  private Token lastToken;
  private Loc loc;

  IrBuilder(Function function, Scope scope, int stackAlign) {
    this.function = function;
    this.stackAlign = stackAlign;
    this.scope = scope;
    this.current = function.newBlock("entry");
  }

  /** Sets the source place of the instructions that follow. */
  void at(Token token) {
    if (token != lastToken) {
      lastToken = token;
      if (loc == null
          || loc.line() != token.line
          || loc.column() != token.column
          || !loc.file().equals(token.file)) {
        loc = new Loc(token.file, token.line, token.column, scope);
      }
    }
  }

  Block newBlock(String hint) {
    return function.newBlock(hint);
  }

  Block current() {
    return current;
  }

  /**
   * Makes a block the current block, to which instructions are appended. The current block falls
   * through to it unless it has ended.
   */
  void start(Block block) {
    if (current.terminator() == null) {
      branch(block);
    }
    current = block;
    block.loc = loc;
  }

  Instr emit(Op op, Type type, Attribute attr, Value... args) {
    ensureOpen();
    return current.append(new Instr(op, type, List.of(args), attr, loc));
  }

  Instr emit(Op op, Type type, Attribute attr, List<Value> args) {
    ensureOpen();
    return current.append(new Instr(op, type, args, attr, loc));
  }

  /**
   * Code after a jump is unreachable. Such code gets a block of its own, which is removed at the
   * end.
   */
  private void ensureOpen() {
    if (current.terminator() != null) {
      current = newBlock("dead");
    }
  }

  void branch(Block target) {
    end(Op.BR, null, List.of(), target);
  }

  void branch(Value condition, Block yes, Block no, BranchWeight weight) {
    if (condition instanceof Const c) {
      branch(c.value() != 0 ? yes : no);
    } else {
      end(Op.CONDBR, weight, List.of(condition), yes, no);
    }
  }

  Instr end(Op op, Attribute attr, List<Value> args, Block... targets) {
    ensureOpen();
    Instr terminator = new Instr(op, Type.VOID, args, attr, loc);
    current.terminate(terminator, targets);
    return terminator;
  }

  /**
   * Returns the address of a new object in the stack frame. A slot for an object with a larger
   * alignment than the stack's is enlarged and the address aligned.
   */
  Value alloca(long size, int align, String name) {
    int room = Math.max(align - stackAlign, 0);
    StackSlot object = new StackSlot(Math.max(size, 1) + room, Math.min(align, stackAlign), name);
    Instr slot =
        function.entry().insert(slots++, new Instr(Op.ALLOCA, Type.I64, List.of(), object, loc));
    if (room == 0) {
      return slot;
    }
    Instr end = new Instr(Op.ADD, Type.I64, List.of(slot, Const.i64(align - 1L)), null, loc);
    function.entry().insert(slots, end);
    Instr start = new Instr(Op.AND, Type.I64, List.of(end, Const.i64(-(long) align)), null, loc);
    return function.entry().insert(slots + 1, start);
  }

  /**
   * Returns the address of a new object that lives until the function returns, with a size in bytes
   * that is known only at run time.
   */
  Value dynamicAlloca(Value size, long align) {
    function.attrs.add(Function.Attr.DYNAMIC_FRAME);
    long room = Math.max(align - stackAlign, 0);
    Instr object = emit(Op.DYNAMIC_ALLOCA, Type.I64, null, add(size, room));
    return room == 0 ? object : binary(Op.AND, add(object, align - 1), Const.i64(-align));
  }

  /** Makes the function align the stack for arguments that need more than the stack's alignment. */
  void alignArguments() {
    if (stackAlign < 16) {
      function.attrs.add(Function.Attr.DYNAMIC_FRAME);
      function.attrs.add(Function.Attr.ALIGNED_FRAME);
    }
  }

  Value load(Type type, Value address, Mem mem) {
    return emit(Op.LOAD, type, mem, address);
  }

  void store(Value address, Value value, Mem mem) {
    emit(Op.STORE, Type.VOID, mem, address, value);
  }

  Value binary(Op op, Value a, Value b) {
    if (a instanceof Const x && b instanceof Const y) {
      Long folded = fold(op, x, y);
      if (folded != null) {
        return Const.of(a.type(), folded);
      }
    }
    boolean zero = b.is(0);
    switch (op) {
      case ADD -> {
        if (zero) {
          return a;
        }
        if (a instanceof SymbolAddr s && b instanceof Const c) {
          return SymbolAddr.of(s.symbol(), s.offset() + c.value());
        }
        if (a instanceof Instr i
            && i.op == Op.ADD
            && i.arg(1) instanceof Const c
            && b instanceof Const d) {
          return binary(Op.ADD, i.arg(0), Const.of(a.type(), c.value() + d.value()));
        }
        if (a instanceof Const) {
          return binary(op, b, a);
        }
      }
      case SUB -> {
        if (b instanceof Const c && !zero) {
          return binary(Op.ADD, a, Const.of(a.type(), -c.value()));
        }
        if (zero) {
          return a;
        }
      }
      case SHL, LSHR, ASHR, OR, XOR -> {
        if (zero) {
          return a;
        }
      }
      case MUL, AND, ROTL, SDIV, UDIV, SREM, UREM, NEG, NOT, BSWAP, CTZ, CLZ -> {}
      case POPCNT, ICMP, SELECT, ZEXT, SEXT, TRUNC, EXPECT -> {}
      case LOAD, STORE, ALLOCA, ATOMIC_RMW, CMPXCHG, FENCE -> {}
      case CALL,
          ASM,
          RESULT,
          READ_REG,
          WRITE_REG,
          DYNAMIC_ALLOCA,
          FRAME_ADDRESS,
          RETURN_ADDRESS -> {}
      case PHI, BR, CONDBR, SWITCH, RET, UNREACHABLE, ASM_GOTO -> {}
    }
    return emit(op, a.type(), null, a, b);
  }

  private static Long fold(Op op, Const x, Const y) {
    long a = x.value();
    long b = y.value();
    int bits = x.type().bits();
    boolean inWidth = b >= 0 && b < bits;
    return switch (op) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case AND -> a & b;
      case OR -> a | b;
      case XOR -> a ^ b;
      case SHL -> inWidth ? (Long) (a << b) : null;
      case LSHR -> inWidth ? (Long) (x.unsigned() >>> b) : null;
      case ASHR -> inWidth ? (Long) (a >> b) : null;
      case ROTL, SDIV, UDIV, SREM, UREM, NEG, NOT, BSWAP, CTZ, CLZ, POPCNT -> null;
      case ICMP, SELECT, ZEXT, SEXT, TRUNC, EXPECT, LOAD, STORE, ALLOCA -> null;
      case ATOMIC_RMW, CMPXCHG, FENCE, CALL, ASM, RESULT, READ_REG, WRITE_REG -> null;
      case DYNAMIC_ALLOCA, FRAME_ADDRESS, RETURN_ADDRESS, PHI, BR, CONDBR, SWITCH, RET -> null;
      case UNREACHABLE, ASM_GOTO -> null;
    };
  }

  Value add(Value address, long offset) {
    return binary(Op.ADD, address, Const.i64(offset));
  }

  Value compare(Pred pred, Value a, Value b) {
    if (a instanceof Const x && b instanceof Const y) {
      return Const.bool(pred.test(a.type(), x.value(), y.value()));
    }
    return a instanceof Const
        ? emit(Op.ICMP, Type.I1, pred.swapped(), b, a)
        : emit(Op.ICMP, Type.I1, pred, a, b);
  }

  /** Returns the comparison {@code value != 0}. */
  Value isTrue(Value value) {
    if (value.type() == Type.I1) {
      return value;
    }
    if (value instanceof Instr i && i.op == Op.ZEXT && i.arg(0).type() == Type.I1) {
      return i.arg(0);
    }
    return compare(Pred.NE, value, Const.of(value.type(), 0));
  }

  Value not(Value bit) {
    if (bit instanceof Const c) {
      return Const.bool(c.value() == 0);
    }
    return emit(Op.XOR, Type.I1, null, bit, Const.bool(true));
  }

  Value resize(Value value, Type to, boolean signed) {
    Type from = value.type();
    if (from == to) {
      return value;
    }
    if (value instanceof Const c) {
      return Const.of(to, signed && from != Type.I1 ? c.value() : c.unsigned());
    }
    if (to.bits() < from.bits()) {
      return emit(Op.TRUNC, to, null, value);
    }
    return emit(signed && from != Type.I1 ? Op.SEXT : Op.ZEXT, to, null, value);
  }
}
