package fastpath.kernelsrc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every fast path under every preset, compiled by gcc and clang without warnings and run natively
 * on the host CPU, with the reschedule flag clear and set: result and data are the same in all
 * builds, preempt_count has its initial value again, and the slow path ran exactly when a
 * reschedule was due.
 */
class NativeTest {

  private static final List<String> COMPILERS = List.of("gcc", "clang");
  private static final List<String> FLAGS =
      List.of(
          "-O2 -std=gnu17 -Wall -Wextra -Werror -ffreestanding -mgeneral-regs-only"
              + " -mno-red-zone",
          "-fno-strict-aliasing -fno-pic -mcmodel=kernel -fno-stack-protector -fcf-protection=none",
          "-fomit-frame-pointer");
  private static final Pattern LINE =
      Pattern.compile("(?:run|step) (\\S+) rax=(?:0x)?([0-9a-f]+).*");

  @TempDir static Path work;

  @BeforeAll
  static void prepare() throws Exception {
    Tools.require("gcc", "clang", "ld");
    KernelSources.BASE.extract(work.resolve("src"));
    Tools.buildStepper(work);
  }

  @Test
  void fastPathsAgreeUnderEveryVariant() throws Exception {
    check(KernelSources.BASE.fastPaths(), KernelSources.BASE.presets());
  }

  @Test
  void copiesAgreeUnderEveryCheck() throws Exception {
    List<Preset> presets = new ArrayList<>(KernelSources.BASE.checks());
    presets.add(KernelSources.BASE.preset("V5").orElseThrow());
    check(KernelSources.BASE.copies(), presets);
  }

  private static void check(List<FastPath> fastPaths, List<Preset> presets) throws Exception {
    Map<String, Future<List<Call>>> runs = new LinkedHashMap<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      for (Preset preset : presets) {
        for (String compiler : COMPILERS) {
          runs.put(
              compiler + " " + preset.shortName(),
              pool.submit(() -> run(fastPaths, preset, compiler)));
        }
      }
    }
    Map<String, String> digests = new HashMap<>();
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, Future<List<Call>>> entry : runs.entrySet()) {
      for (Call call : entry.getValue().get()) {
        call.problems(digests).forEach(p -> wrong.add(entry.getKey() + ": " + p));
      }
    }
    assertEquals(List.of(), wrong);
  }

  /** The values that the hooks recorded after one call of a fast path. */
  private record Call(
      FastPath fastPath,
      boolean flag,
      boolean due,
      String digest,
      long count,
      long slow,
      long schedules,
      long need) {

    List<String> problems(Map<String, String> digests) {
      List<String> problems = new ArrayList<>();
      String where = fastPath.name() + (flag ? " with the flag set" : " with the flag clear");
      String expected = digests.computeIfAbsent(fastPath.name(), name -> digest);
      if (!digest.equals(expected)) {
        problems.add(where + ": digest " + digest + ", elsewhere " + expected);
      }
      if (count != 0) {
        problems.add(where + ": the count is " + count + " afterwards");
      }
      long once = due ? 1 : 0;
      if (slow != once || schedules != once) {
        problems.add(where + ": slow path " + slow + ", schedules " + schedules + ", due " + once);
      }
      if (need != (flag && !due ? 1 : 0)) {
        problems.add(where + ": the flag is " + need + " afterwards");
      }
      return problems;
    }
  }

  private static List<Call> run(List<FastPath> fastPaths, Preset preset, String compiler)
      throws Exception {
    Path directory =
        Files.createDirectories(
            work.resolve(compiler + "-" + preset.shortName() + fastPaths.size()));
    compileAndLink(fastPaths, preset, compiler, directory);
    StringBuilder script = new StringBuilder("elf image\nstack 0x20000000 8192\n");
    script.append("segment %#x %d\n".formatted(KernelSources.USER_BASE, KernelSources.USER_BYTES));
    for (FastPath fastPath : fastPaths) {
      for (int flag = 0; flag < 2; flag++) {
        script.append(
            "run %s args\nrun lab_set_need_resched %d\n".formatted(fastPath.setup(), flag));
        script.append(
            "step %s argv\nrun %s last\n".formatted(fastPath.function(), fastPath.digest()));
        script.append("run lab_preempt_count\nrun lab_slow_path_calls\nrun lab_schedules\n");
        script.append("run lab_need_resched\n");
      }
    }
    List<String> values = new ArrayList<>();
    for (String line : Tools.run(directory, script.toString(), "../stepper").lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        fail(compiler + " " + preset.shortName() + ": " + line);
      }
      values.add(matcher.group(2));
    }
    List<Call> calls = new ArrayList<>();
    int at = 0;
    for (FastPath fastPath : fastPaths) {
      for (int flag = 0; flag < 2; flag++, at += 8) {
        calls.add(
            new Call(
                fastPath,
                flag == 1,
                flag == 1 && preset.reschedulesAt(fastPath.region()),
                values.get(at + 3),
                Long.parseUnsignedLong(values.get(at + 4), 16),
                Long.parseUnsignedLong(values.get(at + 5), 16),
                Long.parseUnsignedLong(values.get(at + 6), 16),
                Long.parseUnsignedLong(values.get(at + 7), 16)));
      }
    }
    return calls;
  }

  private static void compileAndLink(
      List<FastPath> fastPaths, Preset preset, String compiler, Path directory) throws Exception {
    List<String> files =
        new ArrayList<>(fastPaths.stream().map(FastPath::file).distinct().toList());
    files.addAll(KernelSources.BASE.supportFiles(preset));
    List<String> compile = new ArrayList<>(List.of(compiler, "-c", "-I../src/include"));
    FLAGS.forEach(flags -> compile.addAll(List.of(flags.split(" "))));
    preset.defines().forEach((name, value) -> compile.add("-D" + name + "=" + value));
    files.forEach(file -> compile.add("../src/" + file));
    Tools.run(directory, "", compile.toArray(String[]::new));
    List<String> link =
        new ArrayList<>(List.of("ld", "-T", "../low.lds", "-e", "0", "-z", "noexecstack"));
    link.addAll(List.of("--no-warn-rwx-segments", "-o", "image"));
    files.forEach(file -> link.add(file.replaceFirst(".*/(.*)\\..*", "$1.o")));
    Tools.run(directory, "", link.toArray(String[]::new));
  }
}
