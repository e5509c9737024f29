package fastpath.emulator.isa;

import fastpath.emulator.machine.GuestFault;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.translate.TranslatedCode;
import fastpath.emulator.translate.Translator;
import fastpath.emulator.translate.Tuning;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;

/**
 * The translator, which translates an instruction before its first case is compared. An instruction
 * that is left to the interpreter by design is noted; any other one that is not translated is an
 * error.
 */
final class SiliconTranslator extends SiliconEngine {
  /**
   * Address of {@code jmp *0(%rip)}, which no case reaches, and from which control jumps to the
   * instruction.
   */
  private static final long LAUNCH = 0x5a5a_0000_0000L;

  private static final byte[] LEAP = HexFormat.of().parseHex("ff2500000000");

  private final Tuning tuning;
  private final Set<String> interpreted = new TreeSet<>();
  private Translator translator;
  private byte[] code = {};
  private boolean expected;
  private long translated;
  private long handed;

  SiliconTranslator(CpuProfile profile, String name, Tuning tuning) {
    super(profile, name);
    this.tuning = tuning;
  }

  @Override
  void renew() {
    memory.memory().map(LAUNCH, 4096, Memory.READ | Memory.EXECUTE, "launch");
    memory.memory().write(LAUNCH, LEAP);
    translator = new Translator(cpu, memory.memory(), t -> trap(t.kind()), null, tuning);
  }

  @Override
  GuestFault step(SiliconCase one) {
    if (code != one.code()) {
      code = one.code();
      expected = isMadeFor(one);
      byte[] target = new byte[8];
      ByteBuffer.wrap(target).order(ByteOrder.LITTLE_ENDIAN).putLong(one.address());
      memory.memory().write(LAUNCH + LEAP.length, target);
      for (int i = 1; i < tuning.hot(); i++) {
        leap(one);
        memory.takeBack(one);
        memory.prepare(one);
        start(one);
      }
    }
    GuestFault f = leap(one);
    if (expected && !TranslatedCode.beginsAt(translator, one.address())) {
      throw new AssertionError("not translated: " + one);
    }
    translated += translator.translated();
    handed += expected && f == null ? 1 - translator.translated() : 0;
    return f;
  }

  /**
   * Executes the jump and the instruction; returns the fault, or null if the instruction retires.
   */
  private GuestFault leap(SiliconCase one) {
    cpu.set(State.RIP, LAUNCH);
    translator.begin(UNREACHABLE, new Anywhere());
    try {
      translator.run(2);
      return null;
    } catch (GuestFault f) {
      return translator.instructions() == 1 ? f : null;
    }
  }

  private boolean isMadeFor(SiliconCase one) {
    if (one.insn() == null || one.next() > SiliconMemory.TEXT_END) {
      return false;
    }
    Lifted lifted = Lifter.lift(one.decoded());
    boolean made = TranslatedCode.isMadeFor(lifted);
    if (!made) {
      interpreted.add(one.insn().form().mnemonic());
    }
    return made;
  }

  @Override
  String summary() {
    return "%s: %d cases ended in translated code, %d retired after it gave up; not made for %s"
        .formatted(name, translated, handed, interpreted);
  }
}
