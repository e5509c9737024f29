package fastpath.codegen.c;

import fastpath.codegen.pp.Token;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses declaration specifiers: storage, qualifiers, the base type, structs and enums (C17 6.7).
 */
final class SpecifierParser {
  /** The combined specifiers of one declaration. */
  static final class Result {
    CType type;
    boolean isTypedef;
    boolean isExtern;
    boolean isStatic;
    boolean isRegister;
    boolean isAutoType;
    boolean isAuto;
    boolean anyStorage;
    // The storage class, a word for type deduction, and the last _Alignas; null if there is none.
    private Token storage;
    private Token deduction;
    // The word inline, or null.
    private Token inline;
    Token constexpr;
    // A word of a floating type, or the first specifier if a type with another name is floating.
    Token real;
    Token alignas;
    private long alignasBytes;
    boolean isTypedefName;
    // True if an error has hidden the type.
    boolean isDoubtful;
    // The alignment attribute of the typedef that names the type, in bytes; 0 if there is none.
    private int typeAlign;
    final Attributes attributes = new Attributes();

    /** Returns the declared type of an object: const if the specifiers say constexpr. */
    CType object(CType declared) {
      return constexpr != null ? declared.plus(CType.CONST) : declared;
    }

    /** Rejects a floating type, which only a type name may have. */
    void refuseReal() {
      if (type.isReal()) {
        throw real.error("floating point is not supported: '" + real.text + "'");
      }
    }

    /** Rejects a storage class, where the grammar has specifiers and qualifiers only. */
    void refuseStorage() {
      if (deduction != null) {
        throw deduction.error("'" + deduction.text + "' is not allowed here");
      }
      if (constexpr != null) {
        throw constexpr.error("'constexpr' is not allowed here");
      }
      if (storage != null) {
        throw storage.error("storage class '" + storage.text + "' is not allowed here");
      }
    }

    boolean isInline() {
      return inline != null;
    }

    /** Rejects {@code inline} where no function is declared (6.7.4). */
    void refuseInline(String place) {
      if (inline != null) {
        throw inline.error("'" + inline.text + "' in " + place);
      }
    }

    /** Rejects {@code _Alignas} where it may not stand, or for a type that needs more (6.7.5). */
    void checkAlignas(CType declared) {
      if (alignas == null) {
        return;
      }
      if (isTypedef || declared instanceof CType.Func) {
        throw alignas.error("alignment specified for a typedef or function");
      }
      if (alignasBytes > 0 && alignasBytes < declared.align()) {
        throw alignas.error("'_Alignas' cannot reduce the alignment of the type");
      }
    }

    /**
     * Returns the alignment that the typedef gives a declared type if it is the typedef's type or
     * an array of it; 0 for any other type.
     */
    int typeAlign(CType declared) {
      return declared.bare().equals(type.bare())
              || declared instanceof CType.Array a && typeAlign(a.of()) > 0
          ? typeAlign
          : 0;
    }
  }

  private static final class Words {
    int longs;
    int quals;
    boolean isSigned;
    boolean isUnsigned;
    boolean isShort;
    boolean isUnknown;
    Token restrict;
    Token atomic;
    String base;
    Token first;

    boolean isModified() {
      return longs > 0 || isShort || isSigned || isUnsigned;
    }
  }

  private final Parser parser;

  SpecifierParser(Parser parser) {
    this.parser = parser;
  }

  /** True if a declaration or type name starts at the next token. */
  boolean startsType(Token token) {
    if (token.kind != Token.Kind.IDENT) {
      return false;
    }
    if (parser.keywords.isNew("constexpr", token)) {
      return true;
    }
    return switch (parser.keywords.spelling(token.text)) {
      case "void",
          "char",
          "short",
          "int",
          "long",
          "signed",
          "unsigned",
          "__signed__",
          "__signed",
          "float",
          "double",
          "_Bool",
          "_Complex",
          "__complex__",
          "__complex",
          "_BitInt",
          "_Decimal32",
          "_Decimal64",
          "_Decimal128",
          "_Float16",
          "_Float32",
          "_Float64",
          "_Float128",
          "__float128",
          "__int128",
          "__int128_t",
          "__uint128_t",
          "struct",
          "union",
          "enum",
          "typedef",
          "extern",
          "static",
          "register",
          "auto",
          "inline",
          "__inline",
          "__inline__",
          "_Noreturn",
          "const",
          "__const",
          "__const__",
          "volatile",
          "__volatile__",
          "__volatile",
          "restrict",
          "__restrict",
          "__restrict__",
          "_Atomic",
          "_Alignas",
          "_Thread_local",
          "__thread",
          "typeof",
          "__typeof__",
          "__typeof",
          "__typeof_unqual__",
          "__typeof_unqual",
          "__auto_type",
          "__attribute__",
          "__attribute",
          "__seg_gs",
          "__seg_fs",
          "__builtin_va_list" ->
          true;
      default -> {
        Symbol symbol = parser.scopes.find(token.text);
        yield symbol != null && symbol.kind == Symbol.Kind.TYPEDEF;
      }
    };
  }

