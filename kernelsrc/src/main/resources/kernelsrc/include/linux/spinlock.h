/* SPDX-License-Identifier: Apache-2.0 */
/* The ticket locks of 3.11. Whoever holds one may not be preempted, under any model that counts. */
#ifndef LINUX_SPINLOCK_H
#define LINUX_SPINLOCK_H

#include <linux/irqflags.h>
#include <linux/preempt.h>

typedef union {
	u32 head_tail;
	struct {
		u16 head, tail;
	} tickets;
} spinlock_t;

/* Takes a ticket, and waits until it is served; with one CPU it always is. */
static __always_inline void arch_spin_lock(spinlock_t *lock)
{
	u32 ticket = 1 << 16;

	__asm__ __volatile__("lock xaddl %0,%1"
			     : "+r" (ticket), "+m" (lock->head_tail) : : "memory", "cc");
	while (unlikely(READ_ONCE(lock->tickets.head) != (u16)(ticket >> 16)))
		__asm__ __volatile__("pause" : : : "memory");
}

static __always_inline void arch_spin_unlock(spinlock_t *lock)
{
	__asm__ __volatile__("incw %0" : "+m" (lock->tickets.head) : : "memory", "cc");
}

static __always_inline void spin_lock(spinlock_t *lock)
{
	preempt_disable();
	arch_spin_lock(lock);
}

static __always_inline void spin_unlock(spinlock_t *lock)
{
	arch_spin_unlock(lock);
	preempt_enable();
}

static __always_inline unsigned long spin_lock_irqsave(spinlock_t *lock)
{
	unsigned long flags = local_irq_save();

	spin_lock(lock);
	return flags;
}

/* Interrupts first: the reschedule that may then be due needs them. */
static __always_inline void spin_unlock_irqrestore(spinlock_t *lock, unsigned long flags)
{
	arch_spin_unlock(lock);
	local_irq_restore(flags);
	preempt_enable();
}

#endif
