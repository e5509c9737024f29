package fastpath.codegen.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Executes the intermediate representation, so that a function can be compared before and after a
 * pass. Memory is a sparse map of bytes. A byte that was never written reads as a hash of its
 * address. Calls of functions that are not in the module, and inline asm, are recorded as effects;
 * their results depend on the effects recorded before.
 */
public final class IrInterpreter {
  /** The function used an undefined value, divided by zero, or exceeded the step limit. */
  public static final class Undefined extends RuntimeException {
    private static final long serialVersionUID = 1;

    Undefined(String what) {
      super(what);
    }
  }

  private static final int MAX_STEPS = 20_000;
  private static final long FRAME = 0x7f00_0000L;

  private final Map<String, Function> functions = new HashMap<>();
  private final Map<String, Long> symbols = new TreeMap<>();
  private final Map<Long, Byte> memory = new TreeMap<>();
  private final List<String> trace = new ArrayList<>();
  private long frame = FRAME;
  private int steps;

  public IrInterpreter(Module module) {
    module.functions.forEach(f -> functions.put(f.name, f));
  }

  /**
   * Calls a function of the module with the given arguments.
   *
   * @return the result, followed by every effect outside the frame: calls, asm, volatile accesses,
   *     memory
   */
  public List<String> run(Function f, long... args) {
    long result = call(f, args);
    List<String> outcome = new ArrayList<>();
    outcome.add("result " + result);
    outcome.addAll(trace);
    memory.forEach((address, value) -> {
      if (address < FRAME || address >= FRAME + 0x1000_0000L) {
        outcome.add(Long.toHexString(address) + "=" + value);
      }
    });
    return outcome;
  }

  private long call(Function f, long[] args) {
    Map<Value, Long> env = new HashMap<>();
    for (int i = 0; i < f.params.size(); i++) {
      env.put(f.params.get(i), f.params.get(i).type().canonical(args[i]));
    }
    Block at = f.entry();
    Block from = null;
    int edge = -1;
    while (true) {
      Map<Value, Long> phis = new HashMap<>();
      for (Instr x : at.instrs) {
        if (++steps > MAX_STEPS) {
          throw new Undefined("runs too long");
        }
        if (x.op == Op.PHI) {
          Value arg = x.arg(predIndex(from, edge, at));
          // An undefined PHI argument is an error only when the PHI's value is used.
          if (!(arg instanceof Undef) && (!(arg instanceof Instr) || env.containsKey(arg))) {
            phis.put(x, get(env, arg));
          } else {
            env.remove(x);
          }
          continue;
        }
        if (!phis.isEmpty()) {
          env.putAll(phis);
          phis.clear();
        }
        if (x.op.isTerminator()) {
          if (x.op == Op.RET) {
            return x.args.isEmpty() ? 0 : get(env, x.arg(0));
          }
          edge = successor(x, env);
          continue;
        }
        step(x, env);
      }
      from = at;
      at = at.succs.get(edge);
    }
  }

  private static int predIndex(Block from, int succ, Block to) {
    int skip = 0;
    for (int i = 0; i < succ; i++) {
      skip += from.succs.get(i) == to ? 1 : 0;
    }
    for (int i = 0; ; i++) {
      if (to.preds.get(i) == from && skip-- == 0) {
        return i;
      }
    }
  }

  private int successor(Instr x, Map<Value, Long> env) {
    return switch (x.op) {
      case BR -> 0;
      case CONDBR -> get(env, x.arg(0)) != 0 ? 0 : 1;
      case SWITCH -> {
        long[] values = x.cases();
        long v = get(env, x.arg(0));
        for (int i = 0; i < values.length; i++) {
          if (values[i] == v) {
            yield i + 1;
          }
        }
        yield 0;
      }
      case ASM_GOTO -> {
        record(x, env);
        yield (trace.size() * 7 + trace.hashCode() & 0xffff) % x.block.succs.size();
      }
      case RET, UNREACHABLE -> throw new Undefined("reached " + x.op);
      case ADD, SUB, MUL, SDIV, UDIV, SREM, UREM, AND, OR, XOR, SHL, LSHR, ASHR, ROTL -> noEdge(x);
      case NEG, NOT, BSWAP, CTZ, CLZ, POPCNT, ICMP, SELECT, ZEXT, SEXT, TRUNC, EXPECT -> noEdge(x);
      case LOAD, STORE, ALLOCA, ATOMIC_RMW, CMPXCHG, FENCE, CALL, ASM, RESULT, PHI -> noEdge(x);
      case READ_REG, WRITE_REG, DYNAMIC_ALLOCA, FRAME_ADDRESS, RETURN_ADDRESS -> noEdge(x);
    };
  }

  private static int noEdge(Instr x) {
    throw new IllegalArgumentException(x.op + " ends no block");
  }

  private long get(Map<Value, Long> env, Value v) {
    return switch (v) {
      case Const c -> c.value();
      case SymbolAddr s ->
          symbols.computeIfAbsent(s.symbol(), n -> 0x1000L * (1 + (n.hashCode() & 0xfff)))
              + s.offset();
      case Undef u -> 0;
      case Param p -> env.get(p);
      case Instr i -> {
        Long value = env.get(i);
        if (value == null) {
          throw new Undefined("undefined " + i);
        }
        yield value;
      }
    };
  }

