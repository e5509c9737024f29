package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.emulator.EngineKind;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import fastpath.lab.boot.AsBooted;
import fastpath.lab.boot.BootCpu;
import fastpath.lab.btf.Btf;
import fastpath.lab.vmlinux.RunningKernel;
import fastpath.lab.workshop.GuestCall;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.junit.jupiter.api.Test;

/**
 * Calls functions of distribution kernels with random arguments, and compares the results with what
 * the Java platform computes. {@code fastpath.kernel.seed} is the seed; the kernels are those of
 * {@link KernelImageTest}.
 */
class KernelOraclesTest {
  private static final int SETS = 8;
  private static final int BUFFER = 64;

  /** The offset of the buffer in the guest's argument area. */
  private static final int AT = 256;

  /** The arguments of a call: numbers, and the buffer to which the address {@link #HERE} leads. */
  private record Arguments(byte[] buffer, long... numbers) {
    long n(int i) {
      return numbers[i];
    }

    String text() {
      int end = 0;
      while (buffer[end] != 0) {
        end++;
      }
      return new String(buffer, 0, end, StandardCharsets.US_ASCII);
    }
  }

  /** The number that is passed as the buffer's address. */
  private static final long HERE = Long.MIN_VALUE;

  /** Makes random arguments. */
  private interface Maker {
    Arguments make(Random random);
  }

  /** A function, its arguments, and its result by the Java platform. */
  private record Oracle(String function, Maker arguments, ToLongFunction<Arguments> result) {}

  private static Oracle numbers(String name, ToLongFunction<Arguments> result, long... bounds) {
    return new Oracle(
        name,
        random ->
            new Arguments(
                new byte[BUFFER],
                Arrays.stream(bounds)
                    .map(b -> b == 0 ? random.nextLong() : random.nextLong(b))
                    .toArray()),
        result);
  }

  /** A function of a string, which has at most 20 of the characters. */
  private static Oracle text(
      String name, String of, ToLongFunction<Arguments> result, long... more) {
    return new Oracle(
        name,
        random -> {
          byte[] buffer = new byte[BUFFER];
          int length = random.nextInt(1, 20);
          for (int i = 0; i < length; i++) {
            buffer[i] = (byte) of.charAt(random.nextInt(of.length()));
          }
          return new Arguments(buffer, with(more));
        },
        result);
  }

  private static long[] with(long... more) {
    long[] all = new long[more.length + 1];
    all[0] = HERE;
    System.arraycopy(more, 0, all, 1, more.length);
    return all;
  }

  /** A function of a buffer of random bytes, whose address is the argument with a number. */
  private static Oracle bytes(String name, ToLongFunction<Arguments> result, long... arguments) {
    return new Oracle(
        name,
        random -> {
          byte[] buffer = new byte[BUFFER];
          random.nextBytes(buffer);
          Arrays.fill(buffer, 0, random.nextInt(BUFFER / 2), (byte) 0);
          return new Arguments(buffer, arguments);
        },
        result);
  }

  private static BigInteger unsigned(long value) {
    return new BigInteger(Long.toUnsignedString(value));
  }

  private static long gcd(Arguments a) {
    return unsigned(a.n(0)).gcd(unsigned(a.n(1))).longValue();
  }

  private static Arguments time(Random random) {
    return new Arguments(
        new byte[BUFFER],
        random.nextLong(1970, 2170),
        random.nextLong(1, 13),
        random.nextLong(1, 29),
        random.nextLong(24),
        random.nextLong(60),
        random.nextLong(60));
  }

  private static long seconds(Arguments a) {
    int[] n = Arrays.stream(a.numbers).mapToInt(Math::toIntExact).toArray();
    return LocalDateTime.of(n[0], n[1], n[2], n[3], n[4], n[5]).toEpochSecond(ZoneOffset.UTC);
  }

  private static long crc(Checksum sum, Arguments a) {
    sum.update(a.buffer, 0, BUFFER);
    return ~sum.getValue() & 0xffffffffL;
  }

  private static BitSet bits(Arguments a) {
    return BitSet.valueOf(a.buffer);
  }

