package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.emulator.EngineKind;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.MachineState;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.Symbol;
import fastpath.emulator.machine.Memory;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import fastpath.lab.boot.AsBooted;
import fastpath.lab.boot.BootCpu;
import fastpath.lab.vmlinux.RunningKernel;
import fastpath.lab.workshop.GuestCall;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Calls random functions of a kernel with six pointers to pages of zeros. Both engines must end in
 * the same way with the same counts, and the pushes and stack bytes must equal those that {@link
 * ExecutedFrames} counts. {@code fastpath.kernel.sweep} sets the number of functions and {@code
 * fastpath.kernel.seed} the seed; the kernels are those of {@link KernelImageTest}.
 */
class KernelSweepTest {
  private static final long PAGES = 0xffff888040000000L;
  private static final long PAGE = 4096;
  private static final int ARGUMENTS = 6;
  private static final int BUDGET = 20_000;

  /**
   * A function that switches to 32-bit code by a far return, which an analysis of the function's
   * control flow does not follow.
   */
  private static final String FAR_RETURN = "__efi64_thunk";

  @Test
  void bothEnginesEndAlike() throws IOException {
    for (Path kernel : KernelImageTest.kernels()) {
      Image image = KernelImageTest.image(kernel);
      AsBooted.patch(image, BootCpu.of("intel"));
      sweep(kernel, image);
    }
  }

  private static void sweep(Path kernel, Image image) {
    Scene[] scenes = {
      new Scene(image, EngineKind.INTERPRETER), new Scene(image, EngineKind.TRANSLATOR)
    };
    List<String> wrong = new ArrayList<>();
    Map<Stop, Integer> ends = new EnumMap<>(Stop.class);
    List<Symbol> functions = functions(image);
    ExecutedFrames executed = scenes[0].frames;
    int unknown = 0;
    for (Symbol f : functions) {
      Outcome first = scenes[0].call(f);
      Outcome second = scenes[1].call(f);
      ends.merge(first.stop(), 1, Integer::sum);
      if (!text(first).equals(text(second))) {
        wrong.add(f.name() + ": " + text(first) + "; translated: " + text(second));
      }
      OptionalLong pushes = first.counters().pushes();
      unknown += pushes.isEmpty() ? 1 : 0;
      if (f.name().equals(FAR_RETURN)) {
        continue;
      }
      if (pushes.isPresent() && pushes.getAsLong() != executed.pushes()
          || first.counters().stackBytes() != executed.stackBytes()) {
        wrong.add(
            "%s: %s pushes and %d stack bytes, by opcodes %d and %d"
                .formatted(
                    f.name(),
                    pushes,
                    first.counters().stackBytes(),
                    executed.pushes(),
                    executed.stackBytes()));
      }
    }
    System.out.println(
        "KernelSweepTest: "
            + functions.size()
            + " of "
            + kernel
            + ": "
            + ends
            + ", pushes unknown of "
            + unknown);
    assertEquals(List.of(), wrong);
  }

  /**
   * Returns functions in the order of the seed, without the padding symbols ({@code __pfx_}) of 6.2
   * and later.
   */
  static List<Symbol> functions(Image image) {
    List<Symbol> all =
        new ArrayList<>(
            image.symbols().stream()
                .filter(s -> s.isFunction() && s.size() > 0 && s.sectionName().equals(".text"))
                .filter(s -> !s.name().startsWith("__pfx_"))
                .toList());
    Collections.shuffle(all, new Random(Long.getLong("fastpath.kernel.seed", 1)));
    return all.subList(0, Math.min(all.size(), Integer.getInteger("fastpath.kernel.sweep", 100)));
  }

  /** A machine that is restored to its initial state before each call. */
  private static final class Scene {
    private final GuestCall guest;
    private final MachineState start;

    /**
     * The counts of the executed instructions if this machine interprets; empty if it translates.
     */
    private final ExecutedFrames frames;

    Scene(Image image, EngineKind engine) {
      boolean interpreted = engine == EngineKind.INTERPRETER;
      MachineOptions options =
          RunningKernel.of(image)
              .orElseThrow()
              .onIdleStack(MachineOptions.defaults())
              .withEngine(engine)
              .withMaxInstructions(BUDGET);
      frames = new ExecutedFrames(image, options.stackBytes());
      guest = GuestCall.of(image, interpreted ? options.withTracer(frames) : options);
      Memory memory = guest.machine().memory();
      memory.map(PAGES, ARGUMENTS * PAGE, Memory.READ | Memory.WRITE, "arguments");
      start = guest.machine().take();
    }

    Outcome call(Symbol f) {
      Machine machine = guest.machine();
      machine.restore(start);
      frames.begin(f, machine.stackTop() - Machine.CALLER_BYTES - Long.BYTES);
      long[] arguments = new long[ARGUMENTS];
      Arrays.setAll(arguments, i -> PAGES + PAGE * i);
      return machine.call(f.value(), arguments);
    }
  }

  private static String text(Outcome o) {
    return GuestCall.describe(o)
        + " after "
        + o.counters().instructions()
        + ", loads "
        + o.counters().loads()
        + ", stores "
        + o.counters().stores();
  }
}
