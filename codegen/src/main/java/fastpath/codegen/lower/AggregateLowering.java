package fastpath.codegen.lower;

import fastpath.codegen.c.CType;
import fastpath.codegen.c.Expr;
import fastpath.codegen.c.Initializer;
import fastpath.codegen.ir.Const;
import fastpath.codegen.ir.Mem;
import fastpath.codegen.ir.Op;
import fastpath.codegen.ir.Type;
import fastpath.codegen.ir.Undef;
import fastpath.codegen.ir.Value;
import fastpath.codegen.source.CompileException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Lowers structs, unions and arrays, which are held in memory: copies, initializers, rvalues. */
final class AggregateLowering {
  /**
   * The size in bytes above which objects are copied or cleared by a call of memcpy or memset, as
   * by gcc -O2.
   */
  static final int INLINE_LIMIT = 128;

  private final FunctionLowering f;

  AggregateLowering(FunctionLowering f) {
    this.f = f;
  }

  /**
   * Returns the address of a struct value or an integer of type __int128. The result of a call has
   * a slot of its own.
   */
  Value address(Expr e) {
    return switch (e) {
      case Expr.Call c -> f.calls.lower(c);
      case Expr.StatementExpr s -> {
        Value value = f.expressions.statements(s.body(), true);
        yield value == null ? Undef.of(Type.I64) : value;
      }
      case Expr.Var v -> f.places.of(v).address();
      case Expr.Deref d -> f.places.of(d).address();
      case Expr.Member m -> f.places.of(m).address();
      case Expr.CompoundLiteral c -> f.places.of(c).address();
      case Expr.StringLit s -> f.places.of(s).address();
      case Expr.Builtin _ -> throw noAddress(e);
      // The other expressions of type __int128 compute a value that is not in memory.
      case Expr computed when computed.type().isWide() -> f.wide.address(computed);
      case Expr.Assign a -> assign(a).address();
      case Expr.Comma c -> {
        f.expressions.effect(c.left());
        yield address(c.right());
      }
      case Expr.Cast c -> address(c.operand());
      case Expr.Conditional c -> f.expressions.either(c, this::address, f.expressions::phi);
      case Expr.Let l -> {
        f.expressions.bind(l);
        yield address(l.body());
      }
      case Expr.IntLit _, Expr.RealLit _, Expr.AddressOf _, Expr.Negate _ -> throw noAddress(e);
      case Expr.Complement _, Expr.Not _, Expr.Binary _ -> throw noAddress(e);
      case Expr.Compare _, Expr.PointerAdd _, Expr.PointerDiff _ -> throw noAddress(e);
      case Expr.Logical _, Expr.Update _, Expr.Held _ -> throw noAddress(e);
    };
  }

  private static CompileException noAddress(Expr e) {
    return e.at().error("this expression has no address");
  }

  Lvalue assign(Expr.Assign a) {
    Value from = address(a.value());
    Lvalue target = f.places.of(a.target());
    f.out.at(a.at());
    copy(target, Lvalue.memory(from, a.value().type()));
    return target;
  }

  /**
   * Copies an object of aggregate type. Source and target are the same object or do not overlap.
   */
  void copy(Lvalue to, Lvalue from) {
    long size = to.type().size();
    boolean plain = to.mem().equals(Mem.PLAIN) && from.mem().equals(Mem.PLAIN);
    if (size > INLINE_LIMIT && plain) {
      f.call("memcpy", Type.I64, List.of(to.address(), from.address(), Const.i64(size)));
      return;
    }
    copy(to.address(), to.mem(), from.address(), from.mem(), CopyPieces.of(to.type()));
  }

  void copy(Value to, Mem toMem, Value from, Mem fromMem, List<CopyPieces.Leaf> leaves) {
    for (CopyPieces.Leaf leaf : leaves) {
      Value value = f.out.load(Type.ofBytes(leaf.bytes()), f.out.add(from, leaf.offset()), fromMem);
      f.out.store(f.out.add(to, leaf.offset()), value, toMem);
    }
  }

  /** Stores the low bytes of a word to memory. */
  void storeBytes(Value address, Value word, int bytes) {
    storeBytes(address, word, bytes, Mem.PLAIN);
  }

  void storeBytes(Value address, Value word, int bytes, Mem mem) {
    for (CopyPieces.Leaf leaf : CopyPieces.words(0, bytes, 8)) {
      Value part = f.out.binary(Op.LSHR, word, Const.i64(leaf.offset() * 8));
      Value value = f.out.resize(part, Type.ofBytes(leaf.bytes()), false);
      f.out.store(f.out.add(address, leaf.offset()), value, mem);
    }
  }

