package fastpath.lab.cli;

import fastpath.codegen.option.FrameStrategy;
import fastpath.kernelsrc.KernelSources;
import java.util.Optional;

/**
 * How a program is compiled, for a row of a table.
 *
 * @param sources kernelsrc as it is, or under an overlay
 * @param config as {@code --config} names it
 * @param compiler as {@code --compiler} names it
 * @param cflags "" for none
 * @param frame our compiler's strategy; empty for any other compiler
 */
record Variant(
    KernelSources sources,
    Optional<String> config,
    String compiler,
    String cflags,
    Optional<FrameStrategy> frame) {}
