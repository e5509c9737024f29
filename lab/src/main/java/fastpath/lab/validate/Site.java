package fastpath.lab.validate;

import fastpath.emulator.debug.Frame;
import fastpath.emulator.engine.Fetch;
import fastpath.emulator.image.Image;
import fastpath.emulator.image.Symbol;
import fastpath.emulator.isa.CpuProfile;
import fastpath.emulator.machine.GuestFault;
import fastpath.emulator.machine.Memory;
import fastpath.lab.workshop.AnnotatedListing;
import java.util.List;

/**
 * The instruction before which an interrupt was taken.
 *
 * @param address address of the instruction in the linked image
 * @param listing the instruction as objdump prints it
 * @param function the innermost source function, or the symbol's name in assembly
 * @param line line in the source file; 0 if not known
 * @param within the symbol whose code contains the address
 */
public record Site(
    long address, String listing, String function, String file, int line, String within) {

  static Site of(Image image, Memory memory, long address) {
    String listing;
    try {
      listing =
          AnnotatedListing.text(image, Fetch.instruction(CpuProfile.INTEL, memory, address).insn());
    } catch (GuestFault f) {
      listing = "(" + f.getMessage() + ")";
    }
    List<Frame> frames = image.inlines().at(address);
    String symbol = image.symbolAt(address).map(Symbol::name).orElse("?");
    Frame frame = frames.isEmpty() ? new Frame(symbol, "", 0) : frames.getFirst();
    String file = frame.file().substring(frame.file().lastIndexOf('/') + 1);
    return new Site(
        address, listing.replaceAll("\\s+", " "), frame.function(), file, frame.line(), symbol);
  }

  /** Returns the site in one line of text. */
  public String says() {
    String source = line == 0 ? function : function + " (" + file + ":" + line + ")";
    String inlined = within.equals(function) ? "" : " in " + within;
    return String.format("%x  %s  %s%s", address, listing, source, inlined);
  }
}
