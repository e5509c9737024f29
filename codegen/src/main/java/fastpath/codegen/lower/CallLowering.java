package fastpath.codegen.lower;

import fastpath.codegen.c.CType;
import fastpath.codegen.c.Expr;
import fastpath.codegen.c.Symbol;
import fastpath.codegen.ir.Attribute;
import fastpath.codegen.ir.CallInfo;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.SymbolAddr;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Undef;
import fastpath.codegen.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** Lowers calls: converts arguments to ABI words, and ABI results to values. */
final class CallLowering {
  private final FunctionLowering f;

  CallLowering(FunctionLowering f) {
    this.f = f;
  }

  /** Emits a call of a library function by name. */
  Instr direct(String name, Type type, List<Value> args) {
    List<Value> all = new ArrayList<>();
    all.add(SymbolAddr.of(name, 0));
    all.addAll(args);
    return f.out.emit(Op.CALL, type, CallInfo.PLAIN, all);
  }

  /**
   * Returns the value of a call; for a struct the address of a slot that contains the result; null
   * for void.
   */
  Value lower(Expr.Call c) {
    Symbol symbol = named(c.callee());
    if (symbol != null && symbol.errorText() != null) {
      f.module.module.forbidden.put(symbol.link, symbol.errorText());
    }
    if (symbol != null && symbol.warningText() != null) {
      f.module.module.advised.put(symbol.link, symbol.warningText());
    }
    Value known = symbol == null ? null : f.builtins.library(symbol, c);
    if (known != null) {
      return known;
    }
    CType result = c.type();
    check(c, symbol);
    Value callee = f.expressions.value(c.callee());
    List<CType> types = c.args().stream().map(Expr::type).toList();
    List<Value> values = new ArrayList<>();
    for (Expr arg : c.args()) {
      values.add(Abi.isRecord(arg.type()) ? f.aggregates.address(arg) : f.expressions.value(arg));
    }
    f.out.at(c.at());
    Value slot =
        Abi.isRecord(result) ? f.out.alloca(result.size(), result.align(), "result.") : null;
    List<Value> args = new ArrayList<>();
    args.add(callee);
    List<Abi.Word> words = Abi.words(result, types);
    for (Abi.Word word : words) {
      args.add(word(word, c, values, slot));
    }
    if (hasAlignedOnStack(words, types)) {
      f.out.alignArguments();
    }
    Instr call = f.out.emit(Op.CALL, Abi.resultType(result), info(c, symbol, words), args);
    if (slot != null && !Abi.returnsInMemory(result)) {
      storeResult(slot, call, Abi.registerWords(result));
    }
    if (isNoreturn(symbol)) {
      f.out.end(Op.UNREACHABLE, null, List.of());
    }
    return slot != null ? slot : result.isVoid() ? null : call;
  }

  /** True if an argument on the stack must be aligned to 16 bytes. */
  private static boolean hasAlignedOnStack(List<Abi.Word> words, List<CType> types) {
    return words.stream()
        .skip(Abi.REGISTERS)
        .anyMatch(w ->
            w.argument() >= 0
                && Abi.isRecord(types.get(w.argument()))
                && types.get(w.argument()).align() >= 16);
  }

  private void storeResult(Value slot, Instr call, List<Abi.Word> words) {
    Value[] values = new Value[words.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i == 0 ? call : f.out.emit(Op.RESULT, Type.I64, new Attribute.Output(i), call);
    }
    for (int i = 0; i < values.length; i++) {
      Abi.Word word = words.get(i);
      f.aggregates.storeBytes(f.out.add(slot, word.offset()), values[i], (int) word.bytes());
    }
  }

  private static void check(Expr.Call c, Symbol symbol) {
    boolean own = symbol != null && symbol.isStatic;
    if (!own && c.args().stream().anyMatch(arg -> Abi.isOverAligned(arg.type()))) {
      throw c.at().error("passing a struct aligned to more than 16 bytes is not supported");
    }
  }

  private static boolean isNoreturn(Symbol symbol) {
    return symbol != null && symbol.isNoreturn();
  }

  private static CallInfo info(Expr.Call c, Symbol symbol, List<Abi.Word> words) {
    boolean variadic = c.function().variadic() || !c.function().prototyped();
    boolean cold = symbol != null && symbol.isCold();
    return new CallInfo(isNoreturn(symbol), cold, variadic, false, copied(words));
  }

  private static List<Long> copied(List<Abi.Word> words) {
    return words.stream().anyMatch(Abi.Word::isObject)
        ? words.stream().map(w -> w.isObject() ? w.bytes() : 0L).toList()
        : List.of();
  }

  private static Symbol named(Expr callee) {
    return callee instanceof Expr.AddressOf a && a.object() instanceof Expr.Var v
        ? v.symbol()
        : null;
  }

  private Value word(Abi.Word word, Expr.Call c, List<Value> values, Value slot) {
    if (word.argument() == Abi.RESULT_ADDRESS) {
      return slot;
    }
    if (word.argument() == Abi.PADDING) {
      return Undef.of(Type.I64);
    }
    Expr arg = c.args().get(word.argument());
    Value value = values.get(word.argument());
    if (word.isObject()) {
      return value;
    }
    if (Abi.isRecord(arg.type())) {
      Lvalue place = Lvalue.memory(f.out.add(value, word.offset()), arg.type());
      return f.aggregates.loadBytes(place, (int) word.bytes());
    }
    return f.out.resize(value, Abi.passed(arg.type()), arg.type().isSigned());
  }
}
