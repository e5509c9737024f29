/* Objects of atomic type: plain operators are sequentially consistent. */
#include <stdatomic.h>
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long u64;
typedef long s64;
#define noinline __attribute__((noinline))
static volatile u64 in[8] = { 3, 17, 255, 4096, 0x8000000000000001ul, 7, 1, 0 };

/* Specifier and qualifier, before and after; members, elements, pointers. */
static _Atomic int counter = 5;
static _Atomic(u64) words[2] = { 1, 2 };
static struct { u8 before; _Atomic u32 refs; int *_Atomic where; } object = { 1, 7, 0 };
u64 test_declarations(void)
{
	int target = 8;
	_Atomic(int *) p = &target;
	_Atomic int *q = &counter;
	const _Atomic u16 fixed = 9;
	object.where = p;
	words[1] = *object.where + fixed;
	return *q + words[0] * 10 + words[1] * 100 + object.refs * 10000 + sizeof(object) * 100000 + _Alignof(_Atomic u64) * 10000000;
}

/* Values of assignments, of ++ and of --, before and after. */
u64 test_steps(void)
{
	_Atomic u8 a = in[2];
	_Atomic int b = -1;
	u64 d = a++;
	d = d * 1000 + a;
	d = d * 10 + ++a;
	d = d * 1000 + (u8)a--;
	d = d * 10 + --a;
	d = d * 10 + (b++ < 0) + (b == 0);
	return d * 1000 + (a = 300);
}

/* Compound assignments by one locked instruction and by a loop. */
u64 test_compound(void)
{
	_Atomic u32 a = 100;
	_Atomic short s = -7;
	_Atomic s64 w = 1;
	_Atomic _Bool flag = 0;
	u64 d = a += in[0];
	d = d * 1000 + (a -= 5u);
	d = d * 1000 + (a &= 0x7f);
	d = d * 1000 + (a |= 0x80);
	d = d * 1000 + (a ^= 1);
	a *= in[0];
	a /= 2;
	a %= 200;
	s <<= 3;
	s >>= 1;
	w <<= in[1];
	w -= 1;
	flag |= 4;
	flag++;
	flag ^= 1;
	return d + a * 3 + (u64)-s * 1000 + w + flag * 10000000;
}

/* A value with a side effect is computed once, though the loop may repeat. */
u64 test_once(void)
{
	_Atomic u32 a = 6;
	u64 i = 2;
	a *= i++;
	a += i++;
	_Atomic u32 *p = &a, *end = &a + 1;
	*p++ -= 1;
	return a * 100 + i * 10 + (p == end);
}

/* A pointer moves by elements. */
u64 test_pointer(void)
{
	static u64 row[6] = { 1, 2, 3, 4, 5, 6 };
	u64 *_Atomic p = row;
	p += 2;
	p++;
	u64 d = *p-- * 10;
	p -= in[6];
	return d + *p + (p == &row[1]) * 100;
}

/* A pair with a test in between, as of reference counts and flags. */
static noinline int put(_Atomic int *refs) { return --*refs == 0; }
static noinline void set_bits(_Atomic u32 *flags, u32 bits) { *flags |= bits; }
u64 test_functions(void)
{
	_Atomic int refs = 2;
	_Atomic u32 flags = 0x10;
	u64 d = put(&refs);
	d = d * 10 + put(&refs);
	set_bits(&flags, in[1]);
	return d * 1000 + flags;
}

/* The type of a value is not atomic. */
u64 test_value_types(void)
{
	_Atomic u8 a = 200;
	const _Atomic s64 b = 5;
	typeof(a) plain = a;
	plain += 100;
	u64 d = _Generic(a, u8: 1, default: 2) + _Generic(&a, _Atomic u8 *: 10, u8 *: 20, default: 30) + _Generic(b, s64: 100, default: 200);
	return d + plain * 1000 + (a ? b : 0) * 1000000 + !a + (a && b);
}

/* The functions of the header. */
u64 test_header(void)
{
	static atomic_int i = ATOMIC_VAR_INIT(3);
	static atomic_ulong l;
	atomic_flag busy = ATOMIC_FLAG_INIT;
	int expected = 4;
	atomic_init(&l, 9);
	u64 d = atomic_fetch_add(&i, 1);
	d = d * 10 + atomic_compare_exchange_strong(&i, &expected, 7);
	d = d * 10 + atomic_compare_exchange_weak_explicit(&i, &expected, 8, memory_order_acquire, memory_order_relaxed);
	d = d * 10 + expected;
	d = d * 10 + atomic_exchange(&i, 1);
	atomic_store_explicit(&l, atomic_load(&i) + 5, memory_order_release);
	atomic_fetch_or_explicit(&l, 8, memory_order_relaxed);
	d = d * 100 + atomic_load_explicit(&l, memory_order_acquire);
	d = d * 10 + atomic_flag_test_and_set(&busy);
	d = d * 10 + atomic_flag_test_and_set_explicit(&busy, memory_order_acquire);
	atomic_flag_clear(&busy);
	d = d * 10 + atomic_flag_test_and_set(&busy);
	atomic_thread_fence(memory_order_seq_cst);
	return d * 10 + ATOMIC_INT_LOCK_FREE + (sizeof(atomic_bool) + sizeof(atomic_uint_least16_t)) * 0;
}

/* Builtins on atomic objects. */
u64 test_builtins_on_atomics(void)
{
	_Atomic u16 a = 500;
	u64 d = __atomic_add_fetch(&a, 1, __ATOMIC_RELAXED);
	d = d * 1000 + __sync_fetch_and_sub(&a, 2);
	return d * 1000 + __atomic_load_n(&a, __ATOMIC_ACQUIRE);
}
