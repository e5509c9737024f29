// SPDX-License-Identifier: Apache-2.0
/*
 * @name   user-order
 * @title  what a compiler may not keep in registers across a user access
 * @call   user_order
 * @setup  user_order_setup
 * @digest lab_digest_trace
 * @region user
 * @needs  CONFIG_UACCESS_ADDR_LIMIT CONFIG_UACCESS_MASKED
 * @alone  its accesses are those of fast paths that are interrupted
 * @expect all: = 0x0
 * @why    What is copied to the user has been stored before; what is copied from there is read anew
 *         afterwards; what is put twice is stored twice.
 */
#include <lab_context.h>
#include <lab_user.h>

#define USER	((u64 __user *)(LAB_USER_BASE + 64))
#define ABSENT	((u64 __user *)(LAB_USER_BASE + LAB_USER_SIZE))

static u64 cells[8];

/* One bit for what is stored too late, and one for what is read too early. */
#define FROM(bit, copy) do {				\
	set_user(3);					\
	cells[0] = 1;					\
	copy;						\
	if (cells[0] != 3)				\
		which |= 1UL << (bit);			\
} while (0)

#define TO(bit, copy) do {				\
	set_user(3);					\
	cells[0] = 5;					\
	copy;						\
	cells[0] = 6;					\
	if (user_value() != 5)				\
		which |= 1UL << (bit);			\
} while (0)

static noinline void set_user(u64 value)
{
	stac();
	WRITE_ONCE(*USER, value);
	clac();
}

static noinline u64 user_value(void)
{
	u64 value;

	stac();
	value = READ_ONCE(*USER);
	clac();
	return value;
}

void user_order_setup(unsigned long args[6])
{
	args[0] = sizeof(u64);
	lab_boot();
	lab_fill_user();
}

static noinline unsigned long copies(unsigned long n)
{
	unsigned long which = 0;

	FROM(0, copy_from_user(cells, USER, n));
	FROM(1, __copy_from_user(cells, USER, n));
	FROM(2, __copy_from_user_inatomic(cells, USER, n));
	FROM(3, __copy_from_user(cells, USER, 8));
	FROM(4, strncpy_from_user((char *)cells, (const char __user *)USER, n));
	TO(8, copy_to_user(USER, cells, n));
	TO(9, __copy_to_user(USER, cells, n));
	TO(10, __copy_to_user_inatomic(USER, cells, n));
	TO(11, __copy_to_user(USER, cells, 8));
	return which;
}

/* The user's memory through a pointer of the kernel's, with user pages open. */
static noinline unsigned long singles(unsigned long n)
{
	u64 *user = (u64 *)USER, value = 0;
	unsigned long which = 0;

	stac();
	*user = 1;
	if (unsafe_get_user(value, USER) || value != 1)
		which |= 1UL << 16;
	if (unsafe_put_user(2, USER) || *user != 2)
		which |= 1UL << 17;
	clac();
	set_user(1);
	if (put_user(7UL, USER) || get_user(value, USER) || value != 7)
		which |= 1UL << 18;
	if (__put_user(8UL, USER) || __get_user(value, USER) || value != 8)
		which |= 1UL << 19;
	if (clear_user(USER, n) || get_user(value, USER) || value != 0)
		which |= 1UL << 20;
	/* The value is the one of the last access, also when that fails. */
	if (get_user(value, USER) || !get_user(value, ABSENT) || value != 0)
		which |= 1UL << 21;
	return which;
}

unsigned long user_order(unsigned long n)
{
	return copies(n) | singles(n) | (unsigned long)lab_preempt_count() << 40;
}
