/* Atomics, ordered accesses, counters that readers check, per-CPU variables. */
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long u64;
typedef int s32;
typedef long s64;
#define noinline __attribute__((noinline))
#define READ_ONCE(x) (*(const volatile typeof(x) *)&(x))
#define WRITE_ONCE(x, v) do { *(volatile typeof(x) *)&(x) = (v); } while (0)
#define barrier() asm volatile("" : : : "memory")
#define smp_mb() asm volatile("lock addl $0, -4(%%rsp)" : : : "memory", "cc")
#define smp_load_acquire(p) ({ typeof(*p) v_ = READ_ONCE(*p); barrier(); (typeof(*p))v_; })
#define smp_store_release(p, v) do { barrier(); WRITE_ONCE(*p, v); } while (0)
static volatile u64 in[8] = { 3, 17, 255, 4096, 0x8000000000000001ul, 7, 1, 0 };
typedef struct { int counter; } atomic_t;
static inline _Bool atomic_try_cmpxchg(atomic_t *v, int *old, int new)
{
	_Bool ok;
	int o = *old;
	asm volatile("lock cmpxchgl %[new], %[p]" : "=@ccz"(ok), [p] "+m"(v->counter), [old] "+a"(o) : [new] "r"(new) : "memory");
	if (__builtin_expect(!ok, 0))
		*old = o;
	return ok;
}

/* A counter in a structure, changed by locked instructions. */
static inline void atomic_inc(atomic_t *v) { asm volatile("lock incl %0" : "+m"(v->counter) : : "memory"); }
static inline int atomic_add_return(int i, atomic_t *v) { int o = i; asm volatile("lock xaddl %0, %1" : "+r"(o), "+m"(v->counter) : : "memory", "cc"); return o + i; }
static inline _Bool atomic_dec_and_test(atomic_t *v) { _Bool z; asm volatile("lock decl %0" : "+m"(v->counter), "=@cce"(z) : : "memory"); return z; }
u64 test_atomic_t(void)
{
	atomic_t v = { 3 };
	int old = 9;
	u64 d = atomic_add_return(4, &v);
	atomic_inc(&v);
	d = d * 10 + atomic_try_cmpxchg(&v, &old, 1);
	d = d * 100 + old;
	d = d * 10 + atomic_try_cmpxchg(&v, &old, 1);
	return d * 100 + atomic_dec_and_test(&v) * 10 + v.counter;
}

/* Addition unless a value, by a loop around an exchange. */
static noinline int add_unless(atomic_t *v, int a, int u)
{
	int c = READ_ONCE(v->counter);
	do {
		if (c == u)
			break;
	} while (!atomic_try_cmpxchg(v, &c, c + a));
	return c;
}
u64 test_add_unless(void)
{
	atomic_t v = { 5 };
	return add_unless(&v, 2, 7) * 100 + add_unless(&v, 2, 7) * 10 + v.counter;
}

