// SPDX-License-Identifier: Apache-2.0
/*
 * @host   preempt-in-reader
 * @title  a place to reschedule inside a read region
 * @call   preempt_in_reader
 * @setup  setup_reader
 * @digest digest_reader
 * @region preempt
 * @why    Whether the region keeps a wanted reschedule away, or lets it happen.
 *
 * @host   read-one
 * @title  a read region around one load
 * @call   read_one
 * @setup  setup_reader
 * @digest digest_reader
 * @region rcu
 * @why    What is not the load is the region.
 */
#include <lab.h>
#include <linux/rcupdate.h>

static unsigned long shared;

/* The count inside the region, and from bit 8 on how many reschedules happened there. */
unsigned long preempt_in_reader(void)
{
	unsigned long count, inside;

	rcu_read_lock();
	count = preempt_count();
	inside = lab_schedules();
	preempt_disable();
	preempt_enable();
	inside = lab_schedules() - inside;
	rcu_read_unlock();
	return count | inside << 8;
}

unsigned long read_one(unsigned long *word)
{
	unsigned long value;

	rcu_read_lock();
	value = READ_ONCE(*word);
	rcu_read_unlock();
	return value;
}

void setup_reader(unsigned long args[6])
{
	lab_boot();
	shared = 42;
	args[0] = (unsigned long)&shared;
}

/* The first function's result is what the variants differ in. */
unsigned long digest_reader(unsigned long result)
{
	(void)result;
	return shared;
}
