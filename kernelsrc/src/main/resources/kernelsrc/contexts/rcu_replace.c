// SPDX-License-Identifier: Apache-2.0
/*
 * @name   rcu-replace
 * @title  a reader of plain fields while others replace and free what it reads
 * @call   rcu_replace
 * @setup  rcu_replace_setup
 * @digest rcu_replace_digest
 * @region rcu
 * @expect all: = 0x1
 * @why    What the reader has found stays until it leaves, whether it is preempted or cannot be.
 */
#include <lab_context.h>
#include <linux/rcupdate.h>

#define POISON_FREE	0x6b6b6b6b6b6b6b6bUL

struct route {
	unsigned long gateway, complement;
};

static struct route routes[2], *published;

/* One updater at a time: the first rival. */
static bool replace(long number)
{
	struct route *old = published;

	if (number != 0)
		return old->gateway == ~old->complement;
	routes[1].gateway = 20;
	routes[1].complement = ~20UL;
	rcu_assign_pointer(published, &routes[1]);
	synchronize_rcu();
	WRITE_ONCE(old->gateway, POISON_FREE);
	WRITE_ONCE(old->complement, POISON_FREE);
	return true;
}

void rcu_replace_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
	routes[0].gateway = 10;
	routes[0].complement = ~10UL;
	published = &routes[0];
	request_rival(replace);
}

/* Whether both fields were one route's. */
unsigned long rcu_replace(void)
{
	struct route *route;
	unsigned long gateway, complement, again;

	rcu_read_lock();
	route = rcu_dereference(published);
	gateway = route->gateway;
	rcu_read_lock();
	complement = route->complement;
	rcu_read_unlock();
	/* Still there, though the inner region has ended. */
	again = READ_ONCE(route->gateway);
	rcu_read_unlock();
	return gateway == ~complement && again == gateway;
}

unsigned long rcu_replace_digest(unsigned long result)
{
	return result;
}