  Result parse() {
    Result result = new Result();
    Words words = new Words();
    words.first = parser.cursor.peek();
    while (one(result, words)) {}
    if (result.constexpr != null && result.isTypedef | result.isExtern) {
      throw result.constexpr.error("'constexpr' used with 'typedef' or 'extern'");
    }
    boolean isTyped = result.type != null || words.base != null || words.isModified();
    if (parser.dialect.c23() && result.deduction != null && !result.isAutoType) {
      // With a type, auto is a storage class as in C17.
      result.isAutoType = !isTyped;
      result.isAuto = isTyped && storage(result, result.deduction);
    }
    if (result.isAutoType) {
      result.type = CType.INT.with(words.quals);
      return result;
    }
    if (result.type == null) {
      result.type = base(words);
      result.isDoubtful = words.isUnknown;
    } else if (words.base != null || words.isModified()) {
      throw words.first.error("two or more data types in declaration specifiers");
    }
    if (words.restrict != null && !result.type.isPointer()) {
      throw words.restrict.error("'restrict' of a type that is no pointer");
    }
    result.type = result.type.plus(words.quals);
    result.real = result.real == null ? words.first : result.real;
    if (words.atomic != null) {
      result.type = atomic(result.type, words.atomic);
    }
    return result;
  }

  /** Reads one specifier if the next token is one. */
  private boolean one(Result result, Words words) {
    Cursor cursor = parser.cursor;
    Token token = cursor.peek();
    if (parser.attributes.brackets.at()) {
      parser.attributes.parse(result.attributes);
      return true;
    }
    if (token.kind != Token.Kind.IDENT) {
      return false;
    }
    if (parser.keywords.isNew("constexpr", token)) {
      result.constexpr = token;
      cursor.next();
      return true;
    }
    switch (parser.keywords.spelling(token.text)) {
      case "typedef" -> result.isTypedef = storage(result, token);
      case "extern" -> result.isExtern = storage(result, token);
      case "static" -> result.isStatic = storage(result, token);
      case "register" -> result.isRegister = storage(result, token);
      case "auto" -> {
        if (parser.dialect.c23()) {
          result.deduction = token;
        } else {
          result.isAuto = storage(result, token);
        }
      }
      case "inline", "__inline", "__inline__" -> result.inline = token;
      case "_Noreturn" -> result.attributes.flags.add(Attributes.Flag.NORETURN);
      case "const", "__const", "__const__" -> words.quals |= CType.CONST;
      case "volatile", "__volatile__", "__volatile" -> words.quals |= CType.VOLATILE;
      case "__seg_gs" -> words.quals |= CType.SEG_GS;
      case "__seg_fs" -> words.quals |= CType.SEG_FS;
      case "restrict", "__restrict", "__restrict__" -> words.restrict = token;
      case "__extension__" -> {}
      case "float", "double" -> {
        words.base = oneBase(words, token);
        result.real = token;
      }
      case "void", "char", "int", "_Bool", "__int128" -> words.base = oneBase(words, token);
      case "short" -> words.isShort = true;
      case "long" -> words.longs++;
      case "signed", "__signed__", "__signed" -> words.isSigned = true;
      case "unsigned" -> words.isUnsigned = true;
      case "_Complex",
          "__complex__",
          "__complex",
          "_Decimal32",
          "_Decimal64",
          "_Decimal128",
          "_Float16",
          "_Float32",
          "_Float64",
          "_Float128",
          "__float128" ->
          throw token.error("floating point is not supported: '" + token.text + "'");
      case "__int128_t", "__uint128_t" ->
          setType(result, words, token, wide(token.text.startsWith("__u")));
      case "__builtin_va_list" -> {
        setType(result, words, token, VaList.TYPE);
        cursor.next();
        return true;
      }
      case "_BitInt" -> throw token.error("'_BitInt' is not supported");
      case "_Atomic" -> {
        if (cursor.peek(1).is("(")) {
          setType(result, words, token, atomicType());
          return true;
        }
        words.atomic = token;
      }
      case "_Thread_local", "__thread" ->
          throw token.error("thread-local storage is not supported");
      case "__auto_type" -> {
        result.isAutoType = true;
        result.deduction = token;
      }
      case "__attribute__", "__attribute" -> {
        parser.attributes.parse(result.attributes);
        return true;
      }
      case "_Alignas" -> {
        alignas(result);
        return true;
      }
      case "struct", "union" -> {
        setType(result, words, token, record());
        return true;
      }
      case "enum" -> {
        setType(result, words, token, enumeration());
        return true;
      }
      case "typeof", "__typeof__", "__typeof" -> {
        setType(result, words, token, typeof());
        return true;
      }
      case "__typeof_unqual__", "__typeof_unqual" -> {
        setType(result, words, token, typeof().bare());
        return true;
      }
      default -> {
        return typedefName(result, words, token);
      }
    }
    cursor.next();
    return true;
  }

