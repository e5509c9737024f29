package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.emulator.EngineKind;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.frames.FramesFrom;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import fastpath.kernelsrc.KernelSources;
import fastpath.lab.boot.AsBooted;
import fastpath.lab.boot.BootCpu;
import fastpath.lab.btf.Btf;
import fastpath.lab.vmlinux.KernelFile;
import fastpath.lab.vmlinux.RunningKernel;
import fastpath.lab.workshop.GuestCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Calls functions of distribution kernels on both engines, with the image as linked and with the
 * patches of boot applied. The property {@code fastpath.kernel} lists the paths of kernel images,
 * separated by commas; without the property the test is skipped.
 */
class KernelImageTest {
  private static final String PROPERTY = "fastpath.kernel";
  private static final long MINUS_EFAULT = -14;

  /**
   * The offset of string arguments in the guest's argument area, after the part that a set-up
   * function may fill.
   */
  private static final int TEXTS = 256;

  private static final int TEXT_BYTES = 64;

  /**
   * A call and its expected return value; a string argument is passed as its address in the guest.
   */
  private record Call(String function, long value, Object... arguments) {}

  private static final List<Call> CALLS =
      List.of(
          new Call("gcd", 6, 12L, 18L),
          new Call("gcd", 5, 0L, 5L),
          new Call("gcd", 1, 35L, 64L),
          new Call("gcd", 1L << 40, 1L << 40, 3L << 40),
          new Call("lcm", 12, 4L, 6L),
          new Call("lcm", 0, 0L, 3L),
          new Call("int_sqrt", 31, 1000L),
          new Call("int_sqrt", 0, 0L),
          new Call("int_sqrt", 65536, 1L << 32),
          new Call("int_pow", 81, 3L, 4L),
          new Call("int_pow", 1, 7L, 0L),
          new Call("__sw_hweight32", 32, 0xffffffffL),
          new Call("__sw_hweight64", 4, 0x8000000100010001L),
          new Call("_bcd2bin", 42, 0x42L),
          new Call("_bin2bcd", 0x99, 99L),
          new Call("hex_to_bin", 10, (long) 'a'),
          new Call("hex_to_bin", 15, (long) 'F'),
          new Call("strlen", 5, "hello"),
          new Call("strlen", 0, ""),
          new Call("strnlen", 3, "hello", 3L),
          new Call("strcmp", 0, "same", "same"),
          new Call("strncmp", 0, "same1", "same2", 4L),
          new Call("strcasecmp", 0, "Some", "sOME"),
          new Call("strspn", 3, "aabxyz", "ab"),
          new Call("strcspn", 3, "xyzab", "ab"),
          new Call("memcmp", 0, "abcd", "abce", 3L),
          new Call("sysfs_streq", 1, "on\n", "on"),
          new Call("sysfs_streq", 0, "on", "off"),
          new Call("glob_match", 1, "a*c?", "abbcd"),
          new Call("glob_match", 0, "a*c?", "abbd"),
          new Call("simple_strtoul", 255, "0xff", 0L, 0L),
          new Call("simple_strtoul", 8, "10", 0L, 8L),
          new Call("simple_strtol", -17, "-17", 0L, 10L),
          new Call("memparse", 4096, "4K", 0L),
          new Call("mktime64", 0, 1970L, 1L, 1L, 0L, 0L, 0L),
          new Call("mktime64", 946684800, 2000L, 1L, 1L, 0L, 0L, 0L),
          new Call("simple_strtoull", 16, "0x10", 0L, 0L),
          new Call("_find_first_bit", 3, "\b", 8L),
          new Call("_find_first_bit", 8, "", 8L),
          new Call("_find_next_bit", 14, "\b@", 16L, 4L),
          new Call("_find_first_zero_bit", 4, "\u000f", 8L),
          new Call("_find_last_bit", 14, "\b@", 16L),
          new Call("__bitmap_weight", 4, "\u0007\u0001", 16L),
          new Call("__bitmap_equal", 1, "same", "same", 32L),
          new Call("__bitmap_equal", 0, "same", "some", 32L),
          new Call("crc16", 0xbb3d, 0L, "123456789", 9L),
          new Call("crc32_le", 0x340bc6d9, 0xffffffffL, "123456789", 9L),
          new Call("crc_ccitt", 0x2189, 0L, "123456789", 9L),
          new Call("uuid_is_valid", 1, "550e8400-e29b-41d4-a716-446655440000"),
          new Call("uuid_is_valid", 0, "550e8400-e29b-41d4-a716"),
          new Call("ucs2_strlen", 2, "a\0b\0"),
          new Call("strchr", 0, "abc", (long) 'x'),
          new Call("strrchr", 0, "abc", (long) 'z'),
          new Call("strstr", 0, "abc", "d"),
          new Call("strpbrk", 0, "abc", "xyz"),
          new Call("memchr", 0, "abc", (long) 'c', 2L),
          new Call("strncasecmp", 0, "HELLO1", "hello2", 5L),
          new Call("llist_reverse_order", 0, 0L),
          new Call("rb_first", 0, ""),
          new Call("rb_last", 0, ""),
          new Call("lcm_not_zero", 12, 4L, 6L),
          new Call("ip_compute_csum", 0xfdfe, "\u0001\u0002", 2L),
          new Call("csum_partial", 0x201, "\u0001\u0002", 2L, 0L),
          new Call("crc32_be", 0x0376e6e7, 0xffffffffL, "123456789", 9L),
          new Call("__crc32c_le_base", 0x1cf96d7c, 0xffffffffL, "123456789", 9L),
          new Call("xxh32", 0x02cc5d05, "", 0L, 0L),
          new Call("xxh64", 0xef46db3751d8e999L, "", 0L, 0L),
          new Call("kstrtobool", 0, "y", ""),
          new Call("kstrtobool", -22, "x", ""),
          new Call("kstrtouint", 0, "123", 10L, ""),
          new Call("kstrtouint", -22, "12x", 10L, ""),
          new Call("kstrtou8", -34, "256", 10L, ""),
          new Call("kstrtos8", -34, "-129", 10L, ""),
          new Call("kstrtos8", 0, "-128", 10L, ""),
          new Call("kstrtoull", 0, "0x10", 0L, ""),
          new Call("kstrtoint", 0, "-5", 10L, ""),
          new Call("hex2bin", 0, "", "0aff", 2L),
          new Call("hex2bin", -22, "", "zz", 1L),
          new Call("num_to_str", 5, "", 20L, 12345L, 0L),
          new Call("rtc_month_days", 29, 1L, 2024L),
          new Call("rtc_month_days", 28, 1L, 2023L),
          new Call("rtc_year_days", 364, 31L, 11L, 2023L),
          new Call("rtc_year_days", 365, 31L, 11L, 2024L),
          new Call("in4_pton", 1, "1.2.3.4", -1L, "", -1L, 0L),
          new Call("in4_pton", 0, "1.2.3", -1L, "", -1L, 0L),
          new Call("mac_pton", 1, "00:11:22:33:44:55", ""),
          new Call("mac_pton", 0, "00:11:22:33:44", ""),
          new Call("in_aton", 0x04030201, "1.2.3.4"),
          new Call("ucs2_strsize", 4, "a\0b\0", 64L),
          new Call("ucs2_utf8size", 2, "a\0b\0"),
          new Call("utf8_to_utf32", 1, "A", 1L, ""),
          new Call("utf8_to_utf32", 2, "\u00c3\u00a9", 2L, ""),
          new Call("utf32_to_utf8", 3, 0x20acL, "", 4L),
          new Call("memweight", 4, "\u0007\u0001", 2L),
          new Call("parse_option_str", 1, "a,b,c", "b"),
          new Call("parse_option_str", 0, "a,b,c", "d"),
          new Call("strlcat", 4, "ab", "cd", 64L),
          new Call("__bitmap_subset", 1, "\u0001", "\u0003", 8L),
          new Call("__bitmap_subset", 0, "\u0003", "\u0001", 8L),
          new Call("__bitmap_intersects", 0, "\u0001", "\u0002", 8L),
          new Call("__bitmap_intersects", 1, "\u0003", "\u0002", 8L));

