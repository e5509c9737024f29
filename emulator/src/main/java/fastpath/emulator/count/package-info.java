/** The counters and the profile of a call, which every engine computes alike. */
package fastpath.emulator.count;
