/**
 * Two measured calls side by side.
 *
 * <p>{@link fastpath.lab.compare.Alignment} pairs the instructions of two paths by role, source
 * line and operation. {@link fastpath.lab.compare.PathComparison} gives each pair a cause and adds
 * up; the sum over the causes is the difference of the two counts. {@link
 * fastpath.lab.compare.ComparisonText} prints both.
 */
package fastpath.lab.compare;
