// SPDX-License-Identifier: Apache-2.0
/* What must be known of an instruction before or after it runs. Code is LONGEST bytes and a zero. */
#include "stepper.h"

static int is_prefix(uint8_t byte)
{
	return (byte & 0xe7) == 0x26 || (byte >= 0x64 && byte <= 0x67) || byte == 0xf0 || byte == 0xf2 || byte == 0xf3
	       || (byte & 0xf0) == 0x40;
}

static const uint8_t *opcode(const uint8_t *code)
{
	for (int i = 0; i < LONGEST && is_prefix(*code); i++)
		code++;
	return code;
}

static int has_prefix(const uint8_t *code, uint8_t prefix)
{
	for (const uint8_t *end = opcode(code); code < end; code++)
		if (*code == prefix)
			return 1;
	return 0;
}

/* A string instruction with a repeat prefix traps after each iteration. */
int is_repeat(const uint8_t *code)
{
	uint8_t byte = *opcode(code);

	return (has_prefix(code, 0xf2) || has_prefix(code, 0xf3))
	       && ((byte >= 0xa4 && byte <= 0xa7) || (byte >= 0xaa && byte <= 0xaf));
}

/* What counts the iterations: with 67 the low half of rcx. */
uint64_t repeat_counter(const uint8_t *code, uint64_t rcx)
{
	return has_prefix(code, 0x67) ? (uint32_t)rcx : rcx;
}

int is_callee_saved_push(const uint8_t *code)
{
	return code[0] == 0x53 || code[0] == 0x55 || (code[0] == 0x41 && code[1] >= 0x54 && code[1] <= 0x57);
}

int is_call(const uint8_t *code)
{
	code = opcode(code);
	return code[0] == 0xe8 || (code[0] == 0xff && (code[1] >> 3 & 7) == 2);
}

int is_pushf(const uint8_t *code)
{
	return *opcode(code) == 0x9c && !has_prefix(code, 0xf0);
}

/* Bytes of a syscall instruction; 0 of anything else. */
int system_call_length(const uint8_t *code)
{
	const uint8_t *at = opcode(code);

	return at[0] == 0x0f && at[1] == 0x05 && !has_prefix(code, 0xf0) ? at + 2 - code : 0;
}

/* Bytes of a load of %ss, after which no debugger stops; 0 of anything else. */
int stack_segment_load_length(const uint8_t *code)
{
	const uint8_t *at = opcode(code);
	int mod = at[1] >> 6, rm = at[1] & 7, length = at + 2 - code;

	if (at[0] != 0x8e || (at[1] >> 3 & 7) != 2 || has_prefix(code, 0xf0))
		return 0;
	if (mod == 3)
		return length;
	if (rm == 4) {
		length++;
		if (mod == 0 && (at[2] & 7) == 5)
			length += 4;
	}
	return length + (mod == 1 ? 1 : mod == 2 || (mod == 0 && rm == 5) ? 4 : 0);
}

#define TRAP_FLAG 0x100
#define IF_AND_IOPL 0x3200
#define IF 0x200

/* What popf would load; user mode keeps IF and IOPL, where the machine's guest loads them. */
static const char *check_popf(void)
{
	uint16_t flags;

	if (read_guest(regs.rsp, &flags, sizeof(flags)))
		return NULL; /* it faults */
	if (flags & TRAP_FLAG)
		return "trap-flag";
	return (flags & IF_AND_IOPL) == IF ? NULL : "privileged-flags";
}

/* One word on what stands in the way of running it here, NULL if nothing does. */
const char *cannot_run(const uint8_t *code)
{
	const uint8_t *at = opcode(code);

	if ((regs.rip & -PAGE) == VSYSCALL)
		return "vsyscall";
	if (has_prefix(code, 0xf0))
		return NULL;
	switch (at[0]) {
	case 0x9d:
		return check_popf();
	case 0xcd: /* these have gates that user code may use */
		return at[1] == 3 || at[1] == 4 || at[1] == 0x80 ? "interrupt" : NULL;
	case 0xf1:
		return "interrupt";
	case 0xca:
	case 0xcb:
	case 0xcf:
		return "far-transfer";
	case 0xff:
		return (at[1] >> 3 & 7) == 3 || (at[1] >> 3 & 7) == 5 ? "far-transfer" : NULL;
	case 0x0f:
		return at[1] == 0x34 ? "kernel-entry" : NULL;
	}
	return NULL;
}
