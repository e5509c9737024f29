// SPDX-License-Identifier: Apache-2.0
/*
 * @name   user-edges
 * @title  user access at the last page's end: the last bytes that are there, and one byte more
 * @call   user_edges
 * @setup  user_edges_setup
 * @digest lab_digest_trace
 * @region user
 * @needs  CONFIG_UACCESS_ADDR_LIMIT CONFIG_UACCESS_MASKED
 * @alone  its accesses are those of fast paths that are interrupted, and there are very many
 * @expect all: 1248cftzo 0 0 0 0 0 0 0 0 0 = 0x0
 * @why    An access that ends with the page succeeds. One byte further it fails, reads zero and writes
 *         nothing; a copy says how many bytes it has left, has moved those before, and of what was to be
 *         read clears the rest. In 3.11 a word of a constant size counts whole.
 */
#include <lab_context.h>
#include <lab_user.h>
#include <linux/irqflags.h>

#define END	(LAB_USER_BASE + LAB_USER_SIZE)
#define BEFORE	0xa5
#define PATTERN	0x1122334455667788UL
#define MOST	150
#define GUARD	8

static u8 buffer[GUARD + MOST + GUARD], outgoing[MOST];

static void fill_buffer(void)
{
	unsigned int i;

	for (i = 0; i < sizeof(buffer); i++)
		WRITE_ONCE(buffer[i], BEFORE);
}

/* How many bytes are wrong: first the user's, then zeros, all else as it was; and one if user pages are open. */
static unsigned int wrong_in_buffer(unsigned long from, unsigned long copied, unsigned long cleared)
{
	unsigned int i, wrong = native_save_fl() >> 18 & 1;

	for (i = 0; i < sizeof(buffer); i++) {
		unsigned long at = i - GUARD;
		u8 right = at < copied ? lab_user_byte(from + at) : at < copied + cleared ? 0 : BEFORE;

		wrong += READ_ONCE(buffer[i]) != right;
	}
	return wrong;
}

/* The same of the last bytes of user memory, which are put back. */
static unsigned int wrong_at_end(unsigned long at, const u8 *bytes, unsigned long n)
{
	unsigned int wrong = native_save_fl() >> 18 & 1;
	unsigned long i;

	for (i = at - GUARD; i < END; i++) {
		wrong += !lab_user_holds(i, i - at < n ? bytes[i - at] : lab_user_byte(i));
		stac();
		WRITE_ONCE(*(u8 *)i, lab_user_byte(i));
		clac();
	}
	return wrong;
}

#define GET(type, get, from, there) do {					\
	type *in = (type *)(buffer + GUARD);					\
										\
	fill_buffer();								\
	wrong += get(*in, (const type __user *)(from)) != ((there) ? 0 : -EFAULT); \
	wrong += wrong_in_buffer(from, (there) ? sizeof(type) : 0, (there) ? 0 : sizeof(type)); \
} while (0)

#define PUT(type, put, to, there) do {						\
	type out = (type)PATTERN;						\
										\
	wrong += put(out, (type __user *)(to)) != ((there) ? 0 : -EFAULT);	\
	wrong += wrong_at_end(to, (const u8 *)&out, (there) ? sizeof(type) : 0); \
} while (0)

#define DEFINE_SINGLE(type)							\
static noinline unsigned int single_##type(void)				\
{										\
	unsigned long last = END - sizeof(type);				\
	unsigned int wrong = 0;							\
										\
	GET(type, get_user, last, true);					\
	GET(type, get_user, last + 1, false);					\
	GET(type, __get_user, last, true);					\
	GET(type, __get_user, last + 1, false);					\
	PUT(type, put_user, last, true);					\
	PUT(type, put_user, last + 1, false);					\
	PUT(type, __put_user, last, true);					\
	PUT(type, __put_user, last + 1, false);					\
	return wrong;								\
}

DEFINE_SINGLE(u8)
DEFINE_SINGLE(u16)
DEFINE_SINGLE(u32)
DEFINE_SINGLE(u64)

/* Of a copy of n bytes that misses one: what is left, and whether what is left is cleared. */
#ifdef CONFIG_UACCESS_ADDR_LIMIT
#define LEFT(n)		((n) == 10 ? 2 : (n) == 16 ? 8 : (n))
#define CLEARED(n)	LEFT(n)
#else
#define LEFT(n)		1
#define CLEARED(n)	0
#endif

