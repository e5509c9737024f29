/**
 * The fast paths as C, headers and {@code .config} presets, and an index of them. The resources
 * under {@code kernelsrc/} are the content; the classes only find and parse them.
 */
package fastpath.kernelsrc;