/* Exchange of any size, chosen by sizeof. */
extern void bad_size(void) __attribute__((error("bad size")));
#define xchg_op(p, v, op) ({ typeof(*(p)) r_ = (v); switch (sizeof(*(p))) { \
	case 1: asm volatile("lock " #op "b %b0, %1" : "+q"(r_), "+m"(*(p)) : : "memory", "cc"); break; \
	case 2: asm volatile("lock " #op "w %w0, %1" : "+r"(r_), "+m"(*(p)) : : "memory", "cc"); break; \
	case 4: asm volatile("lock " #op "l %0, %1" : "+r"(r_), "+m"(*(p)) : : "memory", "cc"); break; \
	case 8: asm volatile("lock " #op "q %q0, %1" : "+r"(r_), "+m"(*(p)) : : "memory", "cc"); break; \
	default: bad_size(); } r_; })
#define xadd(p, v) xchg_op(p, v, xadd)
u64 test_xadd(void)
{
	u8 a = 250;
	u16 b = 5;
	u32 c = 6;
	u64 d = 7;
	u64 r = xadd(&a, 10) + xadd(&b, 1) * 1000 + xadd(&c, 2) * 10000 + xadd(&d, in[0]) * 100000;
	return r * 10000 + a + b * 10 + c * 100 + d * 1000;
}

/* Builtins with memory orders, at every size. */
u64 test_atomic_builtins(void)
{
	u8 a = 200, flag = 0;
	u16 b = 1;
	u32 c = 0xf0;
	u64 d = 5, e = 6, f;
	u64 r = __atomic_fetch_add(&a, 100, __ATOMIC_RELAXED);
	r = r * 100 + __atomic_add_fetch(&a, 1, __ATOMIC_SEQ_CST);
	r = r * 10 + __atomic_exchange_n(&b, 7, __ATOMIC_ACQ_REL);
	r = r * 1000 + __atomic_and_fetch(&c, 0x3c, __ATOMIC_RELEASE);
	r = r * 10 + __atomic_compare_exchange_n(&d, &e, 9, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
	r = r * 10 + __atomic_compare_exchange_n(&d, &e, 9, 1, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
	__atomic_load(&d, &f, __ATOMIC_ACQUIRE);
	__atomic_store_n(&d, f + 1, __ATOMIC_RELEASE);
	r = r * 100 + __atomic_load_n(&d, __ATOMIC_ACQUIRE);
	return r + __atomic_test_and_set(&flag, __ATOMIC_ACQUIRE) + flag + __sync_lock_test_and_set(&c, 4);
}

/* A lock in one bit of a word. */
static inline int test_and_set_bit(u64 nr, volatile u64 *a) { _Bool c; asm volatile("lock btsq %2, %1" : "=@ccc"(c), "+m"(*a) : "Ir"(nr) : "memory"); return c; }
static inline void clear_bit_unlock(u64 nr, volatile u64 *a) { barrier(); asm volatile("lock andq %1, %0" : "+m"(*a) : "er"(~(1ul << nr)) : "memory", "cc"); }
u64 test_bit_spinlock(void)
{
	u64 word = 0x30;
	u64 d = test_and_set_bit(0, &word);
	d = d * 10 + test_and_set_bit(0, &word);
	d = d * 1000 + word;
	clear_bit_unlock(0, &word);
	return d * 1000 + word;
}

/* A sequence counter: readers repeat if it changed. */
typedef struct { u32 sequence; } seqcount_t;
static inline u32 read_begin(const seqcount_t *s) { u32 v; while ((v = smp_load_acquire(&s->sequence)) & 1) asm volatile("pause"); return v; }
static inline int read_retry(const seqcount_t *s, u32 start) { barrier(); return __builtin_expect(!!(READ_ONCE(s->sequence) != start), 0); }
static inline void write_begin(seqcount_t *s) { s->sequence++; barrier(); }
static inline void write_end(seqcount_t *s) { barrier(); s->sequence++; }
#define seq_expression(s, v) ({ u32 q_; typeof(v) v_; do { q_ = read_begin(s); v_ = (v); } while (read_retry(s, q_)); v_; })
u64 test_seqcount(void)
{
	static seqcount_t s;
	static u64 pair[2];
	write_begin(&s);
	pair[0] = in[0];
	pair[1] = in[1];
	write_end(&s);
	return seq_expression(&s, pair[0] + pair[1]) * 10 + s.sequence;
}

/* A pointer that is published and read later. */
#define rcu_assign_pointer(p, v) do { u64 v_ = (u64)(v); if (__builtin_constant_p(v) && v_ == 0) WRITE_ONCE(p, (typeof(p))v_); else smp_store_release(&p, (typeof(p))v_); } while (0)
#define rcu_dereference(p) ({ typeof(*p) *p_ = (typeof(*p) *)READ_ONCE(p); p_; })
u64 test_rcu(void)
{
	static struct { u64 v; } *shared_pointer, value = { 6 };
	u64 d = rcu_dereference(shared_pointer) == 0;
	rcu_assign_pointer(shared_pointer, &value);
	d = d * 10 + rcu_dereference(shared_pointer)->v;
	rcu_assign_pointer(shared_pointer, 0);
	return d * 10 + !shared_pointer;
}

/* Tickets of a lock in one word, compared as halves. */
union ticket { u32 whole; struct { u16 owner, next; }; };
static noinline int try_ticket(u32 *lock)
{
	union ticket old = { .whole = READ_ONCE(*lock) };
	if (old.owner != old.next)
		return 0;
	u32 expected = old.whole;
	old.next++;
	return __atomic_compare_exchange_n(lock, &expected, old.whole, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}
u64 test_ticket(void)
{
	u32 lock = 0xffffffff;
	u64 d = try_ticket(&lock);
	return (d * 10 + try_ticket(&lock)) * 0x100000000ul + lock;
}

/* Reference counts that saturate. */
static noinline _Bool get_ref(atomic_t *r)
{
	int old = READ_ONCE(r->counter);
	do {
		if (!old)
			break;
	} while (!__atomic_compare_exchange_n(&r->counter, &old, old + 1, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED));
	if (__builtin_expect(old < 0 || (int)((u32)old + 1) < 0, 0))
		WRITE_ONCE(r->counter, (-2147483647 - 1) / 2);
	return old;
}
u64 test_refcount(void)
{
	atomic_t a = { 1 }, b = { 0 }, c = { 2147483647 };
	u64 d = get_ref(&a) * 100 + get_ref(&b) * 10 + get_ref(&c);
	return d * 10 + a.counter + b.counter + (u64)(u32)c.counter * 1000000;
}

/* Offsets of per-CPU variables, with a pointer that hides its object. */
#define RELOC_HIDE(p, off) ({ u64 p_; asm("" : "=r"(p_) : "0"(p)); (typeof(p))(p_ + (off)); })
#define per_cpu_ptr(p, cpu) RELOC_HIDE((p), offsets[cpu])
static u64 areas[3][4] = { { 1, 2 }, { 3, 4 }, { 5, 6 } };
static const u64 offsets[] = { 0, sizeof(areas[0]), 2 * sizeof(areas[0]) };
u64 test_per_cpu(void)
{
	u64 d = 0;
	for (int cpu = 0; cpu < 3; cpu++)
		d = d * 10 + ++*per_cpu_ptr(&areas[0][1], cpu);
	return d;
}

/* Double-word exchange over an aligned pair. */
struct pair { u64 a, b; } __attribute__((aligned(16)));
static noinline _Bool exchange_pair(struct pair *p, struct pair old, struct pair new)
{
	_Bool ok;
	asm volatile("lock cmpxchg16b %1" : "=@ccz"(ok), "+m"(*p), "+a"(old.a), "+d"(old.b) : "b"(new.a), "c"(new.b) : "memory");
	return ok;
}
u64 test_double_exchange(void)
{
	struct pair p = { 1, 2 };
	u64 d = exchange_pair(&p, (struct pair){ 1, 3 }, (struct pair){ 8, 9 });
	d = d * 10 + exchange_pair(&p, (struct pair){ 1, 2 }, (struct pair){ 8, 9 });
	return d * 100 + p.a * 10 + p.b;
}

/* Order of stores through barriers. */
u64 test_store_release(void)
{
	static u64 data, flag;
	data = in[0];
	smp_store_release(&flag, 1);
	smp_mb();
	return smp_load_acquire(&flag) * 10 + data;
}
