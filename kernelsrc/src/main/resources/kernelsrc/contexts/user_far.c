// SPDX-License-Identifier: Apache-2.0
/*
 * @name   user-far
 * @title  user access far below the limit and far past it, of sizes that no narrow register holds
 * @call   user_far
 * @setup  user_far_setup
 * @digest lab_digest_trace
 * @region user
 * @needs  CONFIG_UACCESS_ADDR_LIMIT CONFIG_UACCESS_MASKED
 * @alone  its accesses are those of fast paths that are interrupted, and there are very many
 * @expect all: nblmkpcdefr 0 0 0 0 0 0 0 0 0 0 0 = 0x0
 * @why    Addresses and lengths have 64 bits: whatever the lower 32 or 16 of them are, what is the user's
 *         may be asked for and what is past the limit may not. Where nobody may sleep no page is fetched.
 */
#include <lab_context.h>
#include <lab_user.h>
#include <linux/irqflags.h>

#define END	(LAB_USER_BASE + LAB_USER_SIZE)
#define GIB	(1UL << 30)

static u8 buffer[0x10010];
static bool asked;
static unsigned int fetches;

static bool fetch(unsigned long address)
{
	(void)address;
	WRITE_ONCE(asked, true);
	fetches++;
	return false;
}

/* One for an access that must fail and does not; one if the page was asked for and must not be, or the reverse. */
#define FAILS(access, error, allowed) do {		\
	WRITE_ONCE(asked, false);			\
	wrong += (access) != (error);			\
	wrong += READ_ONCE(asked) != (allowed);		\
} while (0)

static noinline unsigned int accesses(unsigned long user, bool allowed)
{
	unsigned int wrong = 0;
	u64 quad;
	u8 byte;

	FAILS(get_user(byte, (const u8 __user *)user), -EFAULT, allowed);
	FAILS(get_user(quad, (const u64 __user *)user), -EFAULT, allowed);
	FAILS(put_user(1, (u8 __user *)user), -EFAULT, allowed);
	FAILS(put_user(1, (u64 __user *)user), -EFAULT, allowed);
	FAILS(copy_from_user(buffer, (const void __user *)user, 9), 9, allowed);
	FAILS(copy_to_user((void __user *)user, buffer, 9), 9, allowed);
	FAILS(clear_user((void __user *)user, 9), 9, allowed);
	FAILS(strncpy_from_user((char *)buffer, (const char __user *)user, 9), -EFAULT, allowed);
	wrong += access_ok((const void __user *)user, 9) != allowed;
	return wrong;
}

static noinline unsigned int near_limit(void)
{
	return accesses(USER_DS - 4 * GIB, true) + accesses(USER_DS - 4 * GIB - 16, true)
	       + accesses(USER_DS - 0x10000, true);
}

static noinline unsigned int below(void)
{
	return accesses(0, true) + accesses(8, true) + accesses(2 * GIB, true) + accesses(4 * GIB - 4, true)
	       + accesses(4 * GIB, true);
}

static noinline unsigned int past(void)
{
	return accesses(USER_DS + 4 * GIB, false) + accesses(1UL << 47, false) + accesses(1UL << 48, false)
	       + accesses(1UL << 63, false) + accesses(-4 * GIB, false) + accesses(~0UL << 47, false);
}

/* Eight bytes are there. The lengths of copies had 32 bits in 3.11. */
static noinline unsigned int lengths(unsigned long n)
{
	unsigned int wrong = 0;

	wrong += copy_to_user((void __user *)(END - 8), buffer, n) != n - 8;
	wrong += clear_user((void __user *)(END - 8), n) != n - 8;
	/* Out of user memory into the end of it: what is left need not be cleared for long. */
	wrong += __copy_from_user_inatomic((void *)(END - 16), (const void __user *)LAB_USER_BASE, n) != n - 16;
	wrong += __copy_from_user((void *)(END - 16), (const void __user *)LAB_USER_BASE, n) != n - 16;
#ifdef CONFIG_UACCESS_ADDR_LIMIT
	wrong += copy_from_user((void *)(END - 16), (const void __user *)LAB_USER_BASE, n) != n - 16;
#endif
	wrong += __copy_to_user_inatomic((void __user *)(END - 8), buffer, n) != n - 8;
	wrong += __copy_to_user((void __user *)(END - 8), buffer, n) != n - 8;
	wrong += __clear_user((void __user *)(END - 8), n) != n - 8;
	n += 4 * GIB;
	wrong += clear_user((void __user *)(END - 8), n) != n - 8;
#ifdef CONFIG_UACCESS_MASKED
	wrong += copy_to_user((void __user *)(END - 8), buffer, n) != n - 8;
	wrong += __copy_to_user_inatomic((void __user *)(END - 8), buffer, n) != n - 8;
#endif
	return wrong;
}

