/** Assembly: the model, its text both ways, and the way to an object. */
package fastpath.codegen.asm;
