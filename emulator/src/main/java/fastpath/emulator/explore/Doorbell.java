package fastpath.emulator.explore;

/**
 * A place in memory like the interrupt command register of a memory-mapped APIC: a store to it
 * requests an interrupt when it reaches memory, after all stores before it.
 *
 * @param address of the store
 * @param cpu whose interrupt it is
 */
public record Doorbell(long address, int cpu, int vector) {}
