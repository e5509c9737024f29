// SPDX-License-Identifier: Apache-2.0
/*
 * @name   pipe-read
 * @title  reads 96 bytes, two buffers, from a pipe whose writer waits
 * @call   sys_read
 * @setup  setup_pipe_read
 * @digest digest_pipe_read
 * @region syscall
 * @expect all: = 0x60
 * @why    The file is looked up by a reader and held; the pipe's mutex is taken; two buffers are copied to
 *         the user; the writer is taken off the wait queue and woken; the file is let go. Left out: the
 *         security hook, the atomic first try of 3.11 at copying (kmap_atomic), access time, SIGIO.
 */
#include <lab_files.h>
#include <lab_syscall.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/wait.h>

#define PIPE_BUFFERS	4
#define PIPE_PAGE	64

struct pipe_buffer {
	u32 offset, len;
	u8 page[PIPE_PAGE];
};

struct pipe_inode_info {
	struct mutex mutex;
	struct wait_queue_head wait;
	unsigned int nrbufs, curbuf, waiting_writers;
	struct pipe_buffer bufs[PIPE_BUFFERS];
};

static struct file *fget(struct files_struct *files, unsigned int fd)
{
	struct file *file = NULL;
	struct fdtable *fdt;

	rcu_read_lock();
	fdt = rcu_dereference(files->fdt);
	if (fd < fdt->max_fds)
		file = rcu_dereference(fdt->fd[fd]);
	if (file && !atomic_long_inc_not_zero(&file->f_count))
		file = NULL;
	rcu_read_unlock();
	return file;
}

static void fput(struct file *file)
{
	__atomic_sub_fetch(&file->f_count.counter, 1, __ATOMIC_SEQ_CST);
}

static noinline void wake_up_interruptible(struct wait_queue_head *head)
{
	unsigned long flags = spin_lock_irqsave(&head->lock);
	struct list_head *at = head->task_list.next;

	while (at != &head->task_list) {
		struct wait_queue *wait = list_entry(at, struct wait_queue, task_list);

		at = at->next;
		if (wake_up_state(wait->task)) {
			list_del(&wait->task_list);
			INIT_LIST_HEAD(&wait->task_list);
		}
	}
	spin_unlock_irqrestore(&head->lock, flags);
}

static noinline long pipe_read(struct pipe_inode_info *pipe, u8 __user *to, unsigned int total)
{
	bool do_wakeup = false;
	long ret = 0;

	mutex_lock(&pipe->mutex);
	while (total && pipe->nrbufs) {
		struct pipe_buffer *buf = &pipe->bufs[pipe->curbuf];
		unsigned int chars = buf->len < total ? buf->len : total;

		if (copy_to_user(to, buf->page + buf->offset, chars)) {
			if (!ret)
				ret = -EFAULT;
			break;
		}
		ret += chars;
		to += chars;
		total -= chars;
		buf->offset += chars;
		buf->len -= chars;
		if (!buf->len) {
			pipe->curbuf = (pipe->curbuf + 1) % PIPE_BUFFERS;
			pipe->nrbufs--;
			do_wakeup = pipe->waiting_writers != 0;
		}
	}
	mutex_unlock(&pipe->mutex);
	if (do_wakeup)
		wake_up_interruptible(&pipe->wait);
	return ret;
}

long sys_read(struct files_struct *files, unsigned int fd, u8 __user *to, unsigned int count)
{
	struct file *file = fget(files, fd);
	long ret = -EBADF;

	if (likely(file)) {
		ret = pipe_read(file->private_data, to, count);
		fput(file);
	}
	exit_to_user_mode();
	return ret;
}

static struct pipe_inode_info pipe;
static struct fdtable table;
static struct files_struct files;
static struct file reading_end;
static struct wait_queue writer_waits;

static void write_to_pipe(void *unused)
{
	(void)unused;
	for (;;) {
		unsigned long flags = spin_lock_irqsave(&pipe.wait.lock);

		if (list_empty(&writer_waits.task_list))
			list_add_tail(&writer_waits.task_list, &pipe.wait.task_list);
		set_current_state(TASK_INTERRUPTIBLE);
		spin_unlock_irqrestore(&pipe.wait.lock, flags);
		schedule();
	}
}

void setup_pipe_read(unsigned long args[6])
{
	unsigned int i, byte;

	atomic_set(&pipe.mutex.count, 1);
	INIT_LIST_HEAD(&pipe.wait.task_list);
	INIT_LIST_HEAD(&writer_waits.task_list);
	pipe.nrbufs = PIPE_BUFFERS;
	pipe.curbuf = 1;
	pipe.waiting_writers = 1;
	for (i = 0; i < PIPE_BUFFERS; i++) {
		pipe.bufs[i].offset = 0;
		pipe.bufs[i].len = PIPE_PAGE;
		for (byte = 0; byte < PIPE_PAGE; byte++)
			WRITE_ONCE(pipe.bufs[i].page[byte], i * PIPE_PAGE + byte);
	}
	for (i = 0; i < NR_OPEN; i++)
		WRITE_ONCE(table.fd[i], NULL);
	reading_end.f_count.counter = 1;
	reading_end.private_data = &pipe;
	table.max_fds = NR_OPEN;
	table.fd[3] = &reading_end;
	files.fdt = &table;
	writer_waits.task = setup_syscall(write_to_pipe);
	args[0] = (unsigned long)&files;
	args[1] = 3;
	args[2] = LAB_USER_BASE + 8;
	args[3] = 96;
}

/* The result, what the user got, the pipe, and that nothing is held. */
unsigned long digest_pipe_read(unsigned long result)
{
	unsigned long hash = lab_mix(pipe.nrbufs, result);
	unsigned int i;

	hash = lab_mix(hash, pipe.curbuf << 8 | pipe.bufs[pipe.curbuf].offset);
	hash = lab_mix(hash, reading_end.f_count.counter << 8 | pipe.mutex.count.counter);
	stac();
	for (i = 0; i < 112; i++)
		hash = lab_mix(hash, ((u8 *)LAB_USER_BASE)[i]);
	clac();
	return hash;
}
