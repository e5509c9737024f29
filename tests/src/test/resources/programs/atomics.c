/* What the kernel has of atomics and per-thread flags: builtins, locked instructions, flag outputs. */
static int count;
static unsigned long word;

static inline int decrement_and_test(int *p)
{
	int zero;

	__asm__ volatile("lock decl %0" : "+m"(*p), "=@ccz"(zero) : : "memory");
	return zero;
}

static inline unsigned long exchange_add(unsigned long *p, unsigned long by)
{
	__asm__ volatile("lock xaddq %0, %1" : "+r"(by), "+m"(*p) : : "memory");
	return by;
}

static inline int test_and_set(unsigned long *p, long bit)
{
	int was;

	__asm__ volatile("lock btsq %2, %0" : "+m"(*p), "=@ccc"(was) : "r"(bit) : "memory");
	return was;
}

static inline unsigned rotate(unsigned x, unsigned char by)
{
	__asm__("roll %1, %0" : "+r"(x) : "c"(by));
	return x;
}

static inline int goto_negative(long x)
{
	__asm__ goto("testq %0, %0\n\tjs %l[negative]" : : "r"(x) : "cc" : negative);
	return 0;
negative:
	return 1;
}

unsigned long atomics(unsigned long n)
{
	unsigned long r = 0, expected;

	count = 3;
	word = n;
	for (int i = 0; i < 20; i++) {
		r = r * 31 + (unsigned)decrement_and_test(&count);
		r += exchange_add(&word, r | 5);
		r = r * 3 + (unsigned)test_and_set(&word, i % 7);
		r += rotate((unsigned)r, (unsigned char)i) + (unsigned)goto_negative((long)r);
		expected = i & 1 ? word : r;
		r = r * 7 + __atomic_compare_exchange_n(&word, &expected, r, 0, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED);
		r ^= expected;
		r += __atomic_fetch_add(&word, 3, __ATOMIC_RELAXED) + __atomic_add_fetch(&count, 2, __ATOMIC_ACQ_REL);
		r ^= __atomic_exchange_n(&word, r, __ATOMIC_ACQUIRE);
		__atomic_store_n(&count, (int)r & 7, __ATOMIC_RELEASE);
		r += (unsigned)__atomic_load_n(&count, __ATOMIC_ACQUIRE);
	}
	return r;
}