  private static final List<Oracle> ORACLES =
      List.of(
          numbers("gcd", KernelOraclesTest::gcd, 0, 0),
          numbers("lcm", a -> a.n(0) / gcd(a) * a.n(1), 1 << 20, 1 << 20),
          numbers("int_sqrt", a -> unsigned(a.n(0)).sqrt().longValue(), 0),
          numbers("int_pow", a -> BigInteger.valueOf(a.n(0)).pow((int) a.n(1)).longValue(), 99, 9),
          numbers("__sw_hweight32", a -> Integer.bitCount((int) a.n(0)), 1L << 32),
          numbers("__sw_hweight64", a -> Long.bitCount(a.n(0)), 0),
          numbers("_bin2bcd", a -> Long.parseLong(Long.toString(a.n(0)), 16), 100),
          numbers("hex_to_bin", a -> Character.digit((int) a.n(0), 16), 128),
          numbers(
              "rtc_month_days",
              a -> YearMonth.of((int) a.n(1), (int) a.n(0) + 1).lengthOfMonth(),
              12,
              3000),
          new Oracle("mktime64", KernelOraclesTest::time, KernelOraclesTest::seconds),
          text("strlen", "abcxyz", a -> a.text().length()),
          text("strnlen", "abcxyz", a -> Math.min(9, a.text().length()), 9),
          text("simple_strtoul", "0123456789", a -> new BigInteger(a.text()).longValue(), 0, 10),
          text(
              "simple_strtoull",
              "0123456789abcdef",
              a -> new BigInteger(a.text(), 16).longValue(),
              0,
              16),
          text("memparse", "12345678", a -> new BigInteger(a.text(), 10).longValue(), 0),
          bytes("crc32_le", a -> crc(new CRC32(), a), 0xffffffffL, HERE, BUFFER),
          bytes("__crc32c_le_base", a -> crc(new CRC32C(), a), 0xffffffffL, HERE, BUFFER),
          bytes("_find_first_bit", a -> Math.max(0, bits(a).nextSetBit(0)), HERE, 8 * BUFFER),
          bytes("_find_last_bit", a -> bits(a).length() - 1, HERE, 8 * BUFFER),
          bytes("_find_next_bit", a -> bits(a).nextSetBit(300), HERE, 8 * BUFFER, 300),
          bytes("_find_first_zero_bit", a -> bits(a).nextClearBit(0), HERE, 8 * BUFFER),
          bytes("__bitmap_weight", a -> bits(a).cardinality(), HERE, 8 * BUFFER),
          bytes("memweight", a -> bits(a).cardinality(), HERE, BUFFER));

  @Test
  void resultsAreThoseOfJava() throws IOException {
    for (Path kernel : KernelImageTest.kernels()) {
      Image image = KernelImageTest.image(kernel);
      AsBooted.patch(image, BootCpu.of("intel"));
      Btf types = Btf.read(image.bytes(".BTF")).orElseThrow();
      List<GuestCall> machines =
          Stream.of(EngineKind.INTERPRETER, EngineKind.TRANSLATOR)
              .map(e -> machine(image, e))
              .toList();
      List<String> wrong = new ArrayList<>();
      Random random = new Random(Long.getLong("fastpath.kernel.seed", 1));
      for (Oracle oracle : ORACLES) {
        for (int i = 0; i < SETS; i++) {
          Arguments arguments = oracle.arguments.make(random);
          String expected = text(types, oracle, oracle.result.applyAsLong(arguments));
          for (GuestCall machine : machines) {
            Outcome o = call(machine, oracle, arguments);
            if (o.stop() != Stop.RETURN || !text(types, oracle, o.value()).equals(expected)) {
              wrong.add(
                  "%s(%s): %s, and by Java %s"
                      .formatted(
                          oracle.function,
                          Arrays.toString(arguments.numbers),
                          GuestCall.describe(o),
                          expected));
            }
          }
        }
      }
      System.out.printf(
          "KernelOraclesTest: %d functions of %s, %d calls each%n", ORACLES.size(), kernel, SETS);
      assertEquals(List.of(), wrong);
    }
  }

  private static GuestCall machine(Image image, EngineKind engine) {
    MachineOptions options = MachineOptions.defaults().withEngine(engine);
    RunningKernel running = RunningKernel.of(image).orElseThrow();
    return GuestCall.of(image, running.onIdleStack(options).withMaxInstructions(1_000_000));
  }

  private static Outcome call(GuestCall scene, Oracle oracle, Arguments arguments) {
    long at = scene.machine().addresses().arguments() + AT;
    scene.machine().memory().write(at, arguments.buffer);
    return scene
        .machine()
        .call(
            oracle.function,
            Arrays.stream(arguments.numbers).map(n -> n == HERE ? at : n).toArray());
  }

  /**
   * Returns a result as text, by the return type; functions in assembly language return 32 bits.
   */
  private static String text(Btf types, Oracle oracle, long rax) {
    return types
        .function(oracle.function)
        .map(type -> type.returns().value().text(rax))
        .orElse(Integer.toString((int) rax));
  }
}