  private void step(Instr x, Map<Value, Long> env) {
    ToLongFunction<Value> v = value -> get(env, value);
    switch (x.op) {
      case LOAD -> {
        long address = v.applyAsLong(x.arg(0)) + base(x.mem().seg());
        if (!x.mem().isPlain()) {
          trace.add("load " + x.mem() + " " + address);
        }
        env.put(x, x.type.canonical(read(address, x.type.bytes())));
      }
      case STORE -> {
        long address = v.applyAsLong(x.arg(0)) + base(x.mem().seg());
        long value = v.applyAsLong(x.arg(1));
        if (!x.mem().isPlain()) {
          trace.add("store " + x.mem() + " " + address + " " + value);
        }
        write(address, value, x.arg(1).type().bytes());
      }
      case ATOMIC_RMW -> rmw(x, env);
      case CMPXCHG -> {
        long address = v.applyAsLong(x.arg(0)) + base(x.mem().seg());
        long old = x.type.canonical(read(address, x.type.bytes()));
        trace.add("cmpxchg " + address);
        if (old == v.applyAsLong(x.arg(1))) {
          write(address, v.applyAsLong(x.arg(2)), x.type.bytes());
        }
        env.put(x, old);
      }
      case ALLOCA -> {
        StackSlot slot = x.slot();
        env.put(x, frame);
        frame += slot.size() + 15 & -16;
      }
      case DYNAMIC_ALLOCA -> {
        env.put(x, frame);
        frame += v.applyAsLong(x.arg(0)) + 15 & -16;
      }
      case CALL -> callInstr(x, env);
      case ASM -> record(x, env);
      case RESULT -> env.put(x, x.type.canonical(trace.hashCode() * 31L + x.output()));
      case FENCE -> trace.add("fence " + x.order());
      case READ_REG, FRAME_ADDRESS, RETURN_ADDRESS -> env.put(x, FRAME);
      case WRITE_REG -> trace.add("write " + x.hardware() + " " + v.applyAsLong(x.arg(0)));
      case ADD, SUB, MUL, SDIV, UDIV, SREM, UREM, AND, OR, XOR, SHL, LSHR, ASHR, ROTL ->
          pure(x, env);
      case NEG, NOT, BSWAP, CTZ, CLZ, POPCNT, ICMP, SELECT, ZEXT, SEXT, TRUNC, EXPECT ->
          pure(x, env);
      case PHI, BR, CONDBR, SWITCH, RET, UNREACHABLE, ASM_GOTO ->
          throw new IllegalArgumentException(x.op + " is no step");
    }
  }

  private void pure(Instr x, Map<Value, Long> env) {
    long[] a = new long[3];
    if (x.op == Op.SELECT) {
      // The argument that is not selected may be undefined.
      env.put(x, get(env, x.arg(get(env, x.arg(0)) != 0 ? 1 : 2)));
      return;
    }
    for (int i = 0; i < x.args.size(); i++) {
      a[i] = get(env, x.arg(i));
    }
    try {
      env.put(x, Arith.apply(x.op, x.type, x.arg(0).type(), x.attr, a[0], a[1], a[2]));
    } catch (ArithmeticException e) {
      throw new Undefined("division");
    }
  }

  private void rmw(Instr x, Map<Value, Long> env) {
    Rmw rmw = x.rmw();
    long address = get(env, x.arg(0)) + base(rmw.seg());
    long old = x.type.canonical(read(address, x.type.bytes()));
    long v = get(env, x.arg(1));
    long now =
        switch (rmw.kind()) {
          case XCHG -> v;
          case ADD -> old + v;
          case SUB -> old - v;
          case AND -> old & v;
          case OR -> old | v;
          case XOR -> old ^ v;
        };
    trace.add("rmw " + rmw + " " + address + " " + now);
    write(address, now, x.type.bytes());
    env.put(x, old);
  }

  private void callInstr(Instr x, Map<Value, Long> env) {
    long[] args = new long[x.args.size() - 1];
    for (int i = 0; i < args.length; i++) {
      args[i] = get(env, x.arg(i + 1));
    }
    Function f = x.arg(0) instanceof SymbolAddr s ? functions.get(s.symbol()) : null;
    if (f != null) {
      env.put(x, call(f, args));
      return;
    }
    trace.add("call " + get(env, x.arg(0)) + java.util.Arrays.toString(args));
    havoc(0x2000);
    env.put(x, x.type.canonical(trace.hashCode()));
    if (x.call().noreturn()) {
      throw new Undefined("returned from noreturn");
    }
  }

  private void record(Instr x, Map<Value, Long> env) {
    StringBuilder text = new StringBuilder("asm " + x.asm().template());
    for (Value arg : x.args) {
      text.append(' ').append(get(env, arg));
    }
    trace.add(text.toString());
    if (x.asm().memory()) {
      havoc(0x3000);
    }
    for (AsmOperand o : x.asm().operands()) {
      if (o.isMemoryOnly() && o.kind() == AsmOperand.Kind.OUT) {
        write(get(env, x.arg(o.arg())) + base(o.seg()), trace.hashCode(), o.type().bytes());
      }
    }
  }

  /**
   * Code outside of the module may change memory. A counter models this change, and later reads
   * depend on the counter.
   */
  private void havoc(long address) {
    write(address, trace.hashCode(), 4);
    for (Map.Entry<Long, Byte> e : memory.entrySet()) {
      if (e.getKey() < FRAME) {
        e.setValue((byte) (e.getValue() * 3 + 1));
      }
    }
  }

  private static long base(Segment seg) {
    return seg == Segment.NONE ? 0 : seg == Segment.GS ? 0x5_0000_0000L : 0x6_0000_0000L;
  }

  private long read(long address, int bytes) {
    long value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      long at = address + i;
      Byte b = memory.get(at);
      value = value << 8 | (b == null ? at * 0x9e37_79b9L >>> 7 : b) & 0xff;
    }
    return value;
  }

  private void write(long address, long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      memory.put(address + i, (byte) (value >>> 8 * i));
    }
  }
}
