package fastpath.lab.cli;

import fastpath.codegen.option.FrameStrategy;
import fastpath.kernelsrc.KernelSources;
import java.util.Optional;

/**
 * The options under which a program is compiled for one row of a table.
 *
 * @param sources kernelsrc without an overlay, or under an overlay
 * @param config the preset as {@code --config} names it; empty without a preset
 * @param compiler the compiler as {@code --compiler} names it
 * @param cflags the extra flags of cc; "" for none
 * @param frame the frame strategy of our compiler; empty for any other compiler
 */
record Variant(
    KernelSources sources,
    Optional<ConfigOption.Named> config,
    String compiler,
    String cflags,
    Optional<FrameStrategy> frame) {}
