package fastpath.lab.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.source.Source;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkException;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.image.Section;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Patches sites of every kind, for CPUs with and without the features that the sites depend on. */
class AsBootedTest {
  private static final String SITES =
      """
      .text
      .balign 32
      __x86_indirect_thunk_array:
        .skip 352
      __x86_indirect_thunk_r11: int3
        .balign 512
      __fentry__: int3
      __x86_return_thunk: int3
      srso_alias_return_thunk: int3
        .balign 16
      traced: call __fentry__
      returns: .byte 0xe9
        .long __x86_return_thunk - . - 4
      calls: call __x86_indirect_thunk_r11
      prefixed: .byte 0x2e
        call __x86_indirect_thunk_r11
      jumps: .byte 0xe9
        .long __x86_indirect_thunk_r11 - . - 4
      user: .skip 3, 0x90
      wide: .skip 9, 0x90
      near: .skip 5, 0x90
      static: call other
      empty: call other
      sealed: .byte 0xf3, 0x0f, 0x1e, 0xfa
      limit: .quad 0x0123456789abcdef
      other: ret
      .section .altinstr_replacement,"ax"
      stac: .byte 0x0f, 0x01, 0xcb
      leads: jmp other
      .section .altinstructions,"a"
      ENTRY(user, stac, 308, 3, 3)
      ENTRY(wide, stac, 308, 9, 3)
      ENTRY(near, leads, 308, 5, 5)
      .section .retpoline_sites,"a"
      .long calls - ., prefixed - ., jumps - .
      .section .return_sites,"a"
      .long returns - .
      .section .ibt_endbr_seal,"a"
      .long sealed - .
      .section runtime_ptr_USER_PTR_MAX,"a"
      .long limit - .
      .data
      __start_mcount_loc: .quad traced
      __stop_mcount_loc: .quad 0
      key: .quad target
      none: .quad 0
      __start_static_call_sites:
      .long static - ., key - .
      .long empty - ., none + 1 - .
      __stop_static_call_sites:
      .text
      target: ret
      """;

  private static Image image(boolean old) {
    String entry =
        old
            ? "%s - ., %s - .\n.short %s\n.byte %s, %s"
            : "%s - ., %s - .\n.short %s, 0\n.byte %s, %s";
    StringBuilder text = new StringBuilder();
    for (String line : SITES.split("\n")) {
      if (line.startsWith("ENTRY(")) {
        Object[] words = line.substring(6, line.length() - 1).split(", ");
        text.append(".long ").append(entry.formatted(words)).append('\n');
      } else {
        text.append(line).append('\n');
      }
    }
    String all = text + (old ? ".section .parainstructions,\"a\"\n.quad 0\n" : "");
    byte[] object = new OwnCompiler().compile(new Source("sites.S", all), Options.DEFAULT).object();
    return Linker.link(List.of(ObjectFile.read("sites.o", object)), LinkOptions.kernel());
  }

  private static String bytes(Image image, String site, int length) {
    return HexFormat.of().formatHex(new KernelText(image).read(image.address(site), length));
  }

  @ParameterizedTest
  @CsvSource({
    "sapphire-rapids, traced, 0f1f440000",
    "sapphire-rapids, returns, c3cccccccc",
    "sapphire-rapids, calls, 41ffd36690",
    "sapphire-rapids, prefixed, 41ffd30f1f00",
    "sapphire-rapids, jumps, 41ffe3cc90",
    "sapphire-rapids, user, 0f01cb",
    "'sapphire-rapids,no-smap', user, 0f1f00",
    "sapphire-rapids, wide, 0f01cb660f1f440000",
    "'sapphire-rapids,no-smap', wide, 2e0f1f840000000000",
    "sapphire-rapids, near, eb19cccccc",
    "sapphire-rapids, sealed, 660f1f00",
    "sapphire-rapids, limit, 00f0ffffffffff00",
    "'sapphire-rapids,no-la57', limit, 00f0ffffff7f0000",
    "sapphire-rapids, empty, c3cccccccc",
    "'haswell,mitigations=off', calls, 41ffd36690",
  })
  void aSiteBecomes(String cpu, String site, String code) {
    Image image = image(false);
    List<PatchSite> sites = AsBooted.patch(image, BootCpu.of(cpu));
    assertEquals(code, bytes(image, site, code.length() / 2));
    long address = image.address(site);
    assertTrue(sites.stream().anyMatch(s -> s.contains(address)), site);
  }

