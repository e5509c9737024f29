/** The passes other than algebraic simplification: one class a pass. */
package fastpath.codegen.pass.transform;
