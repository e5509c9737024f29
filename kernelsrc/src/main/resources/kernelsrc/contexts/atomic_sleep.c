// SPDX-License-Identifier: Apache-2.0
/*
 * @name   atomic-sleep
 * @title  what DEBUG_ATOMIC_SLEEP reports, and of whom
 * @call   atomic_sleep
 * @setup  atomic_sleep_setup
 * @digest lab_digest_trace
 * @region none
 * @needs  CONFIG_DEBUG_ATOMIC_SLEEP
 * @alone  it comes to where a thread may sleep inside regions, on purpose
 * @expect all: 0pirus.
 *         0 1 1 0 0 2 0 1 0 3 1 0 0 4 1 0 0 5 200 0 0 17 10 = 0x0
 * @why    Who may sleep is told nothing. With preemption off, interrupts off, in a reader's region, at a
 *         user access with preemption off and with softirqs off the place is reported with what forbids it.
 */
#include <lab_context.h>
#include <lab_user.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/rcupdate.h>

extern struct lab_atomic_sleep lab_atomic_sleeps[LAB_ATOMIC_SLEEPS];
extern unsigned long lab_atomic_sleep_count;

void atomic_sleep_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
	lab_atomic_sleep_count = 0;
}

/* How many reports there are, and what the last of them says. */
static void look(char what, int line)
{
	const struct lab_atomic_sleep *last = &lab_atomic_sleeps[lab_atomic_sleep_count - 1];

	lab_trace(what);
	lab_value(lab_atomic_sleep_count + (last->line == line && last->file ? 0 : 0x1000));
	lab_value(last->preempt_count);
	lab_value(last->irqs_disabled);
	lab_value(last->rcu_depth);
}

static u8 buffer[8];

/* Whether a report has been written behind the last that is kept. */
static unsigned int beyond(void)
{
	struct lab_atomic_sleep *all = lab_atomic_sleeps;

	/* No compiler shall know whose end it is. */
	__asm__("" : "+r" (all));
	return READ_ONCE(all[LAB_ATOMIC_SLEEPS].file) == all[LAB_ATOMIC_SLEEPS - 1].file
	       || READ_ONCE(all[LAB_ATOMIC_SLEEPS].line) == all[LAB_ATOMIC_SLEEPS - 1].line;
}

unsigned long atomic_sleep(void)
{
	unsigned int i;
	int line;

	might_sleep();
	might_fault();
	lab_trace('0');
	lab_value(lab_atomic_sleep_count);
	preempt_disable();
	line = __LINE__ + 1;
	might_sleep();
	preempt_enable();
	look('p', line);
	local_irq_disable();
	line = __LINE__ + 1;
	might_sleep();
	local_irq_enable();
	look('i', line);
	rcu_read_lock();
	line = __LINE__ + 1;
	might_sleep();
	rcu_read_unlock();
	look('r', line);
	preempt_disable();
	line = __LINE__ + 1;
	might_fault();
	preempt_enable();
	look('u', line);
	local_bh_disable();
	line = __LINE__ + 1;
	might_sleep();
	local_bh_enable();
	look('s', line);
	preempt_disable();
	for (i = 5; i < 23; i++)
		(void)copy_from_user(buffer, (const void __user *)LAB_USER_BASE, sizeof(buffer));
	preempt_enable();
	lab_trace('.');
	lab_value(lab_atomic_sleep_count);
	lab_value(LAB_ATOMIC_SLEEPS + beyond());
	return lab_preempt_count();
}
