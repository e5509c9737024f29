// SPDX-License-Identifier: Apache-2.0
/*
 * @name   const-sizes
 * @title  __copy_from_user and __copy_to_user of constant sizes
 * @call   move_header
 * @setup  setup_const_sizes
 * @digest digest_const_sizes
 * @check  check_const_sizes
 * @region user
 * @needs  CONFIG_UACCESS_ADDR_LIMIT CONFIG_UACCESS_MASKED
 * @expect all: = 0x0
 * @why    In 3.11 each is one or two moves; today each is a copy like any other.
 *
 * @name   const-sizes-fault
 * @title  the same, the last two bytes absent
 * @call   move_header
 * @setup  setup_const_sizes_fault
 * @digest digest_const_sizes
 * @check  check_const_sizes
 * @region user
 * @needs  CONFIG_UACCESS_ADDR_LIMIT CONFIG_UACCESS_MASKED
 * @expect all: = 0x2
 * @why    The ten bytes are eight and two, and only the two are absent.
 */
#include <lab_message.h>

struct __packed header {
	u8 one;
	u16 two;
	u32 four;
	u64 eight;
	u64 sixteen[2];
	u8 ten[10];
};

static struct header header;
static unsigned long header_user;

/* The header read a field at a time, then written 16 bytes before; how many bytes were not. */
unsigned long move_header(struct header *to, struct header __user *user)
{
	struct header __user *next = (struct header __user *)((u8 __user *)user - 16);
	unsigned long left;

	left = __copy_from_user(&to->one, &user->one, 1);
	left += __copy_from_user(&to->two, &user->two, 2);
	left += __copy_from_user(&to->four, &user->four, 4);
	left += __copy_from_user(&to->eight, &user->eight, 8);
	left += __copy_from_user(to->sixteen, user->sixteen, 16);
	left += __copy_from_user(to->ten, user->ten, 10);
	left += __copy_to_user(&next->one, &to->one, 1);
	left += __copy_to_user(&next->two, &to->two, 2);
	left += __copy_to_user(&next->four, &to->four, 4);
	left += __copy_to_user(&next->eight, &to->eight, 8);
	left += __copy_to_user(next->sixteen, to->sixteen, 16);
	left += __copy_to_user(next->ten, to->ten, 10);
	return left;
}

void setup_const_sizes(unsigned long args[6])
{
	lab_boot();
	lab_fill_user();
	header = (struct header){ 0 };
	args[0] = (unsigned long)&header;
	header_user = lab_user_edge(80);
	args[1] = header_user;
}

void setup_const_sizes_fault(unsigned long args[6])
{
	setup_const_sizes(args);
	header_user = lab_user_edge(sizeof(header) - 2);
	args[1] = header_user;
}

unsigned long digest_const_sizes(unsigned long result)
{
	return digest_bytes(digest_user_edge(result, 96), (const u8 *)&header, sizeof(header));
}

/* The fields are the user's, and have been written once more 16 bytes before. */
unsigned long check_const_sizes(unsigned long result)
{
	unsigned long i, wrong = 0, user = header_user - 16;

	(void)result;
	for (i = 0; i < sizeof(header); i++)
		wrong += ((const u8 *)&header)[i] != lab_user_byte(header_user + i);
	for (i = lab_user_edge(256); i < lab_user_edge(0); i++)
		wrong += !lab_user_holds(i, i - user < sizeof(header) ? lab_user_byte(i + 16)
								      : lab_user_byte(i));
	return wrong;
}
