// SPDX-License-Identifier: Apache-2.0
/*
 * @name   page-fault
 * @title  a user page that has to be fetched: while that may sleep, and while it may not
 * @call   page_fault_copies
 * @setup  page_fault_setup
 * @digest lab_digest_trace
 * @region user
 * @waits  0x30
 * @fetches 0x30
 * @expect !CONFIG_PREEMPT_COUNT: fWdg12 2000 0 0 5 = 0x0 u32
 * @expect all: 1fWdg2 8 2000 0 5 = 0x0 u32
 * @why    With preemption off the copy stops at the page and says how much is left; otherwise the thread
 *         sleeps, others run, and the instruction is tried again when the page is there.
 */
#include <lab_context.h>
#include <lab_user.h>

static struct task_struct *waiter, *worker;

/* The lab maps the page when it sends this interrupt. */
static void disk(struct pt_regs *regs)
{
	(void)regs;
	lab_trace('d');
	wake_up_process(waiter);
}

static bool fetch(unsigned long address)
{
	lab_value(address);
	lab_trace('f');
	waiter = current;
	wake_up_process(worker);
	lab_sleep();
	lab_trace('g');
	return true;
}

static void work(void *unused)
{
	(void)unused;
	for (;;) {
		lab_sleep();
		lab_trace('W');
	}
}

void page_fault_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
	lab_fill_user();
	request_irq(0x30, disk);
	request_page_in(fetch);
	worker = kthread_run(work, NULL, DEFAULT_PRIO - 1);
	schedule();
	lab_trace_init();
}

/* The last eight bytes that are there, and eight of the page behind them. */
int page_fault_copies(void)
{
	const void __user *from = (const void __user *)(LAB_USER_BASE + LAB_USER_SIZE - 8);
	u8 buffer[16];

	preempt_disable();
	lab_value(copy_from_user(buffer, from, sizeof(buffer)));
	preempt_enable();
	lab_trace('1');
	lab_value(copy_from_user(buffer, from, sizeof(buffer)));
	lab_value(buffer[7] | buffer[15] << 8);
	lab_trace('2');
	return lab_preempt_count();
}
