/* libgcc's helpers of one and two words ("Integer library routines" in the GCC internals manual). */
#define HELPER __attribute__((weak, section(".text..instrumentation")))
#define INNER static inline __attribute__((always_inline))

typedef unsigned int u32;
typedef unsigned long u64;

INNER u64 ones(u64 x)
{
	x -= x >> 1 & 0x5555555555555555;
	x = (x & 0x3333333333333333) + (x >> 2 & 0x3333333333333333);
	x = (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0f;
	return x * 0x0101010101010101 >> 56;
}

INNER u64 swapped(u64 x)
{
	__asm__("bswap %0" : "+r"(x));
	return x;
}

/* Of a word that is not 0. */
INNER u64 lowest(u64 x)
{
	u64 n;

	__asm__("bsfq %1, %0" : "=r"(n) : "r"(x) : "cc");
	return n;
}

INNER u64 highest(u64 x)
{
	u64 n;

	__asm__("bsrq %1, %0" : "=r"(n) : "r"(x) : "cc");
	return n;
}

HELPER int __popcountsi2(u32 x) { return ones(x); }
HELPER int __popcountdi2(u64 x) { return ones(x); }
HELPER u32 __bswapsi2(u32 x) { return swapped(x) >> 32; }
HELPER u64 __bswapdi2(u64 x) { return swapped(x); }
HELPER int __ctzsi2(u32 x) { return lowest(x); }
HELPER int __ctzdi2(u64 x) { return lowest(x); }
HELPER int __clzsi2(u32 x) { return 31 - highest(x); }
HELPER int __clzdi2(u64 x) { return 63 - highest(x); }
HELPER int __ffssi2(u32 x) { return x ? lowest(x) + 1 : 0; }
HELPER int __ffsdi2(u64 x) { return x ? lowest(x) + 1 : 0; }
HELPER int __paritysi2(u32 x) { return ones(x) & 1; }
HELPER int __paritydi2(u64 x) { return ones(x) & 1; }

/* The kernel's own, called where the CPU has no popcnt; they keep every register but rax. */
__asm__(
".section .text..instrumentation, \"ax\", @progbits\n"
".weak __sw_hweight32\n"
".type __sw_hweight32, @function\n"
"__sw_hweight32: popcntl %edi, %eax\n"
"ret\n"
".size __sw_hweight32, . - __sw_hweight32\n"
".weak __sw_hweight64\n"
".type __sw_hweight64, @function\n"
"__sw_hweight64: popcntq %rdi, %rax\n"
"ret\n"
".size __sw_hweight64, . - __sw_hweight64\n"
".text\n");
