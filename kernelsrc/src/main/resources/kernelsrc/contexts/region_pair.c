// SPDX-License-Identifier: Apache-2.0
/*
 * @name   region-pair
 * @title  two words that agree wherever preemption is on
 * @call   region_pair
 * @setup  region_pair_setup
 * @digest region_pair_digest
 * @region preempt
 * @expect all: = 0x7
 * @why    Both are plain variables: that their accesses stay inside the region is the barriers' doing.
 */
#include <lab_context.h>

#define TOTAL	1000

static unsigned long left, spent;

/* What a rival sees and does: the same in a region of its own. */
static bool look(long number)
{
	bool whole;

	preempt_disable();
	whole = READ_ONCE(left) + READ_ONCE(spent) == TOTAL;
	left -= number;
	spent += number;
	preempt_enable();
	return whole;
}

void region_pair_setup(unsigned long args[6])
{
	lab_boot();
	left = TOTAL;
	spent = 0;
	request_rival(look);
	args[0] = 7;
}

/* Twice, so that what is left between the regions is written and read again. */
unsigned long region_pair(unsigned long amount)
{
	preempt_disable();
	left -= amount;
	spent += amount;
	preempt_enable();
	preempt_disable();
	left -= amount;
	spent += amount;
	preempt_enable();
	return amount;
}

/* The rivals may have taken some as well. */
unsigned long region_pair_digest(unsigned long result)
{
	return lab_mix(result, left + spent);
}
