/**
 * Compares two measured calls instruction by instruction.
 *
 * <p>{@link fastpath.lab.compare.Alignment} pairs the instructions of two paths by role, source
 * line and operation. {@link fastpath.lab.compare.PathComparison} assigns a cause to each pair and
 * adds up the differences by cause. The sum over all causes is the difference between the two
 * counts. {@link fastpath.lab.compare.ComparisonText} prints the pairs and the differences.
 */
package fastpath.lab.compare;