  /** Loads up to 8 bytes of memory as one word, zero-extended. */
  Value loadBytes(Lvalue place, int bytes) {
    Value word = null;
    for (CopyPieces.Leaf leaf : CopyPieces.words(0, bytes, 8)) {
      Value address = f.out.add(place.address(), leaf.offset());
      Value part = f.out.load(Type.ofBytes(leaf.bytes()), address, place.mem());
      Value wide = f.out.resize(part, Type.I64, false);
      Value up = f.out.binary(Op.SHL, wide, Const.i64(leaf.offset() * 8));
      word = word == null ? up : f.out.binary(Op.OR, word, up);
    }
    return word;
  }

  /** Initializes a new object. */
  void initialize(Lvalue place, Initializer initializer) {
    CType type = place.type();
    if (type.isScalar()) {
      Initializer.Item item = initializer.items().getFirst();
      if (type.isWide()) {
        f.wide.store(place, f.wide.value(item.value()));
        return;
      }
      Value value = f.expressions.value(item.value());
      f.out.at(item.value().at());
      f.places.store(place, value);
      return;
    }
    List<Initializer.Item> items = initializer.items();
    boolean whole =
        items.size() == 1
            && items.getFirst().offset() == 0
            && items.getFirst().field() == null
            && items.getFirst().type().size() == type.size();
    if (!whole) {
      clear(place, items);
    }
    // The value of a range is computed once and stored at every place of the range.
    Map<Expr, Value> known = new IdentityHashMap<>();
    for (Initializer.Item item : items) {
      store(place, item, known);
    }
  }

  private void store(Lvalue object, Initializer.Item item, Map<Expr, Value> known) {
    Value address = f.out.add(object.address(), item.offset());
    Lvalue place =
        new Lvalue(
            address, item.type().plus(object.type().quals() & CType.VOLATILE), item.field(), null);
    if (item.value() instanceof Expr.StringLit s && item.type() instanceof CType.Array) {
      string(place, s);
    } else if (Abi.isRecord(item.type())) {
      Value from = known.get(item.value());
      if (from == null) {
        from = address(item.value());
        known.put(item.value(), from);
      }
      f.out.at(item.value().at());
      copy(place, Lvalue.memory(from, item.value().type()));
    } else {
      Value value = known.get(item.value());
      if (value == null) {
        value = f.expressions.value(item.value());
        known.put(item.value(), value);
      }
      f.out.at(item.value().at());
      f.places.store(place, value);
    }
  }

  private void string(Lvalue place, Expr.StringLit s) {
    byte[] bytes = s.bytes();
    f.out.at(s.at());
    if (bytes.length > INLINE_LIMIT) {
      Lvalue from = f.places.of(s);
      f.call("memcpy", Type.I64, List.of(place.address(), from.address(), Const.i64(bytes.length)));
      return;
    }
    for (CopyPieces.Leaf leaf : CopyPieces.words(0, bytes.length, 8)) {
      long word = 0;
      for (int i = 0; i < leaf.bytes(); i++) {
        word |= (bytes[(int) leaf.offset() + i] & 255L) << 8 * i;
      }
      f.out.store(
          f.out.add(place.address(), leaf.offset()),
          Const.of(Type.ofBytes(leaf.bytes()), word),
          place.mem());
    }
  }

  /**
   * Clears the bytes of an object that no initializer item sets. Bytes of bit-fields are cleared
   * too, because a bit-field is stored by a read-modify-write.
   */
  private void clear(Lvalue place, List<Initializer.Item> items) {
    long size = place.type().size();
    if (size > INLINE_LIMIT) {
      f.call("memset", Type.I64, List.of(place.address(), Const.i32(0), Const.i64(size)));
      return;
    }
    boolean[] covered = new boolean[(int) size];
    for (Initializer.Item item : items) {
      long end = Math.min(item.offset() + item.type().size(), size);
      for (long i = item.offset(); item.field() == null && i < end; i++) {
        covered[(int) i] = true;
      }
    }
    for (CopyPieces.Leaf leaf : pieces(place.type(), covered)) {
      f.out.store(
          f.out.add(place.address(), leaf.offset()),
          Const.of(Type.ofBytes(leaf.bytes()), 0),
          place.mem());
    }
  }

  private static List<CopyPieces.Leaf> pieces(CType type, boolean[] covered) {
    List<CopyPieces.Leaf> out = new ArrayList<>();
    for (CopyPieces.Leaf leaf : CopyPieces.of(type)) {
      int free = 0;
      for (int i = 0; i < leaf.bytes(); i++) {
        free += covered[(int) leaf.offset() + i] ? 0 : 1;
      }
      if (free == leaf.bytes()) {
        out.add(leaf);
      } else if (free > 0) {
        for (int i = 0; i < leaf.bytes(); i++) {
          if (!covered[(int) leaf.offset() + i]) {
            out.add(new CopyPieces.Leaf(leaf.offset() + i, 1));
          }
        }
      }
    }
    return out;
  }
}
