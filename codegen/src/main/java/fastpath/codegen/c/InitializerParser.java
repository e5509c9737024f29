package fastpath.codegen.c;

import fastpath.codegen.c.Initializer.Item;
import fastpath.codegen.pp.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Parses initializers, with designators and elided braces (C17 6.7.9), and flattens them to stored
 * values.
 */
final class InitializerParser {
  /** The greatest size in bytes of an array whose contents are held in memory. */
  private static final long MAX_BYTES = 1 << 30;

  private final Parser parser;

  InitializerParser(Parser parser) {
    this.parser = parser;
  }

  /** Collects stored values, and computes the length of an array that is declared without one. */
  private static final class Sink {
    /** The greatest size in bits of a value that is no whole aggregate. */
    private static final long SCALAR_BITS = 128;

    /** A stored value by its first bit; values are stored in the order of their numbers. */
    private record Entry(long low, long number, Item item) {
      long high() {
        return low + bits(item);
      }
    }

    final boolean constant;
    final boolean exact;
    long length;
    private final NavigableSet<Entry> entries =
        new TreeSet<>(Comparator.comparingLong(Entry::low).thenComparingLong(Entry::number));
    private long number;
    // The size in bits of the largest value of a whole aggregate; 0 if there is none.
    private long largestWhole;

    Sink(boolean constant, boolean exact) {
      this.constant = constant;
      this.exact = exact;
    }

    /** The values in the order in which they are stored. */
    List<Item> items() {
      return entries.stream()
          .sorted(Comparator.comparingLong(Entry::number))
          .map(Entry::item)
          .toList();
    }

    /**
     * Adds a stored value, which replaces earlier values for the same bytes. If a part of an
     * aggregate follows a value for the whole aggregate, the other parts keep that value.
     */
    void add(Item item) {
      Entry entry = new Entry(firstBit(item), number++, item);
      long size = bits(item);
      between(entry.low - Math.max(size, SCALAR_BITS), entry.high())
          .removeIf(old -> entry.low < old.high() && !(isWhole(old.item) && bits(old.item) > size));
      entries.add(entry);
      if (isWhole(item)) {
        largestWhole = Math.max(largestWhole, size);
      }
    }

    /** Removes earlier values in an object that a braced initializer replaces as a whole. */
    void clear(CType type, long offset, Token at) {
      long low = offset * 8;
      long high = low + Math.max(type.size(), 0) * 8;
      boolean inside =
          between(low - largestWhole, low + 1).stream()
              .anyMatch(i -> high <= i.high() && bits(i.item) > high - low && isWhole(i.item));
      between(low, high).removeIf(i -> i.high() <= high);
      if (inside && high > low) {
        CType zeros = Types.array(CType.CHAR, type.size(), at);
        add(new Item(offset, null, zeros, stored(zeros, new byte[0], at)));
      }
    }

    /** The values whose first bit is in [low, high). */
    private NavigableSet<Entry> between(long low, long high) {
      return entries.subSet(new Entry(low, 0, null), true, new Entry(high, 0, null), false);
    }

    private static boolean isWhole(Item item) {
      return item.type() instanceof CType.Rec || item.type() instanceof CType.Array;
    }

    private static long firstBit(Item item) {
      return item.offset() * 8 + (item.field() == null ? 0 : item.field().shift());
    }

    private static long bits(Item item) {
      return item.field() == null ? item.type().size() * 8 : item.field().bits();
    }
  }

  /**
   * Parses the initializer after {@code =}. If {@code constant} is true, every value must be a
   * constant.
   */
  Initializer parse(CType type, boolean constant) {
    return parse(type, constant, false);
  }

  /**
   * Parses the initializer after {@code =}.
   *
   * @param constant true if every value must be a constant
   * @param exact true if every value must be unchanged by its conversion, as for constexpr objects
   */
  Initializer parse(CType type, boolean constant, boolean exact) {
    Sink sink = new Sink(constant, exact);
    Cursor cursor = parser.cursor;
    if (type instanceof CType.Func) {
      throw cursor.peek().error("function is initialized like a variable");
    }
    if (type.isVoid() || !(type instanceof CType.Array) && !type.isComplete()) {
      throw cursor.peek().error("variable has initializer but incomplete type '" + type + "'");
    }
    value(type, 0, null, sink);
    CType complete =
        type instanceof CType.Array a && a.length() < 0
            ? Types.array(a.of(), sink.length, cursor.previous())
            : type;
    return new Initializer(complete, sink.items());
  }

