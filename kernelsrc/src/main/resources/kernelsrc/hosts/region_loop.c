// SPDX-License-Identifier: Apache-2.0
/*
 * @name   region-in-loop
 * @title  a region inside a loop
 * @call   busiest_queue
 * @setup  setup_region_loop
 * @digest digest_region_loop
 * @check  check_region_loop
 * @region rcu
 * @why    What the loop carries lives across every end of the region.
 */
#include <lab.h>
#include <linux/rcupdate.h>
#include <linux/types.h>

struct queue_stats {
	u32 backlog;
	u32 dropped;
};

struct queue {
	struct queue_stats *stats;
	u32 weight;
};

/* Lets go between two queues, as a walk over many should. */
int busiest_queue(struct queue *queues, int count, u32 *backlog)
{
	int i, best = -1;
	u32 most = 0;

	for (i = 0; i < count; i++) {
		struct queue_stats *stats;

		rcu_read_lock();
		stats = rcu_dereference(queues[i].stats);
		if (stats && stats->backlog > most) {
			most = stats->backlog;
			best = i;
		}
		rcu_read_unlock();
	}
	*backlog = most;
	return best;
}

static struct queue queues[4];
static struct queue_stats stats[4];
static u32 backlog;

void setup_region_loop(unsigned long args[6])
{
	unsigned int i;

	lab_boot();
	for (i = 0; i < ARRAY_SIZE(queues); i++) {
		stats[i].backlog = (i * 5 + 3) % 11;
		stats[i].dropped = 0;
		queues[i].stats = &stats[i];
		queues[i].weight = 1;
	}
	backlog = 0;
	args[0] = (unsigned long)queues;
	args[1] = ARRAY_SIZE(queues);
	args[2] = (unsigned long)&backlog;
}

unsigned long digest_region_loop(unsigned long result)
{
	return lab_mix((u32)result, backlog);
}

/* The backlogs are 3, 8, 2 and 7. */
unsigned long check_region_loop(unsigned long result)
{
	return ((int)result != 1) + (backlog != 8);
}
