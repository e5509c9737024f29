package fastpath.emulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.emulator.count.Counters;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.TestImages;
import fastpath.emulator.isa.State;
import fastpath.emulator.machine.Ending;
import fastpath.emulator.machine.Fault;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the machine with functions of a few instructions: stops, faults, memory and counts. */
class MachineTest {
  private static Machine machine(String code) {
    return machine(code, MachineOptions.defaults().withMaxInstructions(1000));
  }

  private static Machine machine(String code, MachineOptions options) {
    Machine m = Machine.create(TestImages.code(code), options);
    m.memory().map(0x400000, 4096, Memory.READ | Memory.WRITE | Memory.USER, "user");
    return m;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mov $5,%eax; ret                                | RETURN | 5",
        "lea (%rdi,%rsi,4),%rax; ret                     | RETURN | 0x7",
        "hlt                                             | HALT   | 0",
        "mov $60,%eax; mov $0x107,%edi; syscall          | EXIT   | 60",
        "mov $231,%eax; syscall                          | EXIT   | 231",
        "mov %rsp,%rax; and $15,%eax; ret                | RETURN | 8",
        "stac; mov $7,%ecx; mov %ecx,0x400000; mov 0x400000,%eax; clac; ret | RETURN | 7",
        "nop; nop; rdtsc; ret                            | RETURN | 2",
        "mov %gs:8,%rax; ret                             | RETURN | 0",
        "rdgsbase %rax; shr $32,%rax; ret                | RETURN | 0xffff8880",
      })
  void stops(String code, Stop stop, String value) {
    Outcome o = machine(code).call("f", 3, 1);
    assertEquals(stop, o.stop(), () -> o.fault() == null ? "" : o.fault().message());
    assertEquals(Long.decode(value.strip()), o.value());
    assertEquals(code.contains("0x107") ? 7 : code.contains("231") ? 3 : 0, o.exitCode());
  }

  /**
   * A restored snapshot restores memory, mappings, overwritten code, and registers that persist
   * between calls.
   */
  @Test
  void isRestoredToWhatWasSaved() {
    Machine m = machine("mov %gs:8,%rax; incq %gs:8; ret");
    assertEquals(0, m.perform(m.symbol("f")).value());
    MachineState saved = m.take();
    assertEquals(1, m.perform(m.symbol("f")).value());
    byte[] code = m.memory().read(m.symbol("f"), 1);
    m.memory().poke(m.symbol("f"), 0xf4, 1);
    assertEquals(Stop.HALT, m.perform(m.symbol("f")).stop());
    m.memory().unmap(0x400000);
    m.memory().map(0x500000, 4096, Memory.READ, "new");
    m.cpu().set(State.IDTR_LIMIT, 7);
    m.restore(saved);
    assertEquals(0, m.cpu().get(State.IDTR_LIMIT));
    assertEquals(null, m.memory().mapping(0x500000));
    assertEquals("user", m.memory().mapping(0x400000).name());
    assertArrayEquals(code, m.memory().read(m.symbol("f"), 1));
    Ending ending = m.perform(m.symbol("f"));
    assertEquals(1, ending.value());
    assertEquals(m.call("f").counters().instructions(), ending.instructions());
  }

  /**
   * Columns: code whose last instruction faults, kind, address, error code, detail, instructions
   * retired.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mov 0x500000,%eax             | PAGE | 0x500000 | 0  | reading 0x500000: not mapped | 0",
        "movl $1,0x500000              | PAGE | 0x500000 | 2  | writing 0x500000: not mapped | 0",
        "mov 0x400000,%eax             | PAGE | 0x400000 | 1  | reading 0x400000: user memory with"
            + " AC clear (SMAP) | 0",
        "nop; incl 0x400000            | PAGE | 0x400000 | 3  | writing 0x400000: user memory with"
            + " AC clear (SMAP) | 1",
        "stac; clac; movb $1,0x400001  | PAGE | 0x400001 | 3  | writing 0x400001: user memory with"
            + " AC clear (SMAP) | 2",
        "movl $1,-0x7f000000           | PAGE | 0xffffffff81000000 | 3 | writing"
            + " 0xffffffff81000000: no permission in text | 0",
        "mov $0x800000000000,%rax; mov (%rax),%al | PROTECTION | 0x800000000000 | 0 | non-canonical"
            + " address 0x800000000000 | 1",
        "mov $0x800000000000,%rax; wrfsbase %rax | PROTECTION | 0 | 0 | 0x800000000000 is not"
            + " canonical | 1",
        "mov $0x800000000000,%rbp; mov 0(%rbp),%al | STACK | 0x800000000000 | 0 | non-canonical"
            + " address 0x800000000000 | 1",
        "mov $0x100000000000000,%rbp; mov %gs:0(%rbp),%al | PROTECTION | 0xff888000000000 | 0 | ''| 1",
        "mov $0x800000000000,%rax; xchg %rax,%rsp; pop (%rax) | STACK | 0x800000000000 | 0 | ''|2",
        "mov $0x800000000000,%rax; xchg %rax,%rsp; pop %gs:(%rsp) | STACK | 0x800000000000|0|''|2",
        "mov $0x800000000000,%rax; push (%rax) | PROTECTION | 0x800000000000 | 0 | ''| 1",
        "stac; mov $0x400ffe,%eax; movl $-1,(%rax) | PAGE | 0x401000 | 2 | writing 0x401000: not"
            + " mapped | 2",
        "mov $0x400000,%eax; jmp *%rax | PAGE | 0x400000 | 17 | fetching 0x400000: not executable |"
            + " 2",
        "xor %ecx,%ecx; div %ecx       | DIVIDE | 0 | 0 | division by 0 | 1",
        "mov $2,%edx; mov $2,%ecx; div %ecx | DIVIDE | 0 | 0 | quotient too large | 2",
        "mov $1,%eax; shl $31,%eax; cltd; mov $-1,%ecx; idiv %ecx | DIVIDE | 0 | 0 | quotient too"
            + " large | 4",
        "ud2                           | INVALID_OPCODE | 0 | 0 | ud2 | 0",
        "int3                          | BREAKPOINT | 0 | 0 | '' | 0",
        "int $0x80                     | INTERRUPT | 0 | 1026 | 0x80 | 0",
        "mov $2,%eax; syscall          | SYSTEM_CALL | 0 | 0 | number 2 is not provided | 1",
        "mov $-0x7efff000,%rax; jmp *%rax | PAGE | 0xffffffff81001000 | 16 |"
            + " fetching 0xffffffff81001000: not mapped | 2",
      })
  void faults(
      String code, Fault.Kind kind, String address, int error, String detail, long retired) {
    Machine m = machine(code);
    Outcome o = m.call("f");
    assertEquals(Stop.FAULT, o.stop());
    assertEquals(kind, o.fault().kind());
    assertEquals(detail, detail.isEmpty() ? "" : o.fault().detail());
    assertEquals(Long.parseUnsignedLong(address.replace("0x", ""), 16), o.fault().address());
    assertEquals(error, o.fault().errorCode());
    assertEquals(retired, o.counters().instructions());
    assertEquals(0, m.memory().peek(0x400ffe, 2), "nothing is stored before a fault");
    assertEquals(m.cpu().get(State.RIP), o.fault().rip());
  }

  @Test
  void anUnknownInstructionShowsItsBytes() {
    byte[] bytes = HexFormat.of().parseHex("9006" + "00".repeat(20));
    Outcome o = Machine.create(TestImages.code(bytes), MachineOptions.defaults()).call("f");
    assertEquals(Stop.FAULT, o.stop());
    assertEquals(TestImages.TEXT + 1, o.fault().rip());
    assertEquals(
        true, o.fault().message().startsWith("#UD not an instruction: 06"), o.fault().message());
    assertEquals(
        true, o.fault().message().endsWith(" at 0xffffffff81000001 <f+0x1>"), o.fault().message());
  }

  /**
   * Expected counts: instructions, iterations, loads, stores, bytes loaded, bytes stored, calls,
   * branches, taken branches.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ret                                   | 1 0 1 0 8 0 0 1 1",
        "push %rbx; pop %rbx; ret              | 3 0 2 1 16 8 0 1 1",
        "incl 0xffffffff81010000; ret          | 2 0 2 1 12 4 0 1 1",
        "mov $3,%ecx; mov $-0x7eff0000,%rdi; rep stosw; ret | 4 3 1 3 8 6 0 1 1",
        "xor %ecx,%ecx; rep stosq; ret         | 3 0 1 0 8 0 0 1 1",
        "cmp %eax,%eax; jne .+2; ret           | 3 0 1 0 8 0 0 2 1",
        "cmp %eax,%eax; je .+2; ret            | 3 0 1 0 8 0 0 2 2",
        "call .+5; pop %rax; ret               | 3 0 2 1 16 8 1 2 2",
        "lea 0x0(%rip),%rax; add $7,%rax; jmp *%rax; nop; ret | 4 0 1 0 8 0 0 2 2",
        "lea 0x0(%rip),%rax; add $7,%rax; call *%rax; ret; ret | 5 0 2 1 16 8 1 3 3",
        "mov $3,%ecx; mov 0xffffffff81010000,%eax; dec %ecx; jne .-9; ret | 11 0 4 0 20 0 0 4 3",
      })
  void counts(String code, String expected) {
    Outcome o = counted(code);
    assertEquals(Stop.RETURN, o.stop(), () -> o.fault().message());
    Counters c = o.counters();
    assertEquals(
        expected,
        "%d %d %d %d %d %d %d %d %d"
            .formatted(
                c.instructions(),
                c.repIterations(),
                c.loads(),
                c.stores(),
                c.loadBytes(),
                c.storeBytes(),
                c.calls(),
                c.branches(),
                c.branchesTaken()));
  }

  /**
   * Assembles code; its branches are relative to their own address and therefore encoded by hand.
   */
  private static Outcome counted(String code) {
    List<String> parts = new ArrayList<>(List.of(code.split("; ")));
    parts.replaceAll(s ->
        switch (s.strip()) {
          case "jne .+2" -> "75 00";
          case "jne .-9" -> "75 f5";
          case "je .+2" -> "74 00";
          case "call .+5" -> "e8 00 00 00 00";
          default -> HexFormat.of().formatHex(TestImages.assemble(s));
        });
    byte[] bytes = HexFormat.of().parseHex(String.join("", parts).replace(" ", ""));
    return Machine.create(TestImages.code(bytes), MachineOptions.defaults()).call("f");
  }

  @Test
  void aRepeatedInstructionThatFaultsHasNotRetired() {
    Machine m = machine("mov $10,%ecx; mov $-0x7eff0003,%rdi; cld; rep stosb; ret");
    m.memory().unmap(TestImages.DATA);
    m.memory().map(TestImages.DATA - 4096, 4096, Memory.READ | Memory.WRITE, "before");
    Outcome o = m.call("f");
    assertEquals(Stop.FAULT, o.stop());
    assertEquals(TestImages.DATA, o.fault().address());
    assertEquals(3, o.counters().instructions());
    assertEquals(3, o.counters().repIterations());
    assertEquals(3, o.counters().stores());
    assertEquals(7, m.cpu().get(State.RCX));
    assertEquals(TestImages.DATA, m.cpu().get(State.RDI));
  }

  @Test
  void theHookMapsAPageAndTheInstructionRetries() {
    List<Long> asked = new ArrayList<>();
    MachineOptions options =
        MachineOptions.defaults()
            .withOnPageFault((address, code, cpu, memory) -> {
              asked.add(address);
              memory.map(address & -4096, 4096, Memory.READ | Memory.WRITE, "late");
              return true;
            });
    Outcome o = machine("movl $9,0x600010; mov 0x600010,%eax; ret", options).call("f");
    assertEquals(9, o.value());
    assertEquals(List.of(0x600010L), asked);
    assertEquals(3, o.counters().instructions());
  }

  @Test
  void theBudgetStopsAndAnAccessMayCrossRegions() {
    Machine m = machine("mov $-2,%eax; mov %rax,0x800ffd; mov 0x800ffd,%rax; ret");
    m.memory().map(0x800000, 4096, Memory.READ | Memory.WRITE, "first");
    m.memory().map(0x801000, 4096, Memory.READ | Memory.WRITE, "second");
    assertEquals(0xfffffffeL, m.call("f").value());
    assertArrayEquals(HexFormat.of().parseHex("feffffff00"), m.memory().read(0x800ffd, 5));
    Machine endless =
        Machine.create(
            TestImages.code(new byte[] {(byte) 0xeb, (byte) 0xfe}),
            MachineOptions.defaults().withMaxInstructions(1234));
    Outcome o = endless.call("f");
    assertEquals(Stop.LIMIT, o.stop());
    assertEquals(1234, o.counters().instructions());
  }

  @Test
  void writeGoesToTheHostAndTheTracerSeesEveryInstruction() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringBuilder trace = new StringBuilder();
    Machine m =
        machine(
            "movl $0x0a6968,-0x7eff0000; mov $1,%eax; mov $1,%edi; mov $-0x7eff0000,%rsi;"
                + "mov $3,%edx; syscall; ret",
            MachineOptions.defaults()
                .withOutput(out, null)
                .withTracer((d, cpu, memory) -> trace.append(d.insn().mnemonic()).append(' ')));
    assertEquals(3, m.call("f").value());
    assertEquals("hi\n", out.toString(StandardCharsets.US_ASCII));
    assertEquals("mov mov mov mov mov syscall ret ", trace.toString());
  }

  @Test
  void patchedCodeIsDecodedAnew() {
    Machine m = machine("mov $1,%eax; ret");
    assertEquals(1, m.call("f").value());
    m.memory().write(TestImages.TEXT + 1, new byte[] {2});
    assertEquals(2, m.call("f").value());
    assertEquals(2, m.call("f").counters().instructions());
  }

  @Test
  void anExecutableRunsFromItsEntry(@TempDir Path directory) throws IOException {
    Tools.need("as", "ld");
    Files.writeString(
        directory.resolve("e.s"),
        """
        .globl _start
        _start: mov (%rsp), %r12
        mov $1, %eax
        mov $2, %edi
        lea text(%rip), %rsi
        mov $6, %edx
        syscall
        incl count(%rip)
        mov count(%rip), %edi
        add %r12d, %edi
        mov $60, %eax
        syscall
        .section .rodata
        text: .ascii "hello\\n"
        .data
        count: .long 40
        """);
    Tools.run(directory, "as", "e.s", "-o", "e.o");
    Tools.run(directory, "ld", "-static", "e.o", "-o", "e");
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Outcome o =
        Machine.create(
                Linker.link(List.of(Tools.object(directory, "e")), LinkOptions.kernel()),
                MachineOptions.defaults().withOutput(null, err))
            .run();
    assertEquals(Stop.EXIT, o.stop(), () -> o.fault().message());
    assertEquals(42, o.exitCode());
    assertEquals("hello\n", err.toString(StandardCharsets.US_ASCII));
    assertEquals(11, o.counters().instructions());
  }

  /** Random bytes as code: the guest always stops for one of the known reasons. */
  @Test
  void randomCodeStops() {
    Map<Stop, Integer> stops = new EnumMap<>(Stop.class);
    for (int seed = 0; seed < 3000; seed++) {
      Random r = new Random(seed);
      byte[] bytes = new byte[256];
      r.nextBytes(bytes);
      long[] arguments = r.longs(6).map(x -> r.nextBoolean() ? x : TestImages.DATA).toArray();
      Machine m =
          Machine.create(
              TestImages.code(bytes),
              MachineOptions.defaults().withStackBytes(4096).withMaxInstructions(500));
      try {
        stops.merge(m.call("f", arguments).stop(), 1, Integer::sum);
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    assertTrue(stops.get(Stop.FAULT) > 1000, stops.toString());
  }

  @Test
  void regionsDoNotOverlap() {
    Memory memory = machine("ret").memory();
    assertThrows(
        IllegalArgumentException.class, () -> memory.map(0x400800, 16, Memory.READ, "overlap"));
    assertThrows(
        IllegalArgumentException.class, () -> memory.map(1L << 47, 16, Memory.READ, "hole"));
    assertThrows(IllegalArgumentException.class, () -> memory.map(-16, 32, Memory.READ, "wrap"));
  }
}
