package fastpath.emulator.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.emulator.CalledFunction;
import fastpath.emulator.EngineKind;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.TestImages;
import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Streams;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import fastpath.emulator.translate.analysis.BoundsChecks;
import fastpath.emulator.translate.analysis.FlagLiveness;
import fastpath.emulator.translate.gen.GeneratedClass;
import fastpath.emulator.translate.gen.LocalVariables;
import fastpath.emulator.translate.gen.PassageGenerator;
import fastpath.emulator.translate.passage.BasicBlock;
import fastpath.emulator.translate.passage.ControlFlow;
import fastpath.emulator.translate.passage.StageModel;
import fastpath.emulator.translate.run.Passage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/** Tests the contents of passages, and when passages are compiled again. */
class PassagesTest {
  private static final MachineOptions EAGER =
      MachineOptions.defaults().withMaxInstructions(100_000).withEngine(EngineKind.EAGER);

  private static byte[] bytes(String... parts) {
    StringBuilder hex = new StringBuilder();
    for (String part : parts) {
      hex.append(
          part.startsWith("#")
              ? part.substring(1)
              : HexFormat.of().formatHex(TestImages.assemble(part)));
    }
    return HexFormat.of().parseHex(hex.toString());
  }

  /**
   * Generated classes pass verification, and their methods are small enough for HotSpot to compile.
   */
  @Test
  void classesAreWellFormedAndSmall() {
    int seen = 0;
    for (int seed = 0; seed < 60; seed++) {
      byte[] code = Streams.function(new Random(seed), TestImages.TEXT, TestImages.DATA);
      Machine m = Machine.create(TestImages.code(code), EAGER.withStackBytes(4096));
      m.call("f", 1, 2, 3, 4, 5, 6);
      for (Passage p : ((Translator) m.engine()).passages()) {
        GeneratedClass g = generated(p.parts());
        StringWriter problems = new StringWriter();
        CheckClassAdapter.verify(
            new ClassReader(g.bytes()),
            PassagesTest.class.getClassLoader(),
            false,
            new PrintWriter(problems));
        assertEquals("", problems.toString(), "seed " + seed);
        assertTrue(g.size() < PassageCompiler.TOO_LARGE, "seed " + seed + ": " + g.size());
        seen++;
      }
    }
    assertTrue(seen > 60, "passages " + seen);
  }

  private static GeneratedClass generated(Passage.Parts parts) {
    ControlFlow flow = parts.flow();
    return PassageGenerator.generate(
        new PassageGenerator.Models(
            flow,
            FlagLiveness.of(flow),
            parts.unrolling(),
            BoundsChecks.of(flow, parts.unrolling(), true),
            parts.placement(),
            LocalVariables.of(flow, parts.placement()),
            false),
        Integer.MAX_VALUE);
  }

  /** Every instruction is counted as translated or as interpreted. */
  @Test
  void aLoopIsTranslated() {
    byte[] code = bytes("mov $10000,%ecx", "#01c8", "#ffc9", "#75fa", "ret");
    Outcome o = Machine.create(TestImages.code(code), EAGER).call("f");
    assertEquals(10000L * 10001 / 2, o.value());
    assertEquals(30002, o.counters().instructions());
    assertTrue(o.translated() > 29_900 && o.translated() <= 30_002, "translated " + o.translated());
  }

  /**
   * The guest runs on while a passage is compiled, and then runs in the passage; the counts are the
   * same.
   */
  @Test
  void passagesAreMadeInTheBackground() {
    byte[] code = bytes("mov $100000,%ecx", "#01c8", "#ffc9", "#75fa", "ret");
    Machine m = Machine.create(TestImages.code(code), MachineOptions.defaults());
    long translated = 0;
    for (int i = 0; i < 10_000 && translated == 0; i++) {
      Outcome o = m.call("f");
      assertEquals(100_000L * 100_001 / 2 & 0xffffffffL, o.value());
      assertEquals(300_002, o.counters().instructions());
      assertEquals(100_000, o.counters().branchesTaken());
      translated = o.translated();
    }
    assertTrue(translated > 0);
  }

  /**
   * A passage has few instructions at first, and is compiled again with more if it is entered too
   * often.
   */
  @Test
  void aLongLoopIsTranslatedAgain() {
    ByteBuffer code = ByteBuffer.allocate(5 + 150 * 2 + 9).order(ByteOrder.LITTLE_ENDIAN);
    code.put((byte) 0xb9).putInt(10_000); // mov $10000,%ecx
    for (int i = 0; i < 150; i++) {
      code.putShort((short) 0xc801); // add %ecx,%eax
    }
    code.putShort((short) 0xc9ff); // dec %ecx
    jump(code.putShort((short) 0x850f), 5); // jne
    code.put((byte) 0xc3);
    Machine m = Machine.create(TestImages.code(code.array()), MachineOptions.defaults());
    int most = 0;
    for (int i = 0; i < 10_000 && most < 152; i++) {
      Outcome o = m.call("f");
      assertEquals(150 * (10_000L * 10_001 / 2) & 0xffffffffL, o.value());
      assertEquals(2 + 152 * 10_000, o.counters().instructions());
      for (Passage p : ((Translator) m.engine()).passages()) {
        most = Math.max(most, p.blocks().stream().mapToInt(BasicBlock::size).sum());
      }
    }
    assertTrue(most >= 152, "instructions " + most);
  }

