/** Engines execute micro-ops and count how often each instruction retires. */
package fastpath.emulator.engine;
