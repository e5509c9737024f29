package fastpath.emulator.explore;

/**
 * An address like the interrupt command register of a memory-mapped APIC: a store to it requests an
 * interrupt when it reaches memory, after all stores before it.
 *
 * @param address of the store
 * @param cpu number of the CPU that is interrupted
 */
public record Doorbell(long address, int cpu, int vector) {}
