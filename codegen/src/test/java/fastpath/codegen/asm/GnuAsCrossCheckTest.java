package fastpath.codegen.asm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * GNU as and our assembler make the same object from the same text: bytes, relocations in their
 * order, symbols. The text that our compiler prints also assembles to the same object.
 */
class GnuAsCrossCheckTest {
  static final List<String> HAND_WRITTEN =
      List.of("syntax", "frames", "relocations", "alignment", "absolute", "groups");
  private static final List<String> PROGRAMS = List.of("tables", "integers", "kernel");
  private static final List<String> PLAIN = List.of("-mgeneral-regs-only");
  private static final List<String> KERNEL =
      List.of(
          "-mgeneral-regs-only",
          "-mno-red-zone",
          "-fno-strict-aliasing",
          "-fno-pic",
          "-mcmodel=kernel",
          "-fno-stack-protector",
          "-fcf-protection=none");

  @TempDir Path dir;

  @Test
  void handWritten() throws IOException {
    HostTools.need("as", "readelf");
    for (String name : HAND_WRITTEN) {
      Files.writeString(dir.resolve(name + ".s"), resource(name + ".s"));
      check(name + ".s");
    }
  }

  /**
   * The objects that GNU as 2.40 made of the hand-written files are stored as text, so that this
   * test needs no tools. {@code -Dfastpath.update-goldens=DIRECTORY} rewrites the stored texts with
   * the host's as.
   */
  @ParameterizedTest
  @FieldSource("HAND_WRITTEN")
  void goldens(String name) throws IOException {
    String update = System.getProperty("fastpath.update-goldens");
    if (update != null) {
      Files.writeString(dir.resolve(name + ".s"), resource(name + ".s"));
      HostTools.run(dir, "as", name + ".s", "-o", "as.o");
      Files.writeString(
          Path.of(update, name + ".golden"), text(view(Files.readAllBytes(dir.resolve("as.o")))));
    }
    AsmFile file = new AsmFile(null);
    AsmParser.parse(name + ".s", resource(name + ".s"), file);
    assertEquals(resource(name + ".golden"), text(view(Assembler.assemble(file))));
  }

  private static String text(Map<String, List<String>> view) {
    StringBuilder out = new StringBuilder();
    view.forEach((section, lines) ->
        out.append(section).append("\n  ").append(String.join("\n  ", lines)).append('\n'));
    return out.toString();
  }

  @Test
  void gccOutput() throws IOException {
    HostTools.need("as", "readelf", "gcc");
    compiled("gcc");
  }

  @Test
  void clangOutput() throws IOException {
    HostTools.need("as", "readelf", "clang");
    compiled("clang");
  }

  private void compiled(String compiler) throws IOException {
    for (String program : PROGRAMS) {
      Files.writeString(dir.resolve(program + ".c"), resource(program + ".c"));
    }
    for (List<String> flags : List.of(PLAIN, KERNEL)) {
      List<String> programs = flags == PLAIN ? PROGRAMS.subList(0, 2) : PROGRAMS;
      for (String level : List.of("-O0", "-O2", "-Os")) {
        List<String> command = new ArrayList<>(List.of(compiler, level, "-w", "-S"));
        command.addAll(flags);
        if (compiler.equals("clang")) {
          command.add("-fno-addrsig");
          command.remove("-mgeneral-regs-only");
          command.addAll(List.of("-mno-sse", "-mno-mmx"));
        }
        programs.forEach(p -> command.add(p + ".c"));
        HostTools.run(dir, command.toArray(String[]::new));
        for (String program : programs) {
          check(program + ".s");
        }
      }
    }
  }

  private void check(String source) throws IOException {
    HostTools.run(dir, "as", source, "-o", "as.o");
    final Map<String, List<String>> theirs = view(Files.readAllBytes(dir.resolve("as.o")));

    AsmFile file = new AsmFile(null);
    AsmParser.parse(source, Files.readString(dir.resolve(source)), file);
    byte[] object = Assembler.assemble(file);
    same(source, theirs, view(object));

    Files.write(dir.resolve("ours.o"), object);
    String said = HostTools.run(dir, "readelf", "-aW", "ours.o");
    assertTrue(said.lines().noneMatch(l -> l.contains("arning") || l.contains("rror:")), said);

    Files.writeString(dir.resolve("printed.s"), AsmPrinter.print(file));
    HostTools.run(dir, "as", "printed.s", "-o", "printed.o");
    Map<String, List<String>> printed = view(Files.readAllBytes(dir.resolve("printed.o")));
    for (String section : List.of(".text", ".data", ".rodata", ".eh_frame")) {
      same(
          source + " printed",
          Map.of(section, theirs.getOrDefault(section, List.of())),
          Map.of(section, printed.getOrDefault(section, List.of())));
    }
  }

  /** Returns the text of an object with its symbols sorted, because their order has no meaning. */
  private static Map<String, List<String>> view(byte[] object) {
    Map<String, List<String>> v =
        ElfText.of(object, n -> !n.startsWith(".rela") && !n.endsWith("tab"));
    v.put("symbols", List.copyOf(new TreeSet<>(v.get("symbols"))));
    return v;
  }

  private static void same(
      String what, Map<String, List<String>> expected, Map<String, List<String>> actual) {
    assertEquals(expected.keySet(), actual.keySet(), what);
    expected.forEach((section, lines) ->
        assertEquals(
            String.join("\n", lines),
            String.join("\n", actual.get(section)),
            what + " " + section));
  }

  static String resource(String name) throws IOException {
    try (var in = GnuAsCrossCheckTest.class.getResourceAsStream("/asm/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
