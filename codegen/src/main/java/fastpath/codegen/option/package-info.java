/**
 * What a caller chooses for the stages of our compiler: the code generation strategy, and who is
 * shown what each stage made.
 */
package fastpath.codegen.option;
