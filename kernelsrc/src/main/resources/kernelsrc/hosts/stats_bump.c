// SPDX-License-Identifier: Apache-2.0
/*
 * @name   stats-bump
 * @title  void statistics bump
 * @call   dev_rx_account
 * @setup  setup_stats_bump
 * @digest digest_stats_bump
 * @check  check_stats_bump
 * @region preempt
 * @returns nothing
 * @why    Nothing to return and nothing to keep: the call at the end becomes a jump.
 */
#include <lab.h>
#include <linux/preempt.h>

#define NR_QUEUES	4

struct rx_stats {
	u64 packets;
	u64 bytes;
};

DEFINE_PER_CPU(struct rx_stats, rx_stats[NR_QUEUES]);

void dev_rx_account(unsigned long queue, unsigned long len)
{
	preempt_disable();
	this_cpu_lvalue(rx_stats[queue].packets)++;
	this_cpu_lvalue(rx_stats[queue].bytes) += len;
	preempt_enable();
}

void setup_stats_bump(unsigned long args[6])
{
	unsigned int i;

	lab_boot();
	for (i = 0; i < NR_QUEUES; i++) {
		this_cpu_write(rx_stats[i].packets, 10 * i);
		this_cpu_write(rx_stats[i].bytes, 1000 * i);
	}
	args[0] = 2;
	args[1] = 1514;
}

/* The function returns nothing. */
unsigned long digest_stats_bump(unsigned long result)
{
	unsigned long hash = 0;
	unsigned int i;

	(void)result;
	for (i = 0; i < NR_QUEUES; i++)
		hash = lab_mix(hash, this_cpu_read(rx_stats[i].packets)
				     + 3 * this_cpu_read(rx_stats[i].bytes));
	return hash;
}

unsigned long check_stats_bump(unsigned long result)
{
	unsigned long i, wrong = 0;

	(void)result;
	for (i = 0; i < NR_QUEUES; i++) {
		wrong += this_cpu_read(rx_stats[i].packets) != 10 * i + (i == 2);
		wrong += this_cpu_read(rx_stats[i].bytes) != 1000 * i + (i == 2 ? 1514 : 0);
	}
	return wrong + lab_wrong_thread();
}
