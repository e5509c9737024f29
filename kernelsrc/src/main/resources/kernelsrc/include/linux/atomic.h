/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LINUX_ATOMIC_H
#define LINUX_ATOMIC_H

#include <linux/types.h>

static __always_inline int atomic_read(const atomic_t *v)
{
	return READ_ONCE(v->counter);
}

static __always_inline void atomic_set(atomic_t *v, int i)
{
	WRITE_ONCE(v->counter, i);
}

static __always_inline void atomic_inc(atomic_t *v)
{
	__asm__ __volatile__("lock incl %0" : "+m" (v->counter) : : "cc");
}

static __always_inline void atomic_dec(atomic_t *v)
{
	__asm__ __volatile__("lock decl %0" : "+m" (v->counter) : : "cc");
}

/* Whether it was *old; *old is what was there. */
static __always_inline bool atomic_try_cmpxchg(atomic_t *v, int *old, int new)
{
	bool success;

	__asm__ __volatile__("lock cmpxchgl %3,%1"
			     : "=@ccz" (success), "+m" (v->counter), "+a" (*old)
			     : "r" (new) : "memory");
	return success;
}

static __always_inline bool atomic_inc_not_zero(atomic_t *v)
{
	int old = atomic_read(v);

	do {
		if (unlikely(!old))
			return false;
	} while (!atomic_try_cmpxchg(v, &old, old + 1));
	return true;
}

static __always_inline long atomic_long_read(const atomic_long_t *v)
{
	return READ_ONCE(v->counter);
}

/* As compilers write it today; the flags of the exchange come out of the built-in. */
static __always_inline bool atomic_long_inc_not_zero(atomic_long_t *v)
{
	long old = atomic_long_read(v);

	do {
		if (unlikely(!old))
			return false;
	} while (!__atomic_compare_exchange_n(&v->counter, &old, old + 1, false,
					      __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST));
	return true;
}

#endif
