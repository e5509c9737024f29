package fastpath.lab.vmlinux;

import fastpath.emulator.image.LinkException;
import fastpath.emulator.image.ObjectFile;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Converts a kernel as a distribution ships it to an ELF file with symbols. */
public final class KernelFile {
  private static final int ET_EXEC = 2;
  private static final int SYMTAB = 2;

  private KernelFile() {}

  /** True if a file is a compressed kernel, or a kernel without a symbol table. */
  public static boolean needsOpening(byte[] file) {
    return Vmlinuz.is(file) || isStripped(file);
  }

  /**
   * Returns a kernel as an ELF file with a symbol table, made from the kernel's kallsyms, or else
   * from a System.map.
   *
   * @param name the kernel's name, for messages
   * @param systemMap returns the text of the System.map in the kernel's folder; called only if the
   *     kernel has no kallsyms
   * @throws LinkException if the file is damaged, or if no symbols can be found
   */
  public static byte[] open(String name, byte[] file, Supplier<Optional<String>> systemMap) {
    Vmlinuz.Unpacked unpacked =
        Vmlinuz.is(file)
            ? new Vmlinuz(name, file).unpack()
            : new Vmlinuz.Unpacked(file, file.length);
    byte[] elf = unpacked.bytes();
    ObjectFile.read(name, elf);
    List<KernelSection> sections = KernelSection.of(elf);
    if (!isStripped(elf)) {
      if (sections.stream().anyMatch(s -> s.type() == SYMTAB)) {
        return Arrays.copyOf(elf, unpacked.size());
      }
      throw new LinkException(name + ": unpacks to an ELF file that is no kernel");
    }
    List<Kallsyms.Entry> symbols =
        kallsyms(elf, sections)
            .or(() -> systemMap.get().flatMap(SystemMap::read))
            .orElseThrow(() ->
                new LinkException(
                    name
                        + ": no symbols: no kallsyms of a layout known here, and no System.map"
                        + " beside it"));
    return SymbolTable.add(unpacked, symbols);
  }

  private static Optional<List<Kallsyms.Entry>> kallsyms(byte[] elf, List<KernelSection> sections) {
    return sections.stream()
        .filter(s -> s.name().equals(".rodata"))
        .map(s -> Kallsyms.read(s.bytes(elf)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** True if a file is an executable that has per-CPU variables and no symbol table. */
  private static boolean isStripped(byte[] file) {
    if (file.length < 64 || Words.i32(file, 0) != 0x464c457f || Words.u16(file, 16) != ET_EXEC) {
      return false;
    }
    long headers = Words.i64(file, 40);
    if (headers < 64 || headers > file.length - 64L * Words.u16(file, 60)) {
      return false;
    }
    if (Words.u16(file, 62) >= Words.u16(file, 60)) {
      return false;
    }
    List<KernelSection> sections = KernelSection.of(file);
    return sections.stream().noneMatch(s -> s.type() == SYMTAB)
        && sections.stream().anyMatch(s -> s.name().equals(".data..percpu"));
  }
}
