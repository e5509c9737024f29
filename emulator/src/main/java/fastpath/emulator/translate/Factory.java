package fastpath.emulator.translate;

import fastpath.emulator.engine.Code;
import fastpath.emulator.engine.Engine;
import fastpath.emulator.engine.Interpreter;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Region;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.function.LongFunction;
import org.objectweb.asm.MethodTooLargeException;

/** Makes passages: finds the blocks, follows the flags, generates a class and loads it. */
final class Factory {
  /**
   * HotSpot compiles no method of 8,000 bytes or more, and its first compiler gives up where there
   * are too many values: then a method is interpreted until the second one has compiled it, without
   * a profile, and again whenever that guessed wrong.
   */
  static final int LARGEST_METHOD = 5000;

  private static final int FEWEST_INSTRUCTIONS = 16;

  private final Interpreter interpreter;
  private final Memory memory;
  private final Tuning tuning;

  Factory(Interpreter interpreter, Memory memory, Tuning tuning) {
    this.interpreter = interpreter;
    this.memory = memory;
    this.tuning = tuning;
  }

  /**
   * The passage that begins at an address; null if its first instruction is the interpreter's.
   *
   * @param spanning whether accesses are checked together, which serves where they have one place
   */
  Passage make(long head, boolean own, Engine.Activation activation, boolean spanning) {
    for (int most = tuning.mostInstructions(); most >= FEWEST_INSTRUCTIONS; most /= 2) {
      Loops loops = loops(head, own, interpreter::known, activation, most);
      if (loops == null) {
        return null;
      }
      Counting counting = new Counting(loops);
      Generated generated;
      try {
        generated = new Generator(loops, counting, spanning).generate();
      } catch (MethodTooLargeException e) {
        continue;
      }
      if (generated.size() < LARGEST_METHOD) {
        return new Passage(
            loops.blocks(), counting, generated, load(generated), activation, memory.codeVersion());
      }
    }
    return null;
  }

  /** The blocks of a passage, their flags followed; null if nothing would be gained. */
  static Loops loops(
      long head, boolean own, LongFunction<Code> known, Engine.Activation activation, int most) {
    List<Block> found = Survey.of(head, own, known, activation, most);
    if (found.isEmpty() || found.getFirst().size() == 0) {
      return null;
    }
    List<Block> order = Order.of(found.getFirst());
    FlagUse.follow(order);
    Loops loops = new Loops(order);
    FlagUse.settle(loops);
    return loops;
  }

  private static PassageCode load(Generated generated) {
    try {
      byte[][] data = generated.regions().stream().map(Region::bytes).toArray(byte[][]::new);
      return (PassageCode)
          MethodHandles.lookup()
              .defineHiddenClassWithClassData(generated.bytes(), data, true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("generated code does not load", e);
    }
  }
}
