// SPDX-License-Identifier: Apache-2.0
/*
 * @name   futex-wake
 * @title  wakes one of two waiters, if the futex still has its value
 * @call   sys_futex
 * @setup  setup_futex_wake
 * @digest digest_futex_wake
 * @region syscall
 * @expect all: = 0x1
 * @why    The address is checked and hashed; under the bucket's lock the value is read from user space, with
 *         page faults off, and compared, as FUTEX_CMP_REQUEUE does; the first waiter of this address is taken
 *         off the bucket and woken. Left out: keys of shared memory, priorities, the reference on the task.
 */
#include <lab_syscall.h>
#include <linux/hash.h>
#include <linux/wait.h>

#define FUTEX_BITS	4
#define EAGAIN		11

struct futex_hash_bucket {
	spinlock_t lock;
	struct list_head chain;
};

struct futex_q {
	struct list_head list;
	struct task_struct *task;
	unsigned long address;
	spinlock_t *lock_ptr;		/* NULL once it is woken */
};

static struct futex_hash_bucket futex_queues[1 << FUTEX_BITS];

static struct futex_hash_bucket *hash_futex(unsigned long address)
{
	return &futex_queues[hash_32(address >> 2, FUTEX_BITS)];
}

/* Under the lock nobody may sleep, so a page that is not there is not fetched. */
static int get_futex_value_locked(u32 *value, const u32 __user *from)
{
	unsigned long left;

	pagefault_disable();
	left = __copy_from_user_inatomic(value, from, sizeof(u32));
	pagefault_enable();
	return left ? -EFAULT : 0;
}

static void wake_futex(struct futex_q *q)
{
	struct task_struct *task = q->task;

	list_del(&q->list);
	barrier();
	WRITE_ONCE(q->lock_ptr, NULL);
	wake_up_state(task);
}

static noinline long futex_wake(u32 __user *uaddr, int nr_wake, u32 cmpval)
{
	unsigned long address = (unsigned long)uaddr;
	struct futex_hash_bucket *hb;
	struct list_head *at, *next;
	long ret;
	u32 value;

	if (unlikely(address % sizeof(u32) || !access_ok(uaddr, sizeof(u32))))
		return -EFAULT;
	hb = hash_futex(address);
	spin_lock(&hb->lock);
	ret = get_futex_value_locked(&value, uaddr);
	if (likely(!ret) && value != cmpval)
		ret = -EAGAIN;
	if (likely(!ret)) {
		for (at = hb->chain.next; at != &hb->chain && ret < nr_wake; at = next) {
			struct futex_q *q = list_entry(at, struct futex_q, list);

			next = at->next;
			if (q->address == address) {
				wake_futex(q);
				ret++;
			}
		}
	}
	spin_unlock(&hb->lock);
	return ret;
}

long sys_futex(u32 __user *uaddr, int nr_wake, u32 cmpval)
{
	long ret = futex_wake(uaddr, nr_wake, cmpval);

	exit_to_user_mode();
	return ret;
}

#define VALUE	0x5eedU
#define AT	(LAB_USER_BASE + 0x40)

/* The second and the third wait for this futex, the first for another one of the same bucket. */
static struct futex_q waiters[3];

static void wait_for_futex(void *unused)
{
	struct futex_hash_bucket *hb = hash_futex(AT);
	unsigned int i;

	(void)unused;
	for (i = 0; i < ARRAY_SIZE(waiters); i++) {
		waiters[i].address = i ? AT : AT + 4;
		waiters[i].task = current;
		waiters[i].lock_ptr = &hb->lock;
		list_add_tail(&waiters[i].list, &hb->chain);
	}
	for (;;) {
		set_current_state(TASK_INTERRUPTIBLE);
		schedule();
	}
}

void setup_futex_wake(unsigned long args[6])
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(futex_queues); i++)
		INIT_LIST_HEAD(&futex_queues[i].chain);
	setup_syscall(wait_for_futex);
	stac();
	WRITE_ONCE(*(u32 *)AT, VALUE);
	clac();
	args[0] = AT;
	args[1] = 1;
	args[2] = VALUE;
}

/* The result, who still waits, and that nothing is held. */
unsigned long digest_futex_wake(unsigned long result)
{
	struct futex_hash_bucket *hb = hash_futex(AT);
	unsigned long hash = lab_mix(hb->lock.tickets.head == hb->lock.tickets.tail, result);
	struct list_head *at;

	for (at = hb->chain.next; at != &hb->chain; at = at->next)
		hash = lab_mix(hash, list_entry(at, struct futex_q, list) - waiters);
	return lab_mix(hash, waiters[1].lock_ptr == NULL);
}
