/**
 * Options for the stages of our compiler: the code generation strategy, and the receiver of each
 * stage's result.
 */
package fastpath.codegen.option;
