// SPDX-License-Identifier: Apache-2.0
/*
 * @name   user-whose
 * @title  user access to the kernel's own memory
 * @call   user_whose
 * @setup  user_whose_setup
 * @digest lab_digest_trace
 * @region user
 * @needs  CONFIG_UACCESS_ADDR_LIMIT CONFIG_UACCESS_MASKED
 * @alone  its accesses are those of fast paths that are interrupted, and there are very many
 * @expect all: g 0 = 0x0
 * @why    An address of the kernel's is there and is not the user's: every access fails, nothing of what
 *         lies there is read, and nothing is written to it.
 *
 * @name   user-thread-limit
 * @title  user access of a thread whose address limit is another one
 * @call   user_thread_limit
 * @setup  user_whose_setup
 * @digest lab_digest_trace
 * @region user
 * @needs  CONFIG_UACCESS_ADDR_LIMIT
 * @alone  its accesses are those of fast paths that are interrupted, and there are very many
 * @expect all: lhkrg 0 0 0 0 0 = 0x0
 * @why    The limit is the thread's own: one that is lower refuses what lies past it, though the pages
 *         are there, and that of a thread which serves the kernel lets it name the kernel's memory.
 */
#include <lab_context.h>
#include <lab_user.h>

#define WORD	0x0067666564636261UL
#define BEFORE	0xa5
#define SIZE	9

static u64 kernels[2], buffer[2];

static void fill(void)
{
	WRITE_ONCE(kernels[0], WORD);
	WRITE_ONCE(kernels[1], WORD);
	WRITE_ONCE(buffer[0], ~0UL);
	WRITE_ONCE(buffer[1], ~0UL);
}

void user_whose_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
	lab_fill_user();
}

/* How many of the bytes that a failed read may leave are neither cleared nor as they were. */
static unsigned int read_bytes(void)
{
	const volatile u8 *byte = (const volatile u8 *)buffer;
	unsigned int i, wrong = 0;

	for (i = 0; i < sizeof(buffer); i++)
		wrong += byte[i] != 0 && byte[i] != 0xff;
	return wrong;
}

static unsigned int intact(void)
{
	return (READ_ONCE(kernels[0]) != WORD) + (READ_ONCE(kernels[1]) != WORD);
}

/* How many accesses to nine bytes from there on do not fail as they must. */
static noinline unsigned int not_refused(unsigned long at)
{
	unsigned int wrong = 0;
	u64 quad = 0;
	u8 byte = 0;

	fill();
	wrong += get_user(byte, (const u8 __user *)at) != -EFAULT || byte;
	wrong += get_user(quad, (const u64 __user *)at) != -EFAULT || quad;
	wrong += put_user(BEFORE, (u8 __user *)at) != -EFAULT;
	wrong += put_user(~0UL, (u64 __user *)at) != -EFAULT;
	wrong += copy_from_user(buffer, (const void __user *)at, SIZE) != SIZE;
	wrong += copy_to_user((void __user *)at, buffer, SIZE) != SIZE;
	wrong += clear_user((void __user *)at, SIZE) != SIZE;
	wrong += strncpy_from_user((char *)buffer, (const char __user *)at, SIZE) != -EFAULT;
	wrong += access_ok((const void __user *)at, SIZE);
	return wrong + read_bytes() + intact();
}

unsigned long user_whose(void)
{
	lab_trace('g');
	lab_value(not_refused((unsigned long)kernels));
	return lab_preempt_count();
}

#ifdef CONFIG_UACCESS_ADDR_LIMIT

static void set_limit(unsigned long limit)
{
	current_thread_info()->addr_limit = limit;
	barrier();
}

/* The same of accesses that must succeed: each moves what lies there, or puts it there. */
static noinline unsigned int not_granted(void)
{
	unsigned long at = (unsigned long)kernels;
	unsigned int wrong = 0;
	u64 quad = 0;
	u8 byte = 0;

	fill();
	wrong += get_user(byte, (const u8 __user *)at) != 0 || byte != (WORD & 0xff);
	wrong += get_user(quad, (const u64 __user *)at) != 0 || quad != WORD;
	wrong += copy_from_user(buffer, (const void __user *)at, sizeof(buffer)) != 0;
	wrong += READ_ONCE(buffer[0]) != WORD || READ_ONCE(buffer[1]) != WORD;
	wrong += strncpy_from_user((char *)buffer, (const char __user *)at, SIZE) != 7;
	wrong += !access_ok((const void __user *)at, SIZE);
	wrong += put_user(BEFORE, (u8 __user *)at) != 0 || READ_ONCE(*(u8 *)at) != BEFORE;
	wrong += put_user(~0UL, (u64 __user *)at) != 0 || READ_ONCE(kernels[0]) != ~0UL;
	wrong += clear_user((void __user *)at, SIZE) != 0 || READ_ONCE(kernels[0]) || (u8)READ_ONCE(kernels[1]);
	wrong += copy_to_user((void __user *)at, buffer, sizeof(buffer)) != 0;
	return wrong + intact();
}

/* The bytes before a limit may be had and no more: of a string that ends past it none. */
static noinline unsigned int wrong_at(unsigned long limit)
{
	unsigned int wrong = 0;
	u64 quad;
	u8 byte;

	wrong += get_user(byte, (const u8 __user *)(limit - 1)) != 0 || byte != lab_user_byte(limit - 1);
	wrong += get_user(quad, (const u64 __user *)(limit - 8)) != 0;
	wrong += get_user(quad, (const u64 __user *)(limit - 7)) != -EFAULT;
	wrong += copy_from_user(buffer, (const void __user *)(limit - SIZE), SIZE) != 0;
	wrong += copy_from_user(buffer, (const void __user *)(limit - SIZE + 1), SIZE) != SIZE;
	wrong += !access_ok((const void __user *)(limit - SIZE), SIZE);
	wrong += access_ok((const void __user *)(limit - SIZE + 1), SIZE);
	wrong += strncpy_from_user((char *)buffer, (const char __user *)(limit - 8), SIZE) != -EFAULT;
	wrong += strncpy_from_user((char *)buffer, (const char __user *)(limit - 8), 8) != 8;
	return wrong;
}

unsigned long user_thread_limit(void)
{
	unsigned long limit = LAB_USER_BASE + 64;
	unsigned int wrong[5];

	set_limit(limit);
	wrong[0] = wrong_at(limit);
	wrong[1] = not_refused(limit);
	set_limit(-1UL);
	wrong[2] = not_granted();
	set_limit(LAB_USER_BASE);
	wrong[3] = not_refused(LAB_USER_BASE);
	set_limit(USER_DS);
	wrong[4] = not_refused((unsigned long)kernels);
	lab_trace('l');
	lab_value(wrong[0]);
	lab_trace('h');
	lab_value(wrong[1]);
	lab_trace('k');
	lab_value(wrong[2]);
	lab_trace('r');
	lab_value(wrong[3]);
	lab_trace('g');
	lab_value(wrong[4]);
	return lab_preempt_count();
}

#endif
