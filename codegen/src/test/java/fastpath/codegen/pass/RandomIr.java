package fastpath.codegen.pass;

import fastpath.codegen.ir.AsmInfo;
import fastpath.codegen.ir.Attribute;
import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.CallInfo;
import fastpath.codegen.ir.Cases;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Mem;
import fastpath.codegen.ir.MemoryOrder;
import fastpath.codegen.ir.Module;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Param;
import fastpath.codegen.ir.Pred;
import fastpath.codegen.ir.Segment;
import fastpath.codegen.ir.StackSlot;
import fastpath.codegen.ir.SymbolAddr;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Generates random IR functions in the form that lowering produces: locals in stack slots,
 * structured control flow.
 */
final class RandomIr {
  private static final Op[] BINARY = {
    Op.ADD, Op.ADD, Op.SUB, Op.MUL, Op.AND, Op.OR, Op.XOR, Op.SHL, Op.LSHR, Op.ASHR, Op.UDIV,
    Op.SREM
  };
  private static final long[] CONSTANTS = {
    0, 1, -1, 2, 3, 7, 8, 31, 255, 256, 0x80, 0x8000_0000L, -8
  };

  private final Random random;
  private final Module module = new Module("random.c");
  private Function f;
  private Block at;
  private final List<Value> values = new ArrayList<>();
  private final List<Instr> slots = new ArrayList<>();
  private final List<Type> slotTypes = new ArrayList<>();
  private int budget = 30;

  RandomIr(long seed) {
    random = new Random(seed);
  }

  Module make() {
    function("leaf", Set.of(Function.Attr.STATIC, Function.Attr.INLINE), 8);
    function("f", Set.of(), 20 + random.nextInt(30));
    return module;
  }

  private void function(String name, Set<Function.Attr> attrs, int size) {
    List<Param> params =
        List.of(
            new Param(0, Type.I64, "p"), new Param(1, Type.I32, "n"), new Param(2, Type.I8, "c"));
    f = new Function(name, Type.I32, params);
    f.attrs.addAll(attrs);
    module.functions.add(f);
    values.clear();
    slots.clear();
    slotTypes.clear();
    budget = size;
    at = f.newBlock("entry");
    Type[] types = {Type.I32, Type.I64, Type.I32, Type.I8};
    for (Type t : types) {
      slots.add(add(Op.ALLOCA, Type.I64, new StackSlot(t.bytes(), t.bytes(), "v")));
      slotTypes.add(t);
    }
    Instr struct = add(Op.ALLOCA, Type.I64, new StackSlot(16, 8, "s"));
    for (int i = 0; i < 4; i++) {
      slots.add(add(Op.ADD, Type.I64, null, struct, Const.i64(4 * i)));
      slotTypes.add(Type.I32);
    }
    slots.add(add(Op.ADD, Type.I64, null, struct, Const.i64(8)));
    slotTypes.add(Type.I64);
    values.addAll(params);
    for (int i = 0; i < slots.size(); i++) {
      add(Op.STORE, Type.VOID, Mem.PLAIN, slots.get(i), Const.of(slotTypes.get(i), i));
    }
    statements(3);
    at.terminate(Instr.of(Op.RET, Type.VOID, null, value(Type.I32)));
  }

  private Instr add(Op op, Type type, Attribute attr, Value... args) {
    return at.append(new Instr(op, type, List.of(args), attr, null));
  }

