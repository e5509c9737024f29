// SPDX-License-Identifier: Apache-2.0
/* What a report measures under the kernels of each release. A region costs pair() less nothing(). */
#include <lab_message.h>
#include <linux/preempt.h>

void nothing(void)
{
}

void pair(void)
{
	preempt_disable();
	preempt_enable();
}

unsigned long copy(u8 *to, const u8 __user *from, unsigned long length)
{
	return copy_from_user(to, from, length);
}

void start(unsigned long args[6])
{
	lab_boot();
}

void start_copy(unsigned long args[6])
{
	setup_message(args, LAB_USER_BASE, 64);
}
