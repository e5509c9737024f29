// SPDX-License-Identifier: Apache-2.0
#include <lab.h>
#include <linux/rcupdate.h>

struct seqcount {
	unsigned int sequence;
};

struct timekeeper {
	struct seqcount seq;
	u32 shift;
	u64 mult, base, cycle_last;
};

static struct timekeeper tk;

u64 read_clock(const struct timekeeper *t, u64 cycles)
{
	unsigned int start;
	u64 ns;

	preempt_disable();
	do {
		while (unlikely((start = READ_ONCE(t->seq.sequence)) & 1))
			__asm__ __volatile__("pause" : : : "memory");
		barrier();
		ns = t->base + ((cycles - t->cycle_last) * t->mult >> t->shift);
		barrier();
	} while (unlikely(READ_ONCE(t->seq.sequence) != start));
	preempt_enable();
	return ns;
}

void setup(unsigned long args[6])
{
	lab_boot();
	tk.seq.sequence = 4;
	tk.shift = 8;
	tk.mult = 300;
	tk.base = 1000;
	tk.cycle_last = 50;
	args[0] = (unsigned long)&tk;
	args[1] = 1050;
}
