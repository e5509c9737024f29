package fastpath.emulator.explore;

/**
 * An address that acts like the interrupt command register of a memory-mapped APIC: a store to the
 * address requests an interrupt when the store reaches memory, after all earlier stores.
 *
 * @param address the address whose stores request the interrupt
 * @param cpu number of the CPU that is interrupted
 */
public record Doorbell(long address, int cpu, int vector) {}
