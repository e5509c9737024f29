package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.lab.cli.Cli;
import fastpath.lab.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged archives as inputs of commands: the result must be a listing or a result, or one error
 * line and an exit code.
 */
class HostileArchiveTest {
  private static final String LONG = "a_member_whose_name_has_no_room_in_its_header.o";

  @TempDir static Path dir;
  private static byte[] archive;
  private static byte[] thin;

  @BeforeAll
  static void build() throws IOException, InterruptedException {
    Tools.require("gcc", "ar");
    Path source = dir.resolve("t.c");
    Files.writeString(source, "int g(int); int f(int a) { return a ? g(a) : 3; }");
    Path f = dir.resolve("f.o");
    Tools.run("gcc", "-g", "-O1", "-fno-pic", "-c", "-o", f.toString(), source.toString());
    Files.writeString(source, "int g(int a) { return a + 1; }");
    Path g = dir.resolve(LONG);
    Tools.run("gcc", "-g", "-O1", "-fno-pic", "-c", "-o", g.toString(), source.toString());
    Tools.run("ar", "rc", dir.resolve("t.a").toString(), f.toString(), g.toString());
    archive = Files.readAllBytes(dir.resolve("t.a"));
    String inner = dir.resolve("t.a").toString();
    Tools.run("ar", "rcTS", dir.resolve("thin.a").toString(), inner, f.toString());
    thin = Files.readAllBytes(dir.resolve("thin.a"));
  }

  @Test
  void undamagedItRuns() throws IOException {
    assertEquals("exit 0", use(archive, new Random(0)));
    assertEquals("exit 0", use(thin, new Random(0)));
  }

  @Test
  void damagedItIsRefusedOrRuns() throws InterruptedException {
    Campaign.run("damaged archives", 500, random -> use(damaged(random), random));
  }

  private static byte[] damaged(Random random) {
    byte[] whole = random.nextInt(3) == 0 ? thin : archive;
    byte[] copy = random.nextInt(8) == 0 ? cut(whole, random) : whole.clone();
    for (int n = 1 + random.nextInt(3); n > 0 && copy.length > 70; n--) {
      // Half of the changes are in the headers; a digit is replaced by a digit.
      int at = random.nextInt(random.nextBoolean() ? copy.length : 70);
      boolean digit = copy[at] >= '0' && copy[at] <= '9';
      copy[at] = (byte) (digit ? '0' + random.nextInt(10) : random.nextInt(256));
    }
    if (copy.length > 8 && random.nextInt(4) == 0) {
      name(copy, List.of("/0", "/99999999999999", "/7", "//", "/").get(random.nextInt(5)));
    }
    return copy;
  }

  private static byte[] cut(byte[] whole, Random random) {
    return Arrays.copyOf(whole, random.nextInt(whole.length));
  }

  /** Changes the name in the first member's header. */
  private static void name(byte[] copy, String name) {
    byte[] field = "%-16s".formatted(name).getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(field, 0, copy, 8, Math.min(field.length, copy.length - 8));
  }

  private static String use(byte[] bytes, Random random) throws IOException {
    Path file = Files.write(dir.resolve("damaged.a"), bytes);
    String[] command =
        random.nextBoolean()
            ? new String[] {"disassemble", file.toString(), "-r"}
            : new String[] {"run", file.toString(), "--call", "f", "--max-instructions", "1000"};
    var errors = new ByteArrayOutputStream();
    var out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    var err = new PrintStream(errors, true, StandardCharsets.UTF_8);
    int code =
        new Cli(new Terminal(InputStream.nullInputStream(), out, err, 80, false)).execute(command);
    String message = errors.toString(StandardCharsets.UTF_8);
    assertFalse(message.contains("internal error"), message);
    // Exit code 3: the guest stopped, and the standard output reports the reason. A listing may
    // print an error line for each member that cannot be read; notes on undefined symbols are not
    // counted.
    long most = command[0].equals("disassemble") ? 3 : 1;
    long lines =
        message.lines().filter(l -> !l.startsWith("not defined") && !l.startsWith("  ")).count();
    assertTrue(code == 0 || code == 3 || lines >= 1 && lines <= most, message);
    return "exit " + code;
  }
}
