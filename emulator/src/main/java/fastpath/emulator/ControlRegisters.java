package fastpath.emulator;

import fastpath.emulator.isa.State;
import fastpath.emulator.isa.Uop;
import fastpath.emulator.machine.Cpu;
import fastpath.emulator.machine.Fault;
import fastpath.emulator.machine.GuestFault;

/**
 * The values that control registers may have (SDM vol. 3A, 2.5; vol. 2B, MOV to/from Control
 * Registers). The emulator has no page tables: memory has fixed mappings. Read-only pages are
 * protected from the kernel as with CR0.WP set, and SMAP and SMEP are always on. The bits for
 * paging and protection therefore keep their values, and a write that would clear one of these bits
 * raises #GP(0), as for a reserved bit.
 */
final class ControlRegisters {
  /** The bits of CR0 that must be set: PE, NE, WP, PG. */
  private static final long CR0_FIXED = 1 | 1 << 5 | 1 << 16 | 0x80000000L;

  /**
   * The bit NW of CR0: NW without CD raises #GP (SDM vol. 3A, 2.5), and caches are not modelled.
   */
  private static final long CR0_NW = 1 << 29;

  private static final long CR0_CD = 1 << 30;

  /** The value of CR0 at the start, in which MP, ET and AM are set too. */
  static final long CR0 = CR0_FIXED | 1 << 1 | 1 << 4 | 1 << 18;

  /** The bits of CR4 that must be set: PAE, SMEP, SMAP. */
  private static final long CR4_FIXED = 1 << 5 | 1 << 20 | 1 << 21;

  /**
   * The bits of CR4 that software may set or clear: VME, PVI, TSD, DE, PSE, MCE, PGE, PCE,
   * FSGSBASE, PCIDE.
   */
  private static final long CR4_FREE = 0xdf | 1 << 8 | 1 << 16 | 1 << 17;

  static final long CR4 = CR4_FIXED | 1 << 7 | 1 << 16;

  /**
   * The bits that a write to CR3 may set: those of a physical address, as {@link Cpuid} reports its
   * width, and bit 63, which asks for no TLB flush.
   */
  private static final long CR3_ALLOWED = 1L << 63 | (1L << 48) - 1;

  private ControlRegisters() {}

  /** Sets the control registers to the values of a kernel in 64-bit mode. */
  static void initialize(Cpu cpu) {
    cpu.set(State.CR0, CR0);
    cpu.set(State.CR4, CR4);
  }

  /**
   * Checks a write to a control register before the register changes.
   *
   * @param trap the trap, whose number encodes the control register and the general register
   */
  static void check(Uop.Trap trap, Cpu cpu) {
    int number = trap.number() >> 4;
    long value = cpu.get(State.gpr(trap.number() & 15));
    boolean good =
        switch (number) {
          case 0 ->
              value >>> 32 == 0
                  && (value & CR0_FIXED) == CR0_FIXED
                  && (value & (CR0_NW | CR0_CD)) != CR0_NW;
          case 3 -> (value & ~CR3_ALLOWED) == 0;
          case 4 -> (value & ~CR4_FREE) == CR4_FIXED;
          case 8 -> value >>> 4 == 0;
          default -> true;
        };
    if (!good) {
      throw new GuestFault(
          Fault.Kind.PROTECTION,
          0,
          0,
          "0x" + Long.toHexString(value) + " is no value of cr" + number);
    }
  }
}
