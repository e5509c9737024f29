/** What engines share: memory, registers, faults, and how a call ends. */
package fastpath.emulator.machine;
