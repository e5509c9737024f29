// SPDX-License-Identifier: Apache-2.0
/*
 * @name   user-checks
 * @title  which user accesses give way to a thread that has been woken, and which do not
 * @call   user_checks
 * @setup  user_checks_setup
 * @digest lab_digest_trace
 * @region user
 * @needs  CONFIG_UACCESS_ADDR_LIMIT CONFIG_UACCESS_MASKED
 * @expect A1 A1d A2 A3 M1: WaWbWcWdWeWfWgWhWijWkWlWmW = 0x0
 * @expect full: WaWbWcWdWeWfWgWhWiWjWkWlWm = 0x0
 * @expect all: aWbWcWdWeWfWgWhWiWjWkWlWmW = 0x0
 * @why    Every access that may sleep has the check, before its first byte; the two underscores of
 *         __get_user and __put_user leave it out, and in atomic context there is none.
 */
#include <lab_context.h>
#include <lab_user.h>

static struct task_struct *worker;
static u8 buffer[64];

static void work(void *unused)
{
	(void)unused;
	for (;;) {
		lab_sleep();
		lab_trace('W');
	}
}

void user_checks_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
	lab_fill_user();
	worker = kthread_run(work, NULL, DEFAULT_PRIO - 1);
	schedule();
	lab_trace_init();
}

#define ACCESS(what, access) do {	\
	wake_up_process(worker);	\
	failed |= (access) != 0;	\
	lab_trace(what);		\
	schedule();			\
} while (0)

unsigned long user_checks(void)
{
	void __user *user = (void __user *)(LAB_USER_BASE + 8);
	u32 value, failed = 0;

	ACCESS('a', get_user(value, (u32 __user *)user));
	ACCESS('b', put_user(value, (u32 __user *)user));
	ACCESS('c', copy_from_user(buffer, user, 64));
	ACCESS('d', copy_to_user(user, buffer, 64));
	ACCESS('e', __copy_from_user(buffer, user, 64));
	ACCESS('f', __copy_to_user(user, buffer, 64));
	ACCESS('g', clear_user(user, 64));
	ACCESS('h', __clear_user(user, 64));
	ACCESS('i', strncpy_from_user((char *)buffer, user, 64));
	ACCESS('j', __get_user(value, (u32 __user *)user));
	ACCESS('k', __put_user(value, (u32 __user *)user));
	ACCESS('l', __copy_from_user_inatomic(buffer, user, 64));
	ACCESS('m', __copy_to_user_inatomic(user, buffer, 64));
	return failed;
}