  /**
   * Random loops that share blocks and are entered in the middle; the budget may stop them at any
   * place.
   */
  @Test
  void tangledLoopsRunAndCountAsInterpreted() {
    long translated = 0;
    for (int seed = 0; seed < 300; seed++) {
      String text = "seed " + seed;
      Random r = new Random(seed);
      byte[] code = tangled(r, 2 + r.nextInt(12));
      MachineOptions options =
          EAGER.withMaxInstructions(r.nextBoolean() ? 20_000 : 1 + r.nextInt(20_000));
      Outcome expected = called(code, options, EngineKind.INTERPRETER);
      for (EngineKind engine : List.of(EngineKind.EAGER, EngineKind.VERIFY)) {
        Outcome actual = called(code, options, engine);
        assertEquals(expected.stop(), actual.stop(), text);
        assertEquals(expected.value(), actual.value(), text);
        assertEquals(expected.counters(), actual.counters(), text);
        translated += actual.translated();
      }
    }
    assertTrue(translated > 300 * 2 * 1000, "translated " + translated);
  }

  private static Outcome called(byte[] code, MachineOptions options, EngineKind engine) {
    return Machine.create(TestImages.code(code), options.withEngine(engine)).call("f");
  }

  /** Returns random code: blocks that count down, compute, and branch to one of two blocks. */
  private static byte[] tangled(Random r, int blocks) {
    int size = 27;
    ByteBuffer code = ByteBuffer.allocate(5 + blocks * size + 1).order(ByteOrder.LITTLE_ENDIAN);
    code.put((byte) 0xb9).putInt(200 + r.nextInt(2000)); // mov $n,%ecx
    int end = 5 + blocks * size;
    for (int i = 0; i < blocks; i++) {
      code.putShort((short) 0xc9ff); // dec %ecx
      jump(code.putShort((short) 0x840f), end); // je
      code.put((byte) 0x8d).putShort((short) 0xc004); // lea (%rax,%rax,8),%eax
      code.put((byte) 0x83).put((byte) 0xc0).put((byte) r.nextInt()); // add $n,%eax
      code.put((byte) 0xa8).put((byte) (1 << r.nextInt(8))); // test $n,%al
      jump(code.putShort((short) 0x850f), 5 + r.nextInt(blocks) * size); // jne
      jump(code.put((byte) 0xe9), 5 + r.nextInt(blocks) * size); // jmp
    }
    return code.put((byte) 0xc3).array();
  }

  private static void jump(ByteBuffer code, int to) {
    code.putInt(to - code.position() - 4);
  }

  /**
   * A loop stores into its own next instruction, and the changed instruction takes effect at once.
   */
  @Test
  void codeThatChangesItselfRunsAsChanged() {
    long text = 0x500000;
    // 0: mov $100,%ecx  5: movb $cl,text+13  12: add $imm8,%eax  15: dec %ecx  17: jnz 5  19: ret
    byte[] code = bytes("mov $100,%ecx", "#880c250e005000", "#83c000", "#ffc9", "#75f2", "ret");
    for (EngineKind engine : EngineKind.values()) {
      Machine m = Machine.create(TestImages.code("ret"), EAGER.withEngine(engine));
      m.memory().map(text, 4096, Memory.READ | Memory.WRITE | Memory.EXECUTE, "code");
      m.memory().write(text, code);
      Outcome o = m.call(text);
      assertEquals(Stop.RETURN, o.stop(), () -> o.fault().message());
      assertEquals(5050, o.value(), engine::label);
      assertEquals(402, o.counters().instructions(), engine::label);
    }
  }

  /** Code that is patched from outside between calls is translated again. */
  @Test
  void patchedCodeIsTranslatedAnew() {
    byte[] code = bytes("mov $100,%ecx", "#83c001", "#ffc9", "#75f9", "ret");
    for (EngineKind engine : EngineKind.values()) {
      Machine m = Machine.create(TestImages.code(code), EAGER.withEngine(engine));
      assertEquals(100, m.call("f").value(), engine::label);
      m.memory().write(TestImages.TEXT + 7, new byte[] {3});
      assertEquals(300, m.call("f").value(), engine::label);
      assertEquals(302, m.call("f").counters().instructions(), engine::label);
    }
  }

