package fastpath.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fastpath.codegen.Options;
import fastpath.codegen.OwnCompiler;
import fastpath.codegen.source.Source;
import fastpath.emulator.MachineOptions;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.LinkOptions;
import fastpath.emulator.image.Linker;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.image.Symbol;
import fastpath.lab.boot.AsBooted;
import fastpath.lab.boot.BootCpu;
import fastpath.lab.silicon.SiliconCheck;
import fastpath.lab.silicon.SiliconCpu;
import fastpath.lab.silicon.StateComparison;
import fastpath.lab.vmlinux.KernelFile;
import fastpath.lab.vmlinux.LowKernel;
import fastpath.lab.vmlinux.RunningKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Functions of {@link KernelSweepTest}, single-stepped on the host CPU from a kernel image that was
 * relocated to a low address, and compared with the emulator. {@code fastpath.kernel.silicon} sets
 * the number of functions; functions that execute a privileged instruction, or one whose result the
 * host CPU cannot supply, are not counted.
 */
class KernelRefereeTest {
  private static final String ZEROS = "lab_zero_pages";
  private static final int PAGE = 4096;
  private static final int ARGUMENTS = 6;
  private static final int BUDGET = 20_000;
  private static final int USUAL = 8;

  @Test
  void theHostCpuCountsTheSame() throws IOException {
    List<Path> kernels = KernelImageTest.kernels();
    Tools.require("gcc");
    try (SiliconCpu cpu = SiliconCpu.open()) {
      for (Path kernel : kernels) {
        step(cpu, kernel);
      }
    }
  }

  private static void step(SiliconCpu cpu, Path kernel) throws IOException {
    Image image = low(kernel);
    AsBooted.patch(image, BootCpu.of(BootCpu.HOST));
    int wanted = Integer.getInteger("fastpath.kernel.silicon", USUAL);
    List<String> wrong = new ArrayList<>();
    int agrees = 0;
    int notRun = 0;
    int undefined = 0;
    Iterator<Symbol> functions = KernelSweepTest.functions(image).iterator();
    while (agrees < wanted && functions.hasNext()) {
      Symbol f = functions.next();
      Optional<StateComparison> compared = compared(cpu, image, f);
      if (compared.isEmpty() || compared.get().notRun() != null) {
        notRun++;
      } else if (compared.get().differs()) {
        wrong.add(f.name() + ": " + compared.get().differences());
      } else {
        agrees += compared.get().agrees() ? 1 : 0;
        undefined += compared.get().agrees() ? 0 : 1;
      }
    }
    System.out.printf(
        "KernelRefereeTest: %s: %d stepped and equal, %d not run, %d undefined, %d differ%n",
        kernel, agrees, notRun, undefined, wrong.size());
    assertEquals(List.of(), wrong);
    assertTrue(agrees > 0, "no function of " + kernel + " could be stepped");
  }

  /**
   * Returns the comparison of a function's final states; empty if the instruction limit was
   * reached.
   */
  private static Optional<StateComparison> compared(SiliconCpu cpu, Image image, Symbol f) {
    MachineOptions options =
        RunningKernel.of(image)
            .orElseThrow()
            .onIdleStack(MachineOptions.defaults())
            .withMaxInstructions(BUDGET);
    long[] arguments = new long[ARGUMENTS];
    Arrays.setAll(arguments, i -> image.address(ZEROS) + PAGE * i);
    return new SiliconCheck(cpu, image, options)
        .call("0x" + Long.toHexString(f.value()), null, false, arguments)
        .silicon();
  }

  /** Returns the kernel image at a low address, followed by six pages of zeros. */
  private static Image low(Path kernel) throws IOException {
    String name = kernel.toString();
    byte[] elf = KernelFile.open(name, Files.readAllBytes(kernel), Optional::empty);
    String text = ".bss\n.globl %s\n.balign %d\n%s: .skip %d\n";
    Source zeros = new Source("zeros.S", text.formatted(ZEROS, PAGE, ZEROS, PAGE * ARGUMENTS));
    return Linker.link(
        List.of(
            ObjectFile.read(name, LowKernel.of(name, elf).orElseThrow()),
            ObjectFile.read("zeros.S", new OwnCompiler().compile(zeros, Options.DEFAULT).object())),
        LinkOptions.low().withTraps());
  }
}
