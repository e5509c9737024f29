/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where an instruction that may fault goes on. An entry is the instruction and its fix-up, each relative to
 * itself, and since the types came a third word that says what the handler does beside jumping there.
 */
#ifndef LINUX_EXTABLE_H
#define LINUX_EXTABLE_H

#define EX_TYPE_DEFAULT		1
#define EX_TYPE_UACCESS		3
#define EX_TYPE_IMM_REG		17	/* register = immediate */
#define EX_TYPE_UCOPY_LEN	19	/* rcx = register + immediate * rcx */

#define EX_DATA_REG(number)	((number) << 8)
#define EX_DATA_IMM(value)	((value) << 16)
#define EX_FLAG_CLEAR_AX	(1 << 12)

#define EX_TYPE_EFAULT_REG	(EX_TYPE_IMM_REG | EX_DATA_IMM(-14))
#define EX_TYPE_ZERO_REG	EX_TYPE_IMM_REG
#define EX_TYPE_UCOPY_LEN8	(EX_TYPE_UCOPY_LEN | EX_DATA_IMM(8))

#ifdef __ASSEMBLER__

	.macro _ASM_EXTABLE_TYPE from, to, type
	.pushsection __ex_table, "a"
	.balign	4
	.long	\from - .
	.long	\to - .
#ifdef CONFIG_UACCESS_MASKED
	.long	\type
#endif
	.popsection
	.endm

	.macro _ASM_EXTABLE from, to
	_ASM_EXTABLE_TYPE \from, \to, EX_TYPE_DEFAULT
	.endm

	.macro _ASM_EXTABLE_UA from, to
	_ASM_EXTABLE_TYPE \from, \to, EX_TYPE_UACCESS
	.endm

#else

#include <linux/stringify.h>
#include <linux/types.h>

struct exception_table_entry {
	s32 insn, fixup;
#ifdef CONFIG_UACCESS_MASKED
	s32 data;
#endif
};

#ifdef CONFIG_UACCESS_MASKED
#define _EXTABLE_DATA(type)	".long " __stringify(type) "\n\t"
#else
#define _EXTABLE_DATA(type)
#endif

#define _EXTABLE_ENTRY(from, to, data)		\
	".pushsection __ex_table,\"a\"\n\t"	\
	".balign 4\n\t"				\
	".long " #from " - .\n\t"		\
	".long " #to " - .\n\t"			\
	data					\
	".popsection\n\t"

#define _ASM_EXTABLE(from, to)		_EXTABLE_ENTRY(from, to, _EXTABLE_DATA(EX_TYPE_DEFAULT))
#define _ASM_EXTABLE_UA(from, to)	_EXTABLE_ENTRY(from, to, _EXTABLE_DATA(EX_TYPE_UACCESS))

/* Of a type that needs a register: its number is found from the name that the compiler chose. */
#define _EXTABLE_REG(type, reg)							\
	".set .Lextable_reg, 0\n\t"						\
	".irp name, eax,ecx,edx,ebx,esp,ebp,esi,edi,r8d,r9d,r10d,r11d,r12d,r13d,r14d,r15d\n\t" \
	".ifc %%\\name, " reg "\n\t"						\
	".long " __stringify(type) " + (.Lextable_reg << 8)\n\t"			\
	".endif\n\t"								\
	".set .Lextable_reg, .Lextable_reg + 1\n\t"					\
	".endr\n\t"

#define _ASM_EXTABLE_TYPE_REG(from, to, type, reg)	_EXTABLE_ENTRY(from, to, _EXTABLE_REG(type, reg))

#endif

#endif