  private static boolean storage(Result result, Token token) {
    if (result.anyStorage) {
      throw token.error("multiple storage classes in declaration specifiers");
    }
    result.anyStorage = true;
    result.storage = token;
    return true;
  }

  private String oneBase(Words words, Token token) {
    if (words.base != null) {
      throw token.error("two or more data types in declaration specifiers");
    }
    return parser.keywords.spelling(token.text);
  }

  private static void setType(Result result, Words words, Token token, CType type) {
    if (result.type != null || words.base != null) {
      throw token.error("two or more data types in declaration specifiers");
    }
    result.type = type;
  }

  private boolean typedefName(Result result, Words words, Token token) {
    boolean have =
        result.type != null || result.isAutoType || words.base != null || words.isModified();
    if (have) {
      return false;
    }
    Symbol symbol = parser.scopes.find(token.text);
    if (symbol == null || symbol.kind != Symbol.Kind.TYPEDEF) {
      return false;
    }
    parser.cursor.next();
    result.type = symbol.type;
    result.isDoubtful = symbol.isDoubtful;
    result.typeAlign = symbol.typedefAlign();
    result.isTypedefName = true;
    return true;
  }

  private CType base(Words words) {
    String base = words.base;
    boolean modified = words.isModified();
    if (base == null && !modified) {
      Token token = parser.cursor.peek();
      if (token.kind == Token.Kind.IDENT
          && !parser.keywords.is(token.text)
          && (parser.cursor.peek(1).kind == Token.Kind.IDENT || parser.cursor.peek(1).is("*"))) {
        parser.recovery.report(parser.recovery.unknownType(token));
        parser.cursor.next();
        words.isUnknown = true;
        return CType.INT;
      }
      if (words.first == token) {
        if (token.kind == Token.Kind.IDENT && parser.cursor.peek(1).is("(")) {
          throw token.error("return type defaults to 'int'");
        }
        throw parser.cursor.expected("declaration specifiers");
      }
      throw token.error("type defaults to 'int' in declaration");
    }
    boolean clash =
        words.isSigned && words.isUnsigned
            || words.longs > 2
            || words.isShort && words.longs > 0
            || ("void".equals(base) || "_Bool".equals(base)) && modified
            || "float".equals(base) && modified
            || "double".equals(base)
                && (words.longs > 1 || words.isShort || words.isSigned || words.isUnsigned)
            || ("char".equals(base) || "__int128".equals(base))
                && (words.isShort || words.longs > 0);
    if (clash) {
      throw words.first.error("invalid combination of type specifiers");
    }
    if ("void".equals(base)) {
      return CType.VOID;
    }
    if ("float".equals(base) || "double".equals(base)) {
      CType.RealKind real =
          "float".equals(base)
              ? CType.RealKind.FLOAT
              : words.longs > 0 ? CType.RealKind.LONG_DOUBLE : CType.RealKind.DOUBLE;
      return new CType.Real(real, 0);
    }
    if ("__int128".equals(base)) {
      return wide(words.isUnsigned);
    }
    IntKind kind =
        "_Bool".equals(base)
            ? IntKind.BOOL
            : "char".equals(base)
                ? words.isSigned ? IntKind.SCHAR : character()
                : words.isShort
                    ? IntKind.SHORT
                    : words.longs == 0
                        ? IntKind.INT
                        : words.longs == 1 ? IntKind.LONG : IntKind.LLONG;
    return new CType.Int(words.isUnsigned ? kind.unsigned() : kind, 0);
  }

