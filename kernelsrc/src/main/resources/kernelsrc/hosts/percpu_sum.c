// SPDX-License-Identifier: Apache-2.0
/*
 * @name   percpu-sum
 * @title  percpu counter sum
 * @call   percpu_counter_sum
 * @setup  setup_percpu_sum
 * @digest digest_percpu_sum
 * @region preempt
 * @expect all: = 0xf422a
 * @why    A longer body, and one sum to keep: the same cost, a smaller share.
 */
#include <lab.h>
#include <linux/preempt.h>

#define NR_PARTS	8

struct percpu_counter {
	s64 count;
	u64 online;
	s32 *counters[NR_PARTS];
};

s64 percpu_counter_sum(struct percpu_counter *fbc)
{
	unsigned int cpu;
	s64 sum;

	preempt_disable();
	sum = fbc->count;
	for (cpu = 0; cpu < NR_PARTS; cpu++) {
		if (fbc->online >> cpu & 1)
			sum += *fbc->counters[cpu];
	}
	preempt_enable();
	return sum;
}

static struct percpu_counter counter;
static s32 counters[NR_PARTS];

void setup_percpu_sum(unsigned long args[6])
{
	unsigned int cpu;

	lab_boot();
	counter.count = 1000000;
	counter.online = 0x2d;
	for (cpu = 0; cpu < NR_PARTS; cpu++) {
		counters[cpu] = cpu & 1 ? -17 : 5 + (s32)cpu;
		counter.counters[cpu] = &counters[cpu];
	}
	args[0] = (unsigned long)&counter;
}

unsigned long digest_percpu_sum(unsigned long result)
{
	return lab_mix(result, counter.count);
}
