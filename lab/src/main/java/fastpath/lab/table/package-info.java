/**
 * Tables and paragraphs that present measurements and findings in a given number of columns. The
 * classes of this package decide nothing; they present the decisions of {@link
 * fastpath.lab.verdict}.
 */
package fastpath.lab.table;