  @Test
  void retpolinesStayWhereTheCpuNeedsThem() {
    Image image = image(false);
    String before = bytes(image, "calls", 16);
    AsBooted.patch(image, BootCpu.of("haswell"));
    assertEquals(before, bytes(image, "calls", 16));
    assertEquals("c3cccccccc", bytes(image, "returns", 5));
  }

  @ParameterizedTest
  @CsvSource({"zen4, srso_alias_return_thunk, returns", "intel, target, static"})
  void aBranchLeadsTo(String cpu, String target, String site) {
    Image image = image(false);
    AsBooted.patch(image, BootCpu.of(cpu));
    byte[] code = new KernelText(image).read(image.address(site), 5);
    assertEquals(image.address(target), Branches.target(code, 0, image.address(site)));
  }

  @Test
  void oldEntriesHave12Bytes() {
    Image image = image(true);
    AsBooted.patch(image, BootCpu.of("intel"));
    assertEquals("0f01cb", bytes(image, "user", 3));
    assertEquals("eb190f1f00", bytes(image, "near", 5));
  }

  @Test
  void aTableThatLeadsOutsideIsSaid() {
    Image image = image(false);
    long at = image.address("__start_mcount_loc");
    image.segments().stream()
        .filter(s -> at >= s.address() && at < s.address() + s.size())
        .forEach(s -> s.bytes()[(int) (at - s.address())] ^= 0x7fffffff >> 24);
    new KernelText(image).patch(at, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, PatchKind.FENTRY);
    LinkException e =
        assertThrows(LinkException.class, () -> AsBooted.patch(image, BootCpu.of("intel")));
    assertEquals(
        "damaged kernel: its tables lead to 0x807060504030201, where it has nothing",
        e.getMessage());
  }

  /**
   * Changes bytes of one table or of the text: boot then patches the kernel, or refuses the kernel
   * with a message of one line.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        ".altinstructions",
        ".altinstr_replacement",
        ".retpoline_sites",
        ".return_sites",
        ".ibt_endbr_seal",
        "runtime_ptr_USER_PTR_MAX",
        ".data",
        ".text"
      })
  void aDamagedTableIsALine(String table) {
    Random random = new Random(Long.getLong("fastpath.kernel.seed", 1));
    int refused = 0;
    for (int i = 0; i < Integer.getInteger("fastpath.kernel.cases", 100); i++) {
      Image image = image(i % 2 == 0);
      Section section =
          image.sections().stream().filter(s -> s.name().equals(table)).findFirst().orElseThrow();
      for (int n = random.nextInt(4); n >= 0; n--) {
        long at = section.address() + random.nextLong(section.size());
        byte value = (byte) (random.nextBoolean() ? random.nextInt() : random.nextInt(4));
        new KernelText(image).patch(at, new byte[] {value}, PatchKind.ALTERNATIVE);
      }
      try {
        AsBooted.patch(image, BootCpu.of(i % 3 == 0 ? "zen4" : "intel"));
      } catch (LinkException e) {
        assertTrue(e.getMessage().startsWith("damaged kernel: "), e.getMessage());
        refused++;
      }
    }
    assertTrue(refused > 0 || table.startsWith(".altinstr_r") || table.equals(".text"), table);
  }

  @Test
  void theHostIsACpu() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> BootCpu.of("intel,smop"));
    assertTrue(e.getMessage().startsWith("smop: no feature; features are "), e.getMessage());
    String os = System.getProperty("os.name");
    if (os.equals("Linux")) {
      assertTrue(BootCpu.of("host").has(3 * 32 + 21));
    }
  }
}
