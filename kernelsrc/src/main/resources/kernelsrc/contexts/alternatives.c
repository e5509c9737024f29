// SPDX-License-Identifier: Apache-2.0
/*
 * @name   alternatives
 * @title  what boot writes over instructions: the shorter one, and nops up to the end
 * @call   alternatives
 * @setup  alternatives_setup
 * @digest lab_digest_trace
 * @region none
 * @needs  CONFIG_UACCESS_ADDR_LIMIT CONFIG_UACCESS_MASKED
 * @expect all: = 0x15
 * @why    However much longer the old instructions are, what follows the new one changes nothing; a branch
 *         leads where it was assembled to lead; where the CPU lacks the feature all is left.
 */
#include <lab_context.h>
#include <linux/alternative.h>

#define X86_FEATURE_NONE	31

/* Two bytes over two and so many more, which trap. */
#define PADDED(bytes)	\
	__asm__ __volatile__(ALTERNATIVE("int3\n\tint3\n\t.skip " #bytes ", 0xcc", "incl %0", X86_FEATURE_SMAP) \
			     : "+a" (count) : : "cc")

void alternatives_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
}

unsigned long alternatives(void)
{
	unsigned int count = 0;

	PADDED(0);
	PADDED(1);
	PADDED(2);
	PADDED(3);
	PADDED(4);
	PADDED(5);
	PADDED(6);
	PADDED(7);
	PADDED(8);
	PADDED(9);
	PADDED(10);
	PADDED(11);
	PADDED(12);
	PADDED(13);
	PADDED(14);
	PADDED(15);
	PADDED(16);
	PADDED(17);
	/* Eighteen so far. */
	__asm__ __volatile__(ALTERNATIVE("incl %0", "int3", X86_FEATURE_NONE) : "+a" (count) : : "cc");
	__asm__ __volatile__(ALTERNATIVE_2("int3\n\tint3", "int3", X86_FEATURE_SMAP, "incl %0", X86_FEATURE_SMAP)
			     : "+a" (count) : : "cc");
	__asm__ __volatile__(ALTERNATIVE("int3\n\t.skip 5, 0xcc", ".byte 0xe9\n\t.long 771f - . - 4",
					 X86_FEATURE_SMAP)
			     "int3\n"
			     "771:\tincl %0"
			     : "+a" (count) : : "cc");
	return count;
}
