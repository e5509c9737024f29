/**
 * The fast paths as C sources, headers and {@code .config} presets, and an index of these files.
 * The resources under {@code kernelsrc/} are the content; the classes only find and parse them. A
 * preset's {@link fastpath.kernelsrc.Era} names the kernel that the preset stands for; {@code
 * kernelsrc/README.md} has the source of each fact.
 */
package fastpath.kernelsrc;