  /** Parses the initializer of one object at an offset. */
  private void value(CType type, long offset, Field field, Sink sink) {
    Cursor cursor = parser.cursor;
    if (type instanceof CType.Array a && isString(a)) {
      string(a, offset, sink);
    } else if (cursor.at("{") && !isScalarField(type)) {
      braced(type, offset, sink);
    } else if (cursor.at("{")) {
      Token open = cursor.next();
      if (cursor.at("}")) {
        throw open.error("empty scalar initializer");
      }
      value(type, offset, field, sink);
      cursor.accept(",");
      if (!cursor.at("}")) {
        throw cursor.peek().error("excess elements in scalar initializer");
      }
      cursor.next();
    } else {
      expression(type, offset, field, sink);
    }
  }

  private static boolean isScalarField(CType type) {
    return type.isScalar();
  }

  private boolean isString(CType.Array array) {
    if (!(array.of() instanceof CType.Int i) || i.size() != 1 || i.kind() == IntKind.BOOL) {
      return false;
    }
    Cursor cursor = parser.cursor;
    boolean braced = cursor.at("{") && cursor.peek(1).kind == Token.Kind.STRING;
    return cursor.peek().kind == Token.Kind.STRING || braced || isInParentheses();
  }

  /** True at a string in parentheses that is a whole initializer, which gcc takes too. */
  private boolean isInParentheses() {
    Cursor cursor = parser.cursor;
    int at = 0;
    int open = 0;
    for (; cursor.peek(at).is("("); at++) {
      open++;
    }
    if (open == 0 || cursor.peek(at).kind != Token.Kind.STRING) {
      return false;
    }
    while (cursor.peek(at).kind == Token.Kind.STRING) {
      at++;
    }
    for (; open > 0 && cursor.peek(at).is(")"); at++) {
      open--;
    }
    Token after = cursor.peek(at);
    return open == 0 && (after.is(",") || after.is(";") || after.is("}"));
  }

  private void string(CType.Array array, long offset, Sink sink) {
    Token at = parser.cursor.peek();
    boolean braced = parser.cursor.accept("{");
    int open = 0;
    while (parser.cursor.accept("(")) {
      open++;
    }
    byte[] bytes = parser.stringBytes();
    while (open-- > 0) {
      parser.cursor.expect(")");
    }
    if (braced) {
      parser.cursor.accept(",");
      parser.cursor.expect("}");
    }
    stringItem(array, bytes, offset, sink, at);
  }

  private void stringItem(CType.Array array, byte[] bytes, long offset, Sink sink, Token at) {
    long length = array.length() < 0 ? bytes.length + 1 : array.length();
    if (bytes.length > length) {
      throw at.error("initializer-string for array of '%s' is too long".formatted(array.of()));
    }
    sink.length = Math.max(sink.length, length);
    CType type = new CType.Array(array.of(), length);
    sink.add(new Item(offset, null, type, stored(type, bytes, at)));
  }

  /** Returns an array's contents: the bytes of a string, then zeros. */
  private static Expr stored(CType type, byte[] bytes, Token at) {
    if (type.size() > MAX_BYTES) {
      throw at.error("an initialized array of %d bytes is too large".formatted(type.size()));
    }
    return new Expr.StringLit(Arrays.copyOf(bytes, (int) type.size()), type, at);
  }

  private void expression(CType type, long offset, Field field, Sink sink) {
    Token at = parser.cursor.peek();
    Expr e = parser.expressions.assignment();
    store(type, offset, field, e, sink, at);
  }