static noinline unsigned int long_copies(unsigned long n)
{
	unsigned int wrong = 0;

	buffer[n - 1] = 1;
	buffer[n] = 1;
	wrong += copy_from_user(buffer, (const void __user *)-GIB, n) != n;
	wrong += READ_ONCE(buffer[n - 1]) != 0 || READ_ONCE(buffer[n]) != 1;
#ifdef CONFIG_UACCESS_MASKED
	buffer[n - 1] = 1;
	lab_fill_user();
	wrong += copy_from_user(buffer, (const void __user *)(END - 8), n) != n - 8;
	wrong += READ_ONCE(buffer[7]) != lab_user_byte(END - 1) || READ_ONCE(buffer[8]) != 0;
	wrong += READ_ONCE(buffer[n - 1]) != 0 || READ_ONCE(buffer[n]) != 1;
	wrong += __copy_from_user_inatomic(buffer, (const void __user *)(END - 8), n) != n - 8;
#endif
	return wrong;
}

/* A string of seven bytes, however many are allowed. */
static noinline unsigned int strings(unsigned long n)
{
	unsigned int wrong = 0;

	wrong += strncpy_from_user((char *)buffer, (const char __user *)(LAB_USER_BASE + 0x800), n) != 7;
	wrong += READ_ONCE(buffer[6]) != 'a' + 6 || READ_ONCE(buffer[7]) != 0;
	wrong += strncpy_from_user((char *)buffer, (const char __user *)(LAB_USER_BASE + 0x800), 0) != 0;
	wrong += strncpy_from_user((char *)buffer, (const char __user *)(LAB_USER_BASE + 0x800), -1) != 0;
	wrong += strncpy_from_user((char *)buffer, (const char __user *)(LAB_USER_BASE + 0x800), 7) != 7;
	wrong += strncpy_from_user((char *)buffer, (const char __user *)(LAB_USER_BASE + 0x800), 8) != 7;
	wrong += strncpy_from_user((char *)buffer, (const char __user *)(LAB_USER_BASE + 0x800), 6) != 6;
	wrong += strncpy_from_user((char *)buffer, (const char __user *)(LAB_USER_BASE + 0x807), 6) != 0;
	return wrong;
}

/* A range whose sum is past the limit or wraps, though neither part is. */
static noinline unsigned int ranges(unsigned long one)
{
	const void __user *user = (const void __user *)LAB_USER_BASE;
	unsigned int wrong = 0;

	wrong += !access_ok(user, USER_DS - LAB_USER_BASE);
	wrong += access_ok(user, USER_DS - LAB_USER_BASE + one);
	wrong += access_ok(user, -LAB_USER_BASE);
	wrong += access_ok(user, -one);
	wrong += !access_ok((const void __user *)USER_DS, one - 1);
	wrong += access_ok((const void __user *)USER_DS, one);
	return wrong;
}

/* With interrupts off, with preemption off and in between, a fault is fixed up. */
static noinline unsigned int no_fetches(void)
{
	unsigned int wrong;

	fetches = 0;
	local_irq_disable();
	wrong = __copy_from_user_inatomic(buffer, (const void __user *)(END - 8), 10) != 2;
	local_irq_enable();
	pagefault_disable();
	wrong += __copy_from_user_inatomic(buffer, (const void __user *)(END - 8), 10) != 2;
	pagefault_enable();
	local_bh_disable();
	wrong += __copy_from_user_inatomic(buffer, (const void __user *)(END - 8), 10) != 2;
	local_bh_enable();
	wrong += READ_ONCE(fetches) != 0;
	wrong += __copy_from_user_inatomic(buffer, (const void __user *)(END - 8), 10) != 2;
	return wrong + (READ_ONCE(fetches) != 1);
}

void user_far_setup(unsigned long args[6])
{
	unsigned int i;

	args[0] = 1;
	lab_boot();
	lab_fill_user();
	stac();
	for (i = 0; i < 8; i++)
		WRITE_ONCE(((u8 *)LAB_USER_BASE)[0x800 + i], i < 7 ? 'a' + i : 0);
	clac();
	request_page_in(fetch);
}

static void say(char what, unsigned int wrong)
{
	lab_trace(what);
	lab_value(wrong);
}

unsigned long user_far(unsigned long one)
{
	say('n', near_limit());
	say('b', below());
	say('l', lengths(0x10000 * one));
	say('m', lengths((0x80000000 + 0x10000) * one));
	say('k', long_copies(0x10000 * one));
	say('p', past());
	say('c', strings(16 * one));
	say('d', strings((one << 16) + one));
	say('e', strings((one << 32) + one));
	say('f', no_fetches());
	say('r', ranges(one));
	return lab_preempt_count();
}
