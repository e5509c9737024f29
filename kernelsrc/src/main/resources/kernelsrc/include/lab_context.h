/* SPDX-License-Identifier: Apache-2.0 */
/* How a scenario of several threads leaves a record that the lab reads. */
#ifndef LAB_CONTEXT_H
#define LAB_CONTEXT_H

#include <lab.h>
#include <linux/interrupt.h>
#include <linux/sched.h>

#define LAB_TRACE_SIZE	256
#define LAB_VALUES	64

/* What happened, a letter each, in the order in which it did. */
extern char lab_trace_text[LAB_TRACE_SIZE];

/* What was looked at, in the same way. */
extern unsigned int lab_values[LAB_VALUES];
extern unsigned int lab_nr_values;

void lab_trace_init(void);
void lab_trace(char what);
void lab_value(unsigned int value);

/* What DEBUG_PREEMPT found: the change asked for, and the count before it. */
#define LAB_PREEMPT_OVERFLOW	1
#define LAB_PREEMPT_UNDERFLOW	2
#define LAB_PREEMPT_REPORTS	8

struct lab_preempt_report {
	int what, val, count;
};

extern struct lab_preempt_report lab_preempt_reports[LAB_PREEMPT_REPORTS];
extern unsigned int lab_nr_preempt_reports;

/* Page faults so far, those of an address that is no user's among them. */
extern unsigned long lab_page_faults;

/* Result and trace as one number. */
unsigned long lab_digest_trace(unsigned long result);

/* An interrupt at a place of the source: by the table and the entry code, as one from outside. */
#define lab_interrupt(vector)	__asm__ __volatile__("int %0" : : "i" (vector) : "memory")

/*
 * Interrupts that wake threads which preempt the one under test, the second more urgent than the first. The
 * lab starts them after a set-up, and reads how often each ran, and how often it found anything of somebody
 * else's.
 */
#define LAB_RIVAL_VECTOR	0x36
#define LAB_AFAR_VECTOR		0x39	/* and one more */
#define LAB_RIVAL_SOFTIRQ	3

void lab_start_rivals(void);

extern unsigned long lab_rival_runs[2], lab_rival_faults, lab_rival_torn, lab_rival_softirqs;

/* What a rival does whenever it runs: whether it finds whole what regions keep whole. */
void request_rival(bool (*look)(long number));

/* What a call must have left as it found it: all zero, unless a reschedule is still wanted. */
extern struct lab_residue {
	u32 preempt_count, need_resched, need_resched_lazy, irqs_disabled, softirq_pending;
	u32 rcu_nesting, rcu_special, not_current, not_running;
} lab_residue;

void lab_look(void);

/* A tick, and then cond_resched(): under every model one of them is where a wanted reschedule happens. */
void lab_pass_point(void);

/* How urgent each thread is, and where its count is while it runs; NULL if that is the CPU's. */
extern struct lab_thread {
	struct task_struct *task;
	void *preempt_count;
	long prio;
} lab_threads[NR_THREADS];

/*
 * Where a switch leaves each thread's stack pointer and its count, and whether it is in the run queue; and
 * which bit of the count is a thread's.
 */
extern struct lab_switched {
	unsigned long *sp;
	void *preempt_count;
	bool *on_rq;
} lab_switched[NR_THREADS];

extern const u32 lab_preempt_active;

/* Fills both, with the threads that there are. */
void lab_find_threads(void);

/*
 * Makes another CPU ready, as its own boot would: it runs a thread that begins with that stack, given by
 * its low end, and has its per-CPU variables at area. At most six after lab_boot().
 */
void lab_boot_cpu(int cpu, unsigned long area, void *stack);

/* Waits until somebody wakes the thread. */
static inline void lab_sleep(void)
{
	set_current_state(TASK_UNINTERRUPTIBLE);
	schedule();
}

#endif
