// SPDX-License-Identifier: Apache-2.0
/*
 * @name   fd-lookup
 * @title  fd lookup, takes a reference by cmpxchg
 * @call   fget
 * @setup  setup_fd_lookup
 * @digest digest_fd_lookup
 * @check  check_fd_lookup
 * @region rcu
 * @why    Every read() and write() starts here.
 */
#include <lab.h>
#include <linux/atomic.h>
#include <linux/rcupdate.h>

#define FMODE_PATH	0x4000

struct file {
	atomic_long_t f_count;
	u32 f_flags;
	u32 f_mode;
};

struct fdtable {
	unsigned int max_fds;
	struct file **fd;
};

struct files_struct {
	atomic_t count;
	struct fdtable *fdt;
};

struct file *fget(struct files_struct *files, unsigned int fd)
{
	struct file *file = NULL;
	struct fdtable *fdt;

	rcu_read_lock();
	fdt = rcu_dereference(files->fdt);
	if (fd < fdt->max_fds)
		file = rcu_dereference(fdt->fd[fd]);
	if (file) {
		if (file->f_mode & FMODE_PATH || !atomic_long_inc_not_zero(&file->f_count))
			file = NULL;
	}
	rcu_read_unlock();
	return file;
}

static struct files_struct files;
static struct fdtable table;
static struct file *slots[8];
static struct file open_file;

void setup_fd_lookup(unsigned long args[6])
{
	unsigned int i;

	lab_boot();
	for (i = 0; i < ARRAY_SIZE(slots); i++)
		slots[i] = NULL;
	open_file.f_count.counter = 2;
	open_file.f_flags = 0x8002;
	open_file.f_mode = 3;
	slots[5] = &open_file;
	table.max_fds = ARRAY_SIZE(slots);
	table.fd = slots;
	atomic_set(&files.count, 1);
	files.fdt = &table;
	args[0] = (unsigned long)&files;
	args[1] = 5;
}

unsigned long digest_fd_lookup(unsigned long result)
{
	return lab_mix(result == (unsigned long)&open_file, open_file.f_count.counter);
}

unsigned long check_fd_lookup(unsigned long result)
{
	return (result != (unsigned long)&open_file) + (open_file.f_count.counter != 3);
}
