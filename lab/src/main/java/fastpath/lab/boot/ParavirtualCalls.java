package fastpath.lab.boot;

import fastpath.emulator.image.Section;

/**
 * Replaces calls through the table pv_ops by direct calls, in kernels up to 6.3 (apply_paravirt()
 * and paravirt_patch()). An entry of .parainstructions has 16 bytes with the address of the call,
 * the number of the function in pv_ops, and the length of the call.
 */
final class ParavirtualCalls {
  private static final int ENTRY = 16;

  private ParavirtualCalls() {}

  static void patch(KernelText text, Section table, Nops nops) {
    long functions = text.symbol("pv_ops").orElse(0L);
    long nothing = text.symbol("_paravirt_nop").orElse(0L);
    long bug = text.symbol("paravirt_BUG").orElse(0L);
    if (functions == 0) {
      return;
    }
    long end = table.address() + table.size();
    for (long at = table.address(); at + ENTRY <= end; at += ENTRY) {
      long site = text.i64(at);
      long function = text.i64(functions + Long.BYTES * text.u8(at + 8));
      byte[] code = text.read(site, text.u8(at + 9));
      int used = 0;
      if (function != nothing && code.length >= Branches.BYTES) {
        long target = function == 0 ? bug : function;
        System.arraycopy(Branches.to(Branches.CALL, site, target), 0, code, 0, Branches.BYTES);
        used = Branches.BYTES;
      }
      nops.fill(code, used, code.length);
      text.patch(site, code, PatchKind.PARAVIRTUAL);
    }
  }
}
