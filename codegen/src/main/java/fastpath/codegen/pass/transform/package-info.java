/** The passes other than algebraic simplification, one class for each pass. */
package fastpath.codegen.pass.transform;
