/* The operations of the Linux kernel that litmus tests in C use, as x86 has them. */
typedef struct { int counter; } atomic_t;
typedef struct { long counter; } atomic64_t;
typedef atomic64_t atomic_long_t;
typedef struct { int locked; } spinlock_t;
typedef long intptr_t;
typedef unsigned long uintptr_t;

#define barrier() __asm__ volatile("" : : : "memory")
#define READ_ONCE(x) (*(const volatile __typeof__(x) *)&(x))
#define WRITE_ONCE(x, v) (*(volatile __typeof__(x) *)&(x) = (v))
#define ACCESS_ONCE(x) (*(volatile __typeof__(x) *)&(x))
#define smp_mb() __asm__ volatile("mfence" : : : "memory")
#define smp_rmb() barrier()
#define smp_wmb() barrier()
#define smp_read_barrier_depends() barrier()
#define smp_mb__before_atomic() barrier()
#define smp_mb__after_atomic() barrier()
#define smp_mb__after_spinlock() barrier()
#define smp_mb__after_unlock_lock() barrier()
#define smp_store_release(p, v) ({ barrier(); WRITE_ONCE(*(p), v); })
#define smp_load_acquire(p) ({ __typeof__(*(p)) v_ = READ_ONCE(*(p)); barrier(); v_; })
#define smp_store_mb(x, v) ((void)xchg(&(x), v))
#define rcu_dereference(p) READ_ONCE(p)
#define lockless_dereference(p) READ_ONCE(p)
#define rcu_assign_pointer(p, v) smp_store_release(&(p), v)
#define rcu_read_lock() barrier()
#define rcu_read_unlock() barrier()

/* A locked exchange of any size; the same for every ordering that the kernel has names for. */
#define xchg(p, v)                                                             \
	({                                                                     \
		__typeof__(*(p)) v_ = (v);                                     \
		__asm__ volatile("xchg %0, %1" : "+r"(v_), "+m"(*(p)) : : "memory"); \
		v_;                                                            \
	})
#define xchg_relaxed xchg
#define xchg_acquire xchg
#define xchg_release xchg
#define cmpxchg(p, o, n)                                                       \
	({                                                                     \
		__typeof__(*(p)) seen_ = (o);                                  \
		__asm__ volatile("lock cmpxchg %2, %1"                         \
				 : "+a"(seen_), "+m"(*(p))                     \
				 : "r"((__typeof__(*(p)))(n))                  \
				 : "memory", "cc");                            \
		seen_;                                                         \
	})
#define cmpxchg_relaxed cmpxchg
#define cmpxchg_acquire cmpxchg
#define cmpxchg_release cmpxchg

static inline int lab_fetch_add(int n, atomic_t *v)
{
	__asm__ volatile("lock xaddl %0, %1" : "+r"(n), "+m"(v->counter) : : "memory", "cc");
	return n;
}

#define ATOMIC_INIT(n) { n }
#define atomic_read(v) READ_ONCE((v)->counter)
#define atomic_read_acquire(v) atomic_read(v)
#define atomic_set(v, n) WRITE_ONCE((v)->counter, n)
#define atomic_set_release(v, n) smp_store_release(&(v)->counter, n)
#define atomic_add(n, v) ((void)lab_fetch_add(n, v))
#define atomic_sub(n, v) ((void)lab_fetch_add(-(n), v))
#define atomic_inc(v) atomic_add(1, v)
#define atomic_dec(v) atomic_add(-1, v)
#define atomic_fetch_add(n, v) lab_fetch_add(n, v)
#define atomic_fetch_add_relaxed atomic_fetch_add
#define atomic_fetch_add_acquire atomic_fetch_add
#define atomic_fetch_add_release atomic_fetch_add
#define atomic_fetch_sub(n, v) lab_fetch_add(-(n), v)
#define atomic_fetch_inc(v) lab_fetch_add(1, v)
#define atomic_fetch_inc_relaxed atomic_fetch_inc
#define atomic_fetch_inc_acquire atomic_fetch_inc
#define atomic_fetch_inc_release atomic_fetch_inc
#define atomic_fetch_dec(v) lab_fetch_add(-1, v)
#define atomic_add_return(n, v) ({ int n_ = (n); lab_fetch_add(n_, v) + n_; })
#define atomic_add_return_relaxed atomic_add_return
#define atomic_add_return_acquire atomic_add_return
#define atomic_add_return_release atomic_add_return
#define atomic_sub_return(n, v) atomic_add_return(-(n), v)
#define atomic_inc_return(v) atomic_add_return(1, v)
#define atomic_inc_return_relaxed atomic_inc_return
#define atomic_inc_return_acquire atomic_inc_return
#define atomic_inc_return_release atomic_inc_return
#define atomic_dec_return(v) atomic_add_return(-1, v)
#define atomic_inc_and_test(v) (atomic_inc_return(v) == 0)
#define atomic_dec_and_test(v) (atomic_dec_return(v) == 0)
#define atomic_sub_and_test(n, v) (atomic_sub_return(n, v) == 0)
#define atomic_add_negative(n, v) (atomic_add_return(n, v) < 0)
#define atomic_xchg(v, n) xchg(&(v)->counter, n)
#define atomic_xchg_relaxed atomic_xchg
#define atomic_xchg_acquire atomic_xchg
#define atomic_xchg_release atomic_xchg
#define atomic_cmpxchg(v, o, n) cmpxchg(&(v)->counter, o, n)
#define atomic_cmpxchg_relaxed atomic_cmpxchg
#define atomic_cmpxchg_acquire atomic_cmpxchg
#define atomic_cmpxchg_release atomic_cmpxchg

static inline int spin_trylock(spinlock_t *l)
{
	return xchg(&l->locked, 1) == 0;
}

static inline void spin_lock(spinlock_t *l)
{
	while (!spin_trylock(l))
		while (READ_ONCE(l->locked))
			__asm__ volatile("pause" : : : "memory");
}

static inline void spin_unlock(spinlock_t *l)
{
	smp_store_release(&l->locked, 0);
}

#define spin_is_locked(l) (READ_ONCE((l)->locked) != 0)
