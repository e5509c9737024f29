// SPDX-License-Identifier: Apache-2.0
/*
 * @name   copy-fault
 * @title  a reschedule is wanted while a copy does not fault, and while one does
 * @call   copy_fault
 * @setup  copy_fault_setup
 * @digest lab_digest_trace
 * @region user
 * @needs  !CONFIG_UACCESS_ADDR_LIMIT
 * @expect M6 U6: 12fW3 0 8 = 0x0 u32
 * @expect full: W12fW3 0 8 = 0x0 u32
 * @expect voluntary: 1W2fW3 0 8 = 0x0 u32
 * @expect all: 12fW3 0 8 = 0x0 u32
 * @why    A copy that waits for its page lets others run, whether it was checked before or not.
 */
#include <lab_context.h>
#include <lab_user.h>

static struct task_struct *worker, *waiter;

static void wake_worker(struct pt_regs *regs)
{
	(void)regs;
	wake_up_process(worker);
}

/*
 * The page is waited for, and does not come: the copy is then one that failed. It is said first that this
 * thread waits, since the worker may run as soon as it is woken.
 */
static bool fetch(unsigned long address)
{
	(void)address;
	lab_trace('f');
	set_current_state(TASK_UNINTERRUPTIBLE);
	wake_up_process(worker);
	schedule();
	return false;
}

static void work(void *unused)
{
	(void)unused;
	for (;;) {
		lab_trace('W');
		wake_up_process(waiter);
		lab_sleep();
	}
}

void copy_fault_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
	lab_fill_user();
	request_irq(FIRST_DEVICE_VECTOR, wake_worker);
	request_page_in(fetch);
	waiter = current;
	worker = kthread_run(work, NULL, DEFAULT_PRIO - 1);
	schedule();
	lab_trace_init();
}

/* From 1 to 2 a copy of what is there; from 2 to 3 one of eight bytes more than there are. */
int copy_fault(void)
{
	const void __user *end = (const void __user *)(LAB_USER_BASE + LAB_USER_SIZE);
	u8 buffer[16];

	lab_interrupt(0x30);
	lab_trace('1');
	lab_value(copy_from_user(buffer, end - 16, sizeof(buffer)));
	lab_trace('2');
	lab_value(copy_from_user(buffer, end - 8, sizeof(buffer)));
	lab_trace('3');
	return lab_preempt_count();
}
