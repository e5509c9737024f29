/** C: types, the typed syntax tree, the parser with its checks, constant expressions. */
package fastpath.codegen.c;
