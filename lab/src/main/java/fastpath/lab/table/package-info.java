/**
 * Tables and paragraphs that show measurements and findings in a given number of columns. A class
 * here decides nothing; it reads what {@link fastpath.lab.verdict} decided.
 */
package fastpath.lab.table;
