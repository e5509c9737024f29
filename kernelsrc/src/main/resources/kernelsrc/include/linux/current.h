/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LINUX_CURRENT_H
#define LINUX_CURRENT_H

#include <linux/percpu.h>

struct task_struct;

DECLARE_PER_CPU(struct task_struct *, current_task);

static __always_inline struct task_struct *get_current(void)
{
	return this_cpu_read_stable_8(current_task);
}

#define current	get_current()

#endif
