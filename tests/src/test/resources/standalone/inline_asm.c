/* Inline assembler: operands of every kind, flag outputs, asm goto, clobbers, rep strings, double shifts, cmpxchg. */
#include "runtime.h"

static u8 source[64], target[64];
static u64 pair[2] __attribute__((aligned(16))) = { 1, 2 };

static inline u64 rotate(u64 x, u8 n)
{
	asm("rolq %%cl, %0" : "+r"(x) : "c"(n) : "cc");
	return x;
}

static inline u32 bsr(u32 x)
{
	u32 r;

	asm("bsrl %1, %0" : "=r"(r) : "rm"(x) : "cc");
	return r;
}

static inline int add_overflows(int a, int b, int *sum)
{
	int overflow;

	asm("addl %3, %0" : "=r"(*sum), "=@cco"(overflow) : "0"(a), "g"(b));
	return overflow;
}

static inline int less(long a, long b)
{
	asm goto("cmpq %1, %0\n\tjl %l[yes]" : : "r"(a), "re"(b) : "cc" : yes);
	return 0;
yes:
	return 1;
}

static inline u64 double_shift(u64 high, u64 low, u8 n)
{
	asm("shldq %b2, %1, %0" : "+rm"(high) : "r"(low), "c"(n) : "cc");
	return high;
}

static inline void copy(void *to, const void *from, u64 n)
{
	asm volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(n) : : "memory");
}

static inline u64 length(const char *s)
{
	u64 n = ~0UL;

	asm volatile("repne scasb" : "+D"(s), "+c"(n) : "a"(0) : "memory", "cc");
	return ~n - 1;
}

static inline void fill_backwards(u16 *end, u16 value, u64 n)
{
	asm volatile("std\n\trep stosw\n\tcld" : "+D"(end), "+c"(n) : "a"(value) : "memory", "cc");
}

static int exchange(u64 *p, u64 low, u64 high, u64 new_low, u64 new_high)
{
	char done;

	asm volatile("lock; cmpxchg16b %1\n\tsetz %0"
		     : "=q"(done), "+m"(*(u64(*)[2])p), "+a"(low), "+d"(high)
		     : "b"(new_low), "c"(new_high)
		     : "cc", "memory");
	return done;
}

static u64 carry_chain(u64 *a, const u64 *b, u64 n)
{
	u64 i = 0, t;

	asm volatile("clc\n"
		     "1:\tmovq (%[b],%[i],8), %[t]\n\t"
		     "adcq %[t], (%[a],%[i],8)\n\t"
		     "incq %[i]\n\t"
		     "decq %[n]\n\t"
		     "jnz 1b\n\t"
		     "setc %b[t]\n\t"
		     "movzbl %b[t], %k[t]"
		     : [i] "+r"(i), [n] "+r"(n), [t] "=&q"(t)
		     : [a] "r"(a), [b] "r"(b)
		     : "cc", "memory");
	return t;
}

int main(void)
{
	u64 a[4] = { ~0UL, ~0UL, 5, ~0UL }, b[4] = { 1, 0, ~0UL, ~0UL };
	int sum, wrong = 0;

	for (u32 i = 0; i < sizeof(source); i++)
		source[i] = (u8)(i * 5 + 1);
	copy(target, source + 3, 40);
	wrong += memcmp(target, source + 3, 40) != 0 || target[40] != 0;
	fill_backwards((u16 *)(target + 62), 0xabcd, 8);
	wrong += add_overflows(0x7fffffff, 1, &sum) != 1 || add_overflows(-5, 3, &sum) != 0 || sum != -2;
	wrong += less(3, 2) || !less(-1, 0) || length("twelve bytes") != 12;
	wrong += exchange(pair, 1, 3, 9, 9) || !exchange(pair, 1, 2, 7, 8) || pair[0] != 7 || pair[1] != 8;
	line("carry", carry_chain(a, b, 4));
	line("sum", digest(a, sizeof(a)));
	line("rotate", rotate(0x0123456789abcdef, 20) + bsr(0x00400000));
	line("shift", double_shift(0x1111, 0xf000000000000000, 4));
	line("target", digest(target, sizeof(target)));
	return wrong;
}
