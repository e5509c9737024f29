/* SPDX-License-Identifier: Apache-2.0 */
/* The mutex of 3.11: 1 is free, less is not. Its fast path counts nothing, but it may sleep. */
#ifndef LINUX_MUTEX_H
#define LINUX_MUTEX_H

#include <linux/atomic.h>
#include <linux/kernel.h>

struct mutex {
	atomic_t count;
};

/* Lets others run until one of them has let go. */
static noinline __cold void mutex_lock_slowpath(struct mutex *lock)
{
	while (__atomic_exchange_n(&lock->count.counter, 0, __ATOMIC_ACQUIRE) != 1)
		yield();
}

static __always_inline void mutex_lock(struct mutex *lock)
{
	bool taken;

	might_sleep();
	__asm__ __volatile__("lock decl %1" : "=@ccns" (taken), "+m" (lock->count.counter) : : "memory");
	if (unlikely(!taken))
		mutex_lock_slowpath(lock);
}

/* Whatever those who wait have made of it, it is free; they look again by themselves. */
static __always_inline void mutex_unlock(struct mutex *lock)
{
	__atomic_store_n(&lock->count.counter, 1, __ATOMIC_SEQ_CST);
}

#endif