  private void store(CType type, long offset, Field field, Expr e, Sink sink, Token at) {
    if (type instanceof CType.Array a) {
      // GNU extension: an array may be initialized by a compound literal of its type.
      if (e instanceof Expr.CompoundLiteral c && Types.compatible(a, c.type())) {
        sink.length = Math.max(sink.length, ((CType.Array) c.type()).length());
        for (Item item : c.initializer().items()) {
          sink.add(new Item(offset + item.offset(), item.field(), item.type(), item.value()));
        }
        return;
      }
      throw at.error("invalid initializer");
    }
    if (type instanceof CType.Rec && !(e.type() instanceof CType.Rec)) {
      throw at.error("invalid initializer: '%s' from '%s'".formatted(type.bare(), e.type()));
    }
    if (type instanceof CType.Rec && sink.constant && e instanceof Expr.CompoundLiteral c) {
      for (Item item : c.initializer().items()) {
        sink.add(new Item(offset + item.offset(), item.field(), item.type(), item.value()));
      }
      return;
    }
    Expr converted = Sema.assignable(e, type, "initialization", at);
    if (sink.constant && !Constants.isInitializer(converted)) {
      throw at.error("initializer element is not constant");
    }
    if (sink.exact) {
      checkExact(e, converted, field, at);
    }
    sink.add(new Item(offset, field, type.bare(), converted));
  }

  /** Rejects a value that a constexpr object cannot represent (C23 6.7.2). */
  private static void checkExact(Expr value, Expr converted, Field field, Token at) {
    Constants.Address stored = Constants.address(converted);
    if (converted.type().isPointer()) {
      if (stored == null || !stored.isNumber() || stored.offset() != 0) {
        throw at.error("'constexpr' pointer initializer is not null");
      }
      return;
    }
    Long given = value.type().isInteger() ? Constants.integer(value) : null;
    if (given == null || converted.type().isWide()) {
      return;
    }
    long kept = stored.offset();
    boolean sign = given < 0 && kept < 0 && value.type().isSigned() != converted.type().isSigned();
    int unused = field == null ? 0 : 64 - field.bits();
    long inField =
        converted.type().isSigned() ? kept << unused >> unused : kept << unused >>> unused;
    if (given != kept || sign || kept != inField) {
      throw at.error("'constexpr' initializer not representable in type of object");
    }
  }

  private void braced(CType type, long offset, Sink sink) {
    Cursor cursor = parser.cursor;
    sink.clear(type, offset, cursor.expect("{"));
    members(type, offset, sink, true);
    cursor.expect("}");
  }

  /**
   * Parses the elements or members of an aggregate up to its closing brace; without braces, only as
   * many values as the aggregate has.
   */
  private void members(CType type, long offset, Sink sink, boolean ownBrace) {
    Cursor cursor = parser.cursor;
    long outer = sink.length;
    sink.length = 0;
    long index = 0;
    long limit = count(type);
    boolean first = true;
    while (!cursor.at("}")) {
      if (!first) {
        boolean ends = cursor.at(",") && cursor.peek(1).is("}");
        if (ends && ownBrace) {
          cursor.next();
          break;
        }
        if (ends || !ownBrace && index >= limit && limit >= 0) {
          break;
        }
        if (!ownBrace && cursor.at(",") && isDesignator(1)) {
          break;
        }
        if (!cursor.accept(",")) {
          throw cursor.expected("'}'");
        }
      }
      first = false;
      if (ownBrace && isDesignator(0)) {
        index = designated(type, offset, sink) + 1;
        sink.length = Math.max(sink.length, index);
        continue;
      }
      if (limit >= 0 && index >= limit) {
        throw cursor
            .peek()
            .error(
                "excess elements in %s initializer"
                    .formatted(
                        type instanceof CType.Array
                            ? "array"
                            : type instanceof CType.Rec r && r.def().isUnion()
                                ? "union"
                                : "struct"));
      }
      long length = sink.length;
      element(type, index, offset, sink);
      index++;
      sink.length = Math.max(length, index);
    }
    sink.length =
        Math.max(type instanceof CType.Array a && a.length() < 0 ? 0 : outer, sink.length);
  }

  /** True if the token after a number of others starts a designator. */
  private boolean isDesignator(int ahead) {
    Token token = parser.cursor.peek(ahead);
    return token.is(".") || token.is("[") || isOldDesignator(ahead);
  }

  /** GNU extension: {@code member: value}, the form before C99. */
  private boolean isOldDesignator(int ahead) {
    return parser.cursor.peek(ahead).kind == Token.Kind.IDENT
        && parser.cursor.peek(ahead + 1).is(":");
  }

