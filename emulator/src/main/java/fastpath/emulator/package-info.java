/** x86-64 instruction table, machine, engines, counters. */
package fastpath.emulator;
