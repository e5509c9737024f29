package fastpath.tests.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.emulator.EngineKind;
import fastpath.emulator.Machine;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.image.Symbol;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import fastpath.emulator.translate.Translator;
import fastpath.tests.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All test programs, compiled with several sets of options, linked into one image of some 50,000
 * instructions. Their results on the translator equal those on the interpreter, and no code is
 * translated more than a few times. {@code -Dfastpath.big.rounds=N} runs all programs N times and
 * prints the times of some rounds.
 */
class BigProgramTest {
  private static final List<String> WAYS =
      List.of("-O0", "-O1", "-O2", "-O3", "-Os", "-Og", "-O2 -march=haswell", "-O3 -fno-inline");
  private static final String FLAGS =
      "-w -mgeneral-regs-only -mno-red-zone -fno-stack-protector -mcmodel=kernel -fno-pic"
          + " -fno-strict-aliasing -fwrapv -fcf-protection=none";
  private static final int ROUNDS = Integer.getInteger("fastpath.big.rounds", 1);
  private static final String LIBRARY =
      """
      void *memcpy(void *to, const void *from, unsigned long n)
      { char *t = to; const char *f = from; while (n--) *t++ = *f++; return to; }
      void *memset(void *to, int c, unsigned long n)
      { char *t = to; while (n--) *t++ = (char)c; return to; }
      """;

  @TempDir static Path folder;

  @Test
  void endsAsInterpretedAndIsTranslatedAFewTimes() throws Exception {
    Tools.require("gcc");
    Map<String, Long> calls = new LinkedHashMap<>();
    Image image = image(calls);
    Machine interpreted = machine(image, EngineKind.INTERPRETER);
    Machine translated = machine(image, EngineKind.TRANSLATOR);
    Sum sum = new Sum();
    for (int round = 1; round <= ROUNDS; round++) {
      for (Map.Entry<String, Long> call : calls.entrySet()) {
        Outcome expected = interpreted.call(call.getKey(), call.getValue());
        Outcome actual = translated.call(call.getKey(), call.getValue());
        assertEquals(Stop.RETURN, actual.stop(), call::toString);
        assertEquals(expected.value(), actual.value(), call::toString);
        assertEquals(expected.counters(), actual.counters(), call::toString);
        sum.add(expected, actual);
      }
      if (Integer.bitCount(round) == 1 || round == ROUNDS) {
        sum.print(round, ((Translator) translated.engine()).effort());
      }
    }
    Translator.Effort effort = ((Translator) translated.engine()).effort();
    long functions = image.symbols().stream().filter(Symbol::isFunction).count();
    assertTrue(functions >= 200, "functions " + functions);
    assertTrue(effort.passages() < 8 * functions, effort::toString);
    assertTrue(effort.maxOfOne() <= 8, effort::toString);
  }

  private static final class Sum {
    private double interpreter;
    private double translator;
    private long instructions;
    private long translated;

    void add(Outcome expected, Outcome actual) {
      interpreter += expected.seconds();
      translator += actual.seconds();
      instructions += actual.counters().instructions();
      translated += actual.translated();
    }

    void print(int rounds, Translator.Effort effort) {
      System.out.printf(
          "BigProgramTest: %d rounds, %d instructions run, %d%% translated; %s; interpreter %.2f s,"
              + " translator %.2f s%n",
          rounds, instructions, 100 * translated / instructions, effort, interpreter, translator);
    }
  }

  private static Machine machine(Image image, EngineKind engine) {
    return Machine.create(
        image, MachineOptions.defaults().withMaxInstructions(50_000_000).withEngine(engine));
  }

  private static Image image(Map<String, Long> calls) throws IOException, InterruptedException {
    Map<String, Long> arguments = new LinkedHashMap<>();
    for (String line : text("results").lines().toList()) {
      arguments.put(line.split(" ")[0], Long.parseLong(line.split(" ")[1]));
    }
    List<ObjectFile> objects = new ArrayList<>();
    objects.add(compile("library", LIBRARY, "-O2"));
    for (String program : arguments.keySet()) {
      for (int way = 0; way < WAYS.size(); way++) {
        String name = program + "_" + way;
        objects.add(
            compile(name, text(program + ".c"), WAYS.get(way) + " -D" + program + "=" + name));
        calls.put(name, arguments.get(program));
      }
    }
    return Linker.link(objects, LinkOptions.kernel());
  }

  private static ObjectFile compile(String name, String source, String flags)
      throws IOException, InterruptedException {
    Path c = folder.resolve(name + ".c");
    Path o = folder.resolve(name + ".o");
    Files.writeString(c, source);
    List<String> command = new ArrayList<>(List.of("gcc", "-r", "-nostdlib", "-o", o.toString()));
    command.addAll(List.of((FLAGS + " " + flags).split(" ")));
    command.addAll(List.of(c.toString(), "-lgcc"));
    run(command);
    if (!name.equals("library")) {
      // Only the program's function stays global; the other global symbols exist once for each set
      // of options.
      run(List.of("objcopy", "--keep-global-symbol=" + name, o.toString()));
    }
    return ObjectFile.read(name + ".o", Files.readAllBytes(o));
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor(), command::toString);
  }

  private static String text(String file) throws IOException {
    try (InputStream in = BigProgramTest.class.getResourceAsStream("/programs/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
