package fastpath.codegen.asm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.codegen.source.Loc;
import fastpath.codegen.source.Scope;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.isa.Operand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Source places and scopes are read back correctly from an object's DWARF, by our own reader and by
 * addr2line.
 */
class DwarfTest {
  private static final Scope HOST = new Scope("host", "host.c", 10, null);
  private static final Scope DISABLE =
      new Scope("preempt_disable", "inc/preempt.h", 5, new Loc("host.c", 12, 3, HOST));
  private static final Scope ADD =
      new Scope("count_add", "inc/preempt.h", 1, new Loc("inc/preempt.h", 6, 2, DISABLE));
  private static final Scope ENABLE =
      new Scope("preempt_enable", "inc/preempt.h", 20, new Loc("host.c", 15, 3, HOST));
  private static final Scope OUT_OF_LINE = new Scope("count_add", "inc/preempt.h", 1, null);

  /**
   * An item for each address: an offset in .text, or in .text.unlikely if it begins with {@code
   * cold}, and then each function at the address with its source line, the innermost inlined
   * function first.
   */
  private static final List<String> EXPECTED =
      List.of(
          "0 host host.c:10",
          "1 count_add inc/preempt.h:2 < preempt_disable inc/preempt.h:6 < host host.c:12",
          "9 preempt_disable inc/preempt.h:7 < host host.c:12",
          "a host host.c:13",
          "c preempt_enable inc/preempt.h:21 < host host.c:15",
          "1a host host.c:16",
          "cold 0 preempt_enable inc/preempt.h:23 < host host.c:15",
          "cold 5 host host.c:16",
          "20 count_add inc/preempt.h:2");

  private static byte[] object() {
    AsmFile f = new AsmFile("host.c");
    Section text = f.section(".text");
    Section cold = f.section(".text.unlikely", "ax", "progbits", 0);
    f.symbol("host")
        .global()
        .type(AsmSymbol.Type.FUNC)
        .size(RelocatableExpr.difference(".Lend", "host"));
    text.add(new Item.Label("host")).add(Cfi.of(Cfi.Kind.STARTPROC));
    code(text, f, "pushq %rbx", new Loc("host.c", 10, 1, HOST));
    text.add(Cfi.offset(Cfi.Kind.DEF_CFA_OFFSET, 16));
    code(text, f, "incl %gs:0", new Loc("inc/preempt.h", 2, 2, ADD));
    code(text, f, "nop", new Loc("inc/preempt.h", 7, 2, DISABLE));
    code(text, f, "movl (%rdi),%eax", new Loc("host.c", 13, 7, HOST));
    code(text, f, "decl %gs:0", new Loc("inc/preempt.h", 21, 2, ENABLE));
    code(text, f, "je .Lslow", new Loc("inc/preempt.h", 22, 2, ENABLE));
    text.add(new Item.Label(".Lback"));
    code(text, f, "popq %rbx\nret", new Loc("host.c", 16, 1, HOST));
    text.add(Cfi.of(Cfi.Kind.ENDPROC)).add(new Item.Label(".Lend"));
    cold.add(Cfi.of(Cfi.Kind.STARTPROC)).add(new Item.Label(".Lslow"));
    code(cold, f, "call count_add", new Loc("inc/preempt.h", 23, 5, ENABLE));
    code(cold, f, "jmp .Lback", new Loc("host.c", 16, 1, HOST));
    cold.add(Cfi.of(Cfi.Kind.ENDPROC));
    text.add(Item.Align.to(16)).add(new Item.Label("count_add")).add(Cfi.of(Cfi.Kind.STARTPROC));
    code(text, f, "incl %gs:0\nret", new Loc("inc/preempt.h", 2, 2, OUT_OF_LINE));
    text.add(Cfi.of(Cfi.Kind.ENDPROC));
    byte[] once = Assembler.assemble(f);
    assertArrayEquals(once, Assembler.assemble(f), "assembling changes nothing");
    return once;
  }

  private static void code(Section s, AsmFile f, String text, Loc loc) {
    AsmParser.parseInline(text, f, s, loc);
  }

  @Test
  void ownReader() {
    Image image = Linker.link(List.of(ObjectFile.read("host.o", object())), LinkOptions.kernel());
    long text = image.address("host");
    long cold =
        image.decode(text + 0x14).orElseThrow().insn().operand(0) instanceof Operand.Rel r
            ? r.target()
            : 0;
    for (String row : EXPECTED) {
      boolean isCold = row.startsWith("cold ");
      String[] parts = row.replaceFirst("cold ", "").split(" ", 2);
      long address = (isCold ? cold : text) + Long.parseLong(parts[0], 16);
      String found =
          image.inlines().at(address).stream()
              .map(x -> x.function() + " " + x.file() + ":" + x.line())
              .collect(Collectors.joining(" < "));
      assertEquals(parts[1], found, row);
    }
  }

  @Test
  void addr2line(@TempDir Path dir) throws IOException {
    HostTools.need("addr2line", "readelf");
    Files.write(dir.resolve("host.o"), object());
    String said =
        HostTools.run(
            dir,
            "readelf",
            "-aW",
            "--debug-dump=info,abbrev,Ranges,rawline,decodedline,frames",
            "host.o");
    assertTrue(said.lines().noneMatch(l -> l.contains("arning") || l.contains("rror:")), said);
    for (String section : List.of(".text", ".text.unlikely")) {
      List<String> rows =
          EXPECTED.stream()
              .filter(r -> r.startsWith("cold ") == section.equals(".text.unlikely"))
              .toList();
      List<String> expected =
          rows.stream()
              .map(r -> r.replaceFirst("(cold )?\\w+ ", "").replace(" < ", " ").replace(" ", "\n"))
              .toList();
      List<String> command =
          new ArrayList<>(List.of("addr2line", "-i", "-f", "-j", section, "-e", "host.o"));
      rows.forEach(r -> command.add("0x" + r.replaceFirst("cold ", "").split(" ")[0]));
      assertEquals(
          String.join("\n", expected), HostTools.run(dir, command.toArray(String[]::new)).strip());
    }
  }
}
