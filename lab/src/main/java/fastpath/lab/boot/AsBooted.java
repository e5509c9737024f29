package fastpath.lab.boot;

import fastpath.emulator.image.Image;
import fastpath.emulator.image.Section;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Patches the text of a linked kernel as the kernel's boot does, in the same order. */
public final class AsBooted {
  /**
   * The section of paravirtual calls; kernels from 6.4 on do not have it, because these calls are
   * alternatives.
   */
  private static final String PARAVIRTUAL = ".parainstructions";

  private static final int ENDBR64 = 0xfa1e0ff3;

  private AsBooted() {}

  /**
   * Patches the bytes of the image's segments.
   *
   * @return the places whose code has changed, in the order of patching
   * @throws fastpath.emulator.image.LinkException if a table has an address outside of the kernel
   */
  public static List<PatchSite> patch(Image image, BootCpu cpu) {
    KernelText text = new KernelText(image);
    Nops nops = text.sections(PARAVIRTUAL).isEmpty() ? Nops.NEW : Nops.OLD;
    text.sections(PARAVIRTUAL).forEach(s -> ParavirtualCalls.patch(text, s, nops));
    text.sections(".retpoline_sites").forEach(s -> Retpolines.patch(text, s, cpu, nops));
    text.sections(".return_sites").forEach(s -> returns(text, s, cpu));
    text.sections(".altinstructions").forEach(s -> new Alternatives(text, cpu, nops).patch(s));
    text.sections(".ibt_endbr_seal").forEach(s -> seal(text, s));
    text.sections("runtime_ptr_USER_PTR_MAX").forEach(s -> userLimit(text, s, cpu));
    StaticCalls.patch(text, cpu);
    tracer(text, image);
    return text.sites();
  }

  /**
   * Patches returns: on a CPU without return thunks to a ret, followed by int3 that stops
   * speculation. On a CPU with return thunks a return becomes a jump to the thunk of the CPU's
   * mitigation.
   */
  private static void returns(KernelText text, Section sites, BootCpu cpu) {
    byte[] ret = {(byte) 0xc3, (byte) 0xcc, (byte) 0xcc, (byte) 0xcc, (byte) 0xcc};
    long thunk = cpu.returnThunk().flatMap(text::symbol).orElse(0L);
    if (cpu.has(BootCpu.RETHUNK) && thunk == 0) {
      return;
    }
    for (long at = sites.address(); at < sites.address() + sites.size(); at += 4) {
      long site = text.relative(at);
      if (text.u8(site) == Branches.JMP) {
        byte[] code = thunk == 0 ? ret : Branches.to(Branches.JMP, site, thunk);
        text.patch(site, code, PatchKind.RETURN_THUNK);
      }
    }
  }

  /** Replaces the endbr64 of functions that are never called indirectly by a nop. */
  private static void seal(KernelText text, Section sites) {
    byte[] poison = {0x66, 0x0f, 0x1f, 0x00};
    for (long at = sites.address(); at < sites.address() + sites.size(); at += 4) {
      long site = text.relative(at);
      if (text.i32(site) == ENDBR64) {
        text.patch(site, poison, PatchKind.SEALED);
      }
    }
  }

  /**
   * Writes the end of user memory into the code, where it is an immediate operand since 6.12
   * (USER_PTR_MAX).
   */
  private static void userLimit(KernelText text, Section sites, BootCpu cpu) {
    long limit = (1L << (cpu.has(BootCpu.LA57) ? 56 : 47)) - 4096;
    byte[] word = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(limit).array();
    for (long at = sites.address(); at < sites.address() + sites.size(); at += 4) {
      text.patch(text.relative(at), word, PatchKind.RUNTIME_CONSTANT);
    }
  }

  /**
   * Replaces each call of the function tracer by a nop, because no tracer is active at boot
   * (ftrace_process_locs()).
   */
  private static void tracer(KernelText text, Image image) {
    for (long site : TracerSites.of(image).sorted()) {
      traced(text, site);
    }
  }

  private static void traced(KernelText text, long site) {
    if (site != 0 && text.u8(site) == Branches.CALL) {
      text.patch(site, Nops.nop(Branches.BYTES), PatchKind.FENTRY);
    }
  }
}
