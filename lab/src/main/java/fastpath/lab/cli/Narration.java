package fastpath.lab.cli;

import fastpath.emulator.image.Image;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Memory;
import fastpath.lab.validate.Narrator;
import fastpath.lab.validate.Site;
import java.io.PrintStream;

/** Prints the trace of a guest's instructions, with the interrupts that the guest takes. */
final class Narration implements Narrator {
  private final Tracing tracing;
  private final PrintStream out;

  Narration(Image image, PrintStream out) {
    tracing = new Tracing(image, out);
    this.out = out;
  }

  @Override
  public void retired(Decoded insn, Cpu cpu, Memory memory) {
    tracing.retired(insn, cpu, memory);
  }

  @Override
  public void taken(int vector, Site before) {
    out.println(String.format("-- vector %#x, before %s", vector, before.says()));
  }

  @Override
  public void returned(int vector) {
    out.println(String.format("-- back from vector %#x", vector));
  }
}
