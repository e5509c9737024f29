// SPDX-License-Identifier: Apache-2.0
#include <lab.h>
#include <linux/percpu.h>
#include <linux/preempt.h>

struct counter {
	s64 count;
	s32 batch;
};

DEFINE_PER_CPU(s32, events);

void fold(struct counter *c, s64 amount);

s64 counter_add(struct counter *c, s64 amount)
{
	s64 count;

	preempt_disable();
	count = this_cpu_lvalue(events) + amount;
	if (unlikely(count >= c->batch || count <= -c->batch))
		fold(c, amount);
	else
		this_cpu_add_4(events, (s32)amount);
	preempt_enable();
	return count;
}

static struct counter counter;

void setup(unsigned long args[6])
{
	lab_boot();
	counter.batch = 32;
	args[0] = (unsigned long)&counter;
	args[1] = 5;
}
