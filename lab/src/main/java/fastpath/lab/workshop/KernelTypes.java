package fastpath.lab.workshop;

import fastpath.codegen.source.Includes;
import fastpath.codegen.source.Source;
import fastpath.emulator.image.ObjectFile;
import fastpath.lab.btf.Btf;
import fastpath.lab.btf.VmlinuxHeader;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Provides a header with the types of a kernel, for sources that are linked with that kernel. */
final class KernelTypes {
  /** Name of the header, by the convention of BPF programs. */
  private static final String HEADER = "vmlinux.h";

  private KernelTypes() {}

  /**
   * Returns a search that finds {@code vmlinux.h}, if one of the objects is a kernel with type
   * information. The header contains the types that the sources name, of the kernel and of the
   * first module.
   */
  static Includes header(List<ObjectFile> objects, List<Source> sources) {
    return (path, quoted, from) ->
        path.equals(HEADER) ? types(objects).map(btf -> header(btf, sources)) : Optional.empty();
  }

  private static Source header(Btf btf, List<Source> sources) {
    String text = sources.stream().map(Source::text).collect(Collectors.joining("\n"));
    return new Source("<kernel>/" + HEADER, VmlinuxHeader.of(btf, text));
  }

  private static Optional<Btf> types(List<ObjectFile> objects) {
    return first(objects, true)
        .flatMap(kernel ->
            first(objects, false)
                .map(module -> Btf.ofModule(module, kernel))
                .orElseGet(() -> Btf.read(kernel)));
  }

  /** Returns the types of the first kernel, or of the first module. */
  private static Optional<byte[]> first(List<ObjectFile> objects, boolean kernel) {
    return objects.stream()
        .filter(o -> o.isExecutable() == kernel)
        .map(o -> o.bytes(Btf.SECTION))
        .filter(bytes -> bytes.length > 0)
        .findFirst();
  }
}
