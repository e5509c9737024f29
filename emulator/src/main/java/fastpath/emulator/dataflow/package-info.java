/** What the values are for that a function's instructions compute: definitions and their uses. */
package fastpath.emulator.dataflow;