  private static final EngineKind[] ENGINES = {EngineKind.INTERPRETER, EngineKind.TRANSLATOR};

  /** Without a kernel image the test is skipped, with a message. */
  static List<Path> kernels() {
    String paths = System.getProperty(PROPERTY, "");
    if (paths.isBlank()) {
      System.out.println(
          "KernelImageTest and KernelSweepTest are skipped: " + PROPERTY + " names no kernel");
      Assumptions.abort(PROPERTY + " names no kernel");
    }
    return Stream.of(paths.split(",")).map(Path::of).toList();
  }

  static Image image(Path kernel) throws IOException {
    byte[] elf = KernelFile.open(kernel.toString(), Files.readAllBytes(kernel), Optional::empty);
    ObjectFile file = ObjectFile.read(kernel.toString(), elf);
    return Linker.link(List.of(file), LinkOptions.kernel().withTraps());
  }

  private static GuestCall machine(Image image, EngineKind engine) {
    MachineOptions options = MachineOptions.defaults().withEngine(engine);
    RunningKernel running = RunningKernel.of(image).orElseThrow();
    return GuestCall.of(image, running.onIdleStack(options).withMaxInstructions(1_000_000));
  }

  @Test
  void pureFunctionsReturnTheirValues() throws IOException {
    for (Path kernel : kernels()) {
      Image image = image(kernel);
      everyCall(kernel + " as linked", image);
      AsBooted.patch(image, BootCpu.of("intel"));
      everyCall(kernel + " as booted", image);
    }
  }

