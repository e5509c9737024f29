// SPDX-License-Identifier: Apache-2.0
/*
 * @name   user-limits
 * @title  user access at the last address that is the user's, and past it
 * @call   user_limits
 * @setup  user_limits_setup
 * @digest lab_digest_trace
 * @region user
 * @needs  CONFIG_UACCESS_ADDR_LIMIT CONFIG_UACCESS_MASKED
 * @expect A0 A0u A0s A1 A1d A2 A3 A7 A7d A8 A9: afbcdefghifjklfmnfopqrfstfuvffwyz
 *         8 0 9 0 1 0 8 0 8 9 8 fffffff2 0 fffffff2 0 fffffff2 0 fffffff2 0 fffffff2 0
 *         fffffff2 fffffff2 fffffff2 fffffff2 8 9 fffffff2 fffffff2
 *         fffffff2 fffffff2 0 fffffff2 0 fffffff2 8 = 0x0
 * @expect all: afbfcxdxefgfhxifjfkxlfmxnfofpxqxrfstfuvffwxyxz
 *         8 0 9 0 1 0 8 0 8 9 8 fffffff2 0 fffffff2 0 fffffff2 0 fffffff2 0 fffffff2 0
 *         fffffff2 fffffff2 fffffff2 fffffff2 8 9 fffffff2 fffffff2
 *         fffffff2 fffffff2 0 fffffff2 0 fffffff2 8 = 0x0
 * @why    The last byte of the user's may be asked for, and is absent here, so that it has to be fetched
 *         (f). Past it 3.11 refuses an access by its last byte; today the first byte decides, and what
 *         is past goes to an address that nobody fetches (x). What cannot be read is zero.
 */
#include <lab_context.h>
#include <lab_user.h>
#include <linux/irqflags.h>

#define X86_EFLAGS_AC	(1UL << 18)
#define BEFORE		0xa5

static u8 buffer[24];
static bool asked;
static unsigned long open, faults;

/* What no user may read. */
static u64 secret = 0x5ec4e75ec4e7;

static void look_at_ac(void)
{
	open |= native_save_fl() & X86_EFLAGS_AC;
}

static bool fetch(unsigned long address)
{
	(void)address;
	asked = true;
	look_at_ac();
	return false;
}

void user_limits_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
	request_page_in(fetch);
	open = 0;
}

static void begin(char what)
{
	unsigned int i;

	lab_trace(what);
	asked = false;
	faults = lab_page_faults;
	for (i = 0; i < sizeof(buffer); i++)
		WRITE_ONCE(buffer[i], BEFORE);
}

static void end(unsigned int value)
{
	look_at_ac();
	if (faults != lab_page_faults)
		lab_trace(asked ? 'f' : 'x');
	lab_value(value);
}

/* How many of the first bytes are not zero, and how many of the others are not as they were. */
static unsigned int not_cleared(unsigned int bytes)
{
	unsigned int i, wrong = 0;

	for (i = 0; i < sizeof(buffer); i++)
		wrong += buffer[i] != (i < bytes ? 0 : BEFORE);
	return wrong;
}

static noinline void read(char what, unsigned long from, unsigned long bytes)
{
	begin(what);
	end(copy_from_user(buffer, (const void __user *)from, bytes));
	lab_value(not_cleared(bytes));
}

static noinline void write(char what, unsigned long to, unsigned long bytes)
{
	begin(what);
	end(copy_to_user((void __user *)to, buffer, bytes));
}

static noinline void get_quad(char what, unsigned long from)
{
	u64 quad = ~0UL;
	int err;

	begin(what);
	err = get_user(quad, (const u64 __user *)from);
	end(err);
	lab_value(quad | quad >> 32);
}

static noinline void get_byte(char what, unsigned long from)
{
	u8 byte = BEFORE;
	int err;

	begin(what);
	err = get_user(byte, (const u8 __user *)from);
	end(err);
	lab_value(byte);
}

static noinline void get_unchecked(char what, unsigned long from)
{
	u64 quad = ~0UL;
	u8 byte = BEFORE;

	begin(what);
	end(__get_user(quad, (const u64 __user *)from));
	end(__get_user(byte, (const u8 __user *)from));
	lab_value((quad | quad >> 32) + byte);
}

static noinline void put_quad(char what, unsigned long to)
{
	begin(what);
	end(put_user(1UL, (u64 __user *)to));
}

static noinline void put_byte(char what, unsigned long to)
{
	begin(what);
	end(put_user(1, (u8 __user *)to));
}

static noinline void clear(char what, unsigned long to, unsigned long bytes)
{
	begin(what);
	end(clear_user((void __user *)to, bytes));
}

static noinline void read_name(char what, unsigned long from)
{
	begin(what);
	end(strncpy_from_user((char *)buffer, (const char __user *)from, 8));
}

/* Whether user pages were open anywhere that they must not be. */
unsigned long user_limits(void)
{
	read('a', USER_DS - 8, 8);
	read('b', USER_DS - 8, 9);
	read('c', USER_DS, 1);
	read('d', -4UL, 8);
	write('e', USER_DS - 8, 8);
	write('g', USER_DS - 8, 9);
	write('h', -4UL, 8);
	get_quad('i', USER_DS - 8);
	get_quad('j', USER_DS - 7);
	get_quad('k', -1UL);
	get_byte('l', USER_DS - 1);
	get_byte('m', USER_DS);
	put_quad('n', USER_DS - 8);
	put_quad('o', USER_DS - 7);
	put_byte('p', USER_DS);
	put_byte('q', -1UL);
	clear('r', USER_DS - 8, 8);
	clear('s', USER_DS - 8, 9);
	read_name('t', USER_DS - 4);
	read_name('u', USER_DS);
	get_unchecked('v', USER_DS - 8);
	get_quad('w', (unsigned long)&secret);
	put_quad('y', (unsigned long)&secret);
	clear('z', -4UL, 8);
	return open | (secret ^ 0x5ec4e75ec4e7);
}
