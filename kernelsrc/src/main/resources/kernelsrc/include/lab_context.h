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

/* Result and trace as one number. */
unsigned long lab_digest_trace(unsigned long result);

/* An interrupt at a place of the source: by the table and the entry code, as one from outside. */
#define lab_interrupt(vector)	__asm__ __volatile__("int %0" : : "i" (vector) : "memory")

/*
 * Interrupts that wake threads which preempt the one under test. The lab starts them after a set-up, and
 * reads how often each ran, and how often it found anything of somebody else's.
 */
#define LAB_RIVAL_VECTOR	0x36

void lab_start_rivals(void);

extern unsigned long lab_rival_runs[2], lab_rival_faults;

/* Waits until somebody wakes the thread. */
static inline void lab_sleep(void)
{
	set_current_state(TASK_UNINTERRUPTIBLE);
	schedule();
}

#endif