  /** A mapping that translated code expects is removed, and another one takes its place. */
  @Test
  void unmappedMemoryIsNotAccessed() {
    byte[] code = bytes("mov $100,%ecx", "#8b0425" + "00006000", "#ffc9", "#75f5", "ret");
    Machine m = Machine.create(TestImages.code(code), EAGER);
    m.memory().map(0x600000, 4096, Memory.READ, "first");
    m.memory().poke(0x600000, 7, 4);
    assertEquals(7, m.call("f").value());
    m.memory().unmap(0x600000);
    Outcome gone = m.call("f");
    assertEquals(Stop.FAULT, gone.stop());
    assertEquals(0x600000, gone.fault().address());
    assertEquals(1, gone.counters().instructions());
    m.memory().map(0x600000, 4096, Memory.READ, "second");
    m.memory().poke(0x600000, 9, 4);
    assertEquals(9, m.call("f").value());
  }

  /**
   * The mapping of an access is replaced after the interpreter has noted it and before the code is
   * translated.
   */
  @Test
  void aRegionThatWasNotedIsNotAccessed() {
    byte[] code = bytes("mov %edi,%ecx", "#8b0425" + "00006000", "#ffc9", "#75f5", "ret");
    Machine m = Machine.create(TestImages.code(code), MachineOptions.defaults());
    m.memory().map(0x600000, 4096, Memory.READ, "first");
    m.memory().poke(0x600000, 7, 4);
    int half = Tuning.DEFAULT.hot() * 3 / 4;
    assertEquals(7, m.call("f", half).value());
    m.memory().unmap(0x600000);
    m.memory().map(0x600000, 4096, Memory.READ, "second");
    m.memory().poke(0x600000, 9, 4);
    long translated = 0;
    for (int i = 0; i < 10_000 && translated == 0; i++) {
      Outcome o = m.call("f", half);
      assertEquals(9, o.value());
      translated = o.translated();
    }
    assertTrue(translated > 0);
  }

  /**
   * Loads that share a bounds check: alternately in two mappings, then until the second load
   * faults.
   */
  @Test
  void accessesAtKnownDistances() {
    byte[] turns =
        bytes("mov $1000,%ecx", "#488b07", "#488b5708", "#4887fe", "#ffc9", "#75f2", "ret");
    byte[] walks =
        bytes("mov $1000,%ecx", "#488b07", "#488b5708", "#4883c708", "#ffc9", "#75f1", "ret");
    for (EngineKind engine : EngineKind.values()) {
      Outcome o = twoRegions(turns, engine).call("f", 0x600000, 0x700ff0);
      assertEquals(Stop.RETURN, o.stop(), engine::label);
      assertEquals(5002, o.counters().instructions(), engine::label);
      assertEquals(2000, o.counters().loads() - 1, engine::label);
      Machine m = twoRegions(walks, engine);
      o = m.call("f", 0x600000);
      assertEquals(Stop.FAULT, o.stop(), engine::label);
      assertEquals(0x601000, o.fault().address(), engine::label);
      assertEquals(1 + 511 * 5 + 1, o.counters().instructions(), engine::label);
      assertEquals(0x600ff8, m.cpu().get(State.RDI), engine::label);
    }
  }

  private static Machine twoRegions(byte[] code, EngineKind engine) {
    Machine m = Machine.create(TestImages.code(code), EAGER.withEngine(engine));
    m.memory().map(0x600000, 4096, Memory.READ, "first");
    m.memory().map(0x700000, 4096, Memory.READ, "second");
    return m;
  }

  /**
   * An unrolled loop is left in any of its copies, by either exit, and jumps back to the first
   * copy; its last access is at the mapping's last byte.
   */
  @Test
  void shortLoopsEndWhereverTheyDo() {
    // 0: mov %esi,%ecx  2: xor %eax,%eax  4: add (%rdi),%rax  7: xor 8(%rdi),%rax
    // 11: testb $0x80,(%rdi)  14: jne 24  16: add $8,%rdi  20: dec %ecx  22: jne 4  24: ret
    byte[] code =
        bytes(
            "#89f131c0",
            "#480307",
            "#48334708",
            "#f60780",
            "#7508",
            "#4883c708",
            "#ffc975ec",
            "ret");
    Machine expected = numbers(code, EngineKind.INTERPRETER);
    for (EngineKind engine : List.of(EngineKind.EAGER, EngineKind.VERIFY)) {
      Machine actual = numbers(code, engine);
      long translated = 0;
      Random r = new Random(1);
      for (int i = 0; i < 300; i++) {
        long from = 0x600000 + 8 * r.nextInt(512);
        long times = 1 + r.nextInt(100);
        Outcome e = expected.call("f", from, times);
        Outcome a = actual.call("f", from, times);
        String text = engine + " from " + Long.toHexString(from) + ", " + times + " times";
        assertEquals(e.stop(), a.stop(), text);
        assertEquals(e.value(), a.value(), text);
        assertEquals(e.counters(), a.counters(), text);
        translated += a.translated();
      }
      assertTrue(translated > 10_000, engine + ": translated " + translated);
    }
  }

