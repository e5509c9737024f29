// SPDX-License-Identifier: Apache-2.0
/*
 * @name   user-sizes
 * @title  user access of every size, between bytes that it may not touch
 * @call   user_sizes
 * @setup  user_sizes_setup
 * @digest lab_digest_trace
 * @region user
 * @needs  CONFIG_UACCESS_ADDR_LIMIT CONFIG_UACCESS_MASKED
 * @alone  its accesses are those of fast paths that are interrupted, and there are very many
 * @expect all: 1248cftz 0 0 0 0 0 0 0 0 = 0x0
 * @why    What is read or written is as many bytes as were asked for, by a single access, by a copy of a
 *         constant size and by one of any size from and to any alignment.
 */
#include <lab_context.h>
#include <lab_user.h>

#define AT	(LAB_USER_BASE + 40)
#define BEFORE	0xa5
#define PATTERN	0x1122334455667788UL
#define MOST	75
#define GUARD	16

static u8 buffer[GUARD + MOST + GUARD];

/* How many bytes of user memory are wrong: at AT there are to be those bytes, elsewhere what was there. */
static unsigned int wrong_at_user(const u8 *bytes, unsigned long n)
{
	unsigned int wrong = 0;
	unsigned long i;

	for (i = AT - GUARD; i < AT + n + GUARD; i++)
		wrong += !lab_user_holds(i, i - AT < n ? bytes[i - AT] : lab_user_byte(i));
	return wrong;
}

/* Puts back n bytes that have been written. */
static void restore_user(unsigned long n)
{
	unsigned long i;

	stac();
	for (i = AT; i < AT + n; i++)
		WRITE_ONCE(*(u8 *)i, lab_user_byte(i));
	clac();
}

static void fill_buffer(void)
{
	unsigned int i;

	for (i = 0; i < sizeof(buffer); i++)
		WRITE_ONCE(buffer[i], BEFORE);
}

/* The same of the buffer, which is to have n bytes that begin at an address of the user's. */
static unsigned int wrong_in_buffer(unsigned long at, unsigned long from, unsigned long n)
{
	unsigned int i, wrong = 0;

	for (i = 0; i < sizeof(buffer); i++)
		wrong += READ_ONCE(buffer[i]) != (i - at < n ? lab_user_byte(from + i - at) : BEFORE);
	return wrong;
}

#define DEFINE_SINGLE(type)							\
static noinline unsigned int single_##type(void)				\
{										\
	type *in = (type *)(buffer + GUARD), out = (type)PATTERN;		\
	type __user *user = (type __user *)AT;					\
	unsigned int wrong = 0;							\
										\
	fill_buffer();								\
	wrong += get_user(*in, user) != 0;					\
	wrong += wrong_in_buffer(GUARD, AT, sizeof(type));			\
	fill_buffer();								\
	wrong += __get_user(*in, user) != 0;					\
	wrong += wrong_in_buffer(GUARD, AT, sizeof(type));			\
	wrong += put_user(out, user) != 0;					\
	wrong += wrong_at_user((u8 *)&out, sizeof(type));			\
	restore_user(sizeof(type));						\
	out = ~out;								\
	wrong += __put_user(out, user) != 0;					\
	wrong += wrong_at_user((u8 *)&out, sizeof(type));			\
	restore_user(sizeof(type));						\
	return wrong;								\
}

DEFINE_SINGLE(u8)
DEFINE_SINGLE(u16)
DEFINE_SINGLE(u32)
DEFINE_SINGLE(u64)

#define CONSTANT(n) do {							\
	fill_buffer();								\
	wrong += __copy_from_user(buffer + GUARD, (const void __user *)AT, n) != 0; \
	wrong += wrong_in_buffer(GUARD, AT, n);					\
	wrong += __copy_to_user((void __user *)AT, pattern, n) != 0;		\
	wrong += wrong_at_user(pattern, n);					\
	restore_user(n);							\
} while (0)

static noinline unsigned int constant(void)
{
	static const u8 pattern[16] = { 1, 3, 5, 7, 9, 11, 13, 15, 2, 4, 6, 8, 10, 12, 14, 16 };
	unsigned int wrong = 0;

	CONSTANT(1);
	CONSTANT(2);
	CONSTANT(4);
	CONSTANT(8);
	CONSTANT(10);
	CONSTANT(16);
	return wrong;
}

static const u8 sizes[] = { 0, 7, 8, 64, MOST };
static u8 outgoing[MOST];

static noinline unsigned int from(void)
{
	unsigned int i, shift, wrong = 0;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		for (shift = 0; shift < 4; shift += 3) {
			unsigned long user = LAB_USER_BASE + 8 - shift;

			fill_buffer();
			wrong += copy_from_user(buffer + GUARD - shift / 3, (const void __user *)user,
						READ_ONCE(sizes[i])) != 0;
			wrong += wrong_in_buffer(GUARD - shift / 3, user, sizes[i]);
		}
	}
	return wrong;
}

static noinline unsigned int to(void)
{
	unsigned int i, shift, wrong = 0;

	for (i = 0; i < MOST; i++)
		WRITE_ONCE(outgoing[i], i + 1);
	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		for (shift = 0; shift < 4; shift += 3) {
			unsigned long n = READ_ONCE(sizes[i]);

			n = n > MOST - shift ? MOST - shift : n;
			wrong += copy_to_user((void __user *)AT, outgoing + shift, n) != 0;
			wrong += wrong_at_user(outgoing + shift, n);
			restore_user(n);
		}
	}
	return wrong;
}

static noinline unsigned int zero(void)
{
	static const u8 zeros[MOST];
	unsigned int i, wrong = 0;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		wrong += clear_user((void __user *)AT, READ_ONCE(sizes[i])) != 0;
		wrong += wrong_at_user(zeros, sizes[i]);
		restore_user(sizes[i]);
		wrong += __clear_user((void __user *)AT, READ_ONCE(sizes[i])) != 0;
		wrong += wrong_at_user(zeros, sizes[i]);
		restore_user(sizes[i]);
	}
	return wrong;
}

void user_sizes_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
	lab_fill_user();
}

static void say(char what, unsigned int wrong)
{
	lab_trace(what);
	lab_value(wrong);
}

unsigned long user_sizes(void)
{
	say('1', single_u8());
	say('2', single_u16());
	say('4', single_u32());
	say('8', single_u64());
	say('c', constant());
	say('f', from());
	say('t', to());
	say('z', zero());
	return lab_preempt_count();
}
