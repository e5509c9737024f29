/**
 * The fast paths as C, headers and {@code .config} presets, and an index of them. The resources
 * under {@code kernelsrc/} are the content; the classes only find and parse them. Which kernel each
 * preset stands for is its {@link fastpath.kernelsrc.Era}; {@code kernelsrc/README.md} has the
 * source of each fact.
 */
package fastpath.kernelsrc;