  private static CType wide(boolean unsigned) {
    return new CType.Int(unsigned ? IntKind.UINT128 : IntKind.INT128, 0);
  }

  /** Returns the kind of plain char. */
  IntKind character() {
    return parser.dialect.unsignedChar() ? IntKind.UNSIGNED_CHAR : IntKind.CHAR;
  }

  private void alignas(Result result) {
    Token at = parser.cursor.next();
    parser.cursor.expect("(");
    long align =
        startsType(parser.cursor.peek())
            ? parser.declarators.typeName().align()
            : parser.constant();
    parser.cursor.expect(")");
    if (align < 0 || align > 0 && Long.bitCount(align) != 1) {
      throw at.error("requested alignment is not a positive power of 2");
    }
    result.attributes.align = Math.max(result.attributes.align, (int) align);
    result.alignas = at;
    result.alignasBytes = align;
  }

  /** Parses {@code _Atomic(type)}. */
  private CType atomicType() {
    Token at = parser.cursor.next();
    parser.cursor.expect("(");
    CType type = parser.declarators.typeName();
    parser.cursor.expect(")");
    if (type.quals() != 0) {
      throw at.error("'_Atomic' applied to a qualified type");
    }
    return atomic(type, at);
  }

  /** Returns the atomic type; only scalars of up to 8 bytes have one. */
  private static CType atomic(CType type, Token at) {
    if (type instanceof CType.Array || type instanceof CType.Func) {
      throw at.error(
          "'_Atomic' applied to %s type"
              .formatted(type instanceof CType.Array ? "an array" : "a function"));
    }
    if (!type.isScalar() || type.isWide()) {
      throw at.error("'_Atomic' of '" + type.bare() + "' is not supported");
    }
    return type.plus(CType.ATOMIC);
  }

  private CType typeof() {
    parser.cursor.next();
    parser.cursor.expect("(");
    CType type =
        startsType(parser.cursor.peek())
            ? parser.declarators.typeName()
            : valueType(parser.expressions.expression().type());
    parser.cursor.expect(")");
    return type;
  }

  /** As in gcc, typeof an atomic expression is the type of its value. */
  private static CType valueType(CType type) {
    return type.isAtomic() ? type.bare() : type;
  }

  private CType record() {
    Cursor cursor = parser.cursor;
    Token keyword = cursor.next();
    Attributes attributes = new Attributes();
    parser.attributes.parse(attributes);
    Token tag = null;
    if (cursor.peek().kind == Token.Kind.IDENT && !cursor.at("{")) {
      tag = cursor.identifier("identifier or '{'");
    }
    CType.Rec type = tagged(keyword, tag, cursor.at("{"));
    if (!cursor.at("{")) {
      if (tag == null) {
        throw cursor.expected("identifier or '{'");
      }
      attributes.check(AttributePlace.TYPE);
      return type;
    }
    if (type.def().isComplete()) {
      throw tag.error("redefinition of '" + type + "'");
    }
    Token open = cursor.next();
    List<RecordDef.Member> members = new ArrayList<>();
    while (!cursor.at("}")) {
      parser.recovery.statement(() -> members(members, type.def()));
    }
    int pack = parser.pack();
    cursor.next();
    parser.attributes.parse(attributes);
    attributes.check(AttributePlace.DEFINED_TYPE);
    try {
      type.def()
          .complete(
              members,
              attributes.has(Attributes.Flag.PACKED) || parser.dialect.packed(),
              pack,
              Math.max(attributes.align, 1));
      if (attributes.has(Attributes.Flag.TRANSPARENT_UNION)) {
        type.def().makeTransparent();
      }
    } catch (IllegalArgumentException e) {
      throw open.error(e.getMessage());
    }
    return type;
  }

  private CType.Rec tagged(Token keyword, Token tag, boolean defines) {
    boolean union = keyword.text.equals("union");
    if (tag == null) {
      return new CType.Rec(new RecordDef(union, null), 0);
    }
    boolean here = defines || parser.cursor.at(";");
    Scopes.Tag known = here ? parser.scopes.findTagHere(tag.text) : parser.scopes.findTag(tag.text);
    if (known != null) {
      if (!known.keyword().equals(keyword.text)) {
        throw tag.error("'" + tag.text + "' defined as wrong kind of tag");
      }
      return (CType.Rec) known.type();
    }
    CType.Rec type = new CType.Rec(new RecordDef(union, tag.text), 0);
    parser.scopes.addTag(tag.text, new Scopes.Tag(keyword.text, type));
    return type;
  }

