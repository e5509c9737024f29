package fastpath.codegen.c;

/**
 * The choices of flags that change the meaning of C for our compiler.
 *
 * @param unsignedChar true if plain char is unsigned, as under -funsigned-char
 * @param shortEnums true if every enumeration is as small as a packed one, as under -fshort-enums
 * @param packed true if every struct is packed, as under -fpack-struct
 * @param pack largest alignment of a member in bytes, as under -fpack-struct=N; 0 for no limit
 * @param stackAlign alignment of the stack at calls in bytes, 16 or 8, as under
 *     -mpreferred-stack-boundary
 * @param c23 true if the words and rules of C23 replace those of C17, as under -std=gnu2x
 */
public record Dialect(
    boolean unsignedChar,
    boolean shortEnums,
    boolean packed,
    int pack,
    int stackAlign,
    boolean c23) {
  /** The dialect without flags. */
  public static final Dialect DEFAULT = new Dialect(false, false, false, 0, 16, false);

  /**
   * Returns this dialect with one choice of {@code flags.txt} made.
   *
   * @param choice {@code char=signed}, {@code char=unsigned}, {@code enums=int}, {@code
   *     enums=short}, {@code packed=}, {@code pack=N}, {@code stack=N} or {@code standard=c23}
   */
  public Dialect with(String choice) {
    String value = choice.substring(choice.indexOf('=') + 1);
    return switch (choice.substring(0, choice.indexOf('='))) {
      case "char" ->
          new Dialect(value.equals("unsigned"), shortEnums, packed, pack, stackAlign, c23);
      case "enums" ->
          new Dialect(unsignedChar, value.equals("short"), packed, pack, stackAlign, c23);
      case "packed" ->
          new Dialect(unsignedChar, shortEnums, value.equals("yes"), 0, stackAlign, c23);
      case "pack" ->
          new Dialect(unsignedChar, shortEnums, false, Integer.parseInt(value), stackAlign, c23);
      case "stack" ->
          new Dialect(unsignedChar, shortEnums, packed, pack, Integer.parseInt(value), c23);
      case "standard" ->
          new Dialect(unsignedChar, shortEnums, packed, pack, stackAlign, value.equals("c23"));
      default -> throw new IllegalArgumentException(choice);
    };
  }
}
