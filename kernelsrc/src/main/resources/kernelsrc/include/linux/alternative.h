/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Instructions that boot replaces when the CPU has a feature. What is linked runs on every CPU; each place
 * has an entry, and of several entries for one place the last that applies is the one that stays.
 */
#ifndef LINUX_ALTERNATIVE_H
#define LINUX_ALTERNATIVE_H

#define X86_FEATURE_REP_GOOD	0	/* rep movsq is fast */
#define X86_FEATURE_ERMS	1	/* rep movsb is as fast */
#define X86_FEATURE_FSRM	2	/* also when it is short */
#define X86_FEATURE_FSRS	3	/* and rep stosb */
#define X86_FEATURE_SMAP	4	/* user pages open and close by stac and clac */

#ifdef __ASSEMBLER__

/* The first instruction of the pair is what is linked; the second must not be longer. */
	.macro ALTERNATIVE old, new, feature
661:	\old
662:
	.pushsection .altinstr_replacement, "ax"
663:	\new
664:
	.popsection
	_ALTINSTR_ENTRY 661b, 662b, 663b, 664b, \feature
	.endm

	.macro ALTERNATIVE_2 old, new1, feature1, new2, feature2
661:	\old
662:
	.pushsection .altinstr_replacement, "ax"
663:	\new1
664:	\new2
665:
	.popsection
	_ALTINSTR_ENTRY 661b, 662b, 663b, 664b, \feature1
	_ALTINSTR_ENTRY 661b, 662b, 664b, 665b, \feature2
	.endm

	.macro _ALTINSTR_ENTRY old, old_end, new, new_end, feature
	.pushsection __altinstructions, "a"
	.balign	4
	.long	\old - .
	.long	\new - .
	.word	\feature
	.byte	\old_end - \old
	.byte	\new_end - \new
	.popsection
	.endm

/* A jump with a four-byte displacement, whatever the distance, so that any other fits in its place. */
	.macro JMP32 target
	.byte	0xe9
	.long	\target - . - 4
	.endm

/* Three bytes each, as the nop that stands there until boot knows that the CPU has SMAP. */
	.macro ASM_STAC
	ALTERNATIVE "nopl (%rax)", "stac", X86_FEATURE_SMAP
	.endm

	.macro ASM_CLAC
	ALTERNATIVE "nopl (%rax)", "clac", X86_FEATURE_SMAP
	.endm

#else

#include <linux/stringify.h>
#include <linux/types.h>

struct alt_instr {
	s32 instr_offset, repl_offset;	/* each relative to itself */
	u16 feature;
	u8 instrlen, replacementlen;
};

/* What the boot CPU has, a bit each; the lab may change it before it boots. */
extern u32 boot_cpu_features;

void apply_alternatives(void);

#define _ALTINSTR_ENTRY(new, new_end, feature)		\
	".pushsection __altinstructions,\"a\"\n\t"	\
	".balign 4\n\t"					\
	".long 661b - .\n\t"				\
	".long " #new "b - .\n\t"			\
	".word " __stringify(feature) "\n\t"		\
	".byte 662b - 661b\n\t"				\
	".byte " #new_end "b - " #new "b\n\t"		\
	".popsection\n\t"

#define ALTERNATIVE(old, new, feature)				\
	"661:	" old "\n"					\
	"662:\n\t"						\
	".pushsection .altinstr_replacement,\"ax\"\n"		\
	"663:	" new "\n"					\
	"664:\n\t"						\
	".popsection\n\t"					\
	_ALTINSTR_ENTRY(663, 664, feature)

#define ALTERNATIVE_2(old, new1, feature1, new2, feature2)	\
	"661:	" old "\n"					\
	"662:\n\t"						\
	".pushsection .altinstr_replacement,\"ax\"\n"		\
	"663:	" new1 "\n"					\
	"664:	" new2 "\n"					\
	"665:\n\t"						\
	".popsection\n\t"					\
	_ALTINSTR_ENTRY(663, 664, feature1)			\
	_ALTINSTR_ENTRY(664, 665, feature2)

#endif

#endif
