// SPDX-License-Identifier: Apache-2.0
/*
 * @name   user-fault
 * @title  where a thread that was woken runs: at a copy's check, or in the copy's page fault
 * @call   user_fault
 * @setup  user_fault_setup
 * @digest lab_digest_trace
 * @region user
 * @needs  CONFIG_UACCESS_ADDR_LIMIT CONFIG_UACCESS_MASKED
 * @fetches 0x31
 * @expect A0 A0u A0s M0 M0e M0s M0u M6: i12f3W4fWg5f = 0x0
 * @expect A1 A2 A3 M1: i1W2f3W4fWg5f = 0x0
 * @expect A1d: i1W2f3W4fWg5 = 0x3900
 * @expect A7d: i12Wf3W4fWg5 = 0x3900
 * @expect A7 A8: i12Wf3W4fWg5f = 0x0
 * @expect A9: iW12fW34fWg5 = 0x3900
 * @why    Without the check in the copies a wanted reschedule waits for a copy that faults; a fault that
 *         has to wait for its page gives the CPU away under every model.
 */
#include <lab_context.h>
#include <lab_user.h>

#define ABSENT		(LAB_USER_BASE + LAB_USER_SIZE)
#define SLOW_TO_COME	(ABSENT + 0x3000)

static struct task_struct *worker;
static u8 buffer[64];

static void work(void *unused)
{
	(void)unused;
	for (;;) {
		lab_trace('W');
		lab_sleep();
	}
}

static void wake_worker(struct pt_regs *regs)
{
	(void)regs;
	lab_trace('i');
	wake_up_process(worker);
}

static void nothing(struct pt_regs *regs)
{
	(void)regs;
}

/* The lab maps the page that faulted when it sees this vector; some pages take a while to come. */
static bool fetch(unsigned long address)
{
	lab_trace('f');
	lab_interrupt(0x31);
	wake_up_process(worker);
	if (address >= SLOW_TO_COME) {
		schedule();
		lab_trace('g');
	}
	return true;
}

void user_fault_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
	request_irq(0x30, wake_worker);
	request_irq(0x31, nothing);
	worker = kthread_run(work, NULL, DEFAULT_PRIO - 10);
	schedule();
	request_page_in(fetch);
	lab_trace_init();
}

/* The bytes that could not be copied: in bits 8 to 31 of the one copy that may not sleep; above them the count. */
unsigned long user_fault(void)
{
	unsigned long left;

	lab_interrupt(0x30);
	lab_trace('1');
	left = copy_from_user(buffer, (void __user *)(ABSENT - 100), 64);
	lab_trace('2');
	left += copy_from_user(buffer, (void __user *)(ABSENT - 20), 64);
	lab_trace('3');
	schedule();
	lab_trace('4');
	left += copy_from_user(buffer, (void __user *)SLOW_TO_COME, 64);
	lab_trace('5');
	preempt_disable();
	left += __copy_from_user_inatomic(buffer, (void __user *)(ABSENT + 0x1000 - 7), 64) << 8;
	preempt_enable();
	return left + ((unsigned long)lab_preempt_count() << 32);
}
