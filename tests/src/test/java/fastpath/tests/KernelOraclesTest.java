package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.base.CharMatcher;
import com.google.common.primitives.Bytes;
import com.google.common.primitives.Longs;
import com.google.common.primitives.UnsignedLong;
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
import java.time.LocalDate;
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

    /** Returns the string at the start of the buffer. */
    String text() {
      return text(0);
    }

    /** Returns the string at {@link #SECOND}. */
    String second() {
      return text(SECOND);
    }

    private String text(int start) {
      String all = new String(buffer, StandardCharsets.US_ASCII);
      return all.substring(start, all.indexOf(END, start));
    }

    /** Returns the address of a byte of the buffer; 0 for an index of -1. */
    long at(int index) {
      return index < 0 ? 0 : HERE + index;
    }
  }

  /** The number that is passed as the buffer's address; addresses of its bytes follow. */
  private static final long HERE = Long.MIN_VALUE;

  /** The place of the second string in the buffer. */
  private static final int SECOND = 32;

  /** Stands for a result of which only is known that it is not 0. */
  private static final long NOT_ZERO = Long.MIN_VALUE / 2;

  private static final char END = 0;
  private static final long HZ = 250;
  private static final long USER_HZ = 100;
  private static final long NANOS = 1_000_000_000;

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

  /** A function of a string, which has at most 19 characters: some of the given ones. */
  private static Oracle text(
      String name, String of, ToLongFunction<Arguments> result, long... more) {
    return new Oracle(
        name,
        random -> {
          byte[] buffer = new byte[BUFFER];
          putText(random, of, 20, buffer, 0);
          return new Arguments(buffer, Longs.concat(new long[] {HERE}, more));
        },
        result);
  }

  /** Writes a string of some of the characters, which is not empty and shorter than a bound. */
  private static void putText(Random random, String of, int bound, byte[] buffer, int start) {
    int length = random.nextInt(1, bound);
    for (int i = 0; i < length; i++) {
      buffer[start + i] = (byte) of.charAt(random.nextInt(of.length()));
    }
  }

  /** A function of two strings of up to five letters, a or b, often equal at the start. */
  private static Oracle two(String name, ToLongFunction<Arguments> result, long... more) {
    return new Oracle(
        name,
        random -> {
          byte[] buffer = new byte[BUFFER];
          putText(random, "aab", 6, buffer, 0);
          putText(random, "aab", 6, buffer, SECOND);
          return new Arguments(buffer, Longs.concat(new long[] {HERE, HERE + SECOND}, more));
        },
        result);
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
    return UnsignedLong.fromLongBits(value).bigIntegerValue();
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

  /** Returns the CRC of the buffer, by a polynomial of 16 bits, the lowest bit first. */
  private static long crc(int polynomial, int start, Arguments a) {
    int crc = start;
    for (byte b : a.buffer) {
      crc ^= b & 0xff;
      for (int i = 0; i < 8; i++) {
        crc = (crc & 1) != 0 ? crc >>> 1 ^ polynomial : crc >>> 1;
      }
    }
    return crc;
  }

  /** Returns the CRC-32 of the buffer with the highest bit first. */
  private static long crcFromTheTop(Arguments a) {
    int crc = 0x12345678;
    for (byte b : a.buffer) {
      crc ^= b << 24;
      for (int i = 0; i < 8; i++) {
        crc = crc < 0 ? crc << 1 ^ 0x04c11db7 : crc << 1;
      }
    }
    return crc & 0xffffffffL;
  }

  /** Returns the sum of the buffer's words in ones' complement (RFC 1071). */
  private static long onesComplement(Arguments a) {
    long sum = 0;
    for (int i = 0; i < BUFFER; i += 2) {
      sum += a.buffer[i] & 0xff | (a.buffer[i + 1] & 0xff) << 8;
    }
    while (sum > 0xffff) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return sum;
  }

  private static String start(String text) {
    return text.substring(0, Math.min(3, text.length()));
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
          bytes("memweight", a -> bits(a).cardinality(), HERE, BUFFER),
          bytes("_find_next_zero_bit", a -> bits(a).nextClearBit(200), HERE, 8 * BUFFER, 200),
          two("strcmp", a -> Integer.signum(a.text().compareTo(a.second()))),
          two("strncmp", a -> Integer.signum(start(a.text()).compareTo(start(a.second()))), 3),
          two("strcasecmp", a -> a.text().compareToIgnoreCase(a.second()) == 0 ? 0 : NOT_ZERO),
          two("sysfs_streq", a -> a.text().equals(a.second()) ? 1 : 0),
          two("strspn", a -> CharMatcher.anyOf(a.second()).negate().indexIn(a.text() + END)),
          two("strcspn", a -> CharMatcher.anyOf(a.second() + END).indexIn(a.text() + END)),
          two("strpbrk", a -> a.at(CharMatcher.anyOf(a.second()).indexIn(a.text()))),
          two("strstr", a -> a.at(a.text().indexOf(a.second()))),
          two("strnstr", a -> a.at(start(a.text()).indexOf(a.second())), 3),
          two("memcmp", a -> start(a.text()).equals(start(a.second())) ? 0 : NOT_ZERO, 3),
          text("strchr", "abc", a -> a.at(a.text().indexOf('a')), 'a'),
          text("strrchr", "abc", a -> a.at(a.text().lastIndexOf('a')), 'a'),
          text("strchrnul", "abc", a -> a.at((a.text() + 'a').indexOf('a')), 'a'),
          text("strnchr", "abc", a -> a.at(start(a.text()).indexOf('a')), 3, 'a'),
          text(
              "skip_spaces",
              " \t\nx",
              a -> a.at(CharMatcher.whitespace().negate().indexIn(a.text() + END))),
          text("simple_strtol", "0123456789", a -> new BigInteger(a.text()).longValue(), 0, 10),
          text("simple_strtoll", "01234567", a -> new BigInteger(a.text(), 8).longValue(), 0, 8),
          bytes("memchr", a -> a.at(Bytes.indexOf(a.buffer, (byte) 7)), HERE, 7, BUFFER),
          bytes("memchr_inv", a -> a.at(bits(a).nextSetBit(0) / 8), HERE, 0, BUFFER),
          bytes(
              "memscan",
              a -> a.at(Bytes.indexOf(Bytes.concat(a.buffer, new byte[] {7}), (byte) 7)),
              HERE,
              7,
              BUFFER),
          bytes("crc16", a -> crc(0xa001, 0x1234, a), 0x1234, HERE, BUFFER),
          bytes("crc_ccitt", a -> crc(0x8408, 0xffff, a), 0xffff, HERE, BUFFER),
          bytes("crc32_be", KernelOraclesTest::crcFromTheTop, 0x12345678, HERE, BUFFER),
          bytes("ip_compute_csum", a -> ~onesComplement(a) & 0xffff, HERE, BUFFER),
          numbers("jiffies_to_msecs", a -> 1000 / HZ * a.n(0), 1 << 20),
          numbers("jiffies_to_usecs", a -> 1_000_000 / HZ * a.n(0), 1 << 10),
          numbers("__msecs_to_jiffies", a -> Math.ceilDiv(a.n(0), 1000 / HZ), 1 << 20),
          numbers("__usecs_to_jiffies", a -> Math.ceilDiv(a.n(0), 1_000_000 / HZ), 1 << 20),
          numbers("jiffies_to_clock_t", a -> a.n(0) * USER_HZ / HZ, 1 << 30),
          numbers("clock_t_to_jiffies", a -> a.n(0) * HZ / USER_HZ, 1 << 30),
          numbers("nsec_to_clock_t", a -> a.n(0) / (NANOS / USER_HZ), 0x7fffffffffffL),
          numbers("nsecs_to_jiffies", a -> a.n(0) / (NANOS / HZ), 0x7fffffffffffL),
          numbers("nsecs_to_jiffies64", a -> a.n(0) / (NANOS / HZ), 0x7fffffffffffL),
          numbers("jiffies64_to_nsecs", a -> a.n(0) * (NANOS / HZ), 1 << 30),
          numbers("jiffies64_to_msecs", a -> a.n(0) * (1000 / HZ), 1 << 30),
          numbers("jiffies_64_to_clock_t", a -> a.n(0) * USER_HZ / HZ, 1 << 30),
          numbers("ktime_add_safe", a -> a.n(0) + a.n(1), 1L << 60, 1L << 60),
          numbers(
              "rtc_year_days",
              a -> LocalDate.of((int) a.n(2), (int) a.n(1) + 1, 1).getDayOfYear() + a.n(0) - 2,
              28,
              12,
              3000),
          numbers("lcm_not_zero", a -> a.n(0) / gcd(a) * a.n(1), 1 << 20, 1 << 20));

  @Test
  void resultsAreThoseOfJava() throws IOException {
    for (Path kernel : KernelImageTest.kernels()) {
      Image image = KernelImageTest.image(kernel);
      AsBooted.patch(image, BootCpu.of("intel"));
      Btf types = Btf.read(image.bytes(Btf.SECTION)).orElseThrow();
      List<GuestCall> machines =
          Stream.of(EngineKind.INTERPRETER, EngineKind.TRANSLATOR)
              .map(e -> machine(image, e))
              .toList();
      List<String> wrong = new ArrayList<>();
      Random random = new Random(Long.getLong("fastpath.kernel.seed", 1));
      for (Oracle oracle : ORACLES) {
        for (int i = 0; i < SETS; i++) {
          Arguments arguments = oracle.arguments.make(random);
          long result = oracle.result.applyAsLong(arguments);
          for (GuestCall machine : machines) {
            String expected = text(types, oracle, address(machine, result));
            Outcome o = call(machine, oracle, arguments);
            boolean right =
                result == NOT_ZERO
                    ? (int) o.value() != 0
                    : text(types, oracle, o.value()).equals(expected);
            if (o.stop() != Stop.RETURN || !right) {
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
            Arrays.stream(arguments.numbers).map(n -> address(scene, n)).toArray());
  }

  /** Returns a number, or the address for which it stands. */
  private static long address(GuestCall scene, long number) {
    return number >= HERE && number <= HERE + BUFFER
        ? scene.machine().addresses().arguments() + AT + (number - HERE)
        : number;
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
