// SPDX-License-Identifier: Apache-2.0
/*
 * @name   preempt-in-reader
 * @title  a place to reschedule inside a read region
 * @call   preempt_in_reader
 * @setup  setup_reader
 * @digest digest_reader
 * @region preempt
 * @why    Whether the region keeps a wanted reschedule away, or lets it happen.
 *
 * @name   preempt-in-sched-reader
 * @title  the same inside a region of rcu_read_lock_sched()
 * @call   preempt_in_sched_reader
 * @setup  setup_reader
 * @digest digest_reader
 * @region preempt
 * @why    These readers nothing lets be preempted.
 *
 * @name   read-one
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

/* The count here, and from bit 8 on how many reschedules happened here. */
static __always_inline unsigned long pass_a_place(void)
{
	unsigned long count = preempt_count(), before = lab_schedules();

	preempt_disable();
	preempt_enable();
	return count | (lab_schedules() - before) << 8;
}

unsigned long preempt_in_reader(void)
{
	unsigned long seen;

	rcu_read_lock();
	seen = pass_a_place();
	rcu_read_unlock();
	return seen;
}

unsigned long preempt_in_sched_reader(void)
{
	unsigned long seen;

	rcu_read_lock_sched();
	seen = pass_a_place();
	rcu_read_unlock_sched();
	return seen;
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

/* What was seen is what the variants differ in. */
unsigned long digest_reader(unsigned long result)
{
	(void)result;
	return shared;
}
