// SPDX-License-Identifier: Apache-2.0
/*
 * @name   softirqs
 * @title  several softirqs at once, one that raises another, and one that an interrupt raises meanwhile
 * @call   softirqs
 * @setup  softirqs_setup
 * @digest lab_digest_trace
 * @region preempt
 * @expect V6c: b021i.2eW 5 200 200 200 200 = 0x0 u32
 * @expect full: b021i.2We 5 200 200 200 200 = 0x0 u32
 * @expect all: b021i.2eW 5 200 200 200 200 = 0x0 u32
 * @why    Those that are pending run in the order of their numbers, with interrupts on; what is raised
 *         meanwhile waits until all of them have run, and the thread that one wakes until softirqs are over.
 */
#include <lab_context.h>
#include <linux/irqflags.h>

DECLARE_PER_CPU(u32, softirq_pending);

static struct task_struct *worker;
static int twos;

static void work(void *unused)
{
	(void)unused;
	for (;;) {
		lab_sleep();
		lab_trace('W');
	}
}

static void look(char which)
{
	lab_trace(which);
	lab_value(native_save_fl() & X86_EFLAGS_IF);
}

static void raise(unsigned int number)
{
	local_irq_disable();
	raise_softirq_irqoff(number);
	local_irq_enable();
}

static void zero(void)
{
	look('0');
	raise(1);
}

static void one(void)
{
	look('1');
	lab_interrupt(0x30);
	lab_trace('.');
}

static void two(void)
{
	look('2');
	if (++twos == 2)
		wake_up_process(worker);
}

static void device(struct pt_regs *regs)
{
	(void)regs;
	lab_trace('i');
	raise_softirq_irqoff(2);
}

void softirqs_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
	request_irq(0x30, device);
	open_softirq(0, zero);
	open_softirq(1, one);
	open_softirq(2, two);
	twos = 0;
	worker = kthread_run(work, NULL, DEFAULT_PRIO - 1);
	schedule();
	lab_trace_init();
}

int softirqs(void)
{
	local_bh_disable();
	raise(2);
	raise(0);
	raise(2);
	lab_trace('b');
	lab_value(this_cpu_read(softirq_pending) & 7);
	local_bh_enable();
	lab_trace('e');
	schedule();
	return lab_preempt_count();
}
