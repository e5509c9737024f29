/* SPDX-License-Identifier: Apache-2.0 */
/* The open files of a process that has threads, so that a file is looked up as a reader and held by a count. */
#ifndef LAB_FILES_H
#define LAB_FILES_H

#include <linux/atomic.h>
#include <linux/spinlock.h>

#define NR_OPEN	8

struct file {
	atomic_long_t f_count;
	u32 f_mode;
	void *private_data;
};

struct fdtable {
	unsigned int max_fds;
	unsigned long open_fds;
	struct file *fd[NR_OPEN];
};

struct files_struct {
	spinlock_t file_lock;
	struct fdtable *fdt;
};

#endif