  private static long count(CType type) {
    return switch (type) {
      case CType.Array a -> a.length();
      case CType.Rec r -> r.def().isUnion() ? Math.min(1, named(r)) : named(r);
      case CType.Void _, CType.Int _, CType.Pointer _, CType.Real _, CType.Func _ -> 1;
    };
  }

  private static long named(CType.Rec r) {
    return r.def().fields().size();
  }

  private void element(CType type, long index, long offset, Sink sink) {
    if (type instanceof CType.Array a) {
      sub(a.of(), offset + index * a.of().size(), null, sink);
    } else {
      Field field = ((CType.Rec) type).def().fields().get((int) index);
      member(field, offset, sink);
    }
  }

  private void member(Field field, long offset, Sink sink) {
    sub(field.type(), offset + field.offset(), field.isBitField() ? field : null, sink);
  }

  /** Parses a sub-object: with braces, by one expression of its type, or with its braces elided. */
  private void sub(CType type, long offset, Field field, Sink sink) {
    Cursor cursor = parser.cursor;
    boolean aggregate = !type.isScalar();
    if (!aggregate || cursor.at("{") || type instanceof CType.Array a && isString(a)) {
      value(type, offset, field, sink);
      return;
    }
    if (type instanceof CType.Rec) {
      Token at = cursor.peek();
      Expr e = parser.expressions.assignment();
      if (e.type() instanceof CType.Rec) {
        store(type, offset, field, e, sink, at);
        return;
      }
      elided(type, offset, e, sink, at);
      return;
    }
    members(type, offset, sink, false);
  }

  private static boolean isCharacters(CType type) {
    return type instanceof CType.Array a
        && a.of() instanceof CType.Int i
        && i.size() == 1
        && i.kind() != IntKind.BOOL;
  }

  /** Parses a sub-object whose braces are elided and whose first value has been read. */
  private void elided(CType type, long offset, Expr firstValue, Sink sink, Token at) {
    CType inner = type;
    long place = offset;
    List<CType> path = new ArrayList<>();
    List<Long> places = new ArrayList<>();
    while (!inner.isScalar()) {
      path.add(inner);
      places.add(place);
      if (count(inner) == 0) {
        throw at.error("invalid initializer");
      }
      if (isCharacters(inner) && firstValue instanceof Expr.StringLit s) {
        path.removeLast();
        byte[] text = Arrays.copyOf(s.bytes(), s.bytes().length - 1);
        stringItem((CType.Array) inner, text, place, sink, at);
        place = -1;
        break;
      }
      if (inner instanceof CType.Array a) {
        inner = a.of();
      } else {
        Field field = ((CType.Rec) inner).def().fields().getFirst();
        if (field.isBitField()) {
          place += field.offset();
          inner = field.type();
          store(inner, place, field, firstValue, sink, at);
          place = -1;
          break;
        }
        place += field.offset();
        inner = field.type();
      }
      if (inner instanceof CType.Rec && firstValue.type() instanceof CType.Rec) {
        break;
      }
    }
    if (place >= 0) {
      store(inner, place, null, firstValue, sink, at);
    }
    for (int i = path.size() - 1; i >= 0; i--) {
      rest(path.get(i), places.get(i), 1, sink);
    }
  }

  /** Parses elements of an aggregate without braces, from an index on. */
  private void rest(CType type, long offset, long from, Sink sink) {
    Cursor cursor = parser.cursor;
    long limit = count(type);
    for (long index = from; index < limit; index++) {
      if (!cursor.at(",") || cursor.peek(1).is("}") || isDesignator(1)) {
        return;
      }
      cursor.next();
      element(type, index, offset, sink);
    }
  }

  /**
   * A part of an aggregate that a designator selects.
   *
   * @param index the part's index; for a range the last index
   * @param offset the offset in bytes of the aggregate that contains the part
   */
  private record Level(CType type, long offset, long index) {}

  /**
   * A range {@code [first ... last]}: the number of elements after the first, and the bytes between
   * two elements.
   */
  private record Range(long more, long step) {}

  /** A designation: the first object that it designates, and the path to the last object. */
  private static final class Designation {
    final List<Level> levels = new ArrayList<>();
    final List<Range> ranges = new ArrayList<>();
    CType type;
    Field field;
    long first;
    long last;