  /** Parses one member declaration. */
  private void members(List<RecordDef.Member> members, RecordDef def) {
    Cursor cursor = parser.cursor;
    if (parser.atStaticAssert()) {
      parser.staticAssert();
      return;
    }
    if (cursor.accept(";")) {
      return;
    }
    Result specifiers = parse();
    specifiers.refuseStorage();
    specifiers.refuseInline("the declaration of a member");
    specifiers.refuseReal();
    if (cursor.at(";")) {
      // Only a struct without a name is an anonymous member (C17 6.7.2.1p13).
      if (specifiers.type instanceof CType.Rec r
          && !specifiers.isTypedefName
          && !r.def().isTagged()) {
        addMember(members, def, null, specifiers.type, -1, specifiers.attributes, cursor.peek());
      }
      cursor.next();
      return;
    }
    do {
      Attributes attributes = new Attributes();
      attributes.add(specifiers.attributes);
      DeclaratorParser.Declared declared =
          cursor.at(":")
              ? new DeclaratorParser.Declared(null, specifiers.type, cursor.peek(), null, 0)
              : parser.declarators.declarator(specifiers.type, attributes, false);
      int bits = -1;
      if (cursor.accept(":")) {
        bits = bitWidth(declared);
      }
      parser.attributes.parse(attributes);
      declared = declared.of(attributes.inMode(declared.type()));
      attributes.typeAlign = specifiers.typeAlign(declared.type());
      addMember(members, def, declared.name(), declared.type(), bits, attributes, declared.at());
    } while (cursor.accept(","));
    cursor.expect(";");
  }

  private int bitWidth(DeclaratorParser.Declared declared) {
    long bits = parser.constant();
    String name = declared.name() == null ? "<anonymous>" : declared.name();
    if (!(declared.type() instanceof CType.Int i)) {
      throw declared.at().error("bit-field '" + name + "' has invalid type");
    }
    if (i.isWide()) {
      throw declared.at().error("bit-field '" + name + "' of '" + i.bare() + "' is not supported");
    }
    if (i.isAtomic()) {
      throw declared.at().error("bit-field '" + name + "' has atomic type");
    }
    if (bits < 0) {
      throw declared.at().error("negative width in bit-field '" + name + "'");
    }
    if (bits > i.kind().bits()) {
      throw declared.at().error("width of '" + name + "' exceeds its type");
    }
    if (bits == 0 && declared.name() != null) {
      throw declared.at().error("zero width for bit-field '" + name + "'");
    }
    return (int) bits;
  }

  private void addMember(
      List<RecordDef.Member> members,
      RecordDef def,
      String name,
      CType type,
      int bits,
      Attributes attributes,
      Token at) {
    attributes.check(AttributePlace.MEMBER);
    if (name != null && !def.declare(name)) {
      throw at.error("duplicate member '" + name + "'");
    }
    if (type instanceof CType.Func) {
      throw at.error("field '" + name + "' declared as a function");
    }
    boolean flexible = type instanceof CType.Array a && a.length() < 0;
    boolean afterFlexible =
        !members.isEmpty() && members.getLast().type() instanceof CType.Array a && a.length() < 0;
    if (afterFlexible && !def.isUnion()) {
      throw at.error("flexible array member not at end of struct");
    }
    if (!flexible && (type.isVoid() || !type.isComplete())) {
      throw at.error("field '" + name + "' has incomplete type");
    }
    int natural = attributes.typeAlign > 0 ? attributes.typeAlign : type.align();
    boolean packed = attributes.has(Attributes.Flag.PACKED);
    members.add(new RecordDef.Member(name, type, bits, natural, attributes.align, packed));
  }

