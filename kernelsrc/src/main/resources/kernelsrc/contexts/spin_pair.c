// SPDX-License-Identifier: Apache-2.0
/*
 * @name   spin-pair
 * @title  two words that agree wherever their lock is free
 * @call   spin_pair
 * @setup  spin_pair_setup
 * @digest spin_pair_digest
 * @region preempt
 * @expect all: = 0x7
 * @why    Who holds a lock is not preempted: with one CPU, who waits for it then waits for ever. So
 *         preemption goes off before the lock is taken, and on after it is released.
 */
#include <lab_context.h>
#include <linux/spinlock.h>

#define TOTAL	1000

static unsigned long left, spent;
static spinlock_t lock;

/* A rival takes the lock by itself, as the thread under test does. */
static bool look(long number)
{
	bool whole;

	spin_lock(&lock);
	whole = READ_ONCE(left) + READ_ONCE(spent) == TOTAL;
	left -= number;
	spent += number;
	spin_unlock(&lock);
	return whole;
}

void spin_pair_setup(unsigned long args[6])
{
	lab_boot();
	left = TOTAL;
	spent = 0;
	lock.head_tail = 0;
	request_rival(look);
	args[0] = 7;
}

unsigned long spin_pair(unsigned long amount)
{
	unsigned long flags;

	spin_lock(&lock);
	left -= amount;
	spent += amount;
	spin_unlock(&lock);
	flags = spin_lock_irqsave(&lock);
	left -= amount;
	spent += amount;
	spin_unlock_irqrestore(&lock, flags);
	return amount;
}

/* The lock is free, and as many tickets were served as taken. */
unsigned long spin_pair_digest(unsigned long result)
{
	return lab_mix(result, left + spent + (lock.tickets.head != lock.tickets.tail));
}
