// SPDX-License-Identifier: Apache-2.0
/*
 * @name   pending
 * @title  a wake-up that comes in the middle of a switch, and one that nobody has looked at since
 * @call   pending
 * @setup  pending_setup
 * @digest lab_digest_trace
 * @region preempt
 * @alone  it sends itself the interrupts that must come
 * @expect V6c SG SM: - = 0x0 u32
 * @expect full: 1iWc2iWs3fW45 = 0x0 u32
 * @expect lazy: 1icW2isW3f4W5 = 0x0 u32
 * @expect all: 1icW2iWs3f4W5 = 0x0 u32
 * @why    Interrupts are off while stacks are switched; what comes meanwhile is taken at the first
 *         instruction that lets it, and whoever runs then has to look: a new thread, one that comes back,
 *         and the way back from a page fault.
 */
#include <lab_sched.h>
#include <lab_user.h>
#include <lab_worker.h>

static struct task_struct *sleeper;

static void device(struct pt_regs *regs)
{
	(void)regs;
	lab_trace('i');
	wake_up_process(worker);
}

/* To this CPU, which takes it as soon as interrupts are on. */
static void send_interrupt(void)
{
	__asm__ __volatile__("wrmsr" : : "c" (X2APIC_ICR), "a" (FIRST_DEVICE_VECTOR), "d" (0) : "memory");
}

static void begin(void *unused)
{
	(void)unused;
	lab_trace('c');
}

static void sleep_once(void *unused)
{
	(void)unused;
	lab_sleep();
	lab_trace('s');
}

/* Wakes, and leaves it to the way back from the fault to see that. */
static bool fetch(unsigned long address)
{
	(void)address;
	lab_trace('f');
	preempt_disable();
	wake_up_process(worker);
	preempt_enable_no_resched();
	return false;
}

void pending_setup(unsigned long args[6])
{
	(void)args;
	start_worker();
	/* Less urgent than those that it starts. */
	current->prio = DEFAULT_PRIO + 1;
	request_irq(FIRST_DEVICE_VECTOR, device);
	request_page_in(fetch);
	sleeper = kthread_run(sleep_once, NULL, DEFAULT_PRIO);
	schedule();
}

int pending(void)
{
#if defined(CONFIG_STATIC_CALL_RETURNS) || defined(CONFIG_PREEMPT_COUNT_GENERIC) \
	|| defined(CONFIG_PREEMPT_COUNT_LOAD_STORE)
	lab_trace('-');
#else
	u32 value;

	lab_trace('1');
	local_irq_disable();
	kthread_run(begin, NULL, DEFAULT_PRIO);
	send_interrupt();
	schedule();
	lab_trace('2');
	local_irq_disable();
	wake_up_process(sleeper);
	send_interrupt();
	schedule();
	lab_trace('3');
	(void)__get_user_u32(&value, (const u32 __user *)(LAB_USER_BASE + LAB_USER_SIZE));
	lab_trace('4');
	schedule();
	lab_trace('5');
#endif
	return lab_preempt_count();
}