#define CONSTANT(n) do {							\
	unsigned long at = END - (n);						\
										\
	fill_buffer();								\
	wrong += __copy_from_user(buffer + GUARD, (const void __user *)at, n) != 0; \
	wrong += wrong_in_buffer(at, n, 0);					\
	fill_buffer();								\
	wrong += __copy_from_user(buffer + GUARD, (const void __user *)(at + 1), n) != LEFT(n); \
	wrong += wrong_in_buffer(at + 1, (n) - LEFT(n), CLEARED(n));		\
	wrong += __copy_to_user((void __user *)at, outgoing, n) != 0;		\
	wrong += wrong_at_end(at, outgoing, n);					\
	wrong += __copy_to_user((void __user *)(at + 1), outgoing, n) != LEFT(n); \
	wrong += wrong_at_end(at + 1, outgoing, (n) - LEFT(n));			\
} while (0)

static noinline unsigned int constant(void)
{
	unsigned int wrong = 0;

	CONSTANT(1);
	CONSTANT(2);
	CONSTANT(4);
	CONSTANT(8);
	CONSTANT(10);
	CONSTANT(16);
	return wrong;
}

/* How many bytes are there of how many. */
static const u8 sizes[][2] = {
	{ 0, 1 }, { 1, 1 }, { 1, 8 }, { 7, 8 }, { 8, 9 }, { 9, 64 }, { 63, 64 }, { 64, 65 },
	{ 70, 100 }, { 100, 143 }, { 128, 129 }, { 140, MOST }, { MOST, MOST },
};

static noinline unsigned int from(void)
{
	unsigned int i, wrong = 0;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		unsigned long there = READ_ONCE(sizes[i][0]), n = READ_ONCE(sizes[i][1]);

		fill_buffer();
		wrong += copy_from_user(buffer + GUARD, (const void __user *)(END - there), n) != n - there;
		wrong += wrong_in_buffer(END - there, there, n - there);
	}
	return wrong;
}

static noinline unsigned int to(void)
{
	unsigned int i, wrong = 0;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		unsigned long there = READ_ONCE(sizes[i][0]), n = READ_ONCE(sizes[i][1]);

		wrong += copy_to_user((void __user *)(END - there), outgoing, n) != n - there;
		wrong += wrong_at_end(END - there, outgoing, there);
	}
	return wrong;
}

static noinline unsigned int zero(void)
{
	static const u8 zeros[MOST];
	unsigned int i, wrong = 0;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		unsigned long there = READ_ONCE(sizes[i][0]), n = READ_ONCE(sizes[i][1]), cleared = there;

#ifdef CONFIG_UACCESS_ADDR_LIMIT
		/* By words; only those after the last whole one are cleared by bytes. */
		if (there < n / 8 * 8)
			cleared = there / 8 * 8;
#endif
		wrong += clear_user((void __user *)(END - there), n) != n - cleared;
		wrong += wrong_at_end(END - there, zeros, cleared);
	}
	return wrong;
}

#ifdef CONFIG_UACCESS_ADDR_LIMIT
extern unsigned long copy_overflows;

static u8 small[16];

/* A destination that the compiler sees is filled to its end, and no byte further. */
static noinline unsigned int overflow(unsigned long n)
{
	unsigned int wrong = 0;

	copy_overflows = 0;
	wrong += copy_from_user(small, (const void __user *)LAB_USER_BASE, n) != 0;
	wrong += copy_overflows != 0 || READ_ONCE(small[15]) != lab_user_byte(LAB_USER_BASE + 15);
	wrong += copy_from_user(small, (const void __user *)(LAB_USER_BASE + 1), n + 1) != n + 1;
	wrong += copy_overflows != 1 || READ_ONCE(small[0]) != lab_user_byte(LAB_USER_BASE);
	wrong += copy_from_user(small + 8, (const void __user *)(LAB_USER_BASE + 1), n - 7) != n - 7;
	wrong += copy_overflows != 2 || READ_ONCE(small[8]) != lab_user_byte(LAB_USER_BASE + 8);
	return wrong;
}
#else
static unsigned int overflow(unsigned long n)
{
	(void)n;
	return 0;
}
#endif

void user_edges_setup(unsigned long args[6])
{
	unsigned int i;

	(void)args;
	lab_boot();
	lab_fill_user();
	for (i = 0; i < MOST; i++)
		WRITE_ONCE(outgoing[i], i + 1);
}

static void say(char what, unsigned int wrong)
{
	lab_trace(what);
	lab_value(wrong);
}

unsigned long user_edges(void)
{
	say('1', single_u8());
	say('2', single_u16());
	say('4', single_u32());
	say('8', single_u64());
	say('c', constant());
	say('f', from());
	say('t', to());
	say('z', zero());
	say('o', overflow(READ_ONCE(sizes[5][1]) / 4));
	return lab_preempt_count();
}
