/* SPDX-License-Identifier: Apache-2.0 */
/* What the lab calls around a fast path, and what every set-up starts with. None of it is measured. */
#ifndef LAB_H
#define LAB_H

#include <linux/types.h>

/* The running thread as the kernel keeps it between two calls: count 0, nothing wanted, user limit. */
void lab_boot(void);

void lab_set_need_resched(int on);
int lab_need_resched(void);

/* The count without NEED_RESCHED, wherever the variant keeps either. */
int lab_preempt_count(void);

/* Since lab_boot(): entries into a slow path, and how many of them found that they may reschedule. */
unsigned long lab_slow_path_calls(void);
unsigned long lab_schedules(void);

/*
 * For checks of data: how many things of the one thread are not as lab_boot() leaves them or as a reschedule
 * does; all is put back. Where there are several threads scenarios look at that, and it is 0.
 */
unsigned long lab_wrong_thread(void);

/* What DEBUG_ATOMIC_SLEEP reports: the place that may sleep, and what forbids it. */
struct lab_atomic_sleep {
	const char *file;
	int line;
	int preempt_count;
	int irqs_disabled;
	int rcu_depth;
};

#define LAB_ATOMIC_SLEEPS	16

/* Where a word with a role lies: a line of support/roles.c. */
struct lab_place {
	char name[48];
	long offset;		/* of a constant the value */
	unsigned long bytes;	/* 0 for a pointer and a constant */
};

extern const struct lab_place lab_places[];
extern const unsigned int lab_places_length;

/* One step of a hash over data, for digest functions: the same on every compiler. */
static inline unsigned long lab_mix(unsigned long hash, unsigned long value)
{
	hash = (hash ^ value) * 0x9E3779B97F4A7C15UL;
	return hash ^ hash >> 29;
}

#endif
