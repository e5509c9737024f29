package fastpath.lab.cli;

import fastpath.kernelsrc.KernelSources;
import fastpath.kernelsrc.Overlay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** The option {@code --overlay}, which may be repeated. */
final class OverlayOption {
  @Option(
      names = "--overlay",
      paramLabel = "DIR",
      description =
          "A folder laid over kernelsrc: headers under include/, sources, configs/, Kconfig,"
              + " roles.properties. Results are for kernelsrc as it is and for each overlay, under"
              + " its folder's name; repeatable. For run, compile, disassemble and litmus one"
              + " overlay, and its result alone.")
  List<Path> folders = new ArrayList<>();

  /** Returns the views of kernelsrc: the one without an overlay, then one under each overlay. */
  List<KernelSources> all() throws IOException {
    List<KernelSources> views = new ArrayList<>(List.of(KernelSources.BASE));
    Set<String> names = new TreeSet<>();
    for (Path folder : folders) {
      Overlay overlay = Overlay.read(folder);
      if (!names.add(overlay.name())) {
        throw Failure.usage("--overlay %s: a second one named %s", folder, overlay.name());
      }
      views.add(KernelSources.under(overlay));
    }
    return views;
  }

  /**
   * Returns kernelsrc under the only overlay; kernelsrc without an overlay if the option is absent.
   */
  KernelSources single() throws IOException {
    if (folders.size() > 1) {
      throw Failure.usage("--overlay: one at a time here, not %d", folders.size());
    }
    return all().getLast();
  }
}
