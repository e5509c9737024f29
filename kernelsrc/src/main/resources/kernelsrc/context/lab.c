// SPDX-License-Identifier: Apache-2.0
/* The lab's hooks where there are several threads. */
#include <lab_context.h>
#include <lab_sched.h>

void lab_set_need_resched(int on)
{
	if (on) {
		set_tsk_thread_flag(current, _TIF_NEED_RESCHED);
		set_need_resched();
	} else {
		clear_tsk_thread_flag(current, _TIF_NEED_RESCHED);
		clear_need_resched();
	}
}

unsigned long lab_rival_runs[2], lab_rival_faults, lab_rival_torn, lab_rival_softirqs;
struct task_struct *lab_rivals[2];

static struct task_struct *under_test;
static bool (*rival_look)(long number);

void request_rival(bool (*look)(long number))
{
	rival_look = look;
}

/* What a thread that does not run has in its count besides PREEMPT_ACTIVE: __schedule() is in a region. */
#ifdef CONFIG_PREEMPT_COUNT
#define SWITCHED_PREEMPT_COUNT	PREEMPT_OFFSET
#else
#define SWITCHED_PREEMPT_COUNT	0
#endif

/*
 * Whatever it interrupted, a thread that has just been woken finds itself in no context but its own, and
 * the one under test outside every region.
 */
static void rival(void *arg)
{
	long number = (long)arg;

	for (;;) {
		lab_sleep();
		lab_rival_runs[number]++;
		if (preempt_count() || irqs_disabled() || current != lab_rivals[number]
		    || (task_preempt_count(under_test) & ~PREEMPT_ACTIVE) != SWITCHED_PREEMPT_COUNT)
			lab_rival_faults++;
		if (rival_look && !rival_look(number))
			lab_rival_torn++;
	}
}

static void rival_softirq(void)
{
	lab_rival_softirqs++;
}

/* As a device's handler does, it leaves some of the work for later. */
static void wake_rival(struct pt_regs *regs)
{
	raise_softirq_irqoff(LAB_RIVAL_SOFTIRQ);
	wake_up_process(lab_rivals[regs->orig_ax - LAB_RIVAL_VECTOR]);
}

/*
 * What another CPU does between two of our instructions to wake the first of them: nothing of it is a
 * handler of ours. Its IPI comes at once, or is held back, and the lab sends it later.
 */
void do_wake_from_afar(struct pt_regs *regs)
{
	u32 status = current_thread_info()->status;

	if (regs->orig_ax == LAB_AFAR_VECTOR + 1)
		current_thread_info()->status |= TS_POLLING;
	wake_up_process_from_afar(lab_rivals[0]);
	current_thread_info()->status = status;
}

void lab_start_rivals(void)
{
	long i;

	under_test = current;
	open_softirq(LAB_RIVAL_SOFTIRQ, rival_softirq);
	preempt_disable();
	for (i = 0; i < 2; i++) {
		request_irq(LAB_RIVAL_VECTOR + i, wake_rival);
		lab_rivals[i] = kthread_run(rival, (void *)i, DEFAULT_PRIO - 10 * (i + 1));
	}
	lab_rival_runs[0] = 0;
	lab_rival_runs[1] = 0;
	lab_rival_faults = 0;
	lab_rival_torn = 0;
	lab_rival_softirqs = 0;
	/* They run until they sleep. */
	preempt_enable_no_resched();
	schedule();
	lab_find_threads();
}

struct lab_residue lab_residue;

void lab_look(void)
{
	lab_residue.preempt_count = preempt_count();
	lab_residue.need_resched = need_resched();
	lab_residue.need_resched_lazy = test_thread_flag(TIF_NEED_RESCHED_LAZY);
	lab_residue.irqs_disabled = irqs_disabled();
	lab_residue.softirq_pending = local_softirq_pending();
	lab_residue.rcu_nesting = current->rcu_read_lock_nesting;
	lab_residue.rcu_special = current->rcu_read_unlock_special;
	lab_residue.not_current = current != under_test;
	lab_residue.not_running = current->state != TASK_RUNNING;
}

void lab_pass_point(void)
{
	lab_interrupt(LOCAL_TIMER_VECTOR);
	cond_resched();
}

unsigned long lab_wrong_thread(void)
{
	return 0;
}
