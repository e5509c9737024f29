package fastpath.codegen.lower;

import fastpath.codegen.c.CType;
import fastpath.codegen.c.Expr;
import fastpath.codegen.c.IntKind;
import fastpath.codegen.c.Stmt;
import fastpath.codegen.c.Symbol;
import fastpath.codegen.c.Unit;
import fastpath.codegen.ir.Block;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Function;
import fastpath.codegen.ir.Function.Attr;
import fastpath.codegen.ir.Instr;
import fastpath.codegen.ir.Mem;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Param;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Undef;
import fastpath.codegen.ir.Value;
import fastpath.codegen.pp.Token;
import fastpath.codegen.source.Loc;
import fastpath.codegen.source.ResultType;
import fastpath.codegen.source.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Lowers the body of one function, and holds the state that the classes of this package share. */
final class FunctionLowering {
  final ModuleLowering module;
  final IrBuilder out;
  final Symbol symbol;
  final CType result;
  final LvalueLowering places = new LvalueLowering(this);
  final ExpressionLowering expressions = new ExpressionLowering(this);
  final WideLowering wide = new WideLowering(this);
  final ConditionLowering conditions = new ConditionLowering(this);
  final AggregateLowering aggregates = new AggregateLowering(this);
  final CallLowering calls = new CallLowering(this);
  final BuiltinLowering builtins = new BuiltinLowering(this);
  final AsmLowering asm = new AsmLowering(this);
  final StatementLowering statements = new StatementLowering(this);
  final ComputedGotos computedGotos = new ComputedGotos(this);

  /** The addresses of local variables. */
  final Map<Symbol, Value> slots = new HashMap<>();

  /**
   * The labels, each with the innermost cleanup whose scope contains the label; null if there is
   * none.
   */
  final Map<String, Stmt.Cleanup> labelScopes;

  /** The labels whose address is taken, each with the symbol of its address. */
  final Map<String, Symbol> addressed;

  /** The values bound by {@link Expr.Let} and {@link Expr.Update}. */
  final Map<Expr.Held, Value> held = new IdentityHashMap<>();

  /** The number of registers that the address of the result and the parameters take. */
  int namedRegisters;

  /** The address for a struct result that does not fit in registers; null for other results. */
  Value resultAddress;

  private FunctionLowering(ModuleLowering module, Unit.FunctionDef def, Function function) {
    this.module = module;
    this.symbol = def.symbol();
    this.labelScopes = def.labelScopes();
    this.addressed = def.addressed();
    this.result = ((CType.Func) symbol.type).result();
    this.out = new IrBuilder(function, function.loc.scope(), module.module.stackAlign);
  }

