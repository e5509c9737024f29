/** The typed syntax tree to IR: locals in stack slots, conversions and bit-fields spelled out. */
package fastpath.codegen.lower;