  private CType enumeration() {
    Cursor cursor = parser.cursor;
    cursor.next();
    Attributes attributes = new Attributes();
    parser.attributes.parse(attributes);
    Token tag =
        cursor.peek().kind == Token.Kind.IDENT ? cursor.identifier("identifier or '{'") : null;
    CType.Int fixed = underlying();
    if (!cursor.at("{")) {
      if (fixed != null && tag != null && parser.scopes.findTagHere(tag.text) == null) {
        parser.scopes.addTag(tag.text, new Scopes.Tag("enum", fixed, true));
      }
      if (tag == null) {
        throw cursor.expected("identifier or '{'");
      }
      attributes.check(AttributePlace.TYPE);
      Scopes.Tag known = parser.scopes.findTag(tag.text);
      if (known == null) {
        // GNU extension: an enum may be named before it is defined.
        return CType.UINT;
      }
      if (!known.keyword().equals("enum")) {
        throw tag.error("'" + tag.text + "' defined as wrong kind of tag");
      }
      return known.type();
    }
    cursor.next();
    List<Symbol> enumerators = enumerators(fixed);
    parser.attributes.parse(attributes);
    attributes.check(AttributePlace.ENUMERATION);
    boolean packed = attributes.has(Attributes.Flag.PACKED) || parser.dialect.shortEnums();
    CType type = fixed != null ? fixed : enumeration(enumerators, packed);
    if (tag != null) {
      Scopes.Tag known = parser.scopes.findTagHere(tag.text);
      if (known != null && !(known.isForward() && known.type().equals(type))) {
        throw tag.error("redefinition of 'enum " + tag.text + "'");
      }
      parser.scopes.addTag(tag.text, new Scopes.Tag("enum", type));
    }
    return type;
  }

  /**
   * Reads the underlying type of an enumeration, which clang takes in the dialect of C17 too; null
   * if there is none. In a structure, a colon without a type begins a bit-field.
   */
  private CType.Int underlying() {
    Cursor cursor = parser.cursor;
    if (!cursor.at(":") || !startsType(cursor.peek(1))) {
      return null;
    }
    Token at = cursor.next();
    Result specifiers = parse();
    specifiers.refuseStorage();
    if (!(specifiers.type instanceof CType.Int i)) {
      throw at.error("invalid 'enum' underlying type '" + specifiers.type + "'");
    }
    return i.with(0);
  }

  /**
   * Reads the enumerators.
   *
   * @param fixed the underlying type that the declaration states, or null
   */
  private List<Symbol> enumerators(CType.Int fixed) {
    Cursor cursor = parser.cursor;
    long value = 0;
    boolean overflows = false;
    boolean wide = false;
    List<Symbol> all = new ArrayList<>();
    while (!cursor.at("}")) {
      Token name = cursor.identifier("identifier");
      parser.attributes.parseFor(AttributePlace.ENUMERATOR);
      if (cursor.accept("=")) {
        value = parser.constant();
        overflows = false;
      }
      if (fixed != null && (overflows || fixed.kind().wrap(value) != value)) {
        throw name.error(
            "value of enumerator '%s' is outside the range of '%s'".formatted(name.text, fixed));
      }
      wide |= value != (int) value && value != (value & 0xffff_ffffL);
      if (parser.scopes.findHere(name.text) != null) {
        throw name.error("redeclaration of enumerator '" + name.text + "'");
      }
      CType own =
          fixed != null ? fixed : value == (int) value ? CType.INT : wide ? CType.LONG : CType.UINT;
      Symbol symbol = new Symbol(name.text, Symbol.Kind.ENUMERATOR, own, name);
      symbol.value = value++;
      overflows = fixed != null && fixed.kind().wrap(value) != value;
      parser.scopes.add(symbol);
      all.add(symbol);
      if (!cursor.accept(",")) {
        break;
      }
    }
    if (all.isEmpty()) {
      throw cursor.expected("identifier");
    }
    cursor.expect("}");
    return all;
  }

  /**
   * Returns the type of an enumeration: the smallest integer type, not smaller than int, that can
   * represent the values; if packed, not smaller than char.
   */
  private static CType enumeration(List<Symbol> all, boolean packed) {
    boolean negative = all.stream().anyMatch(s -> s.value < 0);
    List<IntKind> kinds =
        negative
            ? List.of(IntKind.SCHAR, IntKind.SHORT, IntKind.INT, IntKind.LONG)
            : List.of(IntKind.UCHAR, IntKind.USHORT, IntKind.UINT, IntKind.ULONG);
    IntKind kind =
        kinds.stream()
            .filter(k -> packed || k.size >= 4)
            .filter(k -> all.stream().allMatch(s -> k.wrap(s.value) == s.value))
            .findFirst()
            .orElse(kinds.getLast());
    CType type = new CType.Int(kind, 0);
    if (type.size() == 8) {
      all.forEach(s -> s.type = type);
    }
    return type;
  }
}
