package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.emulator.EngineKind;
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
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Functions of a kernel, any of them, with six pointers to pages of zeros: each ends in some way,
 * in the same way on both engines, with the same counts. {@code fastpath.kernel.sweep} says how
 * many, {@code fastpath.kernel.seed} which; the kernels are those of {@link KernelImageTest}.
 */
class KernelSweepTest {
  private static final long PAGES = 0xffff888040000000L;
  private static final long PAGE = 4096;
  private static final int ARGUMENTS = 6;
  private static final int BUDGET = 20_000;

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
    for (Symbol f : functions) {
      String first = scenes[0].call(f, ends);
      String second = scenes[1].call(f, null);
      if (!first.equals(second)) {
        wrong.add(f.name() + ": " + first + "; translated: " + second);
      }
    }
    System.out.println("KernelSweepTest: " + functions.size() + " of " + kernel + ": " + ends);
    assertEquals(List.of(), wrong);
  }

  private static List<Symbol> functions(Image image) {
    List<Symbol> all =
        new ArrayList<>(
            image.symbols().stream()
                .filter(s -> s.isFunction() && s.size() > 0 && s.sectionName().equals(".text"))
                .toList());
    Collections.shuffle(all, new Random(Long.getLong("fastpath.kernel.seed", 1)));
    return all.subList(0, Math.min(all.size(), Integer.getInteger("fastpath.kernel.sweep", 100)));
  }

  /** A machine that is as at first before each call. */
  private static final class Scene {
    private final GuestCall guest;
    private final MachineState start;

    Scene(Image image, EngineKind engine) {
      MachineOptions options =
          RunningKernel.of(image)
              .orElseThrow()
              .onIdleStack(MachineOptions.defaults())
              .withEngine(engine)
              .withMaxInstructions(BUDGET);
      guest = GuestCall.of(image, options);
      Memory memory = guest.machine().memory();
      memory.map(PAGES, ARGUMENTS * PAGE, Memory.READ | Memory.WRITE, "arguments");
      start = guest.machine().take();
    }

    String call(Symbol f, Map<Stop, Integer> ends) {
      guest.machine().restore(start);
      long[] arguments = new long[ARGUMENTS];
      for (int i = 0; i < ARGUMENTS; i++) {
        arguments[i] = PAGES + PAGE * i;
      }
      Outcome o = guest.machine().call(f.value(), arguments);
      if (ends != null) {
        ends.merge(o.stop(), 1, Integer::sum);
      }
      return GuestCall.describe(o)
          + " after "
          + o.counters().instructions()
          + ", loads "
          + o.counters().loads()
          + ", stores "
          + o.counters().stores();
    }
  }
}
