// SPDX-License-Identifier: Apache-2.0
/*
 * @name   copy-choice
 * @title  which of its ways to copy and to clear boot has chosen for the CPU
 * @call   copy_choice
 * @setup  copy_choice_setup
 * @digest lab_digest_trace
 * @region user
 * @needs  CONFIG_UACCESS_ADDR_LIMIT CONFIG_UACCESS_MASKED
 * @alone  it counts instructions
 * @expect A0u: wwwwwq = 0x0
 * @expect A0s: qqqqwq = 0x0
 * @expect M0e: bbbbwq = 0x0
 * @expect M0s: qqqqwq = 0x0
 * @expect M0u: wwwwwq = 0x0
 * @expect CONFIG_UACCESS_ADDR_LIMIT: bbbbwb = 0x0
 * @expect all: bbbbbb = 0x0
 * @why    All ways leave the same data; what differs is the instructions that they take: one for all bytes
 *         (b), one for all words (q) and some for each byte beside them, or some for each word (w).
 */
#include <lab_context.h>
#include <lab_user.h>

/* Eight blocks of 64 bytes, and seven bytes that words leave; seven more lie before the first word of 15. */
#define MANY	519
#define FEW	15

static u8 buffer[MANY + 1];

static unsigned long lengths[3];

static __always_inline unsigned long clock(void)
{
	u32 low, high;

	__asm__ __volatile__("rdtsc" : "=a" (low), "=d" (high) : : "memory");
	return (u64)high << 32 | low;
}

void copy_choice_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
	lab_fill_user();
	lengths[0] = MANY;
	lengths[1] = FEW;
}

/* By a CPU whose clock counts instructions: how many more it takes than to copy nothing. */
#define TIME(access, n) do {						\
	unsigned long began = clock(), nothing, time;			\
									\
	failed |= access(lengths[2]) != 0;				\
	nothing = clock() - began;					\
	began = clock();						\
	failed |= access(n) != 0;					\
	time = clock() - began - nothing;				\
	lab_trace((long)time < 20 ? 'b' : time < 150 ? 'q' : 'w');	\
} while (0)

/* The destination is no word's address. */
#define USER			((void __user *)(LAB_USER_BASE + 1))
#define FROM_INATOMIC(n)	__copy_from_user_inatomic(buffer + 1, USER, n)
#define TO_INATOMIC(n)		__copy_to_user_inatomic(USER, buffer + 1, n)
#define FROM(n)			copy_from_user(buffer + 1, USER, n)
#define TO(n)			copy_to_user(USER, buffer + 1, n)
#define CLEAR(n)		clear_user(USER, n)

unsigned long copy_choice(void)
{
	unsigned long many = READ_ONCE(lengths[0]), few = READ_ONCE(lengths[1]), failed = 0;

	TIME(FROM_INATOMIC, many);
	TIME(TO_INATOMIC, many);
	TIME(FROM, many);
	TIME(TO, many);
	TIME(CLEAR, many);
	TIME(TO_INATOMIC, few);
	return failed;
}
