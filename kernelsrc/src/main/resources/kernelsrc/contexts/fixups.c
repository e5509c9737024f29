// SPDX-License-Identifier: Apache-2.0
/*
 * @name   fixups
 * @title  what the types of an exception table ask for, register by register
 * @call   fixups
 * @setup  fixups_setup
 * @digest lab_digest_trace
 * @region user
 * @needs  CONFIG_UACCESS_MASKED
 * @alone  its faults are those of fast paths that are interrupted
 * @expect all: = 0x0
 * @why    An entry names a register by its number and gives it a value; no other register changes, but rax
 *         where the entry says so, and rcx where it tells what a copy by words has left.
 */
#include <lab_context.h>
#include <lab_user.h>
#include <linux/extable.h>

#define ABSENT	((const u64 __user *)(LAB_USER_BASE + LAB_USER_SIZE))
#define KEPT	0x1234567890UL

void fixups_setup(unsigned long args[6])
{
	(void)args;
	lab_boot();
}

/* A load that faults, whose entry gives a register of that name a value. */
#define SETS(bit, name, half, data, value, left) do {					\
	unsigned long rax = KEPT, found;						\
											\
	__asm__ __volatile__("movabsq $0x1234567890, %%" name "\n"			\
			     "1:	movq (%%rsi), %%rdx\n"				\
			     "2:\n\t"							\
			     _EXTABLE_ENTRY(1b, 2b, _EXTABLE_REG(EX_TYPE_IMM_REG | data, "%%" half)) \
			     "movq %%" name ", %%rdx"					\
			     : "+a" (rax), "=d" (found) : "S" (ABSENT) : name, "memory"); \
	if (found != (value) || rax != (left))						\
		which |= 1UL << (bit);							\
} while (0)

static noinline unsigned long registers(void)
{
	unsigned long which = 0;

	stac();
	SETS(1, "rcx", "ecx", EX_DATA_IMM(-14), -14UL, KEPT);
	SETS(3, "rbx", "ebx", EX_DATA_IMM(0x7fff), 0x7fffUL, KEPT);
	SETS(7, "rdi", "edi", EX_DATA_IMM(0), 0UL, KEPT);
	SETS(8, "r8", "r8d", EX_DATA_IMM(-1), -1UL, KEPT);
	SETS(9, "r9", "r9d", EX_DATA_IMM(9), 9UL, KEPT);
	SETS(10, "r10", "r10d", EX_DATA_IMM(10), 10UL, KEPT);
	SETS(11, "r11", "r11d", EX_DATA_IMM(11), 11UL, KEPT);
	SETS(12, "r12", "r12d", EX_DATA_IMM(12), 12UL, KEPT);
	SETS(13, "r13", "r13d", EX_DATA_IMM(13), 13UL, KEPT);
	SETS(14, "r14", "r14d", EX_DATA_IMM(14), 14UL, KEPT);
	SETS(15, "r15", "r15d", EX_DATA_IMM(15), 15UL, KEPT);
	SETS(16, "rbx", "ebx", EX_DATA_IMM(-14) | EX_FLAG_CLEAR_AX, -14UL, 0UL);
	SETS(17, "r9", "r9d", EX_FLAG_CLEAR_AX, 0UL, 0UL);
	clac();
	return which;
}

/* A load that faults, with so much in rcx and rax. */
#define LOADS(type) \
	__asm__ __volatile__("1:	movq (%%rsi), %%rdx\n"				\
			     "2:\n\t"							\
			     _EXTABLE_ENTRY(1b, 2b, _EXTABLE_REG(type, "%%eax"))	\
			     : "+c" (rcx), "+a" (rax) : "S" (ABSENT) : "rdx", "memory")

/* What is left in words, and bytes after them; an entry of user access alone changes nothing. */
static noinline unsigned long lengths(void)
{
	unsigned long which = 0, rcx = 5, rax = 3;

	stac();
	LOADS(EX_TYPE_UCOPY_LEN8);
	if (rcx != 43 || rax != 3)
		which |= 1UL << 20;
	rcx = 0x100000000;
	rax = 0x700000000;
	LOADS(EX_TYPE_UCOPY_LEN | EX_DATA_IMM(1));
	if (rcx != 0x800000000 || rax != 0x700000000)
		which |= 1UL << 21;
	rcx = 0x100000000;
	LOADS(EX_TYPE_UACCESS);
	if (rcx != 0x100000000 || rax != 0x700000000)
		which |= 1UL << 22;
	LOADS(EX_TYPE_DEFAULT);
	if (rcx != 0x100000000 || rax != 0x700000000)
		which |= 1UL << 23;
	clac();
	return which;
}

extern const struct exception_table_entry __start___ex_table[], __stop___ex_table[];

/* The kernel's numbers; and of all entries only the one above is of no user access. */
static noinline unsigned long types(void)
{
	const struct exception_table_entry *entry;
	unsigned long which = 0, user = 0, other = 0, sets = 0, counts = 0;

	for (entry = __start___ex_table; entry < __stop___ex_table; entry++) {
		unsigned int type = entry->data & 0xff;

		user += type == 3;
		other += type == 1;
		sets += type == 17;
		counts += type == 19;
	}
	if (other != 1 || counts != 3 || sets < 13 || user < 20)
		which |= 1UL << 24;
	if ((unsigned long)(__stop___ex_table - __start___ex_table) != user + other + sets + counts)
		which |= 1UL << 25;
	return which;
}

/* What user access itself puts into the table. */
static noinline unsigned long accesses(void)
{
	static u64 cell = 3;
	void __user *absent = (void __user *)(LAB_USER_BASE + LAB_USER_SIZE);
	unsigned long which = 0;

	if (__put_user(cell, (u64 __user *)absent) != -EFAULT || clear_user(absent, 8) != 8)
		which |= 1UL << 26;
	if (__copy_to_user_inatomic(absent, &cell, 8) != 8 || __copy_from_user_inatomic(&cell, absent, 8) != 8)
		which |= 1UL << 27;
	return which;
}

unsigned long fixups(void)
{
	return registers() | lengths() | types() | accesses();
}
