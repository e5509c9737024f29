// SPDX-License-Identifier: Apache-2.0
/*
 * @name   wake
 * @title  a wake-up in thread context, outside and inside every kind of region
 * @call   wake
 * @setup  wake_setup
 * @digest lab_digest_trace
 * @region preempt
 * @alone  an interrupt's return would bring the recorded wake-ups forward
 * @expect !CONFIG_PREEMPT_COUNT: aWbcWdeWfgWhiWjkWlmWqrWstWopR 0 0 200 1 0 1000 1000 0 200 0 = 0x0 u32
 * @expect CL: aWbcWdeWfgWhiWjkWlmWqrWstWoRp 0 1 200 1 1 1001 1001 2 201 1 = 0x0 u32
 * @expect V6c: aWbcWdeWfgWhiWjkWlmWqrWstWopR 0 1 200 1 1 1001 1001 2 201 1 = 0x0 u32
 * @expect full: WabWcdWefWghWijWklWmqWrsWtoRp 0 1 200 1 1 1001 1001 2 201 1 = 0x0 u32
 * @expect all: aWbcWdeWfgWhiWjkWlmWqrWstWopR 0 1 200 1 1 1001 1001 2 201 1 = 0x0 u32
 * @why    Under full preemption the woken thread runs at once, or where the outermost region ends; under
 *         lazy preemption only a real-time thread does; else both wait for schedule().
 */
#include <lab_context.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>

/* The least urgent that is real-time still. */
#define LEAST_REALTIME_PRIO	99

static struct task_struct *worker, *realtime;
static spinlock_t lock;

static void work(void *unused)
{
	(void)unused;
	for (;;) {
		lab_sleep();
		lab_trace('W');
	}
}

static void work_at_once(void *unused)
{
	(void)unused;
	for (;;) {
		lab_sleep();
		lab_trace('R');
	}
}

void wake_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
	lock.head_tail = 0;
	worker = kthread_run(work, NULL, DEFAULT_PRIO - 1);
	realtime = kthread_run(work_at_once, NULL, LEAST_REALTIME_PRIO);
	schedule();
	lab_trace_init();
}

/* The letter of a place inside a region, and the count there; with interrupts off 0x1000 more. */
static void inside(char where)
{
	lab_value(preempt_count() + (irqs_disabled() ? 0x1000 : 0));
	lab_trace(where);
}

/* The letter of a place behind it; whoever has not run yet runs now. */
static void outside(char where)
{
	lab_trace(where);
	schedule();
}

static void regions(void)
{
	preempt_disable();
	wake_up_process(worker);
	inside('b');
	preempt_enable();
	outside('c');
	local_bh_disable();
	wake_up_process(worker);
	inside('d');
	local_bh_enable();
	outside('e');
	pagefault_disable();
	wake_up_process(worker);
	inside('f');
	pagefault_enable();
	outside('g');
}

static void locks(void)
{
	unsigned long flags;

	spin_lock(&lock);
	wake_up_process(worker);
	inside('h');
	spin_unlock(&lock);
	outside('i');
	flags = spin_lock_irqsave(&lock);
	wake_up_process(worker);
	inside('j');
	spin_unlock_irqrestore(&lock, flags);
	outside('k');
}

/* With interrupts off nobody is switched to, though preemption is on. */
static void interrupts(void)
{
	local_irq_disable();
	wake_up_process(worker);
	lab_interrupt(FIRST_DEVICE_VECTOR);
	preempt_disable();
	inside('l');
	local_irq_enable();
	preempt_enable();
	outside('m');
}

static void nested(void)
{
	preempt_disable();
	preempt_disable();
	lab_value(preempt_count());
	wake_up_process(worker);
	preempt_enable();
	lab_trace('q');
	preempt_enable();
	outside('r');
	preempt_disable();
	local_bh_disable();
	lab_value(preempt_count());
	wake_up_process(worker);
	local_bh_enable();
	lab_trace('s');
	preempt_enable();
	outside('t');
}

int wake(void)
{
	lab_value(preempt_count());
	wake_up_process(worker);
	outside('a');
	regions();
	locks();
	interrupts();
	nested();
	preempt_disable();
	wake_up_process(realtime);
	inside('o');
	preempt_enable();
	outside('p');
	return lab_preempt_count() + lab_need_resched();
}
