// SPDX-License-Identifier: Apache-2.0
/*
 * @name   rcu-readers
 * @title  two readers are preempted before the updater waits
 * @call   rcu_readers
 * @setup  rcu_readers_setup
 * @digest lab_digest_trace
 * @region rcu
 * @needs  CONFIG_PREEMPT_RCU
 * @alone  an interrupt's return would bring the recorded wake-ups forward
 * @expect all: rsuUv.tF!UF? 0 0 0 0 = 0x0
 * @why    The grace period ends with the last of the readers that it has found, whichever that is, and a
 *         next one waits for none of them.
 */
#include <lab_context.h>
#include <linux/rcupdate.h>

static struct task_struct *updater, *second;

static void update(void *unused)
{
	(void)unused;
	for (;;) {
		lab_sleep();
		lab_trace('U');
		synchronize_rcu();
		lab_trace('F');
	}
}

/* Preempted in its region by the updater, while the first is preempted in its own. */
static void read_second(void *unused)
{
	(void)unused;
	lab_sleep();
	rcu_read_lock();
	lab_trace('u');
	lab_interrupt(0x31);
	lab_trace('v');
	rcu_read_unlock();
	lab_trace('.');
	lab_value(current->rcu_read_lock_nesting);
	lab_value(current->rcu_read_unlock_special);
}

static void wake_second(struct pt_regs *regs)
{
	(void)regs;
	lab_trace('s');
	wake_up_process(second);
}

static void wake_updater(struct pt_regs *regs)
{
	(void)regs;
	wake_up_process(updater);
}

void rcu_readers_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
	request_irq(0x30, wake_second);
	request_irq(0x31, wake_updater);
	second = kthread_run(read_second, NULL, DEFAULT_PRIO - 1);
	updater = kthread_run(update, NULL, DEFAULT_PRIO - 2);
	schedule();
	lab_trace_init();
}

unsigned long rcu_readers(void)
{
	rcu_read_lock();
	lab_trace('r');
	lab_interrupt(0x30);
	lab_trace('t');
	rcu_read_unlock();
	lab_trace('!');
	lab_value(current->rcu_read_lock_nesting);
	lab_value(current->rcu_read_unlock_special);
	wake_up_process(updater);
	lab_trace('?');
	return lab_preempt_count();
}
