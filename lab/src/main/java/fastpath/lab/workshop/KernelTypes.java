package fastpath.lab.workshop;

import fastpath.codegen.source.Includes;
import fastpath.codegen.source.Source;
import fastpath.emulator.image.ObjectFile;
import fastpath.emulator.image.ObjectSection;
import fastpath.lab.btf.Btf;
import fastpath.lab.btf.VmlinuxHeader;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Provides a header with the types of a kernel, for sources that are linked with that kernel. */
final class KernelTypes {
  /** Name of the header, by the convention of BPF programs. */
  private static final String HEADER = "vmlinux.h";

  private static final String SECTION = ".BTF";

  private KernelTypes() {}

  /**
   * Returns a search that finds {@code vmlinux.h}, if one of the objects is a kernel with type
   * information. The header contains the types that the sources name.
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
    return objects.stream()
        .filter(ObjectFile::isExecutable)
        .flatMap(o -> o.sections().stream())
        .filter(s -> s.name().equals(SECTION))
        .map(ObjectSection::bytes)
        .map(Btf::read)
        .flatMap(Optional::stream)
        .findFirst();
  }
}
