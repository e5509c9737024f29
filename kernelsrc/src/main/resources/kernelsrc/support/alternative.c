// SPDX-License-Identifier: Apache-2.0
/* Boot's patching of the text. Every byte is written through a volatile lvalue: no call of memcpy() that it may patch. */
#include <linux/alternative.h>

#define CALL_OPCODE		0xe8
#define JMP_OPCODE		0xe9
#define BRANCH_LENGTH		5

extern const struct alt_instr __start___altinstructions[], __stop___altinstructions[];

u32 boot_cpu_features = 0
#ifdef CONFIG_X86_REP_GOOD
	| 1U << X86_FEATURE_REP_GOOD
#endif
#ifdef CONFIG_X86_ERMS
	| 1U << X86_FEATURE_ERMS
#endif
#ifdef CONFIG_X86_FSRM
	| 1U << X86_FEATURE_FSRM
#endif
#ifdef CONFIG_X86_FSRS
	| 1U << X86_FEATURE_FSRS
#endif
#ifdef CONFIG_X86_SMAP
	| 1U << X86_FEATURE_SMAP
#endif
	;

/* The manual's multi-byte nops, the one of n bytes at n * (n - 1) / 2. */
static const u8 nops[] = {
	0x90,
	0x66, 0x90,
	0x0f, 0x1f, 0x00,
	0x0f, 0x1f, 0x40, 0x00,
	0x0f, 0x1f, 0x44, 0x00, 0x00,
	0x66, 0x0f, 0x1f, 0x44, 0x00, 0x00,
	0x0f, 0x1f, 0x80, 0x00, 0x00, 0x00, 0x00,
	0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00,
};

static void poke(u8 *text, const u8 *bytes, unsigned int length)
{
	unsigned int i;

	for (i = 0; i < length; i++)
		WRITE_ONCE(text[i], bytes[i]);
}

/* A call or jump is relative to where it stands, which is not where it was assembled. */
static void move_branch(u8 *text, const u8 *assembled)
{
	s32 displacement = (s32)((u32)assembled[1] | (u32)assembled[2] << 8
				 | (u32)assembled[3] << 16 | (u32)assembled[4] << 24);
	s32 moved = displacement + (s32)(assembled - text);
	unsigned int i;

	for (i = 0; i < 4; i++)
		WRITE_ONCE(text[1 + i], (u32)moved >> 8 * i);
}

static void apply_alternative(const struct alt_instr *alt)
{
	u8 *text = (u8 *)&alt->instr_offset + alt->instr_offset;
	const u8 *replacement = (const u8 *)&alt->repl_offset + alt->repl_offset;
	unsigned int at = alt->replacementlen, pad;

	poke(text, replacement, alt->replacementlen);
	if (alt->replacementlen == BRANCH_LENGTH
	    && (replacement[0] == CALL_OPCODE || replacement[0] == JMP_OPCODE))
		move_branch(text, replacement);
	for (; at < alt->instrlen; at += pad) {
		pad = alt->instrlen - at;
		if (pad > 8)
			pad = 8;
		poke(text + at, nops + pad * (pad - 1) / 2, pad);
	}
}

/* Once for the same features: the lab boots a kernel again and again, and text that is written to is decoded anew. */
void apply_alternatives(void)
{
	static u32 applied_for;
	const struct alt_instr *alt;

	if (applied_for == boot_cpu_features)
		return;
	applied_for = boot_cpu_features;
	for (alt = __start___altinstructions; alt < __stop___altinstructions; alt++)
		if (boot_cpu_features >> alt->feature & 1)
			apply_alternative(alt);
}