  static Function lower(ModuleLowering module, Unit.FunctionDef def) {
    Symbol symbol = def.symbol();
    CType result = ((CType.Func) symbol.type).result();
    List<CType> types = def.params().stream().map(p -> p.type).toList();
    List<Abi.Word> words = Abi.words(result, types);
    if (((CType.Func) symbol.type).variadic()) {
      Abi.addUnnamed(words);
    }
    List<Param> params = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      Abi.Word word = words.get(i);
      String name =
          word.argument() >= 0
              ? def.params().get(word.argument()).name
                  + (word.offset() > 0 ? "." + word.offset() : "")
              : word.argument() == Abi.RESULT_ADDRESS ? "result." : "unused." + i;
      Type type = word.argument() >= 0 ? Abi.passed(types.get(word.argument())) : Type.I64;
      params.add(new Param(i, type, name, word.isObject() ? word.bytes() : 0));
    }
    Function function = new Function(symbol.link, Abi.resultType(result), params);
    List<Abi.Word> returned = Abi.registerWords(result);
    flag(function, Attr.PAIR, returned != null && returned.size() == 2);
    Token at = symbol.definedAt;
    Scope scope = new Scope(symbol.name, at.file, at.line, described(result), null);
    function.loc = new Loc(at.file, at.line, at.column, scope);
    attributes(function, symbol);
    FunctionLowering lowering = new FunctionLowering(module, def, function);
    lowering.check(at, def.params());
    lowering.body(def, words, params);
    return function;
  }

  private static ResultType described(CType type) {
    return switch (type) {
      case CType.Void v -> ResultType.VOID;
      case CType.Real _ -> throw new IllegalArgumentException("a floating type remains");
      case CType.Int i when i.kind() == IntKind.BOOL ->
          new ResultType(ResultType.Kind.BOOL, i.bare().toString(), i.kind().size);
      case CType.Int i ->
          new ResultType(
              i.isSigned() ? ResultType.Kind.SIGNED : ResultType.Kind.UNSIGNED,
              i.bare().toString(),
              i.kind().size);
      case CType.Pointer p -> new ResultType(ResultType.Kind.POINTER, p.toString(), (int) p.size());
      case CType.Rec r ->
          new ResultType(ResultType.Kind.COMPOSITE, r.bare().toString(), (int) r.size());
      case CType.Array a -> null;
      case CType.Func f -> null;
    };
  }

  private static void attributes(Function function, Symbol symbol) {
    flag(function, Attr.STATIC, symbol.isStatic);
    flag(function, Attr.WEAK, symbol.isWeak());
    flag(function, Attr.INLINE, symbol.isInline);
    flag(function, Attr.ALWAYS_INLINE, symbol.isAlwaysInline());
    flag(function, Attr.NOINLINE, symbol.isNoinline());
    flag(function, Attr.COLD, symbol.isCold());
    flag(function, Attr.NORETURN, symbol.isNoreturn());
    flag(function, Attr.USED, symbol.isUsed());
    flag(function, Attr.NAKED, symbol.isNaked());
    flag(function, Attr.VARIADIC, ((CType.Func) symbol.type).variadic());
    function.section = symbol.section();
    function.align = symbol.askedAlign();
  }

  private static void flag(Function function, Attr attr, boolean on) {
    if (on) {
      function.attrs.add(attr);
    }
  }

  private void check(Token at, List<Symbol> params) {
    if (params.stream().anyMatch(p -> Abi.isOverAligned(p.type)) && !symbol.isStatic) {
      throw at.error("passing a struct aligned to more than 16 bytes is not supported");
    }
  }

  private void body(Unit.FunctionDef def, List<Abi.Word> words, List<Param> params) {
    out.at(symbol.definedAt);
    namedRegisters =
        (int) words.stream().limit(Abi.REGISTERS).filter(w -> w.argument() != Abi.PADDING).count();
    for (Symbol param : def.params()) {
      slots.put(param, out.alloca(param.type.size(), param.type.align(), param.name));
    }
    for (int i = 0; i < words.size(); i++) {
      receive(words.get(i), params.get(i), def.params());
    }
    Block start = out.newBlock("body");
    out.start(start);
    statements.lower(def.body());
    out.at(def.body().end());
    if (out.current().terminator() == null) {
      finish();
    }
    computedGotos.dispatch();
    UnreachableBlocks.remove(out.function);
    computedGotos.defineOthers();
  }

  private void receive(Abi.Word word, Param param, List<Symbol> symbols) {
    if (word.argument() == Abi.RESULT_ADDRESS) {
      resultAddress = param;
    } else if (word.argument() >= 0) {
      Symbol symbol = symbols.get(word.argument());
      Value slot = slots.get(symbol);
      if (word.isObject()) {
        call("memcpy", Type.I64, List.of(slot, param, Const.i64(word.bytes())));
      } else if (Abi.isRecord(symbol.type)) {
        aggregates.storeBytes(out.add(slot, word.offset()), param, (int) word.bytes());
      } else {
        Value value = out.resize(param, Abi.type(symbol.type), false);
        out.store(slot, value, Mem.PLAIN);
      }
    }
  }

  /** Ends a body whose end control can reach. */
  private void finish() {
    if (symbol.isNaked()) {
      out.end(Op.UNREACHABLE, null, List.of());
    } else if (out.function.returnType == Type.VOID) {
      out.end(Op.RET, null, List.of());
    } else {
      // The end of main returns 0 (5.1.2.2.3).
      Value value =
          symbol.name.equals("main")
              ? Const.of(out.function.returnType, 0)
              : Undef.of(out.function.returnType);
      int words = out.function.has(Attr.PAIR) ? 2 : 1;
      out.end(Op.RET, null, Collections.nCopies(words, value));
    }
  }

  Instr call(String name, Type type, List<Value> args) {
    return calls.direct(name, type, args);
  }
}