  private void statements(int depth) {
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count && budget-- > 0; i++) {
      statement(depth);
    }
  }

  private void statement(int depth) {
    switch (random.nextInt(depth > 0 ? 14 : 9)) {
      case 0, 1, 2 -> {
        int s = random.nextInt(slots.size());
        add(Op.STORE, Type.VOID, Mem.PLAIN, slots.get(s), value(slotTypes.get(s)));
      }
      case 3 -> {
        Mem mem = new Mem(segment(), random.nextInt(4) == 0, MemoryOrder.NONE);
        add(Op.STORE, Type.VOID, mem, address(), value(type()));
      }
      case 4 ->
          values.add(
              add(Op.CALL, Type.I32, CallInfo.PLAIN, SymbolAddr.of("g", 0), value(Type.I32)));
      case 5 -> {
        String callee = f.name.equals("f") ? "leaf" : "h";
        values.add(
            add(
                Op.CALL,
                Type.I32,
                CallInfo.PLAIN,
                SymbolAddr.of(callee, 0),
                value(Type.I64),
                value(Type.I32),
                value(Type.I8)));
      }
      case 6 ->
          add(
              Op.ASM,
              Type.VOID,
              new AsmInfo("", List.of(), Set.of(), random.nextBoolean(), true, List.of()));
      case 7, 8 -> values.add(expression(type(), 3));
      case 9, 10, 11 -> branch(depth);
      case 12 -> choose(depth);
      default -> loop(depth);
    }
  }

  private void branch(int depth) {
    Block then = f.newBlock("then");
    Block other = f.newBlock("else");
    Block end = f.newBlock("end");
    Value condition = condition();
    if (random.nextInt(3) == 0) {
      Instr wide = add(Op.ZEXT, Type.I64, null, condition);
      Instr expect = add(Op.EXPECT, Type.I64, new Attribute.Expected(random.nextInt(2)), wide);
      condition = add(Op.ICMP, Type.I1, Pred.NE, expect, Const.i64(0));
    }
    at.terminate(Instr.of(Op.CONDBR, Type.VOID, null, condition), then, other);
    arm(then, end, depth);
    arm(other, end, depth);
    at = end;
  }

  private void choose(int depth) {
    Block end = f.newBlock("end");
    Block one = f.newBlock("one");
    Block two = f.newBlock("two");
    at.terminate(
        new Instr(
            Op.SWITCH, Type.VOID, List.of(value(Type.I32)), new Cases(new long[] {1, 5, 0}), null),
        end,
        one,
        two,
        one);
    arm(one, end, depth);
    arm(two, end, depth);
    at = end;
  }

  private void arm(Block start, Block end, int depth) {
    int mark = values.size();
    at = start;
    if (random.nextInt(3) > 0) {
      statements(depth - 1);
    }
    while (values.size() > mark) {
      values.remove(values.size() - 1);
    }
    if (random.nextInt(8) == 0) {
      at.terminate(Instr.of(Op.RET, Type.VOID, null, value(Type.I32)));
    } else {
      at.terminate(Instr.of(Op.BR, Type.VOID, null), end);
    }
  }

  private void loop(int depth) {
    Block head = f.newBlock("head");
    Block body = f.newBlock("body");
    Block end = f.newBlock("end");
    Instr counter = new Instr(Op.ALLOCA, Type.I64, List.of(), new StackSlot(4, 4, "i"), null);
    f.entry().insert(0, counter);
    add(Op.STORE, Type.VOID, Mem.PLAIN, counter, Const.i32(0));
    at.terminate(Instr.of(Op.BR, Type.VOID, null), head);
    at = head;
    Instr i = add(Op.LOAD, Type.I32, Mem.PLAIN, counter);
    Instr more = add(Op.ICMP, Type.I1, Pred.SLT, i, Const.i32(random.nextInt(4)));
    at.terminate(Instr.of(Op.CONDBR, Type.VOID, null, more), body, end);
    int mark = values.size();
    at = body;
    values.add(i);
    statements(depth - 1);
    while (values.size() > mark) {
      values.remove(values.size() - 1);
    }
    Instr old = add(Op.LOAD, Type.I32, Mem.PLAIN, counter);
    Instr next = add(Op.ADD, Type.I32, null, old, Const.i32(1));
    add(Op.STORE, Type.VOID, Mem.PLAIN, counter, next);
    at.terminate(Instr.of(Op.BR, Type.VOID, null), head);
    at = end;
  }

  private Type type() {
    return new Type[] {Type.I32, Type.I32, Type.I64, Type.I8, Type.I16}[random.nextInt(5)];
  }

  private Segment segment() {
    return random.nextInt(5) == 0 ? Segment.GS : Segment.NONE;
  }

  private Value address() {
    Value base =
        switch (random.nextInt(4)) {
          case 0 -> SymbolAddr.of("x", 8 * random.nextInt(2));
          case 1 -> SymbolAddr.of("y", 0);
          default -> f.params.get(0);
        };
    return random.nextBoolean()
        ? base
        : add(Op.ADD, Type.I64, null, base, Const.i64(random.nextInt(3) * 2));
  }

  private Value value(Type type) {
    if (random.nextInt(4) == 0) {
      return Const.of(type, CONSTANTS[random.nextInt(CONSTANTS.length)]);
    }
    return expression(type, 2);
  }

  private Value expression(Type type, int depth) {
    int kind = random.nextInt(depth > 0 ? 10 : 4);
    switch (kind) {
      case 0:
        return Const.of(type, CONSTANTS[random.nextInt(CONSTANTS.length)]);
      case 1, 2:
        int s = random.nextInt(slots.size());
        return cast(add(Op.LOAD, slotTypes.get(s), Mem.PLAIN, slots.get(s)), type);
      case 3:
        return cast(values.get(random.nextInt(values.size())), type);
      case 4:
        Mem mem = new Mem(segment(), random.nextInt(5) == 0, MemoryOrder.NONE);
        return add(Op.LOAD, type, mem, address());
      case 5:
        return add(
            Op.SELECT,
            type,
            null,
            condition(),
            expression(type, depth - 1),
            expression(type, depth - 1));
      case 6:
        return cast(condition(), type);
      default:
        Op op = BINARY[random.nextInt(BINARY.length)];
        Value right = expression(type, depth - 1);
        if (op == Op.SHL || op == Op.LSHR || op == Op.ASHR) {
          right =
              random.nextBoolean()
                  ? Const.of(type, random.nextInt(type.bits()))
                  : add(Op.AND, type, null, right, Const.of(type, type.bits() - 1));
        } else if (op.isDivision()) {
          right = Const.of(type, 1 + random.nextInt(20));
        }
        return add(op, type, null, expression(type, depth - 1), right);
    }
  }

  private Value condition() {
    Type type = type();
    Pred pred = Pred.values()[random.nextInt(10)];
    return add(Op.ICMP, Type.I1, pred, expression(type, 1), value(type));
  }

  private Value cast(Value v, Type type) {
    if (v.type() == type) {
      return v;
    }
    Op op =
        v.type().bits() > type.bits()
            ? Op.TRUNC
            : v.type() == Type.I1 || random.nextBoolean() ? Op.ZEXT : Op.SEXT;
    return add(op, type, null, v);
  }
}
