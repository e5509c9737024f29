package fastpath.emulator.image;

import fastpath.emulator.isa.AsmSyntaxException;
import fastpath.emulator.isa.AttParser;
import fastpath.emulator.isa.Encoded;
import fastpath.emulator.isa.Encoder;
import fastpath.emulator.isa.Fixup;
import fastpath.emulator.isa.Symbolic;
import fastpath.emulator.machine.Memory;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes images from instructions in AT&amp;T syntax, without an object file. Directives are not
 * supported; files with directives are the task of the module codegen. Example:
 *
 * <pre>
 * Image image = Assembly.image("f: mov %rdi,%rax; .Lagain: dec %rax; jnz .Lagain; ret");
 * </pre>
 *
 * @since 0.1.0
 */
public final class Assembly {
  /** The address of the first instruction. */
  public static final long TEXT = LinkOptions.KERNEL;

  /** The size of the writable, zeroed area with the symbol {@code data}, in bytes. */
  public static final int DATA_BYTES = 4096;

  private static final String DATA = "data";
  private static final Pattern LABEL = Pattern.compile("\\s*([.\\w$]+)\\s*:(.*)");
  private static final Pattern SYMBOL = Pattern.compile("([.A-Za-z_$][.\\w$]*)\\s*([+-]\\s*\\w+)?");

  private final ByteArrayOutputStream code = new ByteArrayOutputStream();
  private final Map<String, Integer> labels = new LinkedHashMap<>();
  private final List<Reference> references = new ArrayList<>();

  /** A symbol with an addend, as an operand has it. */
  private record Name(String symbol, long addend) implements Symbolic {
    @Override
    public String toString() {
      return symbol;
    }
  }

  /** A field of the code that has to be filled, and the line that it comes from. */
  private record Reference(int at, Fixup fixup, int line) {}

  private Assembly() {}

  /**
   * Returns an image with the instructions, and a writable area with the symbol {@code data}.
   *
   * @param text statements, each on a line or separated by semicolons; {@code #} begins a comment.
   *     A label is a function, except for labels that begin with {@code .L}
   * @throws IllegalArgumentException with a message that begins with the line, if a statement is
   *     not an instruction or a symbol is not defined
   */
  public static Image image(String text) {
    Assembly assembly = new Assembly();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      for (String statement : lines.get(i).replaceFirst("#.*", "").split(";")) {
        assembly.add(statement, i + 1);
      }
    }
    return assembly.link();
  }

  private void add(String statement, int line) {
    Matcher label = LABEL.matcher(statement);
    if (label.matches()) {
      if (labels.putIfAbsent(label.group(1), code.size()) != null || label.group(1).equals(DATA)) {
        throw error(line, "the symbol " + label.group(1) + " is defined already");
      }
      add(label.group(2), line);
    } else if (!statement.isBlank()) {
      Encoded encoded = encode(statement, line);
      for (Fixup fixup : encoded.fixups()) {
        references.add(new Reference(code.size() + fixup.offset(), fixup, line));
      }
      code.writeBytes(encoded.bytes());
    }
  }

  private Encoded encode(String statement, int line) {
    try {
      return Encoder.encode(
          AttParser.parse(statement, name -> name(name, line)), TEXT + code.size());
    } catch (AsmSyntaxException e) {
      throw error(line, e.getMessage());
    }
  }

  private static Name name(String text, int line) {
    Matcher symbol = SYMBOL.matcher(text.strip());
    if (!symbol.matches()) {
      throw error(line, text + ": neither a number nor a symbol");
    }
    String addend = symbol.group(2);
    return new Name(
        symbol.group(1), addend == null ? 0 : Long.decode(addend.replaceAll("\\s+", "")));
  }

  private Image link() {
    byte[] bytes = code.toByteArray();
    references.forEach(reference -> fill(bytes, reference));
    return of(bytes, labels);
  }

  /** Returns an image with machine code, whose functions are at the offsets of their names. */
  static Image of(byte[] code, Map<String, Integer> labels) {
    long data = data(code);
    return new Image(
        List.of(
            new Segment("text", TEXT, code, code.length, Memory.READ | Memory.EXECUTE),
            new Segment("data", data, new byte[0], DATA_BYTES, Memory.READ | Memory.WRITE)),
        List.of(
            new Section(".text", TEXT, code.length, 6), new Section(".data", data, DATA_BYTES, 3)),
        symbols(labels, code.length, data),
        new byte[0],
        List.of(new Description(Map.of(), 0, 0)),
        0,
        LinkFacts.none());
  }

  /** Returns the address of the data: the first multiple of 64 KiB after the code. */
  private static long data(byte[] code) {
    return TEXT + (code.length + 0xffffL & ~0xffffL);
  }

  private void fill(byte[] bytes, Reference reference) {
    Fixup fixup = reference.fixup;
    Name name = (Name) fixup.symbol();
    Integer label = labels.get(name.symbol);
    if (label == null && !name.symbol.equals(DATA)) {
      throw error(reference.line, "the symbol " + name.symbol + " is not defined");
    }
    long value = (label == null ? data(bytes) : TEXT + label) + name.addend + fixup.addend();
    long next = TEXT + reference.at + fixup.endDistance();
    long field = fixup.pcRelative() ? value - next : value;
    ByteBuffer buffer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(field);
    buffer.get(0, bytes, reference.at, fixup.size());
  }

  private static List<Symbol> symbols(Map<String, Integer> labels, int size, long data) {
    List<Symbol> symbols = new ArrayList<>();
    List<Map.Entry<String, Integer>> functions =
        labels.entrySet().stream().filter(label -> !label.getKey().startsWith(".L")).toList();
    for (int i = 0; i < functions.size(); i++) {
      int at = functions.get(i).getValue();
      int end = i + 1 < functions.size() ? functions.get(i + 1).getValue() : size;
      symbols.add(
          symbol(functions.get(i).getKey(), TEXT + at, end - at, Symbol.Type.FUNC, 0, ".text"));
    }
    symbols.add(symbol(DATA, data, DATA_BYTES, Symbol.Type.OBJECT, 1, ".data"));
    return symbols;
  }

  private static Symbol symbol(
      String name, long address, long size, Symbol.Type type, int section, String sectionName) {
    return new Symbol(name, address, size, type, Symbol.Binding.GLOBAL, section, sectionName);
  }

  private static IllegalArgumentException error(int line, String message) {
    return new IllegalArgumentException("line " + line + ": " + message);
  }
}
