// SPDX-License-Identifier: Apache-2.0
/*
 * @name   list-first
 * @title  list_first_or_null
 * @call   first_waiter
 * @setup  setup_list_first
 * @digest digest_list_first
 * @check  check_list_first
 * @region rcu
 * @why    The smallest body there is: the counter and its test are most of it.
 */
#include <lab.h>
#include <linux/list.h>

struct waiter {
	struct list_head entry;
	u32 prio;
};

struct waiter *first_waiter(struct list_head *queue)
{
	struct waiter *waiter;

	rcu_read_lock();
	waiter = list_first_or_null_rcu(queue, struct waiter, entry);
	rcu_read_unlock();
	return waiter;
}

static struct list_head queue;
static struct waiter waiters[3];

void setup_list_first(unsigned long args[6])
{
	unsigned int i;

	lab_boot();
	INIT_LIST_HEAD(&queue);
	for (i = 0; i < ARRAY_SIZE(waiters); i++) {
		waiters[i].prio = 10 + i;
		list_add_tail(&waiters[i].entry, &queue);
	}
	args[0] = (unsigned long)&queue;
}

unsigned long digest_list_first(unsigned long result)
{
	struct waiter *waiter = (struct waiter *)result;

	return lab_mix(waiter ? waiter->prio : 0, queue.next == &waiters[0].entry);
}

unsigned long check_list_first(unsigned long result)
{
	unsigned long i, wrong = result != (unsigned long)&waiters[0];

	for (i = 0; i < ARRAY_SIZE(waiters); i++) {
		wrong += waiters[i].entry.next->prev != &waiters[i].entry;
		wrong += waiters[i].entry.prev->next != &waiters[i].entry;
	}
	return wrong;
}