  /** Creates a machine with an array of numbers, of which about one in a hundred ends the loop. */
  private static Machine numbers(byte[] code, EngineKind engine) {
    Machine m = Machine.create(TestImages.code(code), EAGER.withEngine(engine));
    m.memory().map(0x600000, 4096, Memory.READ | Memory.WRITE, "numbers");
    Random r = new Random(2);
    for (int i = 0; i < 512; i++) {
      long ends = r.nextInt(100) == 0 ? 0x80 : 0;
      m.memory().poke(0x600000 + 8 * i, r.nextLong() & ~0x80 | ends, 8);
    }
    return m;
  }

  /** SMAP applies to translated code: the same loop runs with and without AC. */
  @Test
  void userPagesNeedAc() {
    byte[] loop = bytes("mov $100,%ecx", "#8b0425" + "00004000", "#ffc9", "#75f5", "ret");
    byte[] code = bytes("stac", "#eb03", "clac", "#" + HexFormat.of().formatHex(loop));
    Machine m = Machine.create(TestImages.code(code), EAGER);
    m.memory().map(0x400000, 4096, Memory.READ | Memory.WRITE | Memory.USER, "user");
    assertEquals(Stop.RETURN, m.call(TestImages.TEXT).stop());
    Outcome refused = m.call(TestImages.TEXT + 5);
    assertEquals(Stop.FAULT, refused.stop());
    assertEquals(2, refused.counters().instructions());
    assertEquals(100, m.cpu().get(State.RCX));
  }

  /**
   * The stages show an instruction's flags as set, then as dead or put off, and the instruction's
   * bytecode.
   */
  @Test
  void stagesShowWhatBecomesOfAnInstruction() {
    byte[] code = bytes("add %rdi,%rax", "sub %rsi,%rax", "ret");
    List<Stages.Row> rows = stages(code).rows();
    assertEquals(3, rows.size());
    assertTrue(rows.get(0).uops().toString().contains("flags = "), rows.get(0).toString());
    assertTrue(!rows.get(0).kept().toString().contains("flags = "), rows.get(0).toString());
    assertTrue(rows.get(1).kept().toString().contains("put off"), rows.get(1).toString());
    assertTrue(rows.get(0).bytecode().contains("ladd"), rows.get(0).toString());
    assertTrue(rows.get(0).bytecode().contains("lload rdi"), rows.get(0).toString());
  }

  /** A branch in the bytecode names the instruction to which it jumps. */
  @Test
  void stagesNameWhereABranchGoes() {
    byte[] code = bytes("mov $100,%ecx", "#83c001", "#ffc9", "#75f9", "ret");
    List<Stages.Row> rows = stages(code).rows();
    String loop = "goto " + Long.toHexString(TestImages.TEXT + 5);
    assertTrue(rows.get(3).bytecode().contains(loop), rows.get(3).toString());
  }

  /** Each stage of the pipeline prints what it decided. */
  @Test
  void stagesPrintTheirModels() {
    byte[] code =
        bytes("mov $100,%ecx", "mov 8(%rdi),%rax", "mov 16(%rdi),%rdx", "#ffc9", "#75f4", "ret");
    Map<String, List<String>> models =
        stages(code).models().stream()
            .collect(
                Collectors.toMap(
                    StageModel::title, StageModel::lines, (a, b) -> a, LinkedHashMap::new));
    assertEquals(
        List.of("control flow", "flag use", "unrolling", "bounds checks", "counters", "locals"),
        List.copyOf(models.keySet()));
    String loop = Long.toHexString(TestImages.TEXT + 5);
    assertEquals(
        "block 1 at "
            + loop
            + ": 4 instructions, header of a loop of 1, then block 1 by a back edge"
            + " or block 2",
        models.get("control flow").get(1));
    assertEquals(
        "before block 1: computed with -, shown by side exits CF PF AF ZF SF OF",
        models.get("flag use").get(1));
    assertEquals(
        List.of(
            "counter 0, a local: budget that the loop of block 1 takes",
            "counter 1, a local: edge 1 to 2"),
        models.get("counters"));
    assertTrue(models.get("locals").contains("15: rcx"), models.toString());
  }

  private static Stages stages(byte[] code) {
    Machine m = Machine.create(TestImages.code(code), EAGER);
    return Stages.of(
        m.memory(), m.cpu(), TestImages.TEXT, new CalledFunction(m.image(), TestImages.TEXT, 0));
  }
}
