package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.codegen.Compiler;
import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.source.Source;
import fastpath.emulator.EngineKind;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Preset;
import fastpath.lab.workshop.Workshop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests user access at every size from 0 to 260, with every faulting byte and every misalignment of
 * source and destination, for every copy function of both eras on all engines. Each access is
 * checked for its result, the bytes copied, the bytes zeroed, and that no other byte is written.
 * The expected values are computed from the mapped bytes and from what the copy functions of each
 * era guarantee.
 *
 * <p>Each size and faulting byte is tested with {@link #PAIRS} of the 64 pairs of misalignments,
 * neighbouring sizes and bytes with other pairs; {@code -Dfastpath.copies=exhaustive} tests all
 * pairs, but not in verify mode.
 */
@ExtendWith(SharedWorkshop.class)
class CopiesTest {
  private static final boolean EXHAUSTIVE =
      "exhaustive".equals(System.getProperty("fastpath.copies"));
  private static final List<EngineKind> ENGINES =
      EXHAUSTIVE
          ? List.of(EngineKind.INTERPRETER, MachineOptions.defaults().engine())
          : List.of(EngineKind.INTERPRETER, MachineOptions.defaults().engine(), EngineKind.VERIFY);
  private static final int LARGEST = 260;
  private static final int LONGEST_STRING = 40;
  private static final int PAIRS = EXHAUSTIVE ? CopyBench.PLACES : 2;
  private static final long EFAULT = -14;

  /** In the order of the operations in the driver. */
  private enum Operation {
    COPY_FROM_USER,
    COPY_FROM_USER_INATOMIC,
    COPY_TO_USER,
    CLEAR_USER,
    STRNCPY_FROM_USER
  }

  static Stream<Arguments> presetsAndEngines() {
    return Stream.of("A0u", "A0s", "A0", "M0u", "M0s", "M0e", "M0")
        .flatMap(preset -> ENGINES.stream().map(engine -> Arguments.of(preset, engine)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("presetsAndEngines")
  void everySizeAndFaultingByte(String preset, EngineKind engine, Workshop workshop)
      throws IOException {
    CopyBench bench = new CopyBench(image(preset, workshop), engine);
    boolean masked = preset.startsWith("M");
    for (Operation operation : Operation.values()) {
      if (operation == Operation.STRNCPY_FROM_USER) {
        continue;
      }
      for (int n = 0; n <= LARGEST; n++) {
        CopyBench.Model model = model(operation, masked, n);
        for (int[] present : batches(n)) {
          String difference = bench.check(operation.ordinal(), n, present, model);
          assertEquals("", difference, operation::toString);
        }
      }
    }
  }

  /**
   * Returns accesses for each number of present bytes from 0 to n, at as many different places as
   * pairs of misalignments are tested.
   */
  private static List<int[]> batches(int n) {
    List<int[]> batches = new ArrayList<>();
    for (int pair = 0; pair < PAIRS; pair++) {
      for (int from = 0; from <= n; from += CopyBench.PLACES) {
        int[] present = new int[CopyBench.PLACES];
        Arrays.fill(present, -1);
        for (int k = from; k <= n && k < from + CopyBench.PLACES; k++) {
          // An odd factor, so that neighbouring values of k use different places.
          present[(21 * k + 5 * n + 27 * pair) % CopyBench.PLACES] = k;
        }
        batches.add(present);
      }
    }
    return batches;
  }

  private static CopyBench.Model model(Operation operation, boolean masked, int n) {
    return (kernel, kernelAt, user, userAt, present) -> {
      switch (operation) {
        case COPY_FROM_USER, COPY_FROM_USER_INATOMIC -> {
          System.arraycopy(user, userAt, kernel, kernelAt, present);
          // In 3.11 the copy function itself clears the tail; in current kernels the caller clears
          // the tail, except in atomic context.
          if (operation == Operation.COPY_FROM_USER || !masked) {
            Arrays.fill(kernel, kernelAt + present, kernelAt + n, (byte) 0);
          }
        }
        case COPY_TO_USER -> System.arraycopy(kernel, kernelAt, user, userAt, present);
        case CLEAR_USER -> {
          int cleared = masked ? present : clearedByWords(n, present);
          Arrays.fill(user, userAt, userAt + cleared, (byte) 0);
          return n - cleared;
        }
        case STRNCPY_FROM_USER -> throw new IllegalArgumentException();
      }
      return n - present;
    };
  }

  /**
   * Returns the number of bytes that 3.11 clears: whole words as long as eight bytes are left, and
   * none of a word that faults.
   */
  private static int clearedByWords(int n, int present) {
    return present < n / 8 * 8 ? present / 8 * 8 : present;
  }

  /** Tests strings that end at any byte or not at all, for every length and every faulting byte. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("presetsAndEngines")
  void everyStringAndFaultingByte(String preset, EngineKind engine, Workshop workshop)
      throws IOException {
    CopyBench bench = new CopyBench(image(preset, workshop), engine);
    for (int n = 0; n <= LONGEST_STRING; n++) {
      for (int end = 0; end <= n; end++) {
        for (int[] present : batches(n)) {
          putStrings(bench, present, end);
          String difference =
              bench.check(Operation.STRNCPY_FROM_USER.ordinal(), n, present, string(n, end));
          assertEquals("", difference, "end " + end);
        }
      }
    }
  }

  private static void putStrings(CopyBench bench, int[] present, int end) {
    for (int p = 0; p < present.length; p++) {
      byte[] user = bench.userBefore(p);
      Arrays.fill(user, (byte) 'x');
      if (end < present[p]) {
        user[user.length - present[p] + end] = 0;
      }
    }
  }

  /**
   * Returns the expected copy of a string; the last word may include bytes after the string's end,
   * up to the count.
   */
  private static CopyBench.Model string(int n, int end) {
    return (kernel, kernelAt, user, userAt, present) -> {
      int words = present / 8 * 8;
      int word = end / 8 * 8 + 8;
      int copied = end >= present ? present : word <= words ? word : end + 1;
      System.arraycopy(user, userAt, kernel, kernelAt, copied);
      if (end < present) {
        return end;
      }
      return present < n ? EFAULT : n;
    };
  }

  private static Image image(String preset, Workshop workshop) throws IOException {
    Compiler own = new OwnCompiler();
    Preset config = KernelSources.BASE.preset(preset).orElseThrow();
    Options options = Options.DEFAULT.withDefines(config.defines());
    List<ObjectFile> objects = new ArrayList<>(workshop.support(config, own));
    objects.add(workshop.userObject(new Source("driver.c", driver()), own, options));
    return Linker.link(objects, LinkOptions.kernel());
  }

  private static String driver() throws IOException {
    try (InputStream in = CopiesTest.class.getResourceAsStream("/copies/driver.c")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
