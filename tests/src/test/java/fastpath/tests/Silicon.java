package fastpath.tests;

import fastpath.emulator.image.Image;
import fastpath.emulator.image.Segment;
import fastpath.emulator.image.Symbol;
import fastpath.kernelsrc.Host;
import fastpath.kernelsrc.KernelSources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The host CPU as the oracle: the bytes of a linked image in a process of their own, single-stepped
 * by kernelsrc's {@code silicon/stepper.c}.
 *
 * @param folder where the stepper was built and images are put
 */
record Silicon(Path folder) {
  private static final long PER_CPU = 0x28000000L;
  private static final long STACK = 0x20000000L;
  private static final int STACK_BYTES = 8192;
  private static final int GUARD = 65536;

  /** What the stepper prints: of one call, {@code instructions=5 own=5 ...}, and of the digest. */
  record Call(Map<String, Long> counts, long digest) {
    /** What the call returned; one on the stack is relative to the stack's base. */
    long value() {
      long value = counts.get("rax");
      return value - STACK >= 0 && value - STACK < STACK_BYTES ? value - STACK : value;
    }
  }

  /** Builds the stepper there with the host's C compiler. */
  static Silicon in(Path folder) throws IOException, InterruptedException {
    Path source = folder.resolve("stepper.c");
    try (InputStream in = KernelSources.class.getResourceAsStream("/silicon/stepper.c")) {
      Files.copy(in, source);
    }
    Tools.run("gcc", "-O2", "-o", folder.resolve("stepper").toString(), source.toString());
    return new Silicon(folder);
  }

  /** Every host of an image in turn, first with the flag clear, then with it set. */
  List<Call> play(Image image, List<Host> hosts) throws IOException, InterruptedException {
    Path blob = Files.createTempFile(folder, "image", "");
    StringBuilder script = new StringBuilder(memory(image, blob));
    for (Host host : hosts) {
      for (int flag = 0; flag < 2; flag++) {
        script.append("run %d args\n".formatted(image.address(host.setup())));
        script.append("run %d %d\n".formatted(image.address("lab_set_need_resched"), flag));
        script.append("step %d argv\n".formatted(image.address(host.function())));
        script.append("run %d last\n".formatted(image.address(host.digest())));
      }
    }
    List<String> lines =
        Tools.feed(script.toString(), folder.resolve("stepper").toString()).lines().toList();
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i + 3 < lines.size(); i += 4) {
      calls.add(new Call(answer(lines.get(i + 2)), answer(lines.get(i + 3)).get("rax")));
    }
    return calls;
  }

  /** The {@code name=number} of a line. */
  private static Map<String, Long> answer(String line) {
    Map<String, Long> numbers = new HashMap<>();
    for (String word : line.split(" ")) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        String number = word.substring(equals + 1);
        boolean hex = number.startsWith("0x");
        numbers.put(
            word.substring(0, equals),
            Long.parseUnsignedLong(hex ? number.substring(2) : number, hex ? 16 : 10));
      }
    }
    return numbers;
  }

  private static String memory(Image image, Path blob) throws IOException {
    StringBuilder script = new StringBuilder();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Segment s : image.segments()) {
      script.append(segment(s.address(), s.size(), blob, bytes.size(), s.bytes().length));
      bytes.write(s.bytes());
    }
    byte[] perCpu = image.perCpu();
    script.append(segment(PER_CPU, perCpu.length + GUARD, blob, bytes.size(), perCpu.length));
    bytes.write(perCpu);
    Files.write(blob, bytes.toByteArray());
    script.append("segment %d %d\n".formatted(KernelSources.USER_BASE, KernelSources.USER_BYTES));
    script.append("gs %d\nstack %d %d\n".formatted(PER_CPU, STACK, STACK_BYTES));
    script.append(
        "extable %d %d\n"
            .formatted(
                image.symbol("__start___ex_table").map(Symbol::value).orElse(0L),
                image.symbol("__stop___ex_table").map(Symbol::value).orElse(0L)));
    return script.toString();
  }

  private static String segment(long address, long size, Path file, int offset, int length) {
    return "segment %d %d %s %d %d\n".formatted(address, size, file, offset, length);
  }
}
