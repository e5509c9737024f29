/** Counters and profile of a call, the same from every engine. */
package fastpath.emulator.count;
