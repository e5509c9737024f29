// SPDX-License-Identifier: Apache-2.0
/*
 * What the kernel's fault handler does with the entry that its exception table has for an instruction, and its handler of
 * ud2 with the entry of a warning. The types are those of arch/x86/include/asm/extable_fixup_types.h.
 */
#include "stepper.h"

#include <string.h>

#define EX_TYPE(data)		((data) & 0xff)
#define EX_FLAG_CLEAR_AX	(1 << 12)
#define EX_FLAG_CLEAR_DX	(1 << 13)
#define BUG_ENTRY		12
#define BUGFLAG_WARNING		1
#define TABLES			16

enum {
	EX_TYPE_DEFAULT = 1, EX_TYPE_FAULT = 2, EX_TYPE_UACCESS = 3, EX_TYPE_COPY = 4, EX_TYPE_CLEAR_FS = 5,
	EX_TYPE_DEFAULT_MCE_SAFE = 14, EX_TYPE_FAULT_MCE_SAFE = 15, EX_TYPE_POP_REG = 16, EX_TYPE_IMM_REG = 17,
	EX_TYPE_UCOPY_LEN = 19, EX_TYPE_ZEROPAD = 20
};

static struct { uint64_t start, stop, entry; } extables[TABLES], bugs[TABLES];
static int extable_count, bug_count;

void exception_table(uint64_t start, uint64_t stop, uint64_t entry)
{
	if (extable_count == TABLES)
		die("more than %d exception tables", TABLES);
	extables[extable_count].start = start;
	extables[extable_count].stop = stop;
	extables[extable_count++].entry = entry == 12 ? 12 : 8;
}

void bug_table(uint64_t start, uint64_t stop)
{
	if (bug_count == TABLES)
		die("more than %d tables of warnings", TABLES);
	bugs[bug_count].start = start;
	bugs[bug_count++].stop = stop;
}

/* A general register by the number that instructions give it. */
static unsigned long long *gpr(int number)
{
	unsigned long long *all[] = {
		&regs.rax, &regs.rcx, &regs.rdx, &regs.rbx, &regs.rsp, &regs.rbp, &regs.rsi, &regs.rdi,
		&regs.r8, &regs.r9, &regs.r10, &regs.r11, &regs.r12, &regs.r13, &regs.r14, &regs.r15,
	};

	return all[number & 15];
}

/* The address of a memory operand without a segment; the instruction has no immediate. */
static uint64_t operand_address(const uint8_t *modrm, unsigned rex, uint64_t next)
{
	unsigned mod = *modrm >> 6, rm = *modrm & 7, sib = modrm[1];
	const uint8_t *displacement = modrm + 1 + (rm == 4);
	int none = rm == 4 ? !mod && (sib & 7) == 5 : !mod && rm == 5;
	uint64_t at = none ? 0 : *gpr((rm == 4 ? sib & 7 : rm) | (rex & 1) << 3);
	unsigned index = (sib >> 3 & 7) | (rex & 2) << 2;
	int32_t wide;

	if (rm == 4 && index != 4)
		at += *gpr(index) << (sib >> 6);
	if (none && rm == 5)
		at = next;
	memcpy(&wide, displacement, sizeof(wide));
	return at + (mod == 1 ? (int8_t)*displacement : mod == 2 || none ? wide : 0);
}

/* load_unaligned_zeropad(): the bytes up to the end of the aligned word, and zeros; 0 if they could be read. */
static int zero_padded(void)
{
	uint8_t code[LONGEST + 1];
	unsigned rex;
	uint64_t at, word;

	read_code(regs.rip, code);
	rex = code[0];
	if ((rex & 0xf8) != 0x48 || code[1] != 0x8b || code[2] >> 6 == 3)
		return -1;
	at = operand_address(code + 2, rex, regs.rip + 7);
	if (read_guest(at & ~7UL, &word, sizeof(word)))
		return -1;
	*gpr((code[2] >> 3 & 7) | (rex & 4) << 1) = word >> 8 * (at & 7);
	return 0;
}

/* 0 if it is done; else the type asks for what user mode does not show, as of an instruction that is privileged. */
static int apply(int32_t data, int vector)
{
	unsigned long long *reg = gpr(data >> 8);

	switch (EX_TYPE(data)) {
	case EX_TYPE_DEFAULT:
	case EX_TYPE_UACCESS:
	case EX_TYPE_DEFAULT_MCE_SAFE:
		break;
	case EX_TYPE_FAULT:
	case EX_TYPE_COPY:
	case EX_TYPE_FAULT_MCE_SAFE:
		regs.rax = vector;
		break;
	case EX_TYPE_CLEAR_FS:
		regs.fs = 0;
		break;
	case EX_TYPE_POP_REG:
		regs.rsp += 8;
		*reg = data >> 16;
		break;
	case EX_TYPE_IMM_REG:
		*reg = data >> 16;
		break;
	case EX_TYPE_UCOPY_LEN:
		regs.rcx = *reg + (data >> 16) * regs.rcx;
		break;
	case EX_TYPE_ZEROPAD:
		if (zero_padded())
			return -1;
		break;
	default:
		return -1;
	}
	if (data & EX_FLAG_CLEAR_AX)
		regs.rax = 0;
	if (data & EX_FLAG_CLEAR_DX)
		regs.rdx = 0;
	return 0;
}

/* 1 if the entry is of the instruction at rip and was applied, -1 if it is and was not, else 0. */
static int entry_applies(uint64_t at, uint64_t size, int vector)
{
	int32_t entry[3] = { 0, 0, EX_TYPE_DEFAULT };

	if (read_guest(at, entry, size) || at + entry[0] != regs.rip)
		return 0;
	if (apply(entry[2], vector))
		return -1;
	regs.rip = at + 4 + entry[1];
	return 1;
}

/* 0 if there was an entry, else -1. */
int fix_up(int vector)
{
	for (int i = 0; i < extable_count; i++) {
		uint64_t size = extables[i].entry, stop = extables[i].stop;

		for (uint64_t at = extables[i].start; at < stop && stop - at >= size; at += size) {
			int applies = entry_applies(at, size, vector);

			if (applies)
				return applies > 0 ? 0 : -1;
		}
	}
	return -1;
}

/* Goes on behind the ud2 of a warning; 0 if it was one. */
int warn(void)
{
	struct { int32_t address, file; uint16_t line, flags; } entry;

	for (int i = 0; i < bug_count; i++) {
		for (uint64_t at = bugs[i].start; at < bugs[i].stop && bugs[i].stop - at >= BUG_ENTRY; at += BUG_ENTRY) {
			if (read_guest(at, &entry, sizeof(entry)) || at + entry.address != regs.rip)
				continue;
			if (!(entry.flags & BUGFLAG_WARNING))
				return -1;
			regs.rip += 2;
			return 0;
		}
	}
	return -1;
}