    void enter(long index, CType part, Field member, long from, long to) {
      levels.add(new Level(type, last, index));
      type = part;
      field = member;
      first += from;
      last += to;
    }
  }

  /**
   * Parses {@code .a[2].b = value} and returns the index at the outermost level; for a range the
   * last index.
   */
  private long designated(CType type, long offset, Sink sink) {
    Designation to = new Designation();
    to.type = type;
    to.first = offset;
    to.last = offset;
    if (isOldDesignator(0)) {
      memberDesignator(to);
      parser.cursor.expect(":");
    } else {
      while (isDesignator(0)) {
        if (parser.cursor.at("[")) {
          elementDesignator(to);
        } else {
          memberDesignator(to);
        }
      }
      parser.cursor.accept("=");
    }
    long length = sink.length;
    Field bits = to.field != null && to.field.isBitField() ? to.field : null;
    if (to.ranges.isEmpty()) {
      sub(to.type, to.first, bits, sink);
    } else {
      Token at = parser.cursor.peek();
      Sink one = new Sink(sink.constant, sink.exact);
      sub(to.type, to.first, bits, one);
      if (at.is("{") && !to.type.isScalar()) {
        Item object = new Item(to.first, null, to.type, null);
        repeated(List.of(object), to.ranges).forEach(i -> sink.clear(i.type(), i.offset(), at));
      }
      repeated(one.items(), to.ranges).forEach(sink::add);
    }
    // The next initializer is for the object after the designated one (6.7.9p17).
    for (Level level : to.levels.subList(1, to.levels.size()).reversed()) {
      rest(level.type, level.offset, level.index + 1, sink);
    }
    sink.length = length;
    return to.levels.getFirst().index;
  }

  private void elementDesignator(Designation to) {
    Cursor cursor = parser.cursor;
    Token at = cursor.next();
    if (!(to.type instanceof CType.Array a)) {
      throw at.error("array index in non-array initializer");
    }
    long first = parser.constant();
    long last = cursor.accept("...") ? parser.constant() : first;
    cursor.expect("]");
    if (first < 0 || a.length() >= 0 && Math.max(first, last) >= a.length()) {
      throw at.error("array index in initializer exceeds array bounds");
    }
    if (last < first) {
      throw at.error("empty index range in initializer");
    }
    long step = a.of().size();
    if (last > first) {
      to.ranges.add(new Range(last - first, step));
    }
    to.enter(last, a.of(), null, first * step, last * step);
  }

  private void memberDesignator(Designation to) {
    Token at = parser.cursor.peek();
    parser.cursor.accept(".");
    Token name = parser.cursor.identifier("field name");
    if (!(to.type instanceof CType.Rec r)) {
      throw at.error("field name not in record or union initializer");
    }
    if (r.def().find(name.text) == null) {
      throw name.error(r.def().noMember(r, name.text));
    }
    RecordDef def = r.def();
    while (def != null) {
      int index = index(def, name.text);
      Field field = def.fields().get(index);
      to.enter(index, field.type(), field, field.offset(), field.offset());
      // The name belongs to a member of an anonymous struct or union.
      def = name.text.equals(field.name()) ? null : ((CType.Rec) field.type()).def();
    }
  }

  /**
   * Returns the index of the member that has the name, or of the anonymous member that contains it.
   */
  private static int index(RecordDef def, String name) {
    for (int i = 0; i < def.fields().size(); i++) {
      Field field = def.fields().get(i);
      boolean inside =
          field.name() == null && field.type() instanceof CType.Rec r && r.def().find(name) != null;
      if (name.equals(field.name()) || inside) {
        return i;
      }
    }
    throw new IllegalArgumentException(name);
  }

  /**
   * GNU extension: {@code [first ... last] = value} stores the value in each element of the range.
   */
  private static List<Item> repeated(List<Item> items, List<Range> ranges) {
    List<Item> all = items;
    for (Range range : ranges) {
      List<Item> more = new ArrayList<>();
      for (long i = 0; i <= range.more; i++) {
        for (Item item : all) {
          long offset = item.offset() + i * range.step;
          more.add(new Item(offset, item.field(), item.type(), item.value()));
        }
      }
      all = more;
    }
    return all;
  }
}
