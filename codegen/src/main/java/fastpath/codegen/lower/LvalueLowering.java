package fastpath.codegen.lower;

import fastpath.codegen.c.Expr;
import fastpath.codegen.c.Field;
import fastpath.codegen.c.Symbol;
import fastpath.codegen.ir.Attribute;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.RegisterNames;
import fastpath.codegen.ir.SymbolAddr;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Value;
import fastpath.codegen.pp.Token;
import fastpath.emulator.isa.Reg;

/** Lowers lvalues: their addresses, loads and stores. */
final class LvalueLowering {
  private final FunctionLowering f;
  private final BitFieldLowering bitFields;

  LvalueLowering(FunctionLowering f) {
    this.f = f;
    this.bitFields = new BitFieldLowering(f);
  }

  /**
   * Returns the object that an lvalue designates. A struct that is an rvalue is stored to memory
   * first.
   */
  Lvalue of(Expr e) {
    return switch (e) {
      case Expr.Var v -> variable(v);
      case Expr.Deref d -> {
        Value pointer = f.expressions.value(d.pointer());
        f.out.at(d.at());
        yield Lvalue.memory(pointer, d.type());
      }
      case Expr.Member m -> member(m);
      case Expr.StringLit s -> Lvalue.memory(SymbolAddr.of(f.module.string(s), 0), s.type());
      case Expr.CompoundLiteral c -> literal(c);
      case Expr.IntLit _, Expr.RealLit _, Expr.AddressOf _, Expr.Negate _ -> rvalue(e);
      case Expr.Complement _, Expr.Not _, Expr.Binary _, Expr.Compare _ -> rvalue(e);
      case Expr.PointerAdd _, Expr.PointerDiff _, Expr.Logical _ -> rvalue(e);
      case Expr.Conditional _, Expr.Assign _, Expr.Update _, Expr.Held _ -> rvalue(e);
      case Expr.Let _, Expr.Cast _, Expr.Comma _, Expr.Call _ -> rvalue(e);
      case Expr.StatementExpr _, Expr.Builtin _ -> rvalue(e);
    };
  }

  private Lvalue rvalue(Expr e) {
    return Lvalue.memory(f.aggregates.address(e), e.type());
  }

  private Lvalue variable(Expr.Var v) {
    Symbol symbol = v.symbol();
    if (symbol.register != null && (symbol.kind == Symbol.Kind.GLOBAL || isStackPointer(symbol))) {
      return new Lvalue(null, v.type(), null, register(symbol.register, v.at()));
    }
    Value slot = f.slots.get(symbol);
    if (slot != null) {
      return Lvalue.memory(slot, v.type());
    }
    if (symbol.kind == Symbol.Kind.LOCAL || symbol.kind == Symbol.Kind.PARAMETER) {
      // The variable has no slot yet, because a jump has bypassed its declaration.
      return Lvalue.memory(declare(symbol), v.type());
    }
    return Lvalue.memory(SymbolAddr.of(f.module.want(symbol), 0), v.type());
  }

  static boolean isStackPointer(Symbol symbol) {
    return symbol.register.equalsIgnoreCase("rsp");
  }

  Value declare(Symbol symbol) {
    Value slot = f.slots.get(symbol);
    if (slot == null) {
      slot = f.out.alloca(symbol.type.size(), symbol.align(), symbol.name);
      f.slots.put(symbol, slot);
    }
    return slot;
  }

  static Reg register(String name, Token at) {
    String bare = name.startsWith("%") ? name.substring(1) : name;
    Reg reg = RegisterNames.find(bare);
    if (reg == null) {
      throw at.error("unknown register name '" + name + "' in 'asm'");
    }
    return reg.full();
  }

  private Lvalue literal(Expr.CompoundLiteral c) {
    if (c.variable().kind == Symbol.Kind.GLOBAL) {
      return Lvalue.memory(SymbolAddr.of(f.module.want(c.variable()), 0), c.type());
    }
    Value slot = declare(c.variable());
    f.aggregates.initialize(Lvalue.memory(slot, c.variable().type.bare()), c.initializer());
    return Lvalue.memory(slot, c.type());
  }

  private Lvalue member(Expr.Member m) {
    Lvalue object = of(m.object());
    f.out.at(m.at());
    Field field = m.field();
    Value address = f.out.add(object.address(), field.offset());
    return new Lvalue(address, m.type(), field.isBitField() ? field : null, null);
  }

  /** Loads the scalar that an lvalue designates. */
  Value load(Lvalue place) {
    if (place.register() != null) {
      Value whole = f.out.emit(Op.READ_REG, Type.I64, new Attribute.Hardware(place.register()));
      return f.out.resize(whole, Abi.type(place.type()), false);
    }
    if (place.field() != null) {
      return bitFields.load(place);
    }
    return f.out.load(Abi.type(place.type()), place.address(), place.mem());
  }

  /** Stores a scalar to the object that an lvalue designates. */
  void store(Lvalue place, Value value) {
    if (place.register() != null) {
      f.out.emit(
          Op.WRITE_REG,
          Type.VOID,
          new Attribute.Hardware(place.register()),
          f.out.resize(value, Type.I64, false));
    } else if (place.field() != null) {
      bitFields.store(place, value);
    } else {
      f.out.store(place.address(), value, place.mem());
    }
  }

  /**
   * Returns the object's value after {@code value} has been stored; a bit-field keeps only the bits
   * of its width.
   */
  Value stored(Lvalue place, Value value) {
    Field field = place.field();
    if (field == null) {
      return value;
    }
    Type type = value.type();
    if (field.bits() >= type.bits()) {
      return value;
    }
    if (!place.type().isSigned()) {
      return f.out.binary(Op.AND, value, Const.of(type, BitFieldLowering.mask(field)));
    }
    Const up = Const.of(type, type.bits() - field.bits());
    return f.out.binary(Op.ASHR, f.out.binary(Op.SHL, value, up), up);
  }
}
