/* SPDX-License-Identifier: Apache-2.0 */
/* A thread more urgent than the one under test: it sleeps, and traces a W each time that it is woken. */
#ifndef LAB_WORKER_H
#define LAB_WORKER_H

#include <lab_context.h>

static struct task_struct *worker;

static void work(void *unused)
{
	(void)unused;
	for (;;) {
		lab_sleep();
		lab_trace('W');
	}
}

/* Boots, and lets the worker run until it sleeps; the trace begins after that. */
static void start_worker(void)
{
	lab_boot();
	worker = kthread_run(work, NULL, DEFAULT_PRIO - 1);
	schedule();
	lab_trace_init();
}

#endif
