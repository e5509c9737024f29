package fastpath.emulator.frames;

import fastpath.emulator.debug.Cfi;
import fastpath.emulator.isa.Decoded;
import fastpath.emulator.isa.Lifted;
import fastpath.emulator.isa.Lifter;
import java.util.Optional;

/**
 * What instructions do for frames: by the code itself, and where that does not tell by CFI or the
 * kernel's unwind table. Where they differ the code is right: it is what runs.
 */
public final class Frames implements FrameFacts {
  private final Cfi cfi;
  private final CfiFrames byCfi;
  private final OpcodeFrames byOpcodes;
  private final OrcFrames byOrc;
  private final ProgramCode code;

  /**
   * @param orc the kernel's unwind table, or {@link OrcTable#EMPTY}
   */
  public Frames(Cfi cfi, OrcTable orc, ProgramCode code) {
    this.cfi = cfi;
    this.code = code;
    byCfi = new CfiFrames(cfi);
    byOpcodes = new OpcodeFrames(code);
    byOrc = new OrcFrames(orc, byOpcodes);
  }

  /** What the function with code at an address is told from; empty if no way can tell. */
  public Optional<FramesFrom> from(long address) {
    Optional<Cfi.Section> section = cfi.section(address);
    if (section.isPresent()) {
      return section.map(
          s ->
              switch (s) {
                case EH_FRAME -> FramesFrom.EH_FRAME;
                case DEBUG_FRAME -> FramesFrom.DEBUG_FRAME;
              });
    }
    if (byOrc.covers(address)) {
      return Optional.of(FramesFrom.ORC);
    }
    return byOpcodes.covers(address) ? Optional.of(FramesFrom.EXECUTION) : Optional.empty();
  }

  @Override
  public FrameUse use(Lifted insn) {
    FrameUse use = byOpcodes.use(insn);
    if (use == FrameUse.UNKNOWN) {
      use = byCfi.use(insn);
    }
    return use == FrameUse.UNKNOWN ? byOrc.use(insn) : use;
  }

  /** Whether the instruction at an address is known to belong to the frame. */
  public boolean isFrame(long address) {
    Decoded insn = code.decode(address);
    return insn != null && isFrame(insn);
  }

  /** Whether the instruction is known to belong to the frame. */
  public boolean isFrame(Decoded insn) {
    return use(Lifter.lift(insn)).isFrame();
  }

  /** The function that the code at an address belongs to; empty if no symbol tells. */
  public Optional<FunctionExtent> function(long address) {
    return Optional.ofNullable(code.function(address));
  }

  /** The memory that a function touches. */
  public FunctionAccesses accesses(FunctionExtent function) {
    return FunctionAccesses.of(function, code, byOpcodes.changed());
  }

  /** The registers that a call may change, a bit each at the encoding number. */
  public int changedBy(Lifted call) {
    return byOpcodes.changed().by(call);
  }

  /** What call frame information alone tells. */
  public FrameFacts byCfi() {
    return byCfi;
  }

  /** What the code alone tells. */
  public FrameFacts byOpcodes() {
    return byOpcodes;
  }
}
