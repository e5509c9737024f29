// SPDX-License-Identifier: Apache-2.0
/*
 * @name   mutex
 * @title  a mutex that is free, and one that another thread holds
 * @call   mutex
 * @setup  mutex_setup
 * @digest lab_digest_trace
 * @region none
 * @alone  an interrupt's return would bring the recorded wake-up forward
 * @expect all: awbcLd 0 ffffffff 1 0 1 1 = 0x0 u32
 * @why    Who finds it taken lets others run until it is free, and then has it alone; who lets go leaves
 *         it free, whatever those who wait have made of it.
 */
#include <lab_context.h>
#include <linux/mutex.h>

static struct mutex lock;
static struct task_struct *rival;

static void compete(void *unused)
{
	(void)unused;
	for (;;) {
		lab_sleep();
		lab_trace('w');
		mutex_lock(&lock);
		lab_trace('L');
		lab_value(atomic_read(&lock.count));
		mutex_unlock(&lock);
		lab_value(atomic_read(&lock.count));
	}
}

void mutex_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
	atomic_set(&lock.count, 1);
	rival = kthread_run(compete, NULL, DEFAULT_PRIO);
	schedule();
	lab_trace_init();
}

/* The rival is as urgent, so that it runs when this thread lets it. */
int mutex(void)
{
	mutex_lock(&lock);
	lab_trace('a');
	lab_value(atomic_read(&lock.count));
	wake_up_process(rival);
	schedule();
	lab_trace('b');
	/* As the rival's attempt has left it. */
	lab_value(atomic_read(&lock.count) - 1);
	mutex_unlock(&lock);
	lab_trace('c');
	lab_value(atomic_read(&lock.count));
	schedule();
	lab_trace('d');
	lab_value(atomic_read(&lock.count));
	return lab_preempt_count();
}
