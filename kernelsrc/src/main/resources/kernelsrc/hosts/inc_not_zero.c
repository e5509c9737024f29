// SPDX-License-Identifier: Apache-2.0
/*
 * @name   inc-not-zero
 * @title  inc-not-zero
 * @call   net_get
 * @setup  setup_inc_not_zero
 * @digest digest_inc_not_zero
 * @check  check_inc_not_zero
 * @region rcu
 * @why    A reference taken inside the region is what makes the pointer good after it.
 */
#include <lab.h>
#include <linux/atomic.h>
#include <linux/rcupdate.h>

struct net {
	atomic_t count;
	u32 inum;
};

struct nsproxy {
	u32 flags;
	struct net *net_ns;
};

struct net *net_get(struct nsproxy *nsproxy)
{
	struct net *net;

	rcu_read_lock();
	net = rcu_dereference(nsproxy->net_ns);
	if (!atomic_inc_not_zero(&net->count))
		net = NULL;
	rcu_read_unlock();
	return net;
}

static struct nsproxy nsproxy;
static struct net init_net;

void setup_inc_not_zero(unsigned long args[6])
{
	lab_boot();
	atomic_set(&init_net.count, 41);
	init_net.inum = 4026531840U;
	nsproxy.net_ns = &init_net;
	args[0] = (unsigned long)&nsproxy;
}

unsigned long digest_inc_not_zero(unsigned long result)
{
	return lab_mix(result == (unsigned long)&init_net, atomic_read(&init_net.count));
}

unsigned long check_inc_not_zero(unsigned long result)
{
	return (result != (unsigned long)&init_net) + (atomic_read(&init_net.count) != 42);
}
