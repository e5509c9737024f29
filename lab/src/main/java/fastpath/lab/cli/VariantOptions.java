package fastpath.lab.cli;

import fastpath.codegen.option.FrameStrategy;
import fastpath.kernelsrc.KernelSources;
import fastpath.lab.gate.Case;
import fastpath.lab.workshop.Compilers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** The options under which a program is compiled: each combination of their values is a variant. */
final class VariantOptions {
  @Mixin ConfigOption configs;
  @Mixin OverlayOption overlays;
  @Mixin CompilerOption compilers;
  @Mixin SourceOptions sources;
  @Mixin FrameOption frames;

  /** Returns these options with the configs and compilers of a case, where the case names any. */
  VariantOptions of(Case one) {
    VariantOptions other = new VariantOptions();
    other.configs = new ConfigOption();
    other.configs.names = one.configs().isEmpty() ? configs.names : one.configs();
    other.compilers = new CompilerOption();
    other.compilers.names = one.compilers().isEmpty() ? compilers.names : one.compilers();
    other.overlays = overlays;
    other.sources = sources;
    other.frames = frames;
    return other;
  }

  /**
   * Returns every combination of the options' values, ordered by overlay first.
   *
   * @param hasSources false if all files are objects; only the first compiler is then used
   */
  List<Variant> all(boolean hasSources) throws IOException {
    List<KernelSources> views = overlays.all();
    List<String> chosen = compilers.namesOrOwn();
    List<Variant> variants = new ArrayList<>();
    for (KernelSources view : views) {
      for (Optional<ConfigOption.Named> config : names(view, views)) {
        for (String compiler : hasSources ? chosen : chosen.subList(0, 1)) {
          variants.addAll(of(view, config, compiler));
        }
      }
    }
    return variants;
  }

  private List<Variant> of(
      KernelSources view, Optional<ConfigOption.Named> config, String compiler) {
    List<Variant> variants = new ArrayList<>();
    for (String cflags : sources.eachCflags()) {
      for (Optional<FrameStrategy> frame : frames(compiler)) {
        variants.add(new Variant(view, config, compiler, cflags, frame));
      }
    }
    return variants;
  }

  private List<Optional<FrameStrategy>> frames(String compiler) {
    return compiler.equals(Compilers.OWN)
        ? frames.orDefault().stream().map(Optional::of).toList()
        : List.of(Optional.empty());
  }

  private List<Optional<ConfigOption.Named>> names(KernelSources view, List<KernelSources> views) {
    return configs.names.isEmpty()
        ? List.of(Optional.empty())
        : configs.names(view, views).stream().map(Optional::of).toList();
  }
}