  private static void everyCall(String what, Image image) {
    List<GuestCall> machines = Stream.of(ENGINES).map(engine -> machine(image, engine)).toList();
    List<String> wrong = new ArrayList<>();
    Btf types = Btf.read(image.bytes(Btf.SECTION)).orElseThrow();
    for (Call call : CALLS) {
      List<Outcome> outcomes = machines.stream().map(m -> outcome(m, call)).toList();
      for (Outcome o : outcomes) {
        if (o.stop() != Stop.RETURN
            || !text(types, call, o.value()).equals(text(types, call, call.value))) {
          wrong.add(call.function + ": " + GuestCall.describe(o));
        }
      }
      long first = outcomes.getFirst().counters().instructions();
      if (first != outcomes.getLast().counters().instructions()) {
        wrong.add(call + ": the engines count otherwise");
      }
    }
    assertEquals(List.of(), wrong, what);
    System.out.println("KernelImageTest: " + CALLS.size() + " calls of " + what);
  }

  /**
   * Returns a result as text, according to the function's return type; functions in assembly have
   * no type.
   */
  private static String text(Btf types, Call call, long rax) {
    return types
        .function(call.function)
        .map(type -> type.returns().value().text(rax))
        .orElse(Long.toString((int) rax));
  }

  private static Outcome outcome(GuestCall scene, Call call) {
    long at = scene.machine().addresses().arguments() + TEXTS;
    long[] values = new long[call.arguments.length];
    for (int i = 0; i < values.length; i++) {
      if (call.arguments[i] instanceof Long number) {
        values[i] = number;
      } else {
        byte[] text = ((String) call.arguments[i]).getBytes(StandardCharsets.ISO_8859_1);
        values[i] = at + TEXT_BYTES * i;
        scene.machine().memory().write(values[i], Arrays.copyOf(text, TEXT_BYTES));
      }
    }
    return scene.machine().call(call.function, values);
  }

  /**
   * User memory ends in the middle of the bytes to be read: the kernel's exception table handles
   * the fault.
   */
  @Test
  void theKernelsTableMendsFaults() throws IOException {
    for (Path kernel : kernels()) {
      Image image = image(kernel);
      AsBooted.patch(image, BootCpu.of("intel"));
      for (EngineKind engine : ENGINES) {
        GuestCall scene = machine(image, engine);
        long end = KernelSources.USER_BASE + KernelSources.USER_BYTES;
        long to = scene.machine().addresses().arguments() + 2048;
        scene.machine().memory().write(end - 4, new byte[] {1, 2, 3, 4});
        assertEquals(12, scene.machine().call("_copy_from_user", to, end - 4, 16).value());
        assertEquals(0, scene.machine().call("_copy_from_user", to, end - 4, 4).value());
        assertEquals(0x04030201, scene.machine().memory().peek(to, 4));
        assertEquals(MINUS_EFAULT, scene.machine().call("__get_user_4", end).value());
        assertEquals(
            MINUS_EFAULT, scene.machine().call("strncpy_from_user", to, end - 4, 100).value());
      }
    }
  }

  @Test
  void theIdleTaskIsCurrent() throws IOException {
    for (Path kernel : kernels()) {
      Image image = image(kernel);
      GuestCall scene = machine(image, EngineKind.TRANSLATOR);
      long task = image.address("init_task");
      Outcome o = scene.machine().call("get_task_cred", task);
      assertEquals(image.address("init_cred"), o.value());
      assertEquals(Optional.of(FramesFrom.ORC), o.counters().framesFrom());
      assertEquals(Stop.RETURN, scene.machine().call("__rcu_read_lock").stop());
      assertEquals(Stop.RETURN, scene.machine().call("__rcu_read_unlock").stop());
      assertEquals(List.of(), scene.machine().warnings());
      scene.machine().call("refcount_warn_saturate", task, 3);
      assertTrue(scene.machine().warnings().getFirst().contains("lib/refcount.c:"));
    }
  }
}
