/* Inline asm, atomics, register variables, sections. */
typedef unsigned long u64;
typedef unsigned int u32;
#define MIX(h, v) ((h) = ((h) ^ (u64)(v)) * 0x100000001b3ul, (h) ^= (h) >> 29)
static volatile int seed = 17;

static inline __attribute__((always_inline)) _Bool dec_and_test(int *p)
{
	_Bool zero;
	__asm__ volatile("decl %0" : "+m"(*p), "=@ccz"(zero) : : "memory");
	return zero;
}
static inline __attribute__((always_inline)) int dec_goto(int *p)
{
	__asm__ goto("decl %0; je %l[zero]" : : "m"(*p) : "memory", "cc" : zero);
	return 0;
zero:
	return 1;
}

u64 test_asm(void)
{
	u64 h = 1, a = seed, b = 5, c; u32 lo, hi; int n = 3;
	__asm__("lea (%1,%2,4), %0" : "=r"(c) : "r"(a), "r"(b)); MIX(h, c);
	__asm__("add %[by], %[to]" : [to] "+r"(a) : [by] "ri"(100ul) : "cc"); MIX(h, a);
	__asm__("add %1, %0" : "=r"(c) : "rm"(b), "0"(a)); MIX(h, c);
	__asm__("mull %3" : "=a"(lo), "=d"(hi) : "a"(0x12345678u), "rm"(0x9abcdef0u)); MIX(h, lo); MIX(h, hi);
	__asm__ volatile("xchgl %0, %1" : "+r"(lo), "+m"(n)); MIX(h, lo); MIX(h, n);
	__asm__("movb $7, %b0\n\tmovw $9, %w1" : "+q"(a), "+r"(b)); MIX(h, a); MIX(h, b);
	__asm__("xor %k0, %k0" : "=r"(c)); MIX(h, c);
	__asm__ volatile("movl %1, %%ecx\n\tleal 1(%%rcx), %0" : "=r"(lo) : "g"(seed) : "rcx"); MIX(h, lo);
	int left = 3; MIX(h, dec_and_test(&left)); MIX(h, left); left = 1; MIX(h, dec_and_test(&left)); left = 1; MIX(h, dec_goto(&left)); MIX(h, dec_goto(&left));
	if (dec_and_test(&n)) MIX(h, 1); else MIX(h, 2);
	char text[] = "abcdef", copy[8]; void *d = copy; const void *s = text; u64 count = 7;
	__asm__ volatile("rep movsb" : "+D"(d), "+S"(s), "+c"(count) : : "memory"); MIX(h, copy[3]); MIX(h, count); MIX(h, (char *)d - copy);
	__asm__("" : "+r"(b)); MIX(h, b); __asm__ volatile("" : : : "memory");
	unsigned char flag; __asm__("cmp %1, %2; setb %0" : "=qm"(flag) : "r"(1ul), "r"(0ul)); MIX(h, flag);
	register u64 r10 __asm__("r10") = 44; __asm__("mov %%r10, %0" : "=r"(c) : "r"(r10)); MIX(h, c);
	_Bool below, equal; __asm__("cmp %3, %2" : "=@ccb"(below), "=@cce"(equal) : "r"(n), "r"(n + 1)); MIX(h, below * 2 + equal);
	u64 early; __asm__("mov $1, %0; add %1, %0" : "=&r"(early) : "r"(b)); MIX(h, early);
	return h;
}

register u64 stack_pointer __asm__("rsp");
u64 test_register(void)
{
	char here; u64 sp = stack_pointer;
	return (u64)&here - sp + 4096 < 8192 && (stack_pointer & 7) == 0 && (sp & ~0xffful) != 0;
}

u64 test_atomics(void)
{
	u64 h = 1; int i = 5; long l = 7; unsigned char c = 250; short s = 3; int expected; long *p = &l, *q = 0;
	MIX(h, __atomic_load_n(&i, 2)); __atomic_store_n(&i, 9, 5); MIX(h, i); __atomic_store_n(&l, 10, 3); MIX(h, l);
	MIX(h, __atomic_fetch_add(&i, 3, 5)); MIX(h, __atomic_add_fetch(&i, 3, 5)); MIX(h, __atomic_sub_fetch(&l, 3, 0)); MIX(h, __atomic_fetch_or(&c, 7, 5)); MIX(h, c);
	MIX(h, __atomic_and_fetch(&i, 12, 5)); MIX(h, __atomic_fetch_xor(&s, 5, 5)); MIX(h, __atomic_xor_fetch(&s, 5, 5)); MIX(h, __atomic_fetch_nand(&i, 6, 5)); MIX(h, i); MIX(h, __atomic_nand_fetch(&l, 3, 5));
	MIX(h, __atomic_add_fetch(&c, 200, 5)); MIX(h, __atomic_fetch_and(&l, 0xff, 5)); MIX(h, l);
	MIX(h, __atomic_exchange_n(&i, 77, 5)); expected = 77; MIX(h, __atomic_compare_exchange_n(&i, &expected, 78, 0, 5, 5)); MIX(h, __atomic_compare_exchange_n(&i, &expected, 79, 0, 5, 5)); MIX(h, expected); MIX(h, i);
	MIX(h, __sync_val_compare_and_swap(&i, 78, 80)); MIX(h, __sync_bool_compare_and_swap(&i, 78, 81)); MIX(h, __sync_bool_compare_and_swap(&i, 80, 82)); MIX(h, __sync_fetch_and_add(&l, 5)); MIX(h, __sync_add_and_fetch(&l, 5));
	MIX(h, __sync_lock_test_and_set(&s, 9)); __sync_lock_release(&s); MIX(h, s); __sync_synchronize(); __atomic_thread_fence(5); __atomic_signal_fence(5);
	MIX(h, __atomic_exchange_n(&p, q, 5) == &l); MIX(h, p == 0); c = 1; MIX(h, !!__atomic_test_and_set(&c, 5)); __atomic_clear(&c, 5); MIX(h, c); __atomic_load(&i, &expected, 5); MIX(h, expected);
	return h;
}

__asm__(".section .data\nfrom_asm: .long 1234\n.text");
extern int from_asm;
int in_section __attribute__((section(".data.special"), aligned(64))) = 3;
int weak_here __attribute__((weak)) = 8; extern int weak_absent __attribute__((weak));
static int target(void) { return 6; } int aliased(void) __attribute__((alias("target_visible"))); int target_visible(void) { return target(); }
__attribute__((section(".text.other"), noinline)) static int elsewhere(int x) { return x * 3; }
u64 test_symbols(void)
{
	u64 h = 1; MIX(h, from_asm); MIX(h, in_section); MIX(h, (u64)&in_section % 64); MIX(h, weak_here); MIX(h, &weak_absent == 0); MIX(h, aliased()); MIX(h, elsewhere(seed));
	return h;
}

struct pcpu { int count; long value; int array[4]; };
__attribute__((section(".data..percpu"))) struct pcpu pcpu = { 5, 6, { 7, 8, 9, 10 } };
