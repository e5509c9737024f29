// SPDX-License-Identifier: Apache-2.0
/* What the kernel's fault handler does with the entry that its exception table has for an instruction. */
#include "stepper.h"

#define EX_TYPE(data)		((data) & 0xff)
#define EX_TYPE_IMM_REG		17
#define EX_TYPE_UCOPY_LEN	19
#define EX_FLAG_CLEAR_AX	(1 << 12)
#define EX_FLAG_CLEAR_DX	(1 << 13)

/* A general register by the number that instructions give it. */
static unsigned long long *gpr(int number)
{
	unsigned long long *all[] = {
		&regs.rax, &regs.rcx, &regs.rdx, &regs.rbx, &regs.rsp, &regs.rbp, &regs.rsi, &regs.rdi,
		&regs.r8, &regs.r9, &regs.r10, &regs.r11, &regs.r12, &regs.r13, &regs.r14, &regs.r15,
	};

	return all[number & 15];
}

static void apply(int32_t data)
{
	unsigned long long *reg = gpr(data >> 8);

	if (EX_TYPE(data) == EX_TYPE_IMM_REG)
		*reg = data >> 16;
	if (EX_TYPE(data) == EX_TYPE_UCOPY_LEN)
		regs.rcx = *reg + (data >> 16) * regs.rcx;
	if (data & EX_FLAG_CLEAR_AX)
		regs.rax = 0;
	if (data & EX_FLAG_CLEAR_DX)
		regs.rdx = 0;
}

/* 0 if there was an entry, else -1. */
int fix_up(void)
{
	uint64_t size = extable_entry == 12 ? 12 : 8;

	for (uint64_t at = extable_start; at < extable_stop && extable_stop - at >= size; at += size) {
		int32_t entry[3];

		if (read_guest(at, entry, size))
			return -1;
		if (at + entry[0] != regs.rip)
			continue;
		if (size == 12)
			apply(entry[2]);
		regs.rip = at + 4 + entry[1];
		return 0;
	}
	return -1;
}
