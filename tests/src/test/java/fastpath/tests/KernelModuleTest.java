package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fastpath.emulator.EngineKind;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.machine.Outcome;
import fastpath.emulator.machine.Stop;
import fastpath.lab.boot.AsBooted;
import fastpath.lab.boot.BootCpu;
import fastpath.lab.vmlinux.CompressedFile;
import fastpath.lab.vmlinux.KernelFile;
import fastpath.lab.vmlinux.RunningKernel;
import fastpath.lab.workshop.GuestCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Calls functions of two modules that distribution kernels ship, each linked with its kernel as
 * booted, on both engines. The kernels are those of {@link KernelImageTest}; a kernel without its
 * modules in {@code ../lib/modules}, as a distribution's package has them, is skipped.
 */
class KernelModuleTest {
  private static final int TEXT = 256;

  /** The CRC-16/XMODEM of "123456789", the check value in catalogues of CRCs. */
  private static final long CHECK = 0x31c3;

  private static final EngineKind[] ENGINES = {EngineKind.INTERPRETER, EngineKind.TRANSLATOR};

  /** A function of a module in a machine for each engine. */
  private record Module(String function, Image image, List<GuestCall> scenes) {
    static Module of(Path kernel, String module, String function) throws IOException {
      String file = kernel.toString();
      byte[] vmlinux = KernelFile.open(file, Files.readAllBytes(kernel), Optional::empty);
      byte[] ko = CompressedFile.unpack(module, Files.readAllBytes(path(kernel, module)));
      List<ObjectFile> files = List.of(ObjectFile.read(module, ko), ObjectFile.read(file, vmlinux));
      Image image = Linker.link(files, LinkOptions.kernel().withTraps());
      AsBooted.patch(image, BootCpu.of("intel"));
      List<GuestCall> scenes = new ArrayList<>();
      for (EngineKind engine : ENGINES) {
        MachineOptions options = MachineOptions.defaults().withEngine(engine);
        RunningKernel running = RunningKernel.of(image).orElseThrow();
        scenes.add(GuestCall.of(image, running.onIdleStack(options).withMaxInstructions(100_000)));
      }
      return new Module(function, image, scenes);
    }

    private static Path path(Path kernel, String module) throws IOException {
      Path real = kernel.toRealPath();
      String release = real.getFileName().toString().replaceFirst("^vmlinuz-", "");
      Path modules = real.getParent().resolveSibling("lib/modules").resolve(release);
      for (String suffix : List.of(".ko", ".ko.xz", ".ko.gz")) {
        Path file = modules.resolve("kernel").resolve(module + suffix);
        if (Files.exists(file)) {
          return file;
        }
      }
      System.out.println("KernelModuleTest is skipped for " + kernel + ": no " + modules);
      return Assumptions.abort("no " + module + " in " + modules);
    }

    /** Calls the function on each engine, and checks that both engines count the same. */
    Outcome call(long... arguments) {
      Outcome first = scenes.getFirst().machine().call(function, arguments);
      Outcome second = scenes.getLast().machine().call(function, arguments);
      assertEquals(Stop.RETURN, first.stop(), () -> GuestCall.describe(first));
      assertEquals(first.value(), second.value());
      assertEquals(first.counters(), second.counters());
      System.out.printf(
          "KernelModuleTest: %s: %d instructions, %s pushes, %d stack bytes%n",
          function,
          first.counters().instructions(),
          first.counters().pushes(),
          first.counters().stackBytes());
      return first;
    }

    /** Returns the address of memory with a text, followed by zeros. */
    long text(String text) {
      long at = scenes.getFirst().machine().addresses().arguments() + TEXT;
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      scenes.forEach(scene -> scene.machine().memory().write(at, bytes));
      return at;
    }

    String prototype() {
      return RunningKernel.of(image).orElseThrow().prototype(function).orElseThrow().text();
    }
  }

  @Test
  void crcItuT() throws IOException {
    for (Path kernel : KernelImageTest.kernels()) {
      Module module = Module.of(kernel, "lib/crc-itu-t", "crc_itu_t");
      assertEquals(CHECK, module.call(0, module.text("123456789"), 9).value() & 0xffff);
      assertEquals("u16 crc_itu_t(u16 crc, const u8 *buffer, size_t len)", module.prototype());
    }
  }

  @Test
  void rational() throws IOException {
    for (Path kernel : KernelImageTest.kernels()) {
      Module module = Module.of(kernel, "lib/math/rational", "rational_best_approximation");
      long at = module.text("");
      module.call(31415, 10000, 100, 100, at, at + 8);
      for (GuestCall scene : module.scenes) {
        assertEquals(22, scene.machine().memory().peek(at, 8));
        assertEquals(7, scene.machine().memory().peek(at + 8, 8));
      }
      assertEquals(
          "void rational_best_approximation(long unsigned int given_numerator, long unsigned int"
              + " given_denominator, long unsigned int max_numerator, long unsigned int"
              + " max_denominator, long unsigned int *best_numerator, long unsigned int"
              + " *best_denominator)",
          module.prototype());
    }
  }
}
